/* model/model-data.h
 *
 * A formula meets a data frame: the rows that are complete, the response, the fixed design, the groups and their designs. */
#pragma once

#include "design.h"

G_BEGIN_DECLS

#define RANDOM_MOST_TERMS 32u /* of one random part: these have 528 variances and covariances */

/* One random part on the rows that are used. */
typedef struct {
  const RandomPart *part;
  guint n_levels;
  char **levels;         /* NULL-terminated */
  guint *codes;          /* n */
  DesignRecipe *recipe;
  Design *design;        /* n × terms */
} RandomDesign;

/* What a column of the training rows held: predictions outside of it are extrapolations. */
typedef struct {
  char *name;
  char *unit;            /* nullable */
  double low, high;      /* of numbers; NAN: not known */
  char **levels;         /* of words; NULL for numbers */
} TrainedRange;

typedef struct {
  const DataFrame *frame;
  Formula *formula;
  Learned *learned;
  guint n;
  guint *rows;           /* n: rows of the frame */
  guint n_missing;       /* rows that are in, but lack a value that the model needs */
  double *y;             /* n */
  double *weights;       /* n, more than 0; NULL: all 1 */
  guchar *censored;      /* n: the response is a lower bound; NULL: none */
  guint n_censored;
  gboolean dropped_censored; /* they were left out */
  DesignRecipe *recipe;
  Design *fixed;
  GPtrArray *random;     /* of RandomDesign, by falling number of levels as lme4 orders them */
  GPtrArray *ranges;     /* of TrainedRange: the columns of the fixed part */
} ModelData;

typedef struct {
  const char *weights;   /* nullable: a column of weights */
  const char *censor;    /* nullable: a column that marks responses which are lower bounds */
  gboolean drop_censored; /* leave such rows out */
} ModelDataOptions;

/**
 * model_data_new:
 * @frame: must outlive the result
 */
ModelData *model_data_new   (const DataFrame *frame, const char *formula, const ModelDataOptions *options, GError **error);
void       model_data_free  (ModelData *data);

/* Columns of @frame that lie outside of @ranges (element-type TrainedRange) on a row. Returns: (transfer full): NULL-terminated. */
char     **trained_ranges_left (const GPtrArray *ranges, const DataFrame *frame, guint row);
void       trained_range_free  (TrainedRange *range);

/* The group of each used row in @column. Returns: (nullable). */
guint     *model_data_groups (const ModelData *data, const char *column, guint *n_groups, char ***levels, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelData, model_data_free)

G_END_DECLS
