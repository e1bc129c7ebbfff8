/* ui/photo-editor.c */
#include "photo-editor.h"

#include <glib/gi18n.h>
#include <math.h>

#include "handle-painter.h"
#include "live-reading.h"
#include "loupe.h"
#include "snap.h"
#include "workspace/overlay.h"

#define PICK_REACH     12.0 /* logical pixels */
#define SNAP_REACH     9.0
#define NUDGE          0.5
#define NUDGE_FAST     5.0
#define REST_MS        600  /* after the last nudge the edit is stored */
#define LEAST_REGION   16.0 /* logical pixels squared: less was a click */
#define REGION_SPACING 3.0  /* logical pixels between corners of a painted region */

typedef enum { HANDLE_LANDMARK, HANDLE_FRONT } HandleKind;

typedef struct {
  HandleKind kind;
  const char *name;   /* of the template's landmark, or of the front */
  Point2 at;          /* photo pixels */
  gboolean placed;    /* by hand */
} Handle;

struct _SaltlinePhotoEditor {
  GObject parent_instance;

  SaltlinePhotoCanvas *canvas;  /* not owned: it outlives the editor, or clears it */
  SaltlineWorkspace *workspace;
  SaltlinePhotoItem *item;
  PhotoPixels *pixels;
  EditorTool tool;
  ByHand *by_hand;              /* as it is now */
  char *stored_json;            /* as it is stored, to tell whether anything changed */
  PatchReading *base;           /* what live maps start from; of the moment a drag began */
  GArray *handles;              /* of Handle */
  int chosen;                   /* index; −1 */
  int hovered;
  gboolean dragging;
  ByHand *before_drag;
  Point2 grip;                  /* from the pointer to the handle, view */
  GArray *region;               /* of Point2, photo pixels: being painted */
  char *what;                   /* of the edit that is not stored yet */
  guint rest_id;
  gboolean storing;             /* a thread is at it */
};

enum { SIGNAL_EDITED, SIGNAL_FAILED, SIGNAL_HANDLE_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlinePhotoEditor, saltline_photo_editor, G_TYPE_OBJECT)

/* --- handles --- */

static const PatchReading *
full_reading (SaltlinePhotoEditor *self)
{
  const PatchReading *full = self->item != NULL && self->pixels != NULL ? saltline_photo_item_get_full (self->item) : NULL;

  return full != NULL && full->registered && full->geometry != NULL ? full : NULL;
}

static double
worn_min (SaltlinePhotoEditor *self)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (self->item);

  return stored != NULL ? stored->state.worn_min : NAN;
}

static void
gather_handles (SaltlinePhotoEditor *self)
{
  const PatchReading *reading = full_reading (self);

  g_array_set_size (self->handles, 0);
  if (reading == NULL)
    return;
  if (reading->volume_read)
    {
      Handle front = { HANDLE_FRONT, _("Front"), reading->front, self->by_hand->front_set };

      g_array_append_val (self->handles, front);
    }
  for (guint i = 0; i < reading->n_landmarks && i < reading->geometry->n_landmarks; i++)
    {
      Handle landmark = { HANDLE_LANDMARK, reading->geometry->landmarks[i].id, reading->landmarks[i].at, reading->landmarks[i].manual };

      g_array_append_val (self->handles, landmark);
    }
  if (self->chosen >= (int) self->handles->len)
    self->chosen = -1;
}

static int
handle_at (SaltlinePhotoEditor *self, Point2 on_view)
{
  const ViewTransform *view = saltline_photo_canvas_get_view (self->canvas);
  double nearest = PICK_REACH;
  int found = -1;

  for (guint i = 0; i < self->handles->len; i++)
    {
      Point2 at = view_transform_from_photo (view, g_array_index (self->handles, Handle, i).at);
      double distance = point2_distance (at, on_view);

      if (distance < nearest)
        {
          nearest = distance;
          found = (int) i;
        }
    }
  return found;
}

static void
choose (SaltlinePhotoEditor *self, int index)
{
  const char *name = index >= 0 ? g_array_index (self->handles, Handle, index).name : "";

  if (index != self->chosen)
    g_signal_emit (self, signals[SIGNAL_HANDLE_CHOSEN], 0, name);
  self->chosen = index;
  saltline_photo_canvas_queue_overlay (self->canvas);
}

/* --- storing --- */

