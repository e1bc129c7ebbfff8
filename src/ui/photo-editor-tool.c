/* ui/photo-editor-tool.c: what pointer and keys do on the photo, and what is painted there for them */
#include "photo-editor-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "handle-painter.h"
#include "loupe.h"
#include "workspace/overlay.h"

#define SNAP_REACH     9.0
#define NUDGE          0.5
#define NUDGE_FAST     5.0
#define LEAST_REGION   16.0 /* logical pixels squared: less was a click */
#define REGION_SPACING 3.0  /* logical pixels between corners of a painted region */

static EditHandle *
chosen_handle (SaltlinePhotoEditor *self)
{
  return &g_array_index (self->handles, EditHandle, self->chosen);
}

static Point2
to_photo (SaltlinePhotoEditor *self, Point2 on_view)
{
  return view_transform_to_photo (saltline_photo_canvas_get_view (self->canvas), on_view);
}

static double
photo_pixels (SaltlinePhotoEditor *self)
{
  return view_transform_pixel (saltline_photo_canvas_get_view (self->canvas));
}

/* --- pointer --- */

static void
press_on_region (SaltlinePhotoEditor *self, Point2 at)
{
  Point2 first = to_photo (self, at);

  photo_editor_end_step (self);
  g_array_set_size (self->region, 0);
  g_array_append_val (self->region, first);
  self->dragging = TRUE;
}

static gboolean
press_cb (Point2 at, GdkModifierType state, gpointer data)
{
  SaltlinePhotoEditor *self = data;
  Point2 handle;
  int index;

  if (!photo_editor_may_edit (self))
    return FALSE;
  if (self->tool == EDITOR_LEAVE_OUT)
    {
      press_on_region (self, at);
      return TRUE;
    }
  index = edit_handles_near (self->handles, saltline_photo_canvas_get_view (self->canvas), at);
  photo_editor_choose (self, index);
  if (index < 0)
    return FALSE;
  handle = view_transform_from_photo (saltline_photo_canvas_get_view (self->canvas), chosen_handle (self)->at);
  self->grip = (Point2) { handle.x - at.x, handle.y - at.y };
  photo_editor_end_step (self);
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
  gboolean snap = !(state & (GDK_CONTROL_MASK | GDK_ALT_MASK));

  if (self->tool == EDITOR_LEAVE_OUT)
    {
      Point2 next = to_photo (self, at);
      Point2 last = g_array_index (self->region, Point2, self->region->len - 1);

      if (point2_distance (next, last) > REGION_SPACING * photo_pixels (self))
        g_array_append_val (self->region, next);
      photo_editor_redraw (self);
      return;
    }
  if (self->chosen < 0 || !photo_editor_begin (self))
    return;
  photo_editor_show_live (self, edit_handle_move (chosen_handle (self), photo_editor_reading (self), self->by_hand,
                                                  to_photo (self, (Point2) { at.x + self->grip.x, at.y + self->grip.y }),
                                                  snap ? self->pixels->photo : NULL, SNAP_REACH * photo_pixels (self)));
}

static void
finish_region (SaltlinePhotoEditor *self)
{
  const Point2 *corners = (const Point2 *) (void *) self->region->data;
  double pixel = photo_pixels (self);

  if (self->region->len >= 3 && fabs (polygon_area (corners, self->region->len)) > LEAST_REGION * pixel * pixel
      && photo_editor_begin (self))
    {
      by_hand_leave_out (self->by_hand, corners, self->region->len);
      photo_editor_show_live (self, g_strdup (_("Leave out a region")));
    }
  g_array_set_size (self->region, 0);
}

static void
release_cb (Point2 at, gpointer data)
{
  SaltlinePhotoEditor *self = data;

  self->dragging = FALSE;
  g_clear_pointer (&self->before_drag, by_hand_free);
  if (self->tool == EDITOR_LEAVE_OUT)
    finish_region (self);
  photo_editor_keep (self);
  photo_editor_end_step (self);
  photo_editor_redraw (self);
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
      photo_editor_show_live (self, NULL);
      g_clear_pointer (&self->what, g_free);
      g_clear_pointer (&self->base, patch_reading_free);
    }
  photo_editor_keep (self);
  photo_editor_redraw (self);
}

static const char *
hover_cb (Point2 at, gboolean inside, gpointer data)
{
  SaltlinePhotoEditor *self = data;
  gboolean may_move = inside && self->tool == EDITOR_MOVE && photo_editor_may_edit (self);
  int hovered = may_move ? edit_handles_near (self->handles, saltline_photo_canvas_get_view (self->canvas), at) : -1;

  if (hovered != self->hovered)
    photo_editor_redraw (self);
  self->hovered = hovered;
  if (self->tool == EDITOR_LEAVE_OUT && photo_editor_may_edit (self))
    return "crosshair";
  return hovered >= 0 ? "grab" : NULL;
}

