/* workspace/study-table.c: a table and what was decided about it */
#include <glib/gi18n.h>
#include <string.h>

#include "base/sha256.h"
#include "study.h"

#define MOST_ROWS 10000000u /* of a table */

static void
row_exclusion_clear (gpointer exclusion)
{
  g_free (((RowExclusion *) exclusion)->reason);
}

StudyDecisions *
study_decisions_new (void)
{
  StudyDecisions *decisions = g_new0 (StudyDecisions, 1);

  decisions->excluded = g_array_new (FALSE, FALSE, sizeof (RowExclusion));
  g_array_set_clear_func (decisions->excluded, row_exclusion_clear);
  decisions->derived = g_ptr_array_new_with_free_func (g_free);
  return decisions;
}

StudyDecisions *
study_decisions_copy (const StudyDecisions *decisions)
{
  StudyDecisions *copy = study_decisions_new ();

  for (guint i = 0; i < decisions->excluded->len; i++)
    {
      const RowExclusion *from = &g_array_index (decisions->excluded, RowExclusion, i);
      const RowExclusion exclusion = { from->row, g_strdup (from->reason) };

      g_array_append_val (copy->excluded, exclusion);
    }
  for (guint i = 0; i < decisions->derived->len; i++)
    g_ptr_array_add (copy->derived, g_strdup (g_ptr_array_index (decisions->derived, i)));
  copy->filter = g_strdup (decisions->filter);
  return copy;
}

void
study_decisions_free (StudyDecisions *decisions)
{
  if (decisions == NULL)
    return;
  g_array_unref (decisions->excluded);
  g_ptr_array_unref (decisions->derived);
  g_free (decisions->filter);
  g_free (decisions);
}

void
study_decisions_exclude (StudyDecisions *decisions, guint row, const char *reason)
{
  guint at = decisions->excluded->len;

  g_return_if_fail (row > 0);

  while (at > 0 && g_array_index (decisions->excluded, RowExclusion, at - 1).row >= row) /* they mostly come in order */
    at--;
  if (at < decisions->excluded->len && g_array_index (decisions->excluded, RowExclusion, at).row == row)
    g_array_remove_index (decisions->excluded, at);
  if (reason)
    {
      const RowExclusion exclusion = { row, g_strdup (reason) };

      g_array_insert_val (decisions->excluded, at, exclusion);
    }
}

gboolean
study_decisions_exclude_text (StudyDecisions *decisions, const char *text, GError **error)
{
  const char *colon = strchr (text, ':');
  const char *reason = colon ? colon + 1 + strspn (colon + 1, " ") : "";
  g_autofree char *rows = colon ? g_strndup (text, (gsize) (colon - text)) : NULL;
  g_auto(GStrv) parts = rows ? g_strsplit (rows, ",", -1) : NULL;

  if (*reason == '\0')
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("“%s” gives no reason for leaving rows out: write “3,7-9: patch fell off”."), text);
      return FALSE;
    }
  for (guint i = 0; parts[i]; i++)
    {
      char *end;
      guint64 first = g_ascii_strtoull (g_strstrip (parts[i]), &end, 10), last = first;

      if (end != parts[i] && *end == '-')
        {
          const char *second = end + 1;

          last = g_ascii_strtoull (second, &end, 10);
          if (end == second)
            last = 0;
        }
      if (end == parts[i] || *end != '\0' || first < 1 || last < first || last > MOST_ROWS)
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("“%s” names no rows: 1 is the first under the header, as in 3,7-9."), parts[i]);
          return FALSE;
        }
      for (guint64 r = first; r <= last; r++)
        study_decisions_exclude (decisions, (guint) r, reason);
    }
  return TRUE;
}

gboolean
study_decisions_equal (const StudyDecisions *a, const StudyDecisions *b)
{
  gboolean equal = a->excluded->len == b->excluded->len && a->derived->len == b->derived->len && g_strcmp0 (a->filter, b->filter) == 0;

  for (guint i = 0; equal && i < a->excluded->len; i++)
    {
      const RowExclusion *one = &g_array_index (a->excluded, RowExclusion, i), *other = &g_array_index (b->excluded, RowExclusion, i);

      equal = one->row == other->row && g_str_equal (one->reason, other->reason);
    }
  for (guint i = 0; equal && i < a->derived->len; i++)
    equal = g_str_equal (g_ptr_array_index (a->derived, i), g_ptr_array_index (b->derived, i));
  return equal;
}

