/* model/data-frame.h
 *
 * A table of trials as a model sees it: columns of numbers or words, their units, and rows that may be left out for a
 * reason. Rows are never deleted: what is left out keeps its place and says why.
 *
 * A header's last brackets hold its unit when UDUNITS knows it: "temp (°F)" and "mass [lb]" become columns `temp` in °C
 * and `mass` in kg (base/unit.h says which units are converted). Brackets that hold no unit belong to the name.
 * A column whose cells are all numbers or missing is numeric. A column of words is a factor; its levels are in
 * alphabetical order (compare_words), those of a numeric column used as a factor in numeric order. */
#pragma once

#include "base/table.h"
#include "model-error.h"

G_BEGIN_DECLS

typedef struct {
  char *name;        /* without the unit */
  char *header;      /* as the file has it; what a derived column was derived from */
  char *unit;        /* nullable: what the numbers are in */
  gboolean converted; /* the file had another unit */
  double *values;    /* n_rows; NAN is missing. NULL for a column of words */
  char **words;      /* n_rows, of the frame's own (data_frame_word()); NULL is missing. NULL for a numeric column */
  guint n_missing;
  guint n_numbers;   /* of a column of words: cells that are numbers all the same */
  guint first_word;  /* of a column of words: the first row that is no number */
  char decimal_mark; /* by which the file's numbers were read; 0 when the column was derived */
} Column;

typedef struct WordPool WordPool;

typedef struct {
  char *source;      /* what messages call the data, usually the file's path */
  guint n_rows;
  guint *lines;      /* n_rows: the line of the file on which each row begins */
  GPtrArray *columns; /* of Column */
  char **out;        /* n_rows: why the row is left out; NULL while it is in */
  char delimiter;    /* of the file; 0 when there was none */
  char *encoding;    /* nullable */
  WordPool *words;
} DataFrame;

/* Levels of a column that groups rows. */
typedef struct {
  guint n_levels;
  char **levels;     /* NULL-terminated */
  int *codes;        /* n_rows; −1 is missing */
} Factor;

/**
 * data_frame_from_table:
 *
 * Returns: %NULL with %MODEL_ERROR_TABLE when two columns have one name, no column is numeric, there are no rows, or the header is a row of numbers.
 */
DataFrame *data_frame_from_table    (const Table *table, const char *source, GError **error);
DataFrame *data_frame_load          (const char *path, GError **error);
void       data_frame_free          (DataFrame *frame);

/* Rows without a file behind them, to which columns are added: new rows to be predicted. */
DataFrame *data_frame_new_rows      (const char *source, guint n_rows);

/* By name, or by the header as the file has it. Returns: (nullable). */
const Column *data_frame_find       (const DataFrame *frame, const char *name);
/* Like find, with a message that lists what there is. */
const Column *data_frame_need       (const DataFrame *frame, const char *name, GError **error);

/**
 * data_frame_need_numbers:
 *
 * Returns: (nullable): the values of a numeric column; otherwise a message that names the first cell that is no number.
 */
const double *data_frame_need_numbers (const DataFrame *frame, const char *name, GError **error);

/* The frame's own copy of @word, the same for all that are equal: words of one frame are compared by their address. NULL stays NULL. From any thread. */
char      *data_frame_word          (const DataFrame *frame, const char *word);

/* Takes @values. Replaces a column of the same name. */
void       data_frame_add_numbers   (DataFrame *frame, const char *name, const char *from, double *values);

/* The same for words: copied; NULL is missing. */
void       data_frame_add_words     (DataFrame *frame, const char *name, const char *from, const char *const *words);

/**
 * data_frame_exclude:
 * @row: 1 is the first row under the header
 *
 * A row that is left out already keeps its first reason.
 */
gboolean   data_frame_exclude       (DataFrame *frame, guint row, const char *reason, GError **error);

/* "trials.csv, line 17": for messages. */
char      *data_frame_place         (const DataFrame *frame, guint row);

/* Levels that occur in rows that are in. */
Factor    *factor_new               (const DataFrame *frame, const Column *column);
/* The interaction a:b: levels "a:b" that occur, in order of a, then b. */
Factor    *factor_cross             (const Factor *a, const Factor *b, guint n_rows);
void       factor_free              (Factor *factor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DataFrame, data_frame_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Factor, factor_free)

G_END_DECLS