typedef struct {
  SaltlineWorkspace *workspace;
  PhotoPixels *pixels;
  gint64 id;
  PhotoState state;
  char *what;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->workspace);
  g_clear_pointer (&edit->pixels, photo_pixels_unref);
  photo_state_clear (&edit->state);
  g_free (edit->what);
  g_free (edit);
}

static void
store_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Edit *edit = task_data;
  GError *error = NULL;

  if (saltline_workspace_edit_photo (edit->workspace, edit->id, &edit->state, edit->pixels->photo, edit->what, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaltlinePhotoEditor *self = SALTLINE_PHOTO_EDITOR (source);
  const Edit *edit = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;

  self->storing = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_signal_emit (self, signals[SIGNAL_EDITED], 0, edit->id);
  else
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  saltline_photo_editor_refresh (self); /* stores what was done meanwhile */
}

static void
store_edit (SaltlinePhotoEditor *self)
{
  g_autofree char *json = by_hand_to_json (self->by_hand);
  const StoredPhoto *stored = self->item != NULL ? saltline_photo_item_get_stored (self->item) : NULL;
  g_autoptr(GTask) task = NULL;
  Edit *edit;

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_pointer (&self->base, patch_reading_free);
  if (self->what == NULL || stored == NULL || self->pixels == NULL || self->storing)
    return;
  if (g_strcmp0 (json, self->stored_json) == 0)
    {
      g_clear_pointer (&self->what, g_free);
      return;
    }
  edit = g_new0 (Edit, 1);
  edit->workspace = g_object_ref (self->workspace);
  edit->pixels = photo_pixels_ref (self->pixels);
  edit->id = stored->id;
  photo_state_copy (&edit->state, &stored->state);
  g_free (edit->state.by_hand);
  edit->state.by_hand = g_strdup (json);
  edit->what = g_steal_pointer (&self->what);
  g_free (self->stored_json);
  self->stored_json = g_steal_pointer (&json);
  self->storing = TRUE;
  task = g_task_new (self, NULL, stored_cb, NULL);
  g_task_set_task_data (task, edit, edit_free);
  g_task_run_in_thread (task, store_in_thread);
}

/* --- moving --- */

static void
remember_base (SaltlinePhotoEditor *self)
{
  const PatchReading *reading = full_reading (self);

  if (self->base != NULL || reading == NULL)
    return;
  self->base = patch_reading_new ();
  self->base->geometry = reading->geometry;
  self->base->calibration = reading->calibration;
  self->base->registered = TRUE;
  self->base->map = reading->map;
  self->base->rms_px = reading->rms_px;
  self->base->rms_unit = reading->rms_unit;
}

static void
show_live (SaltlinePhotoEditor *self)
{
  saltline_photo_item_set_full (self->item, live_reading_new (self->base, self->pixels->photo, self->by_hand, worn_min (self)), 0);
  gather_handles (self);
  saltline_photo_canvas_queue_overlay (self->canvas);
}

/* The fraction of the channel that lies nearest to a point of the photo. */
static gboolean
fraction_at (SaltlinePhotoEditor *self, Point2 on_photo, double *fraction)
{
  const PatchReading *reading = full_reading (self);
  const PatchChannel *channel = &reading->geometry->volume;
  Point2 on_template;
  double at;

  if (!patch_map_to_template (&reading->map, on_photo, &on_template))
    return FALSE;
  polyline_project (channel->centreline.points, channel->centreline.n, on_template, &at);
  *fraction = CLAMP (at / channel->length, 0.0, 1.0);
  return TRUE;
}

static void
move_chosen (SaltlinePhotoEditor *self, Point2 on_photo, gboolean snap)
{
  Handle *handle = &g_array_index (self->handles, Handle, self->chosen);

  remember_base (self);
  if (self->base == NULL)
    return;
  g_free (self->what);
  if (handle->kind == HANDLE_FRONT)
    {
      double fraction;

      if (fraction_at (self, on_photo, &fraction))
        {
          self->by_hand->front_set = TRUE;
          self->by_hand->front_fraction = fraction;
        }
      self->what = g_strdup (_("Move the front"));
    }
  else
    {
      if (snap)
        on_photo = snap_to_corner (self->pixels->photo, on_photo, SNAP_REACH * view_transform_pixel (saltline_photo_canvas_get_view (self->canvas)));
      by_hand_place (self->by_hand, handle->name, on_photo);
      self->what = g_strdup_printf (_("Move landmark %s"), handle->name);
    }
  show_live (self);
}

static gboolean
rested_cb (gpointer data)
{
  SaltlinePhotoEditor *self = data;

  self->rest_id = 0;
  store_edit (self);
  return G_SOURCE_REMOVE;
}

static void
store_soon (SaltlinePhotoEditor *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MS, rested_cb, self);
}

