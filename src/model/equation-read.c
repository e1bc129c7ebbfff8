/* model/equation-read.c: an equation out of a file, with what is wrong in it */
#include <glib/gi18n.h>
#include <math.h>

#include "equation-private.h"

typedef struct {
  const char *file;
  GError **error;
} Reading;

G_GNUC_PRINTF (2, 3) static gboolean
refuse (const Reading *reading, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (reading->error, MODEL_ERROR, MODEL_ERROR_TABLE, "%s: %s", reading->file, message);
  return FALSE;
}

static JsonNode *
member (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_has_member (object, key) ? json_object_get_member (object, key) : NULL;

  return node && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
is_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && (json_node_get_value_type (node) == G_TYPE_DOUBLE || json_node_get_value_type (node) == G_TYPE_INT64)
         && isfinite (json_node_get_double (node));
}

static gboolean
get_text (const Reading *reading, JsonObject *object, const char *key, char **text)
{
  JsonNode *node = member (object, key);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (reading, _("“%s” must be a text."), key);
  *text = json_node_dup_string (node);
  return TRUE;
}

static gboolean
get_number (const Reading *reading, JsonObject *object, const char *key, double *number)
{
  JsonNode *node = member (object, key);

  *number = NAN;
  if (node == NULL)
    return TRUE;
  if (!is_number (node))
    return refuse (reading, _("“%s” must be a number."), key);
  *number = json_node_get_double (node);
  return TRUE;
}

/* @n: (inout): how many must be there; 0: any number. NULL becomes NAN. */
static double *
get_numbers (const Reading *reading, JsonNode *node, const char *key, guint *n)
{
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autofree double *numbers = NULL;

  if (array == NULL || (*n && json_array_get_length (array) != *n))
    {
      refuse (reading, _("“%s” must be a list of %u numbers."), key, *n);
      return NULL;
    }
  *n = json_array_get_length (array);
  numbers = g_new (double, MAX (*n, 1));
  for (guint i = 0; i < *n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const gboolean is_null = JSON_NODE_HOLDS_NULL (element);

      if (!is_null && !is_number (element))
        {
          refuse (reading, _("“%s”: number %u is none."), key, i + 1);
          return NULL;
        }
      numbers[i] = is_null ? NAN : json_node_get_double (element);
    }
  return g_steal_pointer (&numbers);
}

static double *
get_matrix (const Reading *reading, JsonNode *node, const char *key, guint rows, guint columns)
{
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autofree double *matrix = g_new (double, MAX ((gsize) rows * columns, 1));

  if (array == NULL || json_array_get_length (array) != rows)
    {
      refuse (reading, _("“%s” must be %u rows of %u numbers."), key, rows, columns);
      return NULL;
    }
  for (guint i = 0; i < rows; i++)
    {
      guint length = columns;
      g_autofree double *row = get_numbers (reading, json_array_get_element (array, i), key, &length);

      if (row == NULL)
        return NULL;
      for (guint j = 0; j < columns; j++)
        matrix[(gsize) i * columns + j] = row[j];
    }
  return g_steal_pointer (&matrix);
}

static char **
get_words (const Reading *reading, JsonNode *node, const char *key)
{
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        array = NULL;
      else
        g_ptr_array_add (words, json_node_dup_string (element));
    }
  if (array == NULL || words->len == 0)
    {
      refuse (reading, _("“%s” must be a list of texts."), key);
      return NULL;
    }
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_steal (words, NULL);
}

/* The objects of the list @key; an empty list when it is missing. NULL: refused. (transfer container) */
static GList *
get_objects (const Reading *reading, JsonObject *object, const char *key, gboolean *done)
{
  JsonNode *node = member (object, key);
  GList *elements = NULL;

  *done = TRUE;
  if (node == NULL)
    return NULL;
  elements = JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_elements (json_node_get_array (node)) : NULL;
  *done = JSON_NODE_HOLDS_ARRAY (node);
  for (GList *l = elements; l; l = l->next)
    *done &= JSON_NODE_HOLDS_OBJECT ((JsonNode *) l->data);
  if (!*done)
    refuse (reading, _("“%s” must be a list of objects."), key);
  return elements;
}

