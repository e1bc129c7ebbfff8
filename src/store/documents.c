/* store/documents.c */
#include "documents.h"

#include "statement.h"

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
store_keep_document (Store *store, DocumentKind kind, const char *name, const char *version, const char *sha256, const char *body,
                     gint64 *id, GError **error)
{
  g_autoptr(StoreRows) rows = NULL;

  g_return_val_if_fail (store != NULL && name != NULL && version != NULL && sha256 != NULL && body != NULL && id != NULL, FALSE);

  rows = store_query (store, error, "SELECT id FROM document WHERE sha256 = ?", "s", sha256);
  if (rows == NULL)
    return FALSE;
  if (store_next (rows))
    {
      *id = store_int (rows, 0);
      return TRUE;
    }
  return store_run (store, id, error, "INSERT INTO document (kind, name, version, sha256, body, added_us) VALUES (?, ?, ?, ?, ?, ?)",
                    "sssssi", kinds[kind], name, version, sha256, body, g_get_real_time ());
}

Document *
store_document (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT id, kind, name, version, sha256, body, added_us FROM document WHERE id = ?",
                                           "i", id);

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
                                           "SELECT id, kind, name, version, sha256, body, added_us FROM document WHERE kind = ?"
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
