/* model/formula-pick.c */
#include "formula-pick.h"

/* A name that is no name to R stands in backticks. */
static char *
quoted (const char *name)
{
  g_autoptr(Node) node = expression_parse (name, NULL);

  return node != NULL && node->kind == NODE_NAME && g_str_equal (node->text, name) ? g_strdup (name) : g_strdup_printf ("`%s`", name);
}

static gboolean
is_among (const char *const *words, const char *word)
{
  return words != NULL && g_strv_contains (words, word);
}

static GPtrArray *
columns_of_term (const TermSet *set, guint64 term)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint v = 0; v < set->variables->len; v++)
    if (term >> v & 1)
      expression_names (g_ptr_array_index (set->variables, v), names);
  return names;
}

static gboolean
term_has (const TermSet *set, guint64 term, const char *column)
{
  g_autoptr(GPtrArray) names = columns_of_term (set, term);

  return g_ptr_array_find_with_equal_func (names, column, g_str_equal, NULL);
}

char *
formula_response_column (const Formula *formula)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (formula != NULL, NULL);

  expression_names (formula->response, names);
  return names->len == 1 ? g_strdup (g_ptr_array_index (names, 0)) : NULL;
}

GPtrArray *
formula_fixed_columns (const Formula *formula)
{
  g_return_val_if_fail (formula != NULL, NULL);

  return columns_of_term (formula->fixed, G_MAXUINT64);
}

const char *
formula_group (const Formula *formula)
{
  g_return_val_if_fail (formula != NULL, NULL);

  for (guint i = 0; i < formula->random->len; i++)
    {
      const RandomPart *part = g_ptr_array_index (formula->random, i);

      if (part->columns->len == 1)
        return g_ptr_array_index (part->columns, 0);
    }
  return NULL;
}

static gboolean
is_grouped_by (const RandomPart *part, const char *group)
{
  return group != NULL && part->columns->len == 1 && g_str_equal (g_ptr_array_index (part->columns, 0), group);
}

gboolean
formula_has_slope (const Formula *formula, const char *column)
{
  const char *group = formula_group (formula);

  for (guint i = 0; i < formula->random->len; i++)
    {
      const RandomPart *part = g_ptr_array_index (formula->random, i);

      for (guint t = 0; is_grouped_by (part, group) && t < part->terms->terms->len; t++)
        if (term_has (part->terms, g_array_index (part->terms->terms, guint64, t), column))
          return TRUE;
    }
  return FALSE;
}

/* --- writing --- */

static void
add_text (GString *text, gboolean *any, const char *term)
{
  g_string_append_printf (text, "%s%s", *any ? " + " : "", term);
  *any = TRUE;
}

/* What is explained does not explain. */
static gboolean
is_picked (const char *name, const DataFrame *frame, const FormulaPicks *picks)
{
  return data_frame_find (frame, name) == NULL || (is_among (picks->columns, name) && !g_str_equal (name, picks->response));
}

static gboolean
all_picked (const GPtrArray *names, const DataFrame *frame, const FormulaPicks *picks)
{
  for (guint i = 0; i < names->len; i++)
    if (!is_picked (g_ptr_array_index (names, i), frame, picks))
      return FALSE;
  return TRUE;
}

static void
write_fixed (GString *text, const Formula *written, const DataFrame *frame, const FormulaPicks *picks)
{
  g_autoptr(GHashTable) covered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean any = FALSE;

  if (written != NULL && !written->fixed->intercept)
    add_text (text, &any, "0");
  for (guint t = 0; written != NULL && t < written->fixed->terms->len; t++)
    {
      const guint64 term = g_array_index (written->fixed->terms, guint64, t);
      g_autoptr(GPtrArray) names = columns_of_term (written->fixed, term);
      g_autofree char *label = term_label (written->fixed, term);

      if (!all_picked (names, frame, picks))
        continue;
      for (guint i = 0; i < names->len; i++)
        g_hash_table_add (covered, g_strdup (g_ptr_array_index (names, i)));
      add_text (text, &any, label);
    }
  for (guint i = 0; picks->columns[i] != NULL; i++)
    if (!g_str_equal (picks->columns[i], picks->response) && !g_hash_table_contains (covered, picks->columns[i]))
      {
        g_autofree char *name = quoted (picks->columns[i]);

        add_text (text, &any, name);
      }
  if (!any)
    g_string_append (text, "1");
}

