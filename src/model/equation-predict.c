/* model/equation-predict.c: what an equation expects of rows, and how far off that may be */
#include <glib/gi18n.h>
#include <math.h>

#include "equation.h"
#include "predict.h"

/* A row as the equation sees it: x'β + z'b. */
struct _EquationRow {
  double *x;         /* rank: of the coefficients */
  guint n_parts;
  int *level;        /* n_parts: −1: not known to the equation */
  char **name;       /* n_parts: (nullable) of the level */
  double **z;        /* n_parts: of the level's effects */
};

void
equation_row_free (EquationRow *row)
{
  if (row == NULL)
    return;
  for (guint a = 0; a < row->n_parts; a++)
    {
      g_free (row->name[a]);
      g_free (row->z[a]);
    }
  g_free (row->x);
  g_free (row->level);
  g_free (row->name);
  g_free (row->z);
  g_free (row);
}

gboolean
equation_row_knows (const EquationRow *row, guint part)
{
  g_return_val_if_fail (row != NULL && part < row->n_parts, FALSE);

  return row->level[part] >= 0;
}

static void
prediction_clear (gpointer prediction)
{
  EquationPrediction *p = prediction;

  equation_row_free (p->row);
  g_strfreev (p->extrapolates);
}

/* The values of @set on all rows, coded as the equation knows them. */
static Design *
design_of (const ModelEquation *equation, const TermSet *set, const DataFrame *frame, GError **error)
{
  const guint n = frame->n_rows, known = g_hash_table_size (equation->learned);
  g_autoptr(GPtrArray) values = design_values (set, frame, equation->learned, error);
  g_autoptr(DesignRecipe) recipe = NULL;
  g_autofree guint *rows = g_new (guint, n);

  if (values == NULL)
    return NULL;
  if (g_hash_table_size (equation->learned) > known)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA,
                   _("“%s” centres or scales a column, but the model does not say by which numbers."), equation->formula->text);
      return NULL;
    }
  recipe = design_recipe_of_levels (set, values, equation->factors, error);
  if (recipe == NULL)
    return NULL;
  for (guint r = 0; r < n; r++)
    rows[r] = r;
  return design_new (recipe, values, rows, n, n);
}

/* Where each coefficient stands among the design's columns. */
static guint *
find_columns (const ModelEquation *equation, const Design *design, GError **error)
{
  g_autofree guint *places = g_new (guint, MAX (equation->rank, 1));

  for (guint k = 0; k < equation->rank; k++)
    {
      for (places[k] = 0; places[k] < design->n_columns && !g_str_equal (design->names[places[k]], equation->names[k]); places[k]++)
        ;
      if (places[k] == design->n_columns)
        {
          g_autofree char *names = g_strjoinv (", ", design->names);

          g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("The formula “%s” has no coefficient “%s”; it has: %s."),
                       equation->formula->text, equation->names[k], names);
          return NULL;
        }
    }
  return g_steal_pointer (&places);
}

static EquationRow *
row_new (const ModelEquation *equation, const Design *fixed, const guint *places, const GPtrArray *random, const DataFrame *frame, guint r)
{
  EquationRow *row = g_new0 (EquationRow, 1);

  row->n_parts = equation->random->len;
  row->x = g_new (double, MAX (equation->rank, 1));
  row->level = g_new (int, row->n_parts + 1);
  row->name = g_new0 (char *, row->n_parts + 1);
  row->z = g_new0 (double *, row->n_parts + 1);
  for (guint k = 0; k < equation->rank; k++)
    row->x[k] = fixed->x[(gsize) places[k] * fixed->n_rows + r];
  for (guint a = 0; a < row->n_parts; a++)
    {
      const RandomEffect *effect = g_ptr_array_index (equation->random, a);
      const Design *design = g_ptr_array_index (random, a);

      row->name[a] = group_level_name (g_ptr_array_index (equation->formula->random, equation->part[a]), frame, r);
      row->level[a] = group_level_find (effect->levels, row->name[a]);
      row->z[a] = g_new (double, effect->n_terms);
      for (guint t = 0; t < effect->n_terms; t++)
        row->z[a][t] = design->x[(gsize) t * design->n_rows + r];
    }
  return row;
}

static double
coefficient_covariance (const ModelEquation *equation, const double *x1, const double *x2)
{
  double sum = 0;

  for (guint k = 0; k < equation->rank; k++)
    {
      if (equation->covariance == NULL && !isnan (equation->se[k]))
        sum += x1[k] * x2[k] * equation->se[k] * equation->se[k];
      for (guint l = 0; equation->covariance && l < equation->rank; l++)
        sum += x1[k] * equation->covariance[(gsize) k * equation->rank + l] * x2[l];
    }
  return sum;
}

/* Of a level that is drawn from the population. */
static double
population_covariance (const RandomEffect *effect, const double *z1, const double *z2)
{
  const guint k = effect->n_terms;
  double sum = 0;

  for (guint t = 0; t < k; t++)
    for (guint u = 0; u < k; u++)
      if (effect->sd[t] > 0 && effect->sd[u] > 0)
        sum += z1[t] * z2[u] * (t == u ? 1 : effect->correlation[t * k + u]) * effect->sd[t] * effect->sd[u];
  return sum;
}