static gboolean
read_coefficients (const Reading *reading, JsonObject *object, ModelEquation *equation)
{
  gboolean done;
  g_autoptr(GList) list = get_objects (reading, object, "coefficients", &done);
  guint k = 0;

  equation->rank = g_list_length (list);
  if (!done || equation->rank == 0)
    return done ? refuse (reading, _("“coefficients” is missing: at least one is needed.")) : FALSE;
  equation->names = g_new0 (char *, equation->rank + 1);
  equation->beta = g_new0 (double, equation->rank);
  equation->se = g_new0 (double, equation->rank);
  for (GList *l = list; l; l = l->next, k++)
    {
      JsonObject *coefficient = json_node_get_object (l->data);

      if (!get_text (reading, coefficient, "name", &equation->names[k]) || !get_number (reading, coefficient, "estimate", &equation->beta[k])
          || !get_number (reading, coefficient, "se", &equation->se[k]))
        return FALSE;
      if (equation->names[k] == NULL || isnan (equation->beta[k]))
        return refuse (reading, _("coefficient %u needs a “name” and an “estimate”."), k + 1);
      if (equation->se[k] < 0)
        return refuse (reading, _("coefficient “%s” has a negative standard error."), equation->names[k]);
    }
  if (member (object, "covariance"))
    equation->covariance = get_matrix (reading, member (object, "covariance"), "covariance", equation->rank, equation->rank);
  return member (object, "covariance") == NULL || equation->covariance != NULL;
}

static gboolean
read_levels (const Reading *reading, JsonObject *object, RandomEffect *effect)
{
  gboolean done;
  g_autoptr(GList) list = get_objects (reading, object, "levels", &done);
  const guint n = g_list_length (list);
  guint level = 0;

  effect->n_levels = n;
  effect->levels = g_new0 (char *, n + 1);
  effect->effects = g_new0 (double, MAX (n * effect->n_terms, 1));
  for (GList *l = list; l && done; l = l->next, level++)
    {
      JsonObject *one = json_node_get_object (l->data);
      guint k = effect->n_terms;
      g_autofree double *effects = get_numbers (reading, member (one, "effects"), "effects", &k);
      g_autofree double *sds = effects && member (one, "sd") ? get_numbers (reading, member (one, "sd"), "sd", &k) : NULL;

      if (effects == NULL || (member (one, "sd") && sds == NULL) || !get_text (reading, one, "level", &effect->levels[level]))
        return FALSE;
      if (effect->levels[level] == NULL)
        return refuse (reading, _("level %u of the group “%s” has no name."), level + 1, effect->group);
      if (sds && effect->effect_sds == NULL)
        effect->effect_sds = g_new0 (double, n * k);
      for (guint t = 0; t < k; t++)
        {
          effect->effects[level * k + t] = effects[t];
          if (sds)
            effect->effect_sds[level * k + t] = sds[t];
        }
    }
  return done;
}

/* The part of the formula that a group belongs to: the next of its name. */
static gboolean
find_part (const Reading *reading, ModelEquation *equation, const RandomEffect *effect, guint a)
{
  for (guint i = 0; i < equation->formula->random->len; i++)
    {
      const RandomPart *part = g_ptr_array_index (equation->formula->random, i);
      gboolean taken = FALSE;

      for (guint b = 0; b < a; b++)
        taken |= equation->part[b] == i;
      if (!taken && g_str_equal (part->group, effect->group))
        {
          equation->part[a] = i;
          return TRUE;
        }
    }
  return refuse (reading, _("the formula has no random part by “%s”."), effect->group);
}