static void
nudge (SaltlinePhotoEditor *self, double dx, double dy, gboolean fast)
{
  const ViewTransform *view = saltline_photo_canvas_get_view (self->canvas);
  const Handle *handle = &g_array_index (self->handles, Handle, self->chosen);
  double step = (fast ? NUDGE_FAST : NUDGE) * view_transform_pixel (view) / view->scale_factor;

  if (handle->kind == HANDLE_FRONT)
    {
      /* Right and up: further along the channel. */
      const PatchReading *reading = full_reading (self);
      double along = (dx - dy) * step / patch_map_scale (&reading->map, reading->map.centre) / reading->geometry->volume.length;

      remember_base (self);
      self->by_hand->front_fraction = CLAMP (reading->fill_fraction + along, 0.0, 1.0);
      self->by_hand->front_set = TRUE;
      g_free (self->what);
      self->what = g_strdup (_("Move the front"));
      show_live (self);
    }
  else
    move_chosen (self, (Point2) { handle->at.x + dx * step, handle->at.y + dy * step }, FALSE);
  saltline_photo_canvas_reveal (self->canvas, g_array_index (self->handles, Handle, self->chosen).at);
  store_soon (self);
}

/* The chosen handle goes back to where the program found it. */
static void
release_chosen (SaltlinePhotoEditor *self)
{
  const Handle *handle = &g_array_index (self->handles, Handle, self->chosen);

  if (!handle->placed)
    return;
  g_free (self->what);
  if (handle->kind == HANDLE_FRONT)
    {
      self->by_hand->front_set = FALSE;
      self->what = g_strdup (_("Let the front be found"));
    }
  else
    {
      for (guint i = 0; i < self->by_hand->landmarks->len; i++)
        if (g_str_equal (g_array_index (self->by_hand->landmarks, FoundLandmark, i).id, handle->name))
          g_array_remove_index (self->by_hand->landmarks, i--);
      self->what = g_strdup_printf (_("Let landmark %s be found"), handle->name);
    }
  store_edit (self);
}

/* --- the tool --- */

static Point2
to_photo (SaltlinePhotoEditor *self, Point2 on_view)
{
  return view_transform_to_photo (saltline_photo_canvas_get_view (self->canvas), on_view);
}

static gboolean
may_edit (SaltlinePhotoEditor *self)
{
  return full_reading (self) != NULL && !saltline_workspace_is_read_only (self->workspace);
}

static gboolean
press_cb (Point2 at, GdkModifierType state, gpointer data)
{
  SaltlinePhotoEditor *self = data;
  Point2 handle;
  int index;

  if (!may_edit (self))
    return FALSE;
  if (self->tool == EDITOR_LEAVE_OUT)
    {
      Point2 first = to_photo (self, at);

      g_array_set_size (self->region, 0);
      g_array_append_val (self->region, first);
      self->dragging = TRUE;
      return TRUE;
    }
  index = handle_at (self, at);
  choose (self, index);
  if (index < 0)
    return FALSE;
  handle = view_transform_from_photo (saltline_photo_canvas_get_view (self->canvas), g_array_index (self->handles, Handle, index).at);
  self->grip = (Point2) { handle.x - at.x, handle.y - at.y };
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_pointer (&self->before_drag, by_hand_free);
  self->before_drag = by_hand_copy (self->by_hand);
  self->dragging = TRUE;
  return TRUE;
}

static void
drag_cb (Point2 at, GdkModifierType state, gpointer data)
{
  SaltlinePhotoEditor *self = data;

  if (self->tool == EDITOR_LEAVE_OUT)
    {
      Point2 next = to_photo (self, at);
      Point2 last = g_array_index (self->region, Point2, self->region->len - 1);

      if (point2_distance (next, last) > REGION_SPACING * view_transform_pixel (saltline_photo_canvas_get_view (self->canvas)))
        g_array_append_val (self->region, next);
      saltline_photo_canvas_queue_overlay (self->canvas);
      return;
    }
  if (self->chosen >= 0)
    move_chosen (self, to_photo (self, (Point2) { at.x + self->grip.x, at.y + self->grip.y }), !(state & (GDK_CONTROL_MASK | GDK_ALT_MASK)));
}

