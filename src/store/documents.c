/* store/documents.c */
#include "documents.h"

#include "statement.h"

#define DOCUMENT_COLUMNS "id, kind, name, version, sha256, body, added_us"

/* Readings in the history keep naming what they were made with, whether it is listed or not. */
#define PHOTOS_OF_DOCUMENT \
  "FROM photo LEFT JOIN reading ON reading.id = photo.reading" \
  " WHERE document.id IN (photo.template, photo.calibration, reading.template, reading.calibration)"

static const char *const kinds[] = { "template", "calibration" };

void
document_free (Document *document)
{
  if (document == NULL)
    return;
  g_free (document->name);
  g_free (document->version);
  g_free (document->sha256);
  g_free (document->body);
  g_free (document);
}

static Document *
read_document (StoreRows *rows)
{
  Document *document = g_new0 (Document, 1);

  document->id = store_int (rows, 0);
  document->kind = g_str_equal (store_text (rows, 1), kinds[DOCUMENT_TEMPLATE]) ? DOCUMENT_TEMPLATE : DOCUMENT_CALIBRATION;
  document->name = g_strdup (store_text (rows, 2));
  document->version = g_strdup (store_text (rows, 3));
  document->sha256 = g_strdup (store_text (rows, 4));
  document->body = g_strdup (store_text (rows, 5));
  document->added_us = store_int (rows, 6);
  return document;
}

gboolean
store_withdraw_document (Store *store, gint64 id, gboolean withdrawn, GError **error)
{
  return store_run (store, NULL, error, "UPDATE document SET withdrawn_us = ? WHERE id = ?", "ni", withdrawn ? g_get_real_time () : (gint64) 0, id);
}

gboolean
store_keep_document (Store *store, DocumentKind kind, const char *name, const char *version, const char *sha256, const char *body,
                     gint64 *id, GError **error)
{
  g_autoptr(StoreRows) rows = NULL;

  g_return_val_if_fail (store != NULL && name != NULL && version != NULL && sha256 != NULL && body != NULL && id != NULL, FALSE);

  rows = store_query (store, error, "SELECT id, withdrawn_us IS NOT NULL FROM document WHERE sha256 = ?", "s", sha256);
  if (rows == NULL)
    return FALSE;
  if (store_next (rows))
    {
      *id = store_int (rows, 0);
      return store_int (rows, 1) == 0 || store_withdraw_document (store, *id, FALSE, error);
    }
  return store_run (store, id, error, "INSERT INTO document (kind, name, version, sha256, body, added_us) VALUES (?, ?, ?, ?, ?, ?)",
                    "sssssi", kinds[kind], name, version, sha256, body, g_get_real_time ());
}

Document *
store_document (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " DOCUMENT_COLUMNS " FROM document WHERE id = ?", "i", id);

  if (rows == NULL)
    return NULL;
  if (store_next (rows))
    return read_document (rows);
  g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "%s holds no document with number %" G_GINT64_FORMAT ".", store_path (store), id);
  return NULL;
}

GPtrArray *
store_documents (Store *store, DocumentKind kind, GError **error)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) document_free);
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           "SELECT " DOCUMENT_COLUMNS " FROM document WHERE kind = ?"
                                           " AND (withdrawn_us IS NULL OR EXISTS (SELECT 1 " PHOTOS_OF_DOCUMENT "))"
                                           " ORDER BY added_us DESC, id DESC", "s", kinds[kind]);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    g_ptr_array_add (documents, read_document (rows));
  return g_steal_pointer (&documents);
}

char *
store_next_version (Store *store, DocumentKind kind, const char *name, GError **error)
{
  g_autoptr(StoreRows) rows = NULL;
  gint64 highest = 0, version;

  g_return_val_if_fail (store != NULL && name != NULL, NULL);

  rows = store_query (store, error, "SELECT version FROM document WHERE kind = ? AND name = ?", "ss", kinds[kind], name);
  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    if (g_ascii_string_to_signed (store_text (rows, 0), 10, 0, G_MAXINT32, &version, NULL))
      highest = MAX (highest, version);
  return store_rows_fault (rows, error) ? NULL : g_strdup_printf ("%" G_GINT64_FORMAT, highest + 1);
}

Document *
store_withdrawn_document (Store *store, DocumentKind kind, const char *name, GError **error)
{
  g_autoptr(StoreRows) rows = NULL;

  g_return_val_if_fail (store != NULL && name != NULL, NULL);

  rows = store_query (store, error,
                      "SELECT " DOCUMENT_COLUMNS " FROM document WHERE kind = ? AND name = ? AND withdrawn_us IS NOT NULL"
                      " ORDER BY withdrawn_us DESC, id DESC LIMIT 1", "ss", kinds[kind], name);
  return rows != NULL && store_next (rows) ? read_document (rows) : NULL;
}

gboolean
store_count_document_users (Store *store, gint64 id, guint *n_photos, guint *n_sessions, GError **error)
{
  g_autoptr(StoreRows) rows = NULL;

  g_return_val_if_fail (store != NULL && n_photos != NULL && n_sessions != NULL, FALSE);

  rows = store_query (store, error,
                      "SELECT (SELECT count(*) " PHOTOS_OF_DOCUMENT "),"
                      " (SELECT count(*) FROM lot_session WHERE lot_session.template = document.id AND lot_session.deleted_us IS NULL)"
                      " FROM document WHERE id = ?", "i", id);
  if (rows == NULL || !store_next (rows))
    return FALSE;
  *n_photos = (guint) store_int (rows, 0);
  *n_sessions = (guint) store_int (rows, 1);
  return TRUE;
}
