/* model/design.h
 *
 * From terms and data to the columns of a model matrix, coded and named as R's model.matrix() does: treatment contrasts with
 * the first level as the reference, full dummy columns where the margin of a term is absent. What was learned from the
 * training rows (levels, centres, polynomials) is kept in the recipe, so that new rows are coded alike. */
#pragma once

#include "formula.h"

G_BEGIN_DECLS

/* How each variable of a term set is coded. */
typedef struct {
  const TermSet *set;    /* borrowed from the formula */
  guint n_variables;
  guint *n_columns;      /* of each variable before contrasts: 1, the degree of poly(), or the number of levels */
  char ***levels;        /* of each variable; NULL for numbers */
  GHashTable **places;   /* of each variable: level → its place + 1; NULL for numbers */
} DesignRecipe;

typedef struct {
  guint n_rows;
  guint n_columns;
  char **names;          /* R's coefficient names; NULL-terminated */
  guint *term_of;        /* n_columns: 0 is the intercept, i the i-th term */
  double *x;             /* n_rows × n_columns, a column after the other */
} Design;

/**
 * design_values:
 *
 * Returns: (transfer full) (element-type Value) (nullable): each variable of @set on all rows of @frame.
 */
GPtrArray    *design_values      (const TermSet *set, const DataFrame *frame, Learned *learned, GError **error);
/* Whether a variable of @values is missing on a row. */
gboolean      design_row_is_missing (const GPtrArray *values, guint n_frame_rows, guint row);
/* The first value that is not finite, or beyond ±1e100, on one of @rows: a message naming its place. */
gboolean      design_check_values (const TermSet *set, const GPtrArray *values, const DataFrame *frame, const guint *rows, guint n,
                                   GError **error);

DesignRecipe *design_recipe_new  (const TermSet *set, const GPtrArray *values, const guint *rows, guint n, guint n_frame_rows);
/**
 * design_recipe_of_levels:
 * @levels: (element-type utf8 GStrv): of each variable that is a factor, by its name
 *
 * A recipe that is not learned from rows but known, as of a model that was written down.
 *
 * Returns: (nullable): %MODEL_ERROR_TABLE when a variable is words and has no levels, or numbers and has some.
 */
DesignRecipe *design_recipe_of_levels (const TermSet *set, const GPtrArray *values, GHashTable *levels, GError **error);
void          design_recipe_free (DesignRecipe *recipe);

/* @rows: of the frame that @values were evaluated on. A level that the recipe does not know makes its row's entries NAN. */
Design       *design_new         (const DesignRecipe *recipe, const GPtrArray *values, const guint *rows, guint n,
                                  guint n_frame_rows);
void          design_free        (Design *design);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Design, design_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DesignRecipe, design_recipe_free)

G_END_DECLS