static gboolean
read_random (const Reading *reading, JsonObject *object, ModelEquation *equation)
{
  gboolean done;
  g_autoptr(GList) list = get_objects (reading, object, "random", &done);

  equation->part = g_new0 (guint, g_list_length (list) + 1);
  for (GList *l = list; l && done; l = l->next)
    {
      JsonObject *one = json_node_get_object (l->data);
      RandomEffect *effect = g_new0 (RandomEffect, 1);

      g_ptr_array_add (equation->random, effect);
      if (!get_text (reading, one, "group", &effect->group))
        return FALSE;
      if (effect->group == NULL)
        return refuse (reading, _("a random part needs a “group”."));
      effect->terms = get_words (reading, member (one, "terms"), "terms");
      if (effect->terms == NULL)
        return FALSE;
      effect->n_terms = g_strv_length (effect->terms);
      effect->sd = get_numbers (reading, member (one, "sd"), "sd", &effect->n_terms);
      if (effect->sd == NULL)
        return FALSE;
      if (member (one, "correlation"))
        effect->correlation = get_matrix (reading, member (one, "correlation"), "correlation", effect->n_terms, effect->n_terms);
      else
        effect->correlation = g_new0 (double, effect->n_terms * effect->n_terms);
      if (effect->correlation == NULL || !read_levels (reading, one, effect) || !find_part (reading, equation, effect, equation->random->len - 1))
        return FALSE;
    }
  return done;
}

/* A matrix of numbers that must all be known. */
static gboolean
read_block (const Reading *reading, JsonObject *object, const char *key, guint rows, guint columns, double *to)
{
  g_autofree double *block = get_matrix (reading, member (object, key), key, rows, columns);

  for (gsize n = 0; block && n < (gsize) rows * columns; n++)
    {
      if (isnan (block[n]))
        return refuse (reading, _("“%s” must be %u rows of %u numbers."), key, rows, columns);
      to[n] = block[n];
    }
  return block != NULL;
}

static gboolean
read_between (const Reading *reading, JsonNode *node, JointCovariance *joint)
{
  JsonArray *pairs = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node && pairs == NULL)
    return refuse (reading, _("“%s” must be a list of lists of numbers."), "between");
  for (guint m = 0; pairs && m < json_array_get_length (pairs); m++)
    {
      guint length = 0, places[4];
      g_autofree double *numbers = get_numbers (reading, json_array_get_element (pairs, m), "between", &length);
      double *block;
      LevelPair pair;

      if (numbers == NULL)
        return FALSE;
      for (guint n = 0; n < G_N_ELEMENTS (places); n++)
        {
          const double below = n % 2 == 0 ? joint->n_parts : joint->n_levels[places[n - 1]];

          if (n >= length || !(numbers[n] >= 0 && numbers[n] < below))
            return refuse (reading, _("“%s”, entry %u: no such part or level."), "between", m + 1);
          places[n] = (guint) numbers[n];
        }
      pair = (LevelPair) { places[0], places[1], places[2], places[3] };
      if (pair.a > pair.b || (pair.a == pair.b && pair.i >= pair.j) || g_hash_table_contains (joint->between, &pair)
          || length != 4 + joint->n_terms[pair.a] * joint->n_terms[pair.b])
        return refuse (reading, _("“%s”, entry %u: out of order, twice, or of the wrong length."), "between", m + 1);
      block = joint_covariance_add_pair (joint, &pair);
      for (guint n = 4; n < length; n++)
        {
          if (isnan (numbers[n]))
            return refuse (reading, _("“%s”, entry %u: a covariance is missing."), "between", m + 1);
          block[n - 4] = numbers[n];
        }
    }
  return TRUE;
}

/* Present for all levels or for none. */
static gboolean
read_joint (const Reading *reading, JsonObject *object, ModelEquation *equation)
{
  gboolean done;
  g_autoptr(GList) parts = get_objects (reading, object, "random", &done);
  g_autoptr(JointCovariance) joint = joint_covariance_new (equation->rank, equation->random);
  guint a = 0, n = 0, n_with = 0;

  for (GList *l = parts; l; l = l->next, a++)
    {
      g_autoptr(GList) levels = get_objects (reading, json_node_get_object (l->data), "levels", &done);
      const guint k = joint->n_terms[a];
      guint i = 0;

      for (GList *m = levels; m; m = m->next, i++, n++)
        {
          JsonObject *level = json_node_get_object (m->data);

          if (member (level, "covariance") == NULL && member (level, "with_coefficients") == NULL)
            continue;
          n_with++;
          if (!read_block (reading, level, "covariance", k, k, joint->own[a] + (gsize) i * k * k)
              || !read_block (reading, level, "with_coefficients", k, joint->rank, joint->with_beta[a] + (gsize) i * k * joint->rank))
            return FALSE;
          for (guint t = 0; t < k; t++)
            if (joint->own[a][(gsize) (i * k + t) * k + t] < 0)
              return refuse (reading, _("level %u of the group “%s” has a negative variance."), i + 1,
                             ((RandomEffect *) g_ptr_array_index (equation->random, a))->group);
        }
    }
  if (n_with == 0)
    return TRUE;
  if (n_with < n)
    return refuse (reading, _("only %u of %u levels have a “covariance”: all need one, or none."), n_with, n);
  if (!read_between (reading, member (object, "between"), joint))
    return FALSE;
  equation->joint = g_steal_pointer (&joint);
  return TRUE;
}

