/* ui/photo-editor.c: what is placed on the shown photo, and how it is kept */
#include "photo-editor-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "edit-queue.h"
#include "lay-template.h"
#include "live-reading.h"
#include "workspace/documents-cache.h"
#include "workspace/installed.h"

#define REST_MS 600 /* after the last nudge: the loupe goes, the photo is read, the next nudge is another step of undo */

enum { SIGNAL_EDITED, SIGNAL_FAILED, SIGNAL_HANDLE_CHOSEN, SIGNAL_LAYING_STOPPED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlinePhotoEditor, saltline_photo_editor, G_TYPE_OBJECT)

const PatchReading *
photo_editor_reading (SaltlinePhotoEditor *self)
{
  const PatchReading *full = self->item != NULL && self->pixels != NULL ? saltline_photo_item_get_full (self->item) : NULL;

  return full != NULL && full->registered && full->geometry != NULL ? full : NULL;
}

gboolean
photo_editor_may_edit (SaltlinePhotoEditor *self)
{
  return photo_editor_reading (self) != NULL && !saltline_workspace_is_read_only (self->workspace);
}

static void
gather_handles (SaltlinePhotoEditor *self)
{
  edit_handles_gather (self->handles, photo_editor_reading (self), self->by_hand);
  if (self->chosen >= (int) self->handles->len)
    self->chosen = -1;
}

void
photo_editor_redraw (SaltlinePhotoEditor *self)
{
  if (self->canvas != NULL)
    saltline_photo_canvas_queue_overlay (self->canvas);
}

void
photo_editor_choose (SaltlinePhotoEditor *self, int index)
{
  const char *name = index >= 0 ? g_array_index (self->handles, EditHandle, index).name : "";

  if (index != self->chosen)
    {
      photo_editor_end_step (self);
      g_signal_emit (self, signals[SIGNAL_HANDLE_CHOSEN], 0, name);
    }
  self->chosen = index;
  photo_editor_redraw (self);
}

/* --- live numbers --- */

gboolean
photo_editor_begin (SaltlinePhotoEditor *self)
{
  const PatchReading *reading = photo_editor_reading (self);

  if (self->base != NULL || self->laid != NULL || reading == NULL)
    return reading != NULL;
  self->base = patch_reading_new ();
  self->base->geometry = reading->geometry;
  self->base->calibration = reading->calibration;
  self->base->registered = TRUE;
  self->base->map = reading->map;
  self->base->rms_px = reading->rms_px;
  self->base->rms_unit = reading->rms_unit;
  self->base->certainty = reading->certainty;
  return TRUE;
}

static PatchReading *
live_reading (SaltlinePhotoEditor *self)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (self->item);

  if (self->laid != NULL)
    return lay_template (self->laid, self->pixels->photo, self->by_hand);
  return self->base != NULL ? live_reading_new (self->base, self->pixels->photo, self->by_hand, stored != NULL ? stored->state.worn_min : NAN) : NULL;
}

void
photo_editor_show_live (SaltlinePhotoEditor *self, char *what)
{
  PatchReading *live = live_reading (self);

  if (what != NULL)
    {
      g_free (self->what);
      self->what = what;
    }
  if (live == NULL)
    return;
  saltline_photo_item_set_full (self->item, live, 0);
  gather_handles (self);
  photo_editor_redraw (self);
}

/* --- keeping --- */

/* An edit is kept at once; what follows from it is read when no other comes. */
typedef struct {
  SaltlineWorkspace *workspace;
  PhotoPixels *pixels;
  gint64 id;
  guint run;                  /* of the editor when it was made */
  char *json;                 /* (nullable) */
  const PatchTemplate *laid;  /* (nullable): chosen together with its landmarks */
  char *what;
  gint64 step;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->workspace);
  g_clear_pointer (&edit->pixels, photo_pixels_unref);
  g_free (edit->json);
  g_free (edit->what);
  g_free (edit);
}

