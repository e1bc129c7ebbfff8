/* ui/photo-changes.c */
#include "photo-changes.h"

#include "edit-queue.h"

#define REST_MS 600 /* after the last key what depends on the text is read */

struct _SaltlinePhotoChanges {
  GObject parent_instance;

  SaltlinePhotoLibrary *library;
  GPtrArray *typed;   /* of SaltlinePhotoItem: read when the typing rests */
  guint rest_id;
};

enum { SIGNAL_FAILED, SIGNAL_JOB, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlinePhotoChanges, saltline_photo_changes, G_TYPE_OBJECT)

typedef struct {
  SaltlineWorkspace *workspace;
  GPtrArray *items;   /* belong to the main thread */
  GArray *ids;
  PhotoChange change;
  char *what;
  gint64 typing;
} Applying;

static void
applying_free (gpointer data)
{
  Applying *applying = data;

  g_object_unref (applying->workspace);
  g_ptr_array_unref (applying->items);
  g_array_unref (applying->ids);
  g_free (applying->change.text);
  g_free (applying->what);
  g_free (applying);
}

static gboolean
keep (gpointer source, gpointer edit, GError **error)
{
  const Applying *applying = edit;

  return saltline_workspace_change_photos (applying->workspace, (const gint64 *) (const void *) applying->ids->data, applying->ids->len,
                                           &applying->change, 1, applying->what, applying->typing, error);
}

static gboolean
rested_cb (gpointer data)
{
  SaltlinePhotoChanges *self = data;
  g_autoptr(GPtrArray) typed = g_steal_pointer (&self->typed);

  self->rest_id = 0;
  self->typed = g_ptr_array_new_with_free_func (g_object_unref);
  saltline_photo_changes_catch_up (self, typed);
  return G_SOURCE_REMOVE;
}

static void
catch_up_when_rested (SaltlinePhotoChanges *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (!g_ptr_array_find (self->typed, g_ptr_array_index (items, i), NULL))
      g_ptr_array_add (self->typed, g_object_ref (g_ptr_array_index (items, i)));
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MS, rested_cb, self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaltlinePhotoChanges *self = SALTLINE_PHOTO_CHANGES (source);
  const Applying *applying = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  else if (applying->typing != 0)
    catch_up_when_rested (self, applying->items);
  else
    saltline_photo_changes_catch_up (self, applying->items);
}

static void
saltline_photo_changes_finalize (GObject *object)
{
  SaltlinePhotoChanges *self = SALTLINE_PHOTO_CHANGES (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_ptr_array_unref (self->typed);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (saltline_photo_changes_parent_class)->finalize (object);
}

static void
saltline_photo_changes_class_init (SaltlinePhotoChangesClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = saltline_photo_changes_finalize;
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_JOB] = g_signal_new ("job", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, SALTLINE_TYPE_JOB);
}

static void
saltline_photo_changes_init (SaltlinePhotoChanges *self)
{
  self->typed = g_ptr_array_new_with_free_func (g_object_unref);
}

SaltlinePhotoChanges *
saltline_photo_changes_new (SaltlinePhotoLibrary *library)
{
  SaltlinePhotoChanges *self = g_object_new (SALTLINE_TYPE_PHOTO_CHANGES, NULL);

  self->library = g_object_ref (library);
  return self;
}

void
saltline_photo_changes_apply (SaltlinePhotoChanges *self, GPtrArray *items, const PhotoChange *change, const char *what, gint64 typing)
{
  Applying *applying;

  g_return_if_fail (SALTLINE_IS_PHOTO_CHANGES (self) && items != NULL && change != NULL && what != NULL);

  applying = g_new0 (Applying, 1);
  applying->workspace = g_object_ref (saltline_photo_library_get_workspace (self->library));
  applying->items = g_ptr_array_new_with_free_func (g_object_unref);
  applying->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  applying->change = *change;
  applying->change.text = g_strdup (change->text);
  applying->what = g_strdup (what);
  applying->typing = typing;
  for (guint i = 0; i < items->len; i++)
    {
      gint64 id = saltline_photo_item_get_id (g_ptr_array_index (items, i));

      if (id == 0)
        continue;
      g_array_append_val (applying->ids, id);
      g_ptr_array_add (applying->items, g_object_ref (g_ptr_array_index (items, i)));
    }
  edit_queue_push (self, keep, applying, applying_free, kept_cb, NULL);
}

void
saltline_photo_changes_catch_up (SaltlinePhotoChanges *self, GPtrArray *items)
{
  g_autoptr(SaltlineJob) job = NULL;

  g_return_if_fail (SALTLINE_IS_PHOTO_CHANGES (self) && items != NULL);

  job = saltline_photo_library_catch_up (self->library, items);
  if (job != NULL)
    g_signal_emit (self, signals[SIGNAL_JOB], 0, job);
}