/* As the fixed part has the column, log(mass), or as it is. */
static char *
term_of_slope (const Formula *written, const char *column)
{
  for (guint v = 0; written != NULL && v < written->fixed->variables->len; v++)
    {
      g_autoptr(GPtrArray) names = columns_of_term (written->fixed, (guint64) 1 << v);

      if (names->len == 1 && g_str_equal (g_ptr_array_index (names, 0), column))
        return g_strdup (g_ptr_array_index (written->fixed->names, v));
    }
  return quoted (column);
}

static void
write_group (GString *text, const RandomPart *part, const char *group)
{
  for (guint i = 0; i < part->columns->len; i++)
    {
      g_autofree char *name = quoted (group != NULL ? group : g_ptr_array_index (part->columns, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ":" : "", name);
    }
}

/* A part of the group that is picked loses the slopes that are not, and the first one gains those that are new. Nothing is written of one that has no term left.
 * Returns: whether something was */
static gboolean
write_part (GString *text, const Formula *written, const RandomPart *part, const DataFrame *frame, const FormulaPicks *picks, const GPtrArray *unpicked,
            gboolean is_first)
{
  const gboolean ours = is_grouped_by (part, formula_group (written));
  g_autoptr(GString) terms = g_string_new (part->terms->intercept ? "1" : "0");
  gboolean any = TRUE;

  for (guint t = 0; t < part->terms->terms->len; t++)
    {
      const guint64 term = g_array_index (part->terms->terms, guint64, t);
      g_autoptr(GPtrArray) names = columns_of_term (part->terms, term);
      g_autofree char *label = term_label (part->terms, term);
      gboolean stays = TRUE;

      for (guint i = 0; i < names->len; i++)
        {
          const char *name = g_ptr_array_index (names, i);

          stays &= !g_ptr_array_find_with_equal_func ((GPtrArray *) unpicked, name, g_str_equal, NULL);
          stays &= !ours || data_frame_find (frame, name) == NULL || is_among (picks->slopes, name);
        }
      if (stays)
        add_text (terms, &any, label);
    }
  for (guint i = 0; ours && is_first && picks->slopes != NULL && picks->slopes[i] != NULL; i++)
    if (!formula_has_slope (written, picks->slopes[i]))
      {
        g_autofree char *term = term_of_slope (written, picks->slopes[i]);

        add_text (terms, &any, term);
      }
  if (g_str_equal (terms->str, "0"))
    return FALSE;
  g_string_append_printf (text, " + (%s | ", terms->str);
  write_group (text, part, ours ? picks->group : NULL);
  g_string_append_c (text, ')');
  return TRUE;
}

static void
write_random (GString *text, const Formula *written, const DataFrame *frame, const FormulaPicks *picks)
{
  const char *before = written != NULL ? formula_group (written) : NULL;
  g_autoptr(GPtrArray) unpicked = g_ptr_array_new ();
  g_autoptr(GPtrArray) fixed = written != NULL ? formula_fixed_columns (written) : NULL;
  gboolean done = FALSE;

  for (guint i = 0; fixed != NULL && i < fixed->len; i++)
    if (!is_picked (g_ptr_array_index (fixed, i), frame, picks))
      g_ptr_array_add (unpicked, g_ptr_array_index (fixed, i));
  for (guint i = 0; written != NULL && i < written->random->len; i++)
    {
      const RandomPart *part = g_ptr_array_index (written->random, i);
      const gboolean ours = is_grouped_by (part, before);

      if (ours && picks->group == NULL)
        continue;
      done |= write_part (text, written, part, frame, picks, unpicked, ours && !done) && ours;
    }
  if (picks->group != NULL && !done)
    {
      g_autofree char *name = quoted (picks->group);

      g_string_append (text, " + (1");
      for (guint i = 0; picks->slopes != NULL && picks->slopes[i] != NULL; i++)
        {
          g_autofree char *term = term_of_slope (written, picks->slopes[i]);

          g_string_append_printf (text, " + %s", term);
        }
      g_string_append_printf (text, " | %s)", name);
    }
}

char *
formula_pick (const Formula *written, const DataFrame *frame, const FormulaPicks *picks)
{
  g_autofree char *was = written != NULL ? formula_response_column (written) : NULL;
  g_autofree char *response = NULL;
  GString *text;

  g_return_val_if_fail (frame != NULL && picks != NULL && picks->response != NULL && picks->columns != NULL, NULL);

  response = g_strcmp0 (was, picks->response) == 0 ? g_strdup (written->response_name) : quoted (picks->response);
  text = g_string_new (response);
  g_string_append (text, " ~ ");
  write_fixed (text, written, frame, picks);
  write_random (text, written, frame, picks);
  return g_string_free (text, FALSE);
}