static Edit *
edit_new (SaltlineWorkspace *workspace, PhotoPixels *pixels, gint64 id, guint run)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->workspace = g_object_ref (workspace);
  edit->pixels = photo_pixels_ref (pixels);
  edit->id = id;
  edit->run = run;
  return edit;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Edit *edit = task_data;
  GError *error = NULL;

  if (saltline_workspace_catch_up (edit->workspace, edit->id, edit->pixels->photo, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaltlinePhotoEditor *self = SALTLINE_PHOTO_EDITOR (source);
  const Edit *edit = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->reading != NULL && g_task_get_cancellable (G_TASK (result)) == self->reading)
    {
      g_clear_object (&self->reading);
      self->laid = NULL;
    }
  if (done)
    g_signal_emit (self, signals[SIGNAL_EDITED], 0, edit->id);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  saltline_photo_editor_refresh (self);
}

/* What follows from the edits of a photo that are kept. @cancellable: (nullable): stopped by the next edit */
static void
read_edited (SaltlinePhotoEditor *self, SaltlineWorkspace *workspace, PhotoPixels *pixels, gint64 id, GCancellable *cancellable)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, read_cb, NULL);

  g_task_set_task_data (task, edit_new (workspace, pixels, id, self->run), edit_free);
  g_task_run_in_thread (task, read_in_thread);
}