static void
release_cb (Point2 at, gpointer data)
{
  SaltlinePhotoEditor *self = data;

  self->dragging = FALSE;
  g_clear_pointer (&self->before_drag, by_hand_free);
  if (self->tool == EDITOR_LEAVE_OUT)
    {
      const Point2 *corners = (const Point2 *) (void *) self->region->data;
      double pixel = view_transform_pixel (saltline_photo_canvas_get_view (self->canvas));

      if (self->region->len >= 3 && fabs (polygon_area (corners, self->region->len)) > LEAST_REGION * pixel * pixel)
        {
          remember_base (self);
          by_hand_leave_out (self->by_hand, corners, self->region->len);
          g_free (self->what);
          self->what = g_strdup (_("Leave out a region"));
          show_live (self);
        }
      g_array_set_size (self->region, 0);
    }
  store_edit (self);
  saltline_photo_canvas_queue_overlay (self->canvas);
}

static void
cancel_cb (gpointer data)
{
  SaltlinePhotoEditor *self = data;

  self->dragging = FALSE;
  g_array_set_size (self->region, 0);
  if (self->before_drag != NULL)
    {
      g_clear_pointer (&self->by_hand, by_hand_free);
      self->by_hand = g_steal_pointer (&self->before_drag);
      g_clear_pointer (&self->what, g_free);
      if (self->base != NULL)
        show_live (self);
      g_clear_pointer (&self->base, patch_reading_free);
    }
  saltline_photo_canvas_queue_overlay (self->canvas);
}

static const char *
hover_cb (Point2 at, gboolean inside, gpointer data)
{
  SaltlinePhotoEditor *self = data;
  int hovered = inside && self->tool == EDITOR_MOVE && may_edit (self) ? handle_at (self, at) : -1;

  if (hovered != self->hovered)
    saltline_photo_canvas_queue_overlay (self->canvas);
  self->hovered = hovered;
  if (self->tool == EDITOR_LEAVE_OUT && may_edit (self))
    return "crosshair";
  return hovered >= 0 ? "grab" : NULL;
}

static gboolean
step_handle (SaltlinePhotoEditor *self, int by)
{
  int next = self->chosen + by;

  if (self->chosen < 0 && by < 0)
    next = (int) self->handles->len - 1;
  if (next < 0 || next >= (int) self->handles->len)
    {
      choose (self, -1); /* past the last one the focus goes on */
      return FALSE;
    }
  choose (self, next);
  saltline_photo_canvas_reveal (self->canvas, g_array_index (self->handles, Handle, next).at);
  return TRUE;
}

static gboolean
key_cb (guint keyval, GdkModifierType state, gpointer data)
{
  SaltlinePhotoEditor *self = data;
  gboolean fast = (state & GDK_SHIFT_MASK) != 0;

  if (!may_edit (self))
    return FALSE;
  if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
    return step_handle (self, keyval == GDK_KEY_Tab && !fast ? 1 : -1);
  if (self->chosen < 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Left: case GDK_KEY_KP_Left:
      nudge (self, -1.0, 0.0, fast);
      return TRUE;
    case GDK_KEY_Right: case GDK_KEY_KP_Right:
      nudge (self, 1.0, 0.0, fast);
      return TRUE;
    case GDK_KEY_Up: case GDK_KEY_KP_Up:
      nudge (self, 0.0, -1.0, fast);
      return TRUE;
    case GDK_KEY_Down: case GDK_KEY_KP_Down:
      nudge (self, 0.0, 1.0, fast);
      return TRUE;
    case GDK_KEY_Delete: case GDK_KEY_BackSpace:
      release_chosen (self);
      return TRUE;
    case GDK_KEY_Escape:
      choose (self, -1);
      return TRUE;
    default:
      return FALSE;
    }
}

static const CanvasTool tool = { press_cb, drag_cb, release_cb, cancel_cb, hover_cb, key_cb };

/* --- painting --- */

void
saltline_photo_editor_paint (SaltlinePhotoEditor *self, cairo_t *cr, const ViewTransform *view)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_EDITOR (self));

  if (self->pixels == NULL)
    return;
  cairo_save (cr);
  view_transform_apply (view, cr);
  overlay_paint_regions (cr, (const Polygon *) (void *) self->by_hand->left_out->data, self->by_hand->left_out->len, view->zoom / view->scale_factor);
  if (self->region->len >= 2)
    {
      Polygon region = { (Point2 *) (void *) self->region->data, self->region->len };

      overlay_paint_regions (cr, &region, 1, view->zoom / view->scale_factor);
    }
  cairo_restore (cr);
  if (!may_edit (self) || self->tool != EDITOR_MOVE)
    return;
  for (guint i = 0; i < self->handles->len; i++)
    {
      const Handle *handle = &g_array_index (self->handles, Handle, i);
      Point2 at = view_transform_from_photo (view, handle->at);

      handle_paint (cr, at, (HandleLook) { .large = handle->kind == HANDLE_FRONT, .placed = handle->placed,
                                           .chosen = (int) i == self->chosen, .hovered = (int) i == self->hovered },
                    handle->name);
    }
  if (self->chosen >= 0 && (self->dragging || self->rest_id != 0))
    loupe_paint (cr, view, self->pixels->pyramid, g_array_index (self->handles, Handle, self->chosen).at);
}

