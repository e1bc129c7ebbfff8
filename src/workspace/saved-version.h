/* workspace/saved-version.h
 *
 * A session saves its lot, a draft its template, as a version: a document. When saving is undone the version goes with it, when it
 * is done again it is back, in one transaction with the change itself. May include: store. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* What saves versions. */
typedef struct {
  gint64 (*version) (Store *store, gint64 subject, GError **error); /* document that was saved last; 0: none; −1: error */
  gboolean (*undo) (Store *store, gint64 subject, gboolean redo, char **what, GError **error);
} VersionSaver;

/**
 * saved_version_undo:
 * @what: (out) (transfer full) (nullable) (optional): as of the saver's undo
 *
 * Returns: %FALSE with STORE_ERROR_REFUSED, and nothing undone, when the version is in use: the message says by how many.
 */
gboolean saved_version_undo (Store *store, const VersionSaver *saver, gint64 subject, gboolean redo, char **what, GError **error);

G_END_DECLS