static void
stop_reading (SaltlinePhotoEditor *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

/* When it is due and no further edit is on its way. */
static void
read_shown (SaltlinePhotoEditor *self)
{
  const StoredPhoto *stored = self->item != NULL ? saltline_photo_item_get_stored (self->item) : NULL;

  if (stored == NULL || !stored->state.due || self->pixels == NULL || self->keeping || self->what != NULL || self->dragging || self->rest_id != 0
      || self->reading != NULL)
    return;
  g_clear_pointer (&self->base, patch_reading_free);
  self->reading = g_cancellable_new ();
  read_edited (self, self->workspace, self->pixels, stored->id, self->reading);
}

static gboolean
keep (gpointer source, gpointer data, GError **error)
{
  const Edit *edit = data;
  PhotoChange changes[2] = { { .kind = CHANGE_BY_HAND, .text = edit->json }, { .kind = CHANGE_TEMPLATE } };

  return (edit->laid == NULL || (changes[1].row = saltline_workspace_keep_template (edit->workspace, edit->laid, error)) != 0)
         && saltline_workspace_change_photos (edit->workspace, &edit->id, 1, changes, edit->laid != NULL ? 2 : 1, edit->what, edit->step, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaltlinePhotoEditor *self = SALTLINE_PHOTO_EDITOR (source);
  const Edit *edit = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (!done)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  if (edit->run != self->run)
    {
      if (done) /* the photo was left meanwhile */
        read_edited (self, edit->workspace, edit->pixels, edit->id, NULL);
      return;
    }
  self->keeping = FALSE;
  photo_editor_keep (self);
  if (!done)
    saltline_photo_editor_refresh (self); /* back to what is kept */
}

/* Four landmarks of the laid template say where the patch is; with fewer nothing can be read, and nothing is kept. */
static gboolean
may_keep (SaltlinePhotoEditor *self)
{
  guint n_placed = 0;

  for (guint i = 0; i < self->handles->len; i++)
    {
      const EditHandle *handle = &g_array_index (self->handles, EditHandle, i);

      n_placed += handle->placed && (handle->kind == HANDLE_LANDMARK || handle->kind == HANDLE_BEND);
    }
  return self->laid == NULL || n_placed >= LAY_LANDMARKS;
}

/* What was changed and is not on its way yet. */
static void
push_edit (SaltlinePhotoEditor *self)
{
  g_autofree char *json = by_hand_to_json (self->by_hand);
  gint64 id = self->item != NULL ? saltline_photo_item_get_id (self->item) : 0;
  Edit *edit;

  if (self->what == NULL || id == 0 || self->pixels == NULL || !may_keep (self))
    return;
  if (g_strcmp0 (json, self->kept_json) == 0)
    {
      g_clear_pointer (&self->what, g_free);
      return;
    }
  stop_reading (self);
  if (self->step == 0)
    self->step = store_new_step ();
  edit = edit_new (self->workspace, self->pixels, id, self->run);
  edit->json = g_strdup (json);
  edit->laid = self->laid;
  edit->what = self->laid != NULL ? g_strdup (_("Place the template by hand")) : g_strdup (self->what);
  edit->step = self->step;
  g_clear_pointer (&self->what, g_free);
  g_free (self->kept_json);
  self->kept_json = g_steal_pointer (&json);
  self->keeping = TRUE;
  edit_queue_push (self, keep, edit, edit_free, kept_cb, NULL);
}

void
photo_editor_keep (SaltlinePhotoEditor *self)
{
  if (!self->keeping && !self->dragging) /* else when that one is kept: a held key must not make a queue */
    push_edit (self);
  read_shown (self);
}

static gboolean
rested_cb (gpointer data)
{
  SaltlinePhotoEditor *self = data;

  self->rest_id = 0;
  photo_editor_end_step (self);
  read_shown (self);
  photo_editor_redraw (self); /* the loupe goes */
  return G_SOURCE_REMOVE;
}

void
photo_editor_end_step (SaltlinePhotoEditor *self)
{
  push_edit (self);
  self->step = 0;
}

void
photo_editor_keep_and_rest (SaltlinePhotoEditor *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MS, rested_cb, self);
  photo_editor_keep (self);
}

/* Nothing of what was done here is under way any more but what the queue has. */
static void
leave (SaltlinePhotoEditor *self)
{
  photo_editor_end_step (self);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_pointer (&self->what, g_free);
  g_clear_pointer (&self->base, patch_reading_free);
  self->dragging = FALSE;
  self->keeping = FALSE;
  self->run++;
}

/* --- life cycle --- */

static void
saltline_photo_editor_finalize (GObject *object)
{
  SaltlinePhotoEditor *self = SALTLINE_PHOTO_EDITOR (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_weak_pointer (&self->canvas);
  g_clear_object (&self->workspace);
  g_clear_object (&self->item);
  g_clear_pointer (&self->pixels, photo_pixels_unref);
  g_clear_pointer (&self->by_hand, by_hand_free);
  g_clear_pointer (&self->before_drag, by_hand_free);
  g_clear_pointer (&self->base, patch_reading_free);
  g_clear_object (&self->reading);
  g_free (self->kept_json);
  g_free (self->what);
  g_array_unref (self->handles);
  g_array_unref (self->region);
  G_OBJECT_CLASS (saltline_photo_editor_parent_class)->finalize (object);
}

static void
saltline_photo_editor_class_init (SaltlinePhotoEditorClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = saltline_photo_editor_finalize;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_HANDLE_CHOSEN] = g_signal_new ("handle-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_LAYING_STOPPED] = g_signal_new ("laying-stopped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
saltline_photo_editor_init (SaltlinePhotoEditor *self)
{
  self->by_hand = by_hand_new ();
  self->handles = g_array_new (FALSE, FALSE, sizeof (EditHandle));
  self->region = g_array_new (FALSE, FALSE, sizeof (Point2));
  self->chosen = self->hovered = -1;
}

SaltlinePhotoEditor *
saltline_photo_editor_new (SaltlinePhotoCanvas *canvas)
{
  SaltlinePhotoEditor *self = g_object_new (SALTLINE_TYPE_PHOTO_EDITOR, NULL);

  g_set_weak_pointer (&self->canvas, canvas);
  saltline_photo_canvas_set_tool (canvas, &photo_editor_tool, self);
  return self;
}

void
saltline_photo_editor_set_photo (SaltlinePhotoEditor *self, SaltlineWorkspace *workspace, SaltlinePhotoItem *item, PhotoPixels *pixels)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_EDITOR (self));

  if (self->item != item)
    {
      if (self->laid != NULL && !self->keeping && self->reading == NULL)
        saltline_photo_item_forget_full (self->item);
      if (self->rest_id != 0 && self->what == NULL && !self->keeping && self->pixels != NULL)
        read_edited (self, self->workspace, self->pixels, saltline_photo_item_get_id (self->item), NULL);
      leave (self);
      g_clear_object (&self->reading); /* it goes on */
      self->laid = NULL;
      g_clear_pointer (&self->kept_json, g_free);
      self->chosen = self->hovered = -1;
    }
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->item, item);
  g_clear_pointer (&self->pixels, photo_pixels_unref);
  self->pixels = pixels != NULL ? photo_pixels_ref (pixels) : NULL;
  saltline_photo_editor_refresh (self);
}