static gboolean
read_columns (const Reading *reading, JsonObject *object, ModelEquation *equation)
{
  gboolean done;
  g_autoptr(GList) list = get_objects (reading, object, "columns", &done);

  for (GList *l = list; l && done; l = l->next)
    {
      JsonObject *one = json_node_get_object (l->data);
      TrainedRange *range = g_new0 (TrainedRange, 1);

      g_ptr_array_add (equation->columns, range);
      if (!get_text (reading, one, "name", &range->name) || !get_text (reading, one, "unit", &range->unit)
          || !get_number (reading, one, "low", &range->low) || !get_number (reading, one, "high", &range->high))
        return FALSE;
      if (range->name == NULL)
        return refuse (reading, _("one of the “columns” has no “name”."));
      if (range->low > range->high)
        return refuse (reading, _("the range of column “%s” ends before it begins."), range->name);
      if (member (one, "levels") && (range->levels = get_words (reading, member (one, "levels"), "levels")) == NULL)
        return FALSE;
      if (range->levels && !g_hash_table_contains (equation->factors, range->name))
        g_hash_table_insert (equation->factors, g_strdup (range->name), g_strdupv (range->levels));
    }
  return done;
}

static gboolean
read_tables (const Reading *reading, JsonObject *object, ModelEquation *equation)
{
  JsonNode *nodes[] = { member (object, "factors"), member (object, "learned") };

  for (guint which = 0; which < G_N_ELEMENTS (nodes); which++)
    {
      g_autoptr(GList) keys = nodes[which] && JSON_NODE_HOLDS_OBJECT (nodes[which]) ? json_object_get_members (json_node_get_object (nodes[which])) : NULL;

      if (nodes[which] && !JSON_NODE_HOLDS_OBJECT (nodes[which]))
        return refuse (reading, _("“%s” must be an object."), which ? "learned" : "factors");
      for (GList *l = keys; l; l = l->next)
        {
          JsonNode *node = json_object_get_member (json_node_get_object (nodes[which]), l->data);
          guint n = which ? equation_learned_length (l->data) : 0;
          gpointer value = which ? (gpointer) get_numbers (reading, node, l->data, &n) : (gpointer) get_words (reading, node, l->data);

          if (value == NULL)
            return FALSE;
          g_hash_table_insert (which ? equation->learned : equation->factors, g_strdup (l->data), value);
        }
    }
  return TRUE;
}

static gboolean
read_left_out (const Reading *reading, JsonObject *object, ModelEquation *equation)
{
  JsonNode *node = member (object, "left_out");
  AgreementOfPredictions *a = &equation->left_out;
  JsonObject *one;
  double n;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (reading, _("“%s” must be an object."), "left_out");
  one = json_node_get_object (node);
  if (!get_text (reading, one, "by", &equation->left_out_by) || !get_number (reading, one, "n", &n) || !get_number (reading, one, "bias", &a->bias)
      || !get_number (reading, one, "loa_low", &a->loa_low) || !get_number (reading, one, "loa_high", &a->loa_high)
      || !get_number (reading, one, "rmse", &a->rmse) || !get_number (reading, one, "mae", &a->mae) || !get_number (reading, one, "mape", &a->mape)
      || !get_number (reading, one, "r2", &a->r2) || !get_number (reading, one, "ccc", &a->ccc))
    return FALSE;
  a->n = n > 0 && n < G_MAXUINT ? (guint) n : 1; /* known, but not of how many */
  return TRUE;
}

