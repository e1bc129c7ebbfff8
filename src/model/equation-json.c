/* model/equation-json.c: an equation written to the file that carries it */
#include "equation-private.h"
#include "fit-json.h"

static void
put_matrix (JsonBuilder *builder, const char *key, const double *numbers, guint rows, guint columns)
{
  json_put_array (builder, key);
  for (guint i = 0; i < rows; i++)
    json_put_numbers (builder, NULL, numbers + (gsize) i * columns, columns);
  json_builder_end_array (builder);
}

static void
put_random (JsonBuilder *builder, const ModelEquation *equation, guint a)
{
  const RandomEffect *effect = g_ptr_array_index (equation->random, a);
  const guint k = effect->n_terms;

  json_put_object (builder, NULL);
  json_put_string (builder, "group", effect->group);
  json_put_words (builder, "terms", effect->terms);
  json_put_numbers (builder, "sd", effect->sd, k);
  put_matrix (builder, "correlation", effect->correlation, k, k);
  json_put_array (builder, "levels");
  for (guint l = 0; l < effect->n_levels; l++)
    {
      json_put_object (builder, NULL);
      json_put_string (builder, "level", effect->levels[l]);
      json_put_numbers (builder, "effects", effect->effects + (gsize) l * k, k);
      if (effect->effect_sds)
        json_put_numbers (builder, "sd", effect->effect_sds + (gsize) l * k, k);
      if (equation->joint)
        {
          put_matrix (builder, "covariance", equation->joint->own[a] + (gsize) l * k * k, k, k);
          put_matrix (builder, "with_coefficients", equation->joint->with_beta[a] + (gsize) l * k * equation->rank, k, equation->rank);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static int
compare_pairs (gconstpointer x, gconstpointer y)
{
  const LevelPair *s = x, *t = y;
  const guint left[] = { s->a, s->b, s->i, s->j }, right[] = { t->a, t->b, t->i, t->j };

  for (guint n = 0; n < G_N_ELEMENTS (left); n++)
    if (left[n] != right[n])
      return left[n] < right[n] ? -1 : 1;
  return 0;
}

/* "between": [[part, level, part, level, covariance …], …]: parts and levels by their places, the numbers row by row. */
static void
put_between (JsonBuilder *builder, const JointCovariance *joint)
{
  g_autoptr(GList) pairs = g_list_sort (g_hash_table_get_keys (joint->between), compare_pairs);

  if (pairs == NULL)
    return;
  json_put_array (builder, "between");
  for (GList *l = pairs; l; l = l->next)
    {
      const LevelPair *pair = l->data;
      const double *block = g_hash_table_lookup (joint->between, pair);
      const guint places[] = { pair->a, pair->i, pair->b, pair->j };

      json_put_array (builder, NULL);
      for (guint n = 0; n < G_N_ELEMENTS (places); n++)
        json_builder_add_int_value (builder, places[n]);
      for (guint n = 0; n < joint->n_terms[pair->a] * joint->n_terms[pair->b]; n++)
        json_add_number (builder, block[n]);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

static void
put_columns (JsonBuilder *builder, const GPtrArray *columns)
{
  json_put_array (builder, "columns");
  for (guint i = 0; i < columns->len; i++)
    {
      const TrainedRange *range = g_ptr_array_index (columns, i);

      json_put_object (builder, NULL);
      json_put_string (builder, "name", range->name);
      json_put_string (builder, "unit", range->unit);
      if (range->levels)
        json_put_words (builder, "levels", range->levels);
      else
        {
          json_put_number (builder, "low", range->low);
          json_put_number (builder, "high", range->high);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
put_tables (JsonBuilder *builder, const ModelEquation *equation)
{
  g_autoptr(GList) factors = g_list_sort (g_hash_table_get_keys (equation->factors), (GCompareFunc) g_strcmp0);
  g_autoptr(GList) learned = g_list_sort (g_hash_table_get_keys (equation->learned), (GCompareFunc) g_strcmp0);

  json_put_object (builder, "factors");
  for (GList *l = factors; l; l = l->next)
    json_put_words (builder, l->data, g_hash_table_lookup (equation->factors, l->data));
  json_builder_end_object (builder);
  json_put_object (builder, "learned");
  for (GList *l = learned; l; l = l->next)
    json_put_numbers (builder, l->data, g_hash_table_lookup (equation->learned, l->data), equation_learned_length (l->data));
  json_builder_end_object (builder);
}

void
equation_to_json (const ModelEquation *equation, JsonBuilder *builder)
{
  g_return_if_fail (equation != NULL);

  json_put_integer (builder, "saltline_model", EQUATION_FORMAT);
  json_put_string (builder, "formula", equation->formula->text);
  json_put_string (builder, "method", equation->method);
  json_put_string (builder, "algorithm", equation->algorithm);
  json_put_string (builder, "source", equation->source);
  json_put_boolean (builder, "synthetic", equation->synthetic);
  json_put_string (builder, "response_unit", equation->response_unit);
  json_put_integer (builder, "n", equation->n);
  json_put_array (builder, "coefficients");
  for (guint k = 0; k < equation->rank; k++)
    {
      json_put_object (builder, NULL);
      json_put_string (builder, "name", equation->names[k]);
      json_put_number (builder, "estimate", equation->beta[k]);
      json_put_number (builder, "se", equation->se[k]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (equation->covariance)
    put_matrix (builder, "covariance", equation->covariance, equation->rank, equation->rank);
  json_put_number (builder, "sigma", equation->sigma);
  json_put_number (builder, "df_known", equation->df_known);
  json_put_number (builder, "df_new", equation->df_new);
  json_put_array (builder, "random");
  for (guint a = 0; a < equation->random->len; a++)
    put_random (builder, equation, a);
  json_builder_end_array (builder);
  if (equation->joint)
    put_between (builder, equation->joint);
  put_columns (builder, equation->columns);
  put_tables (builder, equation);
  if (equation->derived && equation->derived[0])
    json_put_words (builder, "derived", equation->derived);
  json_put_number (builder, "smearing", equation->smearing);
  if (equation->left_out.n > 0)
    {
      json_put_object (builder, "left_out");
      json_put_string (builder, "by", equation->left_out_by);
      agreement_to_json (&equation->left_out, builder);
      json_builder_end_object (builder);
    }
}

char *
equation_to_text (const ModelEquation *equation, gboolean pretty)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_put_object (builder, NULL);
  equation_to_json (equation, builder);
  json_builder_end_object (builder);
  return json_to_text (builder, pretty);
}