void
saltline_photo_editor_refresh (SaltlinePhotoEditor *self)
{
  const StoredPhoto *stored;

  g_return_if_fail (SALTLINE_IS_PHOTO_EDITOR (self));

  stored = self->item != NULL ? saltline_photo_item_get_stored (self->item) : NULL;
  if (!saltline_photo_editor_is_busy (self) && self->laid == NULL)
    {
      ByHand *by_hand = stored != NULL ? by_hand_from_json (stored->state.by_hand, NULL) : NULL;

      g_clear_pointer (&self->by_hand, by_hand_free);
      self->by_hand = by_hand != NULL ? by_hand : by_hand_new ();
      g_free (self->kept_json);
      self->kept_json = by_hand_to_json (self->by_hand);
    }
  if (!self->dragging)
    gather_handles (self);
  photo_editor_redraw (self);
}

void
saltline_photo_editor_set_tool (SaltlinePhotoEditor *self, EditorTool wanted)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_EDITOR (self));

  self->tool = wanted;
  self->hovered = -1;
  photo_editor_redraw (self);
}

EditorTool
saltline_photo_editor_get_tool (SaltlinePhotoEditor *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_EDITOR (self), EDITOR_MOVE);

  return self->tool;
}

/* The template that was chosen, else the one that was looked for, else the first that is installed. */
static const PatchTemplate *
template_to_lay (SaltlinePhotoEditor *self)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (self->item);
  const PatchReading *reading = saltline_photo_item_get_full (self->item);
  const PatchTemplate *chosen = stored->state.template_row != 0 ? documents_cache_template (self->workspace, stored->state.template_row, NULL) : NULL;

  if (chosen == NULL && reading != NULL)
    chosen = reading->geometry;
  return chosen != NULL || installed_get ()->n_templates == 0 ? chosen : installed_get ()->templates[0];
}

gboolean
saltline_photo_editor_lay (SaltlinePhotoEditor *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_EDITOR (self), FALSE);

  if (self->item == NULL || self->pixels == NULL || self->keeping || self->reading != NULL || saltline_photo_item_get_stored (self->item) == NULL
      || saltline_workspace_is_read_only (self->workspace))
    return FALSE;
  self->laid = template_to_lay (self);
  if (self->laid == NULL)
    return FALSE;
  self->tool = EDITOR_MOVE;
  self->chosen = self->hovered = -1;
  photo_editor_show_live (self, NULL);
  return TRUE;
}

gboolean
saltline_photo_editor_is_laying (SaltlinePhotoEditor *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_EDITOR (self), FALSE);

  return self->laid != NULL;
}

void
saltline_photo_editor_stop_laying (SaltlinePhotoEditor *self)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_EDITOR (self));

  if (self->laid == NULL || self->keeping || self->reading != NULL)
    return;
  self->laid = NULL;
  g_clear_pointer (&self->what, g_free);
  saltline_photo_item_forget_full (self->item);
  saltline_photo_editor_refresh (self);
  g_signal_emit (self, signals[SIGNAL_LAYING_STOPPED], 0);
}

void
saltline_photo_editor_settle (SaltlinePhotoEditor *self)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_EDITOR (self));

  leave (self);
  stop_reading (self);
  edit_queue_flush ();
}

gboolean
saltline_photo_editor_is_busy (SaltlinePhotoEditor *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_EDITOR (self), FALSE);

  return self->dragging || self->what != NULL || self->keeping || self->rest_id != 0 || self->reading != NULL;
}

guint
saltline_photo_editor_count_handles (SaltlinePhotoEditor *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_EDITOR (self), 0);

  return self->handles->len;
}

gboolean
saltline_photo_editor_get_handle (SaltlinePhotoEditor *self, guint index, const char **name, Point2 *at)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_EDITOR (self), FALSE);

  if (index >= self->handles->len)
    return FALSE;
  *name = g_array_index (self->handles, EditHandle, index).name;
  *at = g_array_index (self->handles, EditHandle, index).at;
  return TRUE;
}