/* Whether the coefficients are those of the formula: a row in the middle of every column must have an answer. */
static gboolean
belongs_together (const Reading *reading, const ModelEquation *equation)
{
  g_autoptr(DataFrame) frame = data_frame_new_rows (reading->file, 1);
  g_autoptr(GPtrArray) names = formula_columns (equation->formula);
  g_autoptr(GArray) predictions = NULL;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const TrainedRange *range = equation_column (equation, name);
      char **levels = g_hash_table_lookup (equation->factors, name);
      double *value;

      if (levels)
        {
          data_frame_add_words (frame, name, name, (const char *const *) levels);
          continue;
        }
      value = g_new (double, 1);
      *value = range && !isnan (range->low + range->high) ? 0.5 * (range->low + range->high) : 1;
      data_frame_add_numbers (frame, name, name, value);
    }
  predictions = equation_predict (equation, frame, reading->error);
  if (predictions == NULL)
    g_prefix_error (reading->error, "%s: ", reading->file);
  return predictions != NULL;
}

ModelEquation *
equation_from_text (const char *name, const char *text, GError **error)
{
  const Reading reading = { name, error };
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(ModelEquation) equation = equation_new_empty ();
  g_autoptr(GError) local = NULL;
  g_autofree char *formula = NULL;
  JsonNode *synthetic;
  JsonObject *object;
  double n;

  g_return_val_if_fail (name != NULL && text != NULL, NULL);

  parser = json_parse (text, -1, &local);
  if (parser == NULL)
    {
      refuse (&reading, _("this is no JSON: %s"), local->message);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      refuse (&reading, _("this is no model: an object with “saltline_model”, “formula” and “coefficients” is needed."));
      return NULL;
    }
  object = json_node_get_object (json_parser_get_root (parser));
  if (!get_number (&reading, object, "saltline_model", &n))
    return NULL;
  if (n != EQUATION_FORMAT && n != EQUATION_OLDEST_FORMAT)
    {
      refuse (&reading, isnan (n) ? _("this is no model: “saltline_model”: %d is missing.")
                                  : _("the format of this model is not %d or before: a newer Saltline wrote it."), EQUATION_FORMAT);
      return NULL;
    }
  if (!get_text (&reading, object, "formula", &formula))
    return NULL;
  if (formula == NULL)
    {
      refuse (&reading, _("“formula” is missing: rate ~ local_rate + mass, as R writes it."));
      return NULL;
    }
  equation->formula = formula_parse (formula, NULL, error);
  if (equation->formula == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  synthetic = member (object, "synthetic");
  equation->synthetic = synthetic && JSON_NODE_HOLDS_VALUE (synthetic) && json_node_get_boolean (synthetic);
  if (!get_text (&reading, object, "method", &equation->method) || !get_text (&reading, object, "algorithm", &equation->algorithm)
      || !get_text (&reading, object, "source", &equation->source) || !get_text (&reading, object, "response_unit", &equation->response_unit)
      || !get_number (&reading, object, "n", &n) || !get_number (&reading, object, "sigma", &equation->sigma)
      || !get_number (&reading, object, "df_known", &equation->df_known) || !get_number (&reading, object, "df_new", &equation->df_new)
      || !get_number (&reading, object, "smearing", &equation->smearing) || !read_coefficients (&reading, object, equation)
      || !read_random (&reading, object, equation) || !read_joint (&reading, object, equation) || !read_tables (&reading, object, equation) || !read_columns (&reading, object, equation)
      || !read_left_out (&reading, object, equation))
    return NULL;
  if (member (object, "derived") && (equation->derived = get_words (&reading, member (object, "derived"), "derived")) == NULL)
    return NULL;
  if (equation->df_known < 1 || equation->df_new < 1)
    {
      refuse (&reading, _("degrees of freedom must be 1 or more."));
      return NULL;
    }
  equation->n = n > 0 && n < G_MAXUINT ? (guint) n : 0;
  if (equation->method == NULL)
    equation->method = g_strdup ("published");
  return belongs_together (&reading, equation) ? g_steal_pointer (&equation) : NULL;
}
