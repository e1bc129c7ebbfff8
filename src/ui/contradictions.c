/* ui/contradictions.c */
#include "contradictions.h"

#include "store/worn-patches.h"
#include "workspace/combined.h"

struct _SaltlineContradictions {
  GObject parent_instance;

  SaltlineWorkspace *workspace;
  GArray *patches;       /* gint64: to be checked */
  gboolean all;          /* every patch of several photos as well */
  gboolean checking;     /* a thread is at it; what comes meanwhile waits */
};

enum { SIGNAL_FOUND, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineContradictions, saltline_contradictions, G_TYPE_OBJECT)

typedef struct {
  SaltlineWorkspace *workspace;
  GArray *patches;
  gboolean all;
} Checking;

typedef struct {
  gint64 photo;
  char *words;           /* NULL: none */
} Found;

static void
checking_free (gpointer data)
{
  Checking *checking = data;

  g_object_unref (checking->workspace);
  g_array_unref (checking->patches);
  g_free (checking);
}

static void
found_clear (gpointer data)
{
  g_free (((Found *) data)->words);
}

/* A patch that cannot be combined says why where it is shown; here it is one that is not known to be contradicted. */
static void
check_patch (SaltlineWorkspace *workspace, gint64 patch, GArray *all_found)
{
  g_autoptr(GPtrArray) photos = store_photos_of_patch (saltline_workspace_get_store (workspace), patch, NULL);
  g_autoptr(CombinedPhotos) combined = saltline_workspace_combine (workspace, patch, NULL);
  g_autofree char *words = combined != NULL ? combined_photos_contradiction (combined) : NULL;

  for (guint i = 0; photos != NULL && i < photos->len; i++)
    {
      Found found = { ((const StoredPhoto *) g_ptr_array_index (photos, i))->id, g_strdup (words) };

      g_array_append_val (all_found, found);
    }
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Checking *checking = data;
  g_autoptr(GArray) shared = checking->all ? store_shared_patches (saltline_workspace_get_store (checking->workspace), NULL) : NULL;
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Found));

  g_array_set_clear_func (found, found_clear);
  for (guint i = 0; i < checking->patches->len; i++)
    check_patch (checking->workspace, g_array_index (checking->patches, gint64, i), found);
  for (guint i = 0; shared != NULL && i < shared->len; i++)
    check_patch (checking->workspace, g_array_index (shared, gint64, i), found);
  g_task_return_pointer (task, found, (GDestroyNotify) g_array_unref);
}

static void checked_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
start (SaltlineContradictions *self)
{
  g_autoptr(GTask) task = NULL;
  Checking *checking;

  if (self->checking || (self->patches->len == 0 && !self->all))
    return;
  checking = g_new (Checking, 1);
  *checking = (Checking) { g_object_ref (self->workspace), g_steal_pointer (&self->patches), self->all };
  self->patches = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->all = FALSE;
  self->checking = TRUE;
  task = g_task_new (self, NULL, checked_cb, NULL);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, checking, checking_free);
  g_task_run_in_thread (task, check_in_thread);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaltlineContradictions *self = SALTLINE_CONTRADICTIONS (source);
  g_autoptr(GArray) all_found = g_task_propagate_pointer (G_TASK (result), NULL);

  self->checking = FALSE;
  for (guint i = 0; i < all_found->len; i++)
    {
      const Found *found = &g_array_index (all_found, Found, i);

      g_signal_emit (self, signals[SIGNAL_FOUND], 0, found->photo, found->words);
    }
  start (self);
}

static void
saltline_contradictions_finalize (GObject *object)
{
  SaltlineContradictions *self = SALTLINE_CONTRADICTIONS (object);

  g_clear_object (&self->workspace);
  g_array_unref (self->patches);
  G_OBJECT_CLASS (saltline_contradictions_parent_class)->finalize (object);
}

static void
saltline_contradictions_class_init (SaltlineContradictionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_contradictions_finalize;
  signals[SIGNAL_FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
saltline_contradictions_init (SaltlineContradictions *self)
{
  self->patches = g_array_new (FALSE, FALSE, sizeof (gint64));
}

SaltlineContradictions *
saltline_contradictions_new (SaltlineWorkspace *workspace)
{
  SaltlineContradictions *self;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (SALTLINE_TYPE_CONTRADICTIONS, NULL);
  self->workspace = g_object_ref (workspace);
  return self;
}

void
saltline_contradictions_check (SaltlineContradictions *self, gint64 patch)
{
  g_return_if_fail (SALTLINE_IS_CONTRADICTIONS (self));

  if (patch == 0)
    return;
  for (guint i = 0; i < self->patches->len; i++)
    if (g_array_index (self->patches, gint64, i) == patch)
      return;
  g_array_append_val (self->patches, patch);
  start (self);
}

void
saltline_contradictions_check_all (SaltlineContradictions *self)
{
  g_return_if_fail (SALTLINE_IS_CONTRADICTIONS (self));

  self->all = TRUE;
  start (self);
}
