/* advice/needs.c: the needs file */
#include "needs.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>

#define LARGEST_NUMBER 1e12

static void
need_clear (gpointer data)
{
  g_free (((Need *) data)->nutrient);
}

static void
ratio_clear (gpointer data)
{
  g_free (((NeedRatio *) data)->of);
  g_free (((NeedRatio *) data)->to);
}

static void
phase_free (gpointer data)
{
  NeedPhase *phase = data;

  g_free (phase->name);
  g_strfreev (phase->without);
  g_array_unref (phase->needs);
  g_free (phase);
}

static GArray *
need_array_new (void)
{
  GArray *needs = g_array_new (FALSE, FALSE, sizeof (Need));

  g_array_set_clear_func (needs, need_clear);
  return needs;
}

Needs *
needs_new (void)
{
  Needs *needs = g_new0 (Needs, 1);

  needs->needs = need_array_new ();
  needs->phases = g_ptr_array_new_with_free_func (phase_free);
  needs->ratios = g_array_new (FALSE, FALSE, sizeof (NeedRatio));
  g_array_set_clear_func (needs->ratios, ratio_clear);
  needs->max_units = needs->max_distinct = NAN;
  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    needs->order[o] = (PlanObjective) o;
  return needs;
}

NeedPhase *
needs_add_phase (Needs *needs, const char *name)
{
  NeedPhase *phase = g_new0 (NeedPhase, 1);

  phase->name = g_strdup (name);
  phase->needs = need_array_new ();
  phase->concentration_percent = NAN;
  g_ptr_array_add (needs->phases, phase);
  return phase;
}

void
needs_add (GArray *needs, const char *nutrient, double min, double max)
{
  Need need = { NULL, min, max };

  if (isnan (min) && isnan (max))
    return;
  need.nutrient = g_strdup (nutrient);
  g_array_append_val (needs, need);
}

void
needs_put_first (Needs *needs, PlanObjective first)
{
  guint at = 0;

  g_return_if_fail (needs != NULL && first < PLAN_N_OBJECTIVES);

  while (needs->order[at] != first)
    at++;
  for (; at > 0; at--)
    needs->order[at] = needs->order[at - 1];
  needs->order[0] = first;
}

void
needs_free (Needs *needs)
{
  if (needs == NULL)
    return;
  g_array_unref (needs->needs);
  g_ptr_array_unref (needs->phases);
  g_array_unref (needs->ratios);
  g_free (needs);
}

void
needs_take_rules (NeedPhase *phase, const Needs *from)
{
  for (guint p = 0; p < from->phases->len; p++)
    {
      const NeedPhase *other = g_ptr_array_index (from->phases, p);

      if (!g_str_equal (other->name, phase->name))
        continue;
      g_strfreev (phase->without);
      phase->without = g_strdupv (other->without);
      phase->no_solids = other->no_solids;
      phase->no_caffeine = other->no_caffeine;
      phase->concentration_percent = other->concentration_percent;
    }
}

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

static gboolean
read_needs (GArray *needs, JsonObject *object, const char *path, GError **error)
{
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
      if (!read_number (json_node_get_object (node), "min", where, path, &need.min, error)
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
read_ratios (Needs *needs, JsonNode *node, const char *path, GError **error)
{
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

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
read_order (Needs *needs, JsonNode *node, const char *path, GError **error)
{
  static const char *const names[PLAN_N_OBJECTIVES] = { "distinct", "units", "cost" };
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
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
  g_autoptr(Needs) needs = needs_new ();
  JsonNode *root;
  JsonObject *object, *given, *limits, *phases;
  gboolean fine = TRUE;
  guint n_needs;

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: needs are one object: {\"needs\": {…}, \"limits\": {…}}."), path);
      return NULL;
    }
  object = json_node_get_object (root);
  given = read_object (object, "needs", path, &fine, error);
  limits = fine ? read_object (object, "limits", path, &fine, error) : NULL;
  phases = fine ? read_object (object, "phases", path, &fine, error) : NULL;
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
      && (!read_number (limits, "max_units", "limits", path, &needs->max_units, error)
          || !read_number (limits, "max_distinct", "limits", path, &needs->max_distinct, error)))
    return NULL;
  if (!read_ratios (needs, json_object_get_member (object, "ratios"), path, error)
      || !read_order (needs, json_object_get_member (object, "objective"), path, error))
    return NULL;
  return g_steal_pointer (&needs);
}

Needs *
needs_load (const char *path, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) local = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (json_parser_load_from_file (parser, path, &local))
    return needs_from_parser (parser, path, error);
  g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s cannot be read as JSON: %s"), path, local->message);
  return NULL;
}

Needs *
needs_parse (const char *json, const char *name, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) local = NULL;

  g_return_val_if_fail (json != NULL && name != NULL, NULL);

  if (json_parser_load_from_data (parser, json, -1, &local))
    return needs_from_parser (parser, name, error);
  g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s cannot be read as JSON: %s"), name, local->message);
  return NULL;
}