void
study_decisions_put_excluded (const StudyDecisions *decisions, JsonBuilder *builder)
{
  json_put_array (builder, "excluded");
  for (guint i = 0; i < decisions->excluded->len; i++)
    {
      const RowExclusion *exclusion = &g_array_index (decisions->excluded, RowExclusion, i);

      json_put_object (builder, NULL);
      json_put_integer (builder, "row", exclusion->row);
      json_put_string (builder, "reason", exclusion->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
study_decisions_to_json (const StudyDecisions *decisions, JsonBuilder *builder)
{
  study_decisions_put_excluded (decisions, builder);
  json_put_strings (builder, "derived", decisions->derived);
  json_put_string (builder, "filter", decisions->filter);
}

StudyDecisions *
study_decisions_from_json (JsonObject *object)
{
  StudyDecisions *decisions = study_decisions_new ();
  JsonArray *excluded = json_object_has_member (object, "excluded") ? json_object_get_array_member (object, "excluded") : NULL;
  JsonArray *derived = json_object_has_member (object, "derived") ? json_object_get_array_member (object, "derived") : NULL;

  for (guint i = 0; excluded && i < json_array_get_length (excluded); i++)
    {
      JsonObject *one = json_array_get_object_element (excluded, i);

      study_decisions_exclude (decisions, (guint) json_object_get_int_member (one, "row"), json_object_get_string_member (one, "reason"));
    }
  for (guint i = 0; derived && i < json_array_get_length (derived); i++)
    g_ptr_array_add (decisions->derived, g_strdup (json_array_get_string_element (derived, i)));
  decisions->filter = g_strdup (json_object_get_string_member_with_default (object, "filter", NULL));
  return decisions;
}

static gboolean
decide (StudyTable *self, GError **error)
{
  const StudyDecisions *decisions = self->decisions;
  int n_filtered = 0;

  for (guint i = 0; i < decisions->excluded->len; i++)
    {
      const RowExclusion *exclusion = &g_array_index (decisions->excluded, RowExclusion, i);

      if (!data_frame_exclude (self->frame, exclusion->row, exclusion->reason, error))
        return FALSE;
    }
  for (guint i = 0; i < decisions->derived->len; i++)
    if (!data_frame_derive (self->frame, g_ptr_array_index (decisions->derived, i), error))
      return FALSE;
  if (decisions->filter && (n_filtered = data_frame_where (self->frame, decisions->filter, error)) < 0)
    return FALSE;
  self->n_filtered = (guint) n_filtered;
  return TRUE;
}

/* @source: what messages call it */
static StudyTable *
table_new (const char *name, const char *source, const char *origin, GBytes *bytes, const StudyDecisions *decisions, GError **error)
{
  g_autoptr(StudyTable) self = g_new0 (StudyTable, 1);
  g_autoptr(Table) table = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  self->references = 1;
  self->name = g_strdup (name);
  self->origin = g_strdup (origin);
  self->bytes = g_bytes_ref (bytes);
  self->decisions = decisions ? study_decisions_copy (decisions) : study_decisions_new ();
  table = table_parse (source, text ? text : "", length, 0, error);
  self->frame = table ? data_frame_from_table (table, source, error) : NULL;
  if (self->frame == NULL || !decide (self, error))
    return NULL;
  self->sha256 = sha256_of (text, length);
  return g_steal_pointer (&self);
}

StudyTable *
study_table_new (const char *name, const char *origin, GBytes *bytes, const StudyDecisions *decisions, GError **error)
{
  g_return_val_if_fail (name != NULL && origin != NULL && bytes != NULL, NULL);

  return table_new (name, name, origin, bytes, decisions, error);
}

StudyTable *
study_table_load (const char *path, const StudyDecisions *decisions, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(GBytes) bytes = table_read_bytes (path, error);

  return bytes ? table_new (name, path, "file", bytes, decisions, error) : NULL;
}

StudyTable *
study_table_ref (StudyTable *table)
{
  g_atomic_int_inc (&table->references);
  return table;
}

void
study_table_unref (StudyTable *table)
{
  if (table == NULL || !g_atomic_int_dec_and_test (&table->references))
    return;
  g_free (table->name);
  g_free (table->origin);
  g_clear_pointer (&table->bytes, g_bytes_unref);
  g_free (table->sha256);
  study_decisions_free (table->decisions);
  data_frame_free (table->frame);
  g_free (table);
}
