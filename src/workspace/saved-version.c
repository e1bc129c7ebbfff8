/* workspace/saved-version.c */
#include "saved-version.h"

#include <glib/gi18n.h>

#include "store/documents.h"

typedef struct {
  const VersionSaver *saver;
  gint64 subject;
  gboolean redo;
  char *what;
} Undoing;

static gboolean
withdraw (Store *store, gint64 id, GError **error)
{
  g_autoptr(Document) document = store_document (store, id, error);
  guint n_photos, n_sessions;

  if (document == NULL || !store_count_document_users (store, id, &n_photos, &n_sessions, error))
    return FALSE;
  if (n_photos > 0)
    g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED,
                 ngettext ("Version %s of %s stays: the reading of %u photo depends on it. Saving can be undone once that photo has another.",
                           "Version %s of %s stays: the readings of %u photos depend on it. Saving can be undone once those photos have another.",
                           n_photos),
                 document->version, document->name, n_photos);
  else if (n_sessions > 0)
    g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED,
                 ngettext ("Version %s of %s stays: %u calibration session uses it.", "Version %s of %s stays: %u calibration sessions use it.",
                           n_sessions),
                 document->version, document->name, n_sessions);
  else
    return store_withdraw_document (store, id, TRUE, error);
  return FALSE;
}

static gboolean
undo_work (Store *store, gpointer data, GError **error)
{
  Undoing *undoing = data;
  gint64 before = undoing->saver->version (store, undoing->subject, error), after;

  if (before < 0 || !undoing->saver->undo (store, undoing->subject, undoing->redo, &undoing->what, error)
      || (after = undoing->saver->version (store, undoing->subject, error)) < 0)
    return FALSE;
  if (before == after)
    return TRUE;
  if (undoing->redo)
    return after == 0 || store_withdraw_document (store, after, FALSE, error);
  return before == 0 || withdraw (store, before, error);
}

gboolean
saved_version_undo (Store *store, const VersionSaver *saver, gint64 subject, gboolean redo, char **what, GError **error)
{
  Undoing undoing = { saver, subject, redo, NULL };
  gboolean done;

  g_return_val_if_fail (store != NULL && saver != NULL, FALSE);

  done = store_transaction (store, undo_work, &undoing, error);
  if (done && what != NULL)
    *what = g_steal_pointer (&undoing.what);
  g_free (undoing.what);
  return done;
}
