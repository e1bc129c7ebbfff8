/* workspace/workspace.c */
#include "workspace.h"

#include <errno.h>
#include <glib/gstdio.h>

struct _SaltlineWorkspace {
  GObject parent_instance;

  Store *store;
};

G_DEFINE_FINAL_TYPE (SaltlineWorkspace, saltline_workspace, G_TYPE_OBJECT)

enum { PHOTO_CHANGED, ROSTER_CHANGED, TIMELINE_CHANGED, CATALOGUE_CHANGED, STUDIES_CHANGED, LOT_CHANGED, DOCUMENTS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* A signal on its way to the main context. */
typedef struct {
  SaltlineWorkspace *workspace;
  guint signal;
  gint64 id;
} Notice;

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_object_unref (notice->workspace);
  g_free (notice);
}

static gboolean
emit_cb (gpointer data)
{
  Notice *notice = data;

  if (notice->signal == ROSTER_CHANGED || notice->signal == CATALOGUE_CHANGED || notice->signal == STUDIES_CHANGED
      || notice->signal == DOCUMENTS_CHANGED)
    g_signal_emit (notice->workspace, signals[notice->signal], 0);
  else
    g_signal_emit (notice->workspace, signals[notice->signal], 0, notice->id);
  return G_SOURCE_REMOVE;
}

static void
emit_in_main (SaltlineWorkspace *self, guint signal, gint64 id)
{
  Notice *notice = g_new (Notice, 1);

  *notice = (Notice) { g_object_ref (self), signal, id };
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, emit_cb, notice, notice_free);
}

static void
saltline_workspace_finalize (GObject *object)
{
  SaltlineWorkspace *self = SALTLINE_WORKSPACE (object);

  g_clear_pointer (&self->store, store_close);
  G_OBJECT_CLASS (saltline_workspace_parent_class)->finalize (object);
}

static void
saltline_workspace_class_init (SaltlineWorkspaceClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = saltline_workspace_finalize;
  signals[PHOTO_CHANGED] = g_signal_new ("photo-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[ROSTER_CHANGED] = g_signal_new ("roster-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TIMELINE_CHANGED] = g_signal_new ("timeline-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_INT64);
  signals[CATALOGUE_CHANGED] = g_signal_new ("catalogue-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STUDIES_CHANGED] = g_signal_new ("studies-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOT_CHANGED] = g_signal_new ("lot-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[DOCUMENTS_CHANGED] = g_signal_new ("documents-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
saltline_workspace_init (SaltlineWorkspace *self)
{
}

/* Under the XDG data folder. */
static char *
own_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "saltline", "workspace.saltline", NULL);
}

SaltlineWorkspace *
saltline_workspace_open (const char *path, StoreOpenFlags flags, GError **error)
{
  g_autofree char *own = path ? NULL : own_path ();
  g_autoptr(SaltlineWorkspace) self = NULL;
  g_autoptr(GError) local = NULL;
  Store *store;

  if (own)
    {
      g_autofree char *folder = g_path_get_dirname (own);

      if (g_mkdir_with_parents (folder, 0700) != 0)
        {
          g_set_error (error, STORE_ERROR, STORE_ERROR_IO, "%s cannot be made: %s", folder, g_strerror (errno));
          return NULL;
        }
      flags |= STORE_OPEN_CREATE;
    }
  store = store_open (path ? path : own, flags, error);
  if (store == NULL)
    return NULL;
  self = g_object_new (SALTLINE_TYPE_WORKSPACE, NULL);
  self->store = store;
  /* A snapshot that cannot be written must not keep anybody from working. */
  if (!store_snapshot_if_due (store, &local))
    g_message ("%s", local->message);
  return g_steal_pointer (&self);
}

Store *
saltline_workspace_get_store (SaltlineWorkspace *self)
{
  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self), NULL);
  return self->store;
}

const char *
saltline_workspace_get_path (SaltlineWorkspace *self)
{
  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self), NULL);
  return store_path (self->store);
}

gboolean
saltline_workspace_is_read_only (SaltlineWorkspace *self)
{
  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self), TRUE);
  return store_is_read_only (self->store);
}

char *
saltline_thumbnail_path (const char *sha256)
{
  g_autofree char *name = g_strconcat (sha256, ".png", NULL);

  return g_build_filename (g_get_user_cache_dir (), "saltline", "thumbnails", name, NULL);
}

void
saltline_workspace_photo_changed (SaltlineWorkspace *self, gint64 photo)
{
  g_return_if_fail (SALTLINE_IS_WORKSPACE (self));
  emit_in_main (self, PHOTO_CHANGED, photo);
}

void
saltline_workspace_roster_changed (SaltlineWorkspace *self)
{
  g_return_if_fail (SALTLINE_IS_WORKSPACE (self));
  emit_in_main (self, ROSTER_CHANGED, 0);
}

void
saltline_workspace_timeline_changed (SaltlineWorkspace *self, gint64 athlete)
{
  g_return_if_fail (SALTLINE_IS_WORKSPACE (self));
  emit_in_main (self, TIMELINE_CHANGED, athlete);
}

void
saltline_workspace_catalogue_changed (SaltlineWorkspace *self)
{
  g_return_if_fail (SALTLINE_IS_WORKSPACE (self));
  emit_in_main (self, CATALOGUE_CHANGED, 0);
}

void
saltline_workspace_studies_changed (SaltlineWorkspace *self)
{
  g_return_if_fail (SALTLINE_IS_WORKSPACE (self));
  emit_in_main (self, STUDIES_CHANGED, 0);
}

void
saltline_workspace_lot_changed (SaltlineWorkspace *self, gint64 session)
{
  g_return_if_fail (SALTLINE_IS_WORKSPACE (self));
  emit_in_main (self, LOT_CHANGED, session);
}

void
saltline_workspace_documents_changed (SaltlineWorkspace *self)
{
  g_return_if_fail (SALTLINE_IS_WORKSPACE (self));
  emit_in_main (self, DOCUMENTS_CHANGED, 0);
}