/* Of the effects of part @a on one row and of part @b on the other. */
static double
effect_covariance (const ModelEquation *equation, const EquationRow *one, guint a, const EquationRow *other, guint b)
{
  const RandomEffect *effect = g_ptr_array_index (equation->random, a);
  const int i = one->level[a], j = other->level[b];
  double sum = 0;

  if (i < 0 || j < 0)
    return i < 0 && j < 0 && a == b && (one == other || (one->name[a] && g_strcmp0 (one->name[a], other->name[a]) == 0))
             ? population_covariance (effect, one->z[a], other->z[a])
             : 0;
  if (equation->joint)
    return joint_covariance_of_levels (equation->joint, a, (guint) i, one->z[a], b, (guint) j, other->z[b]);
  for (guint t = 0; effect->effect_sds && a == b && i == j && t < effect->n_terms; t++)
    sum += one->z[a][t] * other->z[a][t] * pow (effect->effect_sds[(gsize) i * effect->n_terms + t], 2);
  return sum;
}

static double
group_covariance (const ModelEquation *equation, const EquationRow *one, const EquationRow *other)
{
  double sum = 0;

  for (guint a = 0; a < one->n_parts; a++)
    for (guint b = 0; b < other->n_parts; b++)
      sum += effect_covariance (equation, one, a, other, b);
  return sum;
}

/* Of the coefficients on one row and the effects on the other. */
static double
cross_covariance (const ModelEquation *equation, const EquationRow *coefficients, const EquationRow *effects)
{
  double sum = 0;

  for (guint a = 0; equation->joint && a < effects->n_parts; a++)
    if (effects->level[a] >= 0)
      sum += joint_covariance_with_beta (equation->joint, a, (guint) effects->level[a], effects->z[a], coefficients->x);
  return sum;
}

double
equation_covariance (const ModelEquation *equation, const EquationRow *one, const EquationRow *other)
{
  g_return_val_if_fail (equation != NULL && one != NULL && other != NULL, NAN);

  return coefficient_covariance (equation, one->x, other->x) + group_covariance (equation, one, other)
         + cross_covariance (equation, one, other) + cross_covariance (equation, other, one);
}

static void
predict_row (const ModelEquation *equation, EquationPrediction *p)
{
  const EquationRow *row = p->row;

  p->known = TRUE;
  for (guint k = 0; k < equation->rank; k++)
    p->fixed += row->x[k] * equation->beta[k];
  p->expected = p->fixed;
  for (guint a = 0; a < row->n_parts; a++)
    {
      const RandomEffect *effect = g_ptr_array_index (equation->random, a);

      p->known &= row->level[a] >= 0;
      for (guint t = 0; row->level[a] >= 0 && t < effect->n_terms; t++)
        p->expected += row->z[a][t] * effect->effects[(gsize) row->level[a] * effect->n_terms + t];
    }
  if (!isfinite (p->expected))
    p->expected = p->fixed = NAN;
  p->coefficient_variance = coefficient_covariance (equation, row->x, row->x);
  p->group_variance = group_covariance (equation, row, row);
  p->expected_variance = MAX (0, p->coefficient_variance + p->group_variance + 2 * cross_covariance (equation, row, row));
  p->df = p->known ? equation->df_known : equation->df_new;
  p->residual_variance = isnan (equation->sigma) ? 0 : equation->sigma * equation->sigma;
}

GArray *
equation_predict (const ModelEquation *equation, const DataFrame *frame, GError **error)
{
  g_autoptr(Design) fixed = NULL;
  g_autoptr(GPtrArray) random = g_ptr_array_new_with_free_func ((GDestroyNotify) design_free);
  g_autofree guint *places = NULL;
  GArray *predictions;

  g_return_val_if_fail (equation != NULL && frame != NULL, NULL);

  fixed = design_of (equation, equation->formula->fixed, frame, error);
  places = fixed ? find_columns (equation, fixed, error) : NULL;
  if (places == NULL)
    return NULL;
  for (guint a = 0; a < equation->random->len; a++)
    {
      const RandomPart *part = g_ptr_array_index (equation->formula->random, equation->part[a]);
      Design *design = design_of (equation, part->terms, frame, error);

      if (design == NULL)
        return NULL;
      g_ptr_array_add (random, design);
    }
  predictions = g_array_sized_new (FALSE, TRUE, sizeof (EquationPrediction), frame->n_rows);
  g_array_set_clear_func (predictions, prediction_clear);
  for (guint r = 0; r < frame->n_rows; r++)
    {
      EquationPrediction p = { .row = row_new (equation, fixed, places, random, frame, r), .extrapolates = trained_ranges_left (equation->columns, frame, r) };

      predict_row (equation, &p);
      g_array_append_val (predictions, p);
    }
  return predictions;
}
