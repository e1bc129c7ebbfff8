/* store/drafts.c */
#include "drafts.h"

#include "base/json.h"
#include "changes.h"
#include "statement.h"

#define DRAFT_COLUMNS "id, photo, body, map, document, created_us, deleted_us IS NOT NULL"

StoredDraft *
stored_draft_copy (const StoredDraft *draft)
{
  StoredDraft *copy;

  g_return_val_if_fail (draft != NULL, NULL);

  copy = g_memdup2 (draft, sizeof *draft);
  copy->body = g_strdup (draft->body);
  copy->map = g_strdup (draft->map);
  return copy;
}

void
stored_draft_free (StoredDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->body);
  g_free (draft->map);
  g_free (draft);
}

static StoredDraft *
read_draft (StoreRows *rows)
{
  StoredDraft *draft = g_new0 (StoredDraft, 1);
  int c = 0;

  draft->id = store_int (rows, c++);
  draft->photo = store_int (rows, c++);
  draft->body = g_strdup (store_text (rows, c++));
  draft->map = g_strdup (store_text (rows, c++));
  draft->document = store_int (rows, c++);
  draft->created_us = store_int (rows, c++);
  draft->deleted = store_int (rows, c++) != 0;
  return draft;
}

gboolean
store_add_draft (Store *store, StoredDraft *draft, GError **error)
{
  g_return_val_if_fail (store != NULL && draft != NULL && draft->body != NULL && draft->map != NULL, FALSE);

  draft->created_us = g_get_real_time ();
  return store_run (store, &draft->id, error, "INSERT INTO template_draft (photo, body, map, document, created_us) VALUES (?, ?, ?, ?, ?)",
                    "nssni", draft->photo, draft->body, draft->map, draft->document, draft->created_us);
}

StoredDraft *
store_draft (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " DRAFT_COLUMNS " FROM template_draft WHERE id = ?", "i", id);

  if (rows == NULL)
    return NULL;
  if (store_next (rows))
    return read_draft (rows);
  g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "%s holds no template draft with number %" G_GINT64_FORMAT ".", store_path (store), id);
  return NULL;
}

GPtrArray *
store_drafts (Store *store, GError **error)
{
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_draft_free);
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " DRAFT_COLUMNS " FROM template_draft WHERE deleted_us IS NULL"
                                                         " ORDER BY created_us DESC, id DESC", "");

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    g_ptr_array_add (drafts, read_draft (rows));
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&drafts);
}

/* --- editing --- */

static char *
draft_to_json (const StoredDraft *draft)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_put_string (builder, "body", draft->body);
  json_put_string (builder, "map", draft->map);
  json_put_integer (builder, "document", draft->document);
  json_put_boolean (builder, "deleted", draft->deleted);
  json_builder_end_object (builder);
  return json_to_text (builder, FALSE);
}

static char *
draft_state (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoredDraft) draft = store_draft (store, id, error);

  return draft ? draft_to_json (draft) : NULL;
}

static gboolean
set_draft_state (Store *store, gint64 id, const char *state, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *object;

  if (!json_parser_load_from_data (parser, state, -1, error))
    return FALSE;
  object = json_node_get_object (json_parser_get_root (parser));
  /* A change that was kept before the map could change does not name it. */
  return store_run (store, NULL, error, "UPDATE template_draft SET body = ?, map = coalesce (?, map), document = ?, deleted_us = ? WHERE id = ?",
                    "ssnni", json_object_get_string_member (object, "body"),
                    json_object_get_string_member_with_default (object, "map", NULL), json_object_get_int_member (object, "document"),
                    json_object_get_boolean_member (object, "deleted") ? g_get_real_time () : (gint64) 0, id);
}

static const EditedKind edited_draft = { "draft", draft_state, set_draft_state };

gboolean
store_edit_draft (Store *store, const StoredDraft *draft, const char *what, gint64 step, GError **error)
{
  g_return_val_if_fail (store != NULL && draft != NULL && what != NULL, FALSE);

  return store_edit_state (store, &edited_draft, draft->id, draft_to_json (draft), what, step, error);
}

gboolean
store_undo_draft (Store *store, gint64 id, gboolean redo, char **what, GError **error)
{
  return store_undo_state (store, &edited_draft, id, redo, what, error);
}