/* --- life cycle --- */

static void
saltline_photo_editor_finalize (GObject *object)
{
  SaltlinePhotoEditor *self = SALTLINE_PHOTO_EDITOR (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_object (&self->workspace);
  g_clear_object (&self->item);
  g_clear_pointer (&self->pixels, photo_pixels_unref);
  g_clear_pointer (&self->by_hand, by_hand_free);
  g_clear_pointer (&self->before_drag, by_hand_free);
  g_clear_pointer (&self->base, patch_reading_free);
  g_free (self->stored_json);
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
}

static void
saltline_photo_editor_init (SaltlinePhotoEditor *self)
{
  self->by_hand = by_hand_new ();
  self->handles = g_array_new (FALSE, FALSE, sizeof (Handle));
  self->region = g_array_new (FALSE, FALSE, sizeof (Point2));
  self->chosen = self->hovered = -1;
}

SaltlinePhotoEditor *
saltline_photo_editor_new (SaltlinePhotoCanvas *canvas)
{
  SaltlinePhotoEditor *self = g_object_new (SALTLINE_TYPE_PHOTO_EDITOR, NULL);

  self->canvas = canvas;
  saltline_photo_canvas_set_tool (canvas, &tool, self);
  return self;
}

void
saltline_photo_editor_set_photo (SaltlinePhotoEditor *self, SaltlineWorkspace *workspace, SaltlinePhotoItem *item, PhotoPixels *pixels)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_EDITOR (self));

  if (self->item != item && self->what != NULL)
    store_edit (self);
  if (self->item != item)
    {
      g_clear_pointer (&self->what, g_free);
      g_clear_pointer (&self->stored_json, g_free);
      g_clear_pointer (&self->base, patch_reading_free);
      self->chosen = self->hovered = -1;
      self->dragging = FALSE;
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
  if (self->what != NULL && self->rest_id == 0 && !self->dragging)
    store_edit (self);
  if (!self->dragging && self->what == NULL && !self->storing)
    {
      ByHand *by_hand = stored != NULL ? by_hand_from_json (stored->state.by_hand, NULL) : NULL;

      g_clear_pointer (&self->by_hand, by_hand_free);
      self->by_hand = by_hand != NULL ? by_hand : by_hand_new ();
      g_free (self->stored_json);
      self->stored_json = by_hand_to_json (self->by_hand);
    }
  if (!self->dragging)
    gather_handles (self);
  saltline_photo_canvas_queue_overlay (self->canvas);
}

void
saltline_photo_editor_set_tool (SaltlinePhotoEditor *self, EditorTool wanted)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_EDITOR (self));

  self->tool = wanted;
  self->hovered = -1;
  saltline_photo_canvas_queue_overlay (self->canvas);
}

EditorTool
saltline_photo_editor_get_tool (SaltlinePhotoEditor *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_EDITOR (self), EDITOR_MOVE);

  return self->tool;
}

void
saltline_photo_editor_reset (SaltlinePhotoEditor *self)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_EDITOR (self));

  if (by_hand_is_empty (self->by_hand))
    return;
  g_clear_pointer (&self->by_hand, by_hand_free);
  self->by_hand = by_hand_new ();
  g_free (self->what);
  self->what = g_strdup (_("Return to automatic"));
  store_edit (self);
}

gboolean
saltline_photo_editor_is_by_hand (SaltlinePhotoEditor *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_EDITOR (self), FALSE);

  return !by_hand_is_empty (self->by_hand);
}

gboolean
saltline_photo_editor_is_busy (SaltlinePhotoEditor *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_EDITOR (self), FALSE);

  return self->storing || self->what != NULL;
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
  *name = g_array_index (self->handles, Handle, index).name;
  *at = g_array_index (self->handles, Handle, index).at;
  return TRUE;
}
