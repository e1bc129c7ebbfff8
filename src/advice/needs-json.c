/* advice/needs-json.c: the needs file, read and written */
#include <glib/gi18n.h>
#include <math.h>

#include "base/json.h"
#include "needs.h"

#define LARGEST_NUMBER 1e12

/* A number that is 0 or more; missing and null are NAN. */
static gboolean
read_number (JsonObject *object, const char *key, const char *where, const char *path, double *number, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);
  GType type;

  *number = NAN;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  type = json_node_get_value_type (node);
  if (JSON_NODE_HOLDS_VALUE (node) && (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE))
    *number = json_node_get_double (node);
  if (*number >= 0 && *number <= LARGEST_NUMBER)
    return TRUE;
  g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: %s, “%s” has to be a number from 0 to %g."), path, where, key, LARGEST_NUMBER);
  return FALSE;
}

/* A misspelt bound would be none, and the plan would break it without a word. @known: all that @object may say */
static gboolean
says_only (JsonObject *object, const char *const *known, const char *where, const char *path, GError **error)
{
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *link = names; link; link = link->next)
    if (!g_strv_contains (known, link->data))
      {
        g_autofree char *list = g_strjoinv (", ", (char **) known);

        g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: %s, “%s” is not understood; there are: %s."), path, where,
                     (const char *) link->data, list);
        return FALSE;
      }
  return TRUE;
}

static JsonObject *
read_object (JsonObject *object, const char *key, const char *path, gboolean *fine, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: “%s” has to be an object in braces."), path, key);
  *fine = FALSE;
  return NULL;
}

static JsonArray *
read_list (JsonObject *object, const char *key, const char *path, gboolean *fine, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: “%s” has to be a list in brackets."), path, key);
  *fine = FALSE;
  return NULL;
}

static gboolean
read_needs (GArray *needs, JsonObject *object, const char *path, GError **error)
{
  static const char *const bounds[] = { "min", "max", NULL };
  g_autoptr(GList) names = json_object_get_members (object); /* in the order of the file */

  for (GList *link = names; link; link = link->next)
    {
      const char *name = link->data;
      JsonNode *node = json_object_get_member (object, name);
      g_autofree char *where = g_strdup_printf (_("need “%s”"), name);
      Need need = { NULL, NAN, NAN };

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: %s has to be an object such as {\"min\": 30, \"max\": 60}."), path,
                       where);
          return FALSE;
        }
      if (!says_only (json_node_get_object (node), bounds, where, path, error)
          || !read_number (json_node_get_object (node), "min", where, path, &need.min, error)
          || !read_number (json_node_get_object (node), "max", where, path, &need.max, error))
        return FALSE;
      if (need.min > need.max)
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: %s is at least %g and at most %g, which nothing can be. Exchange them?"),
                       path, where, need.min, need.max);
          return FALSE;
        }
      if (isnan (need.min) && isnan (need.max))
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: %s says neither “min” nor “max”."), path, where);
          return FALSE;
        }
      needs_add (needs, name, need.min, need.max);
    }
  return TRUE;
}

/* Yes unless the file says false. */
static gboolean
read_permission (JsonObject *object, const char *key, const char *where, const char *path, gboolean *forbidden, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  *forbidden = FALSE;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      *forbidden = !json_node_get_boolean (node);
      return TRUE;
    }
  g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: %s, “%s” has to be true or false."), path, where, key);
  return FALSE;
}

static gboolean
read_without (NeedPhase *phase, JsonNode *node, const char *where, const char *path, GError **error)
{
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();
  gboolean fine = node == NULL || array != NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      const char *tag = json_node_get_string (json_array_get_element (array, i));

      fine &= tag != NULL;
      if (tag)
        g_strv_builder_add (tags, tag);
    }
  phase->without = g_strv_builder_end (tags);
  if (!fine)
    g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: %s, “without” is a list of tags such as [\"meal\"]."), path, where);
  return fine;
}

static gboolean
read_phases (Needs *needs, JsonObject *object, const char *path, GError **error)
{
  static const char *const known[] = { "needs", "solids", "caffeine", "without", "max_concentration_percent", NULL };
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *link = names; link; link = link->next)
    {
      JsonNode *node = json_object_get_member (object, link->data);
      g_autofree char *where = g_strdup_printf (_("phase “%s”"), (const char *) link->data);
      NeedPhase *phase = needs_add_phase (needs, link->data);
      JsonObject *given, *own;
      gboolean fine = TRUE;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: %s has to be an object such as {\"needs\": {…}, \"solids\": false}."), path,
                       where);
          return FALSE;
        }
      own = json_node_get_object (node);
      if (!says_only (own, known, where, path, error))
        return FALSE;
      given = read_object (own, "needs", path, &fine, error);
      if (!fine || (given && !read_needs (phase->needs, given, path, error))
          || !read_permission (own, "solids", where, path, &phase->no_solids, error)
          || !read_permission (own, "caffeine", where, path, &phase->no_caffeine, error)
          || !read_without (phase, json_object_get_member (own, "without"), where, path, error)
          || !read_number (own, "max_concentration_percent", where, path, &phase->concentration_percent, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_ratios (Needs *needs, JsonArray *array, const char *path, GError **error)
{
  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      NeedRatio ratio = { NULL, NULL, NAN };

      if (object && !read_number (object, "max", _("a ratio"), path, &ratio.max, error))
        return FALSE;
      if (object == NULL || isnan (ratio.max) || json_object_get_string_member_with_default (object, "of", NULL) == NULL
          || json_object_get_string_member_with_default (object, "to", NULL) == NULL)
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED,
                       _("%s: a ratio is written {\"of\": nutrient, \"to\": nutrient, \"max\": number}."), path);
          return FALSE;
        }
      ratio.of = g_strdup (json_object_get_string_member (object, "of"));
      ratio.to = g_strdup (json_object_get_string_member (object, "to"));
      g_array_append_val (needs->ratios, ratio);
    }
  return TRUE;
}

