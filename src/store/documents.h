/* store/documents.h
 *
 * Patch templates and lot calibrations, kept byte for byte, so that a reading names the very file it was made with.
 * May include: patch. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

typedef enum { DOCUMENT_TEMPLATE, DOCUMENT_CALIBRATION } DocumentKind;

typedef struct {
  gint64 id;
  DocumentKind kind;
  char *name;      /* the document's own id */
  char *version;
  char *sha256;
  char *body;      /* JSON */
  gint64 added_us;
} Document;

void       document_free         (Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Document, document_free)

/* The row of these bytes; added when new, and standing again when it had been withdrawn. @sha256 is of @body. */
gboolean   store_keep_document   (Store *store, DocumentKind kind, const char *name, const char *version, const char *sha256,
                                  const char *body, gint64 *id, GError **error);
Document  *store_document        (Store *store, gint64 id, GError **error);
/* (transfer full) (nullable): one more than the highest version of that name that is a whole number; those that were withdrawn count:
 * no number is given twice. */
char      *store_next_version   (Store *store, DocumentKind kind, const char *name, GError **error);
/* Newest first; without those that were withdrawn, unless a photo or a reading uses one all the same. */
GPtrArray *store_documents       (Store *store, DocumentKind kind, GError **error);

/* (transfer full) (nullable): the newest of that name that was withdrawn; NULL without an error: none. */
Document  *store_withdrawn_document (Store *store, DocumentKind kind, const char *name, GError **error);

/* @n_photos: (out): that are to be read with it, or whose reading that stands was made with it. @n_sessions: (out): of standards */
gboolean   store_count_document_users (Store *store, gint64 id, guint *n_photos, guint *n_sessions, GError **error);

/* Its saving was undone (@withdrawn), or done again. */
gboolean   store_withdraw_document (Store *store, gint64 id, gboolean withdrawn, GError **error);

G_END_DECLS