/* --- keys --- */

static void
nudge (SaltlinePhotoEditor *self, double dx, double dy, gboolean fast)
{
  const ViewTransform *view = saltline_photo_canvas_get_view (self->canvas);
  double step = (fast ? NUDGE_FAST : NUDGE) * view_transform_pixel (view) / view->scale_factor;

  if (!photo_editor_begin (self))
    return;
  photo_editor_show_live (self, edit_handle_nudge (chosen_handle (self), photo_editor_reading (self), self->by_hand, dx * step, dy * step));
  if (self->chosen >= 0)
    saltline_photo_canvas_reveal (self->canvas, chosen_handle (self)->at);
  photo_editor_keep_and_rest (self);
}

/* The chosen handle goes back to where the program finds it. */
static void
release_chosen (SaltlinePhotoEditor *self)
{
  char *what = edit_handle_release (chosen_handle (self), self->by_hand);

  if (what == NULL)
    return;
  if (self->laid != NULL)
    {
      photo_editor_show_live (self, what);
      photo_editor_keep (self);
      return;
    }
  photo_editor_end_step (self);
  g_free (self->what);
  self->what = what;
  photo_editor_keep (self);
  photo_editor_end_step (self);
}

static gboolean
step_handle (SaltlinePhotoEditor *self, int by)
{
  int next = self->chosen + by;

  if (self->chosen < 0 && by < 0)
    next = (int) self->handles->len - 1;
  if (next < 0 || next >= (int) self->handles->len)
    {
      photo_editor_choose (self, -1); /* past the last one the focus goes on */
      return FALSE;
    }
  photo_editor_choose (self, next);
  saltline_photo_canvas_reveal (self->canvas, chosen_handle (self)->at);
  return TRUE;
}

static gboolean
key_cb (guint keyval, GdkModifierType state, gpointer data)
{
  SaltlinePhotoEditor *self = data;
  gboolean fast = (state & GDK_SHIFT_MASK) != 0;

  if (!photo_editor_may_edit (self))
    return FALSE;
  if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
    return step_handle (self, keyval == GDK_KEY_Tab && !fast ? 1 : -1);
  if (keyval == GDK_KEY_Escape && self->laid != NULL)
    {
      saltline_photo_editor_stop_laying (self);
      return TRUE;
    }
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
      photo_editor_choose (self, -1);
      return TRUE;
    default:
      return FALSE;
    }
}

const CanvasTool photo_editor_tool = { press_cb, drag_cb, release_cb, cancel_cb, hover_cb, key_cb };

/* --- painting --- */

static void
paint_regions (SaltlinePhotoEditor *self, cairo_t *cr, const ViewTransform *view)
{
  cairo_save (cr);
  view_transform_apply (view, cr);
  overlay_paint_regions (cr, (const Polygon *) (void *) self->by_hand->left_out->data, self->by_hand->left_out->len, view->zoom / view->scale_factor);
  if (self->region->len >= 2)
    {
      Polygon region = { (Point2 *) (void *) self->region->data, self->region->len };

      overlay_paint_regions (cr, &region, 1, view->zoom / view->scale_factor);
    }
  cairo_restore (cr);
}

static HandleShape
shape_of (const EditHandle *handle)
{
  switch (handle->kind)
    {
    case HANDLE_FRONT:
      return HANDLE_SHAPE_LARGE;
    case HANDLE_BEND:
      return HANDLE_SHAPE_DIAMOND;
    case HANDLE_CHLORIDE_START:
    case HANDLE_CHLORIDE_END:
      return HANDLE_SHAPE_TRIANGLE;
    case HANDLE_LANDMARK:
    default:
      return HANDLE_SHAPE_ROUND;
    }
}

void
saltline_photo_editor_paint (SaltlinePhotoEditor *self, cairo_t *cr, const ViewTransform *view)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_EDITOR (self));

  if (self->pixels == NULL)
    return;
  paint_regions (self, cr, view);
  if (!photo_editor_may_edit (self) || self->tool != EDITOR_MOVE)
    return;
  for (guint i = 0; i < self->handles->len; i++)
    {
      const EditHandle *handle = &g_array_index (self->handles, EditHandle, i);
      HandleLook look = { .shape = shape_of (handle), .placed = handle->placed, .chosen = (int) i == self->chosen,
                          .hovered = (int) i == self->hovered };

      handle_paint (cr, view_transform_from_photo (view, handle->at), look, handle->name);
    }
  if (self->chosen >= 0 && (self->dragging || self->rest_id != 0))
    loupe_paint (cr, view, self->pixels->pyramid, chosen_handle (self)->at);
}
