/* ui/photo-changes.c */
#include "photo-changes.h"

#include <glib/gi18n.h>

struct _SaltlinePhotoChanges {
  GObject parent_instance;

  SaltlinePhotoLibrary *library;
};

enum { SIGNAL_FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlinePhotoChanges, saltline_photo_changes, G_TYPE_OBJECT)

typedef struct {
  SaltlineWorkspace *workspace;
  SaltlineJob *job;
  GArray *ids;
  PhotoChange change;
  char *what;
  gint64 step;
  guint n_changed;   /* out */
} Applying;

static void
applying_free (gpointer data)
{
  Applying *applying = data;

  g_object_unref (applying->workspace);
  g_object_unref (applying->job);
  g_array_unref (applying->ids);
  g_free (applying->change.text);
  g_free (applying->what);
  g_free (applying);
}

static void
take_over (const PhotoChange *change, PhotoState *state)
{
  switch (change->kind)
    {
    case CHANGE_ATHLETE:
      state->athlete = change->row;
      break;
    case CHANGE_CALIBRATION:
      state->calibration_row = change->row;
      break;
    case CHANGE_TEMPLATE:
      state->template_row = change->row;
      break;
    case CHANGE_WORN:
      state->worn_min = change->number;
      break;
    case CHANGE_NOTE:
      g_free (state->note);
      state->note = g_strdup (change->text);
      break;
    case CHANGE_WORKOUT:
      g_free (state->workout);
      state->workout = g_strdup (change->text);
      break;
    case CHANGE_DELETED:
      state->deleted = change->row != 0;
      break;
    case CHANGE_BY_HAND:
      g_free (state->by_hand);
      state->by_hand = g_strdup (change->text);
      break;
    }
}

static void
apply_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Applying *applying = task_data;
  Store *store = saltline_workspace_get_store (applying->workspace);

  for (guint i = 0; i < applying->ids->len; i++)
    {
      gint64 id = g_array_index (applying->ids, gint64, i);
      GError *error = NULL;
      g_autoptr(StoredPhoto) photo = NULL;

      if (g_task_return_error_if_cancelled (task))
        return;
      photo = store_photo (store, id, &error);
      if (photo != NULL)
        take_over (&applying->change, &photo->state);
      if (photo == NULL || !saltline_workspace_edit_photo_in_step (applying->workspace, id, &photo->state, NULL, applying->what, applying->step,
                                                                   cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      applying->n_changed++;
      saltline_job_post_progress (applying->job, i + 1, applying->ids->len);
    }
  g_task_return_boolean (task, TRUE);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaltlinePhotoChanges *self = SALTLINE_PHOTO_CHANGES (source);
  const Applying *applying = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autofree char *outcome = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  outcome = g_strdup_printf (_("%u of %u done"), applying->n_changed, applying->ids->len);
  saltline_job_finish (applying->job, outcome);
}

static void
saltline_photo_changes_finalize (GObject *object)
{
  SaltlinePhotoChanges *self = SALTLINE_PHOTO_CHANGES (object);

  g_clear_object (&self->library);
  G_OBJECT_CLASS (saltline_photo_changes_parent_class)->finalize (object);
}

static void
saltline_photo_changes_class_init (SaltlinePhotoChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_photo_changes_finalize;
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
saltline_photo_changes_init (SaltlinePhotoChanges *self)
{
}

SaltlinePhotoChanges *
saltline_photo_changes_new (SaltlinePhotoLibrary *library)
{
  SaltlinePhotoChanges *self = g_object_new (SALTLINE_TYPE_PHOTO_CHANGES, NULL);

  self->library = g_object_ref (library);
  return self;
}

SaltlineJob *
saltline_photo_changes_apply (SaltlinePhotoChanges *self, GPtrArray *items, const PhotoChange *change, const char *what)
{
  g_autoptr(GTask) task = NULL;
  Applying *applying;
  SaltlineJob *job;

  g_return_val_if_fail (SALTLINE_IS_PHOTO_CHANGES (self) && items != NULL && change != NULL && what != NULL, NULL);

  applying = g_new0 (Applying, 1);
  applying->workspace = g_object_ref (saltline_photo_library_get_workspace (self->library));
  applying->job = saltline_job_new (what);
  applying->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  applying->change = *change;
  applying->change.text = g_strdup (change->text);
  applying->what = g_strdup (what);
  applying->step = store_new_step ();
  for (guint i = 0; i < items->len; i++)
    {
      gint64 id = saltline_photo_item_get_id (g_ptr_array_index (items, i));

      if (id != 0)
        g_array_append_val (applying->ids, id);
    }
  if (applying->ids->len == 0)
    {
      applying_free (applying);
      return NULL;
    }
  job = g_object_ref (applying->job);
  saltline_job_set_progress (job, 0, applying->ids->len);
  task = g_task_new (self, saltline_job_get_cancellable (job), applied_cb, NULL);
  g_task_set_task_data (task, applying, applying_free);
  g_task_run_in_thread (task, apply_in_thread);
  return job;
}
