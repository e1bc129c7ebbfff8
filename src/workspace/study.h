/* workspace/study.h
 *
 * A study: a table of trials, what a person decided about its rows and columns, and models fitted to it. What `saltline fit`
 * does and what the Model page does are these calls. Nothing here touches the workspace file (studies.h does).
 * In: a table's bytes, decisions, a recipe. Out: a data frame, a fit with its questions answered. May include: model. */
#pragma once

#include <gio/gio.h>

#include "model/diagnostics.h"
#include "model/equation.h"

G_BEGIN_DECLS

/* --- what was decided about a table --- */

typedef struct {
  guint row;             /* 1: the first under the header */
  char *reason;
} RowExclusion;

typedef struct {
  GArray *excluded;      /* of RowExclusion, by row */
  GPtrArray *derived;    /* of char *: definitions "name = expression", in order */
  char *filter;          /* nullable: only rows for which this holds */
} StudyDecisions;

StudyDecisions *study_decisions_new       (void);
StudyDecisions *study_decisions_copy      (const StudyDecisions *decisions);
void            study_decisions_free      (StudyDecisions *decisions);
/* @reason: (nullable): %NULL takes the row in again */
void            study_decisions_exclude   (StudyDecisions *decisions, guint row, const char *reason);
/**
 * study_decisions_exclude_text:
 * @text: "3,7-9: the patch fell off"
 *
 * Returns: %FALSE with %MODEL_ERROR_TABLE when it names no rows, or gives no reason
 */
gboolean        study_decisions_exclude_text (StudyDecisions *decisions, const char *text, GError **error);
gboolean        study_decisions_equal     (const StudyDecisions *a, const StudyDecisions *b);
/* The member "excluded" of the object that is open: rows and reasons. */
void            study_decisions_put_excluded (const StudyDecisions *decisions, JsonBuilder *builder);
/* The members "excluded", "derived", "filter" of the object that is open. */
void            study_decisions_to_json   (const StudyDecisions *decisions, JsonBuilder *builder);
StudyDecisions *study_decisions_from_json (JsonObject *object);

/* --- a table as it was decided to use it: shared, and never changed --- */

typedef struct {
  int references;
  char *name;            /* of the file */
  char *origin;          /* "file", "readings" of this workspace, "synthetic" */
  GBytes *bytes;
  char *sha256;
  StudyDecisions *decisions;
  DataFrame *frame;
  guint n_filtered;      /* rows that the filter left out */
} StudyTable;

/**
 * study_table_new:
 * @decisions: (nullable)
 *
 * Exclusions come first, they speak of the file's rows; then derived columns, then the filter, which may use them.
 */
StudyTable *study_table_new   (const char *name, const char *origin, GBytes *bytes, const StudyDecisions *decisions, GError **error);
/* @path: a file; messages call it by its path */
StudyTable *study_table_load  (const char *path, const StudyDecisions *decisions, GError **error);
StudyTable *study_table_ref   (StudyTable *table);
void        study_table_unref (StudyTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyTable, study_table_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyDecisions, study_decisions_free)

/* --- a model of it --- */

typedef struct {
  char *formula;
  char *method;          /* nullable: the one that formula and lower bounds ask for */
  char *weights;         /* nullable: column */
  char *censor;          /* nullable: column that marks responses which are only lower bounds */
  char *left_out_by;     /* nullable: column whose values are left out together and predicted */
  guint n_folds;         /* 0: each alone */
  guint n_shuffles;      /* for the importance of columns; 0: not asked */
  guint64 seed;
} StudyRecipe;

StudyRecipe *study_recipe_copy      (const StudyRecipe *recipe);
void         study_recipe_free      (StudyRecipe *recipe);
gboolean     study_recipe_equal     (const StudyRecipe *a, const StudyRecipe *b);
void         study_recipe_to_json   (const StudyRecipe *recipe, JsonBuilder *builder); /* members of the object that is open */
StudyRecipe *study_recipe_from_json (JsonObject *object);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyRecipe, study_recipe_free)

typedef struct {
  StudyTable *table;
  StudyRecipe *recipe;
  ModelData *data;
  Fit *fit;
  Validation *validation;   /* nullable: nothing was left out */
  Diagnostics *diagnostics; /* nullable: not asked for */
} StudyFit;

/**
 * study_fit_new:
 *
 * Fits, and leaves out when the recipe says so. Only Tobit takes lower bounds as such; other methods leave these rows out, and
 * the fit warns how many. @table is referenced.
 */
StudyFit *study_fit_new      (StudyTable *table, const StudyRecipe *recipe, GCancellable *cancellable, GError **error);
/* Residuals, influence …; and whether a logarithm is called for, as a warning. @cluster: (nullable) */
gboolean  study_fit_diagnose (StudyFit *study, const char *cluster, GError **error);
/* As it is written down, with what has to be derived. */
ModelEquation *study_fit_equation (const StudyFit *study);
void      study_fit_free     (StudyFit *study);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyFit, study_fit_free)

G_END_DECLS