static gboolean
read_order (Needs *needs, JsonArray *array, const char *path, GError **error)
{
  static const char *const names[PLAN_N_OBJECTIVES] = { "distinct", "units", "cost" };
  gboolean used[PLAN_N_OBJECTIVES] = { FALSE };
  guint n = 0;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      const char *word = json_node_get_string (json_array_get_element (array, i));
      guint o = 0;

      while (o < PLAN_N_OBJECTIVES && g_strcmp0 (word, names[o]) != 0)
        o++;
      if (o == PLAN_N_OBJECTIVES || used[o])
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED,
                       _("%s: “objective” lists “distinct”, “units” and “cost”, each once, the most important first; “%s” does not fit."), path,
                       word ? word : "");
          return FALSE;
        }
      used[o] = TRUE;
      needs->order[n++] = (PlanObjective) o;
    }
  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    if (!used[o])
      needs->order[n++] = (PlanObjective) o;
  return TRUE;
}

/* What the parser has read. */
static Needs *
needs_from_parser (JsonParser *parser, const char *path, GError **error)
{
  static const char *const known[] = { "needs", "limits", "objective", "phases", "ratios", NULL }, *const counts[] = { "max_units", "max_distinct", NULL };
  g_autoptr(Needs) needs = needs_new ();
  JsonNode *root = json_parser_get_root (parser);
  JsonObject *object, *given, *limits, *phases;
  JsonArray *ratios, *order;
  gboolean fine = TRUE;
  guint n_needs;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: needs are one object: {\"needs\": {…}, \"limits\": {…}}."), path);
      return NULL;
    }
  object = json_node_get_object (root);
  if (!says_only (object, known, _("the needs"), path, error))
    return NULL;
  given = read_object (object, "needs", path, &fine, error);
  limits = fine ? read_object (object, "limits", path, &fine, error) : NULL;
  phases = fine ? read_object (object, "phases", path, &fine, error) : NULL;
  ratios = fine ? read_list (object, "ratios", path, &fine, error) : NULL;
  order = fine ? read_list (object, "objective", path, &fine, error) : NULL;
  if (!fine)
    return NULL;
  if ((given && !read_needs (needs->needs, given, path, error)) || (phases && !read_phases (needs, phases, path, error)))
    return NULL;
  n_needs = needs->needs->len;
  for (guint p = 0; p < needs->phases->len; p++)
    n_needs += ((NeedPhase *) g_ptr_array_index (needs->phases, p))->needs->len;
  if (n_needs == 0)
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: there is nothing under “needs”; without a need there is nothing to plan."), path);
      return NULL;
    }
  if (limits
      && (!says_only (limits, counts, "limits", path, error)
          || !read_number (limits, "max_units", "limits", path, &needs->max_units, error)
          || !read_number (limits, "max_distinct", "limits", path, &needs->max_distinct, error)))
    return NULL;
  if (!read_ratios (needs, ratios, path, error) || !read_order (needs, order, path, error))
    return NULL;
  return g_steal_pointer (&needs);
}

/* Takes @parser and @fault; one of them is NULL. */
static Needs *
needs_or_fault (JsonParser *taken, GError *fault, const char *name, GError **error)
{
  g_autoptr(JsonParser) parser = taken;
  g_autoptr(GError) local = fault;

  if (parser)
    return needs_from_parser (parser, name, error);
  g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s cannot be read as JSON: %s"), name, local->message);
  return NULL;
}

Needs *
needs_load (const char *path, GError **error)
{
  GError *fault = NULL;
  JsonParser *parser;

  g_return_val_if_fail (path != NULL, NULL);

  parser = json_load (path, &fault);
  return needs_or_fault (parser, fault, path, error);
}

Needs *
needs_parse (const char *json, const char *name, GError **error)
{
  GError *fault = NULL;
  JsonParser *parser;

  g_return_val_if_fail (json != NULL && name != NULL, NULL);

  parser = json_parse (json, -1, &fault);
  return needs_or_fault (parser, fault, name, error);
}

/* --- written --- */

static void
put_bound (JsonBuilder *builder, const char *key, double value)
{
  if (!isnan (value))
    json_put_number (builder, key, value);
}

static void
put_needs (JsonBuilder *builder, const GArray *needs)
{
  json_put_object (builder, "needs");
  for (guint k = 0; k < needs->len; k++)
    {
      const Need *need = &g_array_index (needs, Need, k);

      json_put_object (builder, need->nutrient);
      put_bound (builder, "min", need->min);
      put_bound (builder, "max", need->max);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
put_phase (JsonBuilder *builder, const NeedPhase *phase)
{
  json_put_object (builder, phase->name);
  put_needs (builder, phase->needs);
  if (phase->no_solids)
    json_put_boolean (builder, "solids", FALSE);
  if (phase->no_caffeine)
    json_put_boolean (builder, "caffeine", FALSE);
  if (phase->without != NULL && phase->without[0] != NULL)
    json_put_words (builder, "without", phase->without);
  put_bound (builder, "max_concentration_percent", phase->concentration_percent);
  json_builder_end_object (builder);
}

char *
needs_to_json (const Needs *needs)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (needs != NULL, NULL);

  json_put_object (builder, NULL);
  put_needs (builder, needs->needs);
  json_put_object (builder, "phases");
  for (guint p = 0; p < needs->phases->len; p++)
    put_phase (builder, g_ptr_array_index (needs->phases, p));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_to_text (builder, FALSE);
}
