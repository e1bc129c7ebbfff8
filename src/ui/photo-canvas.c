/* ui/photo-canvas.c */
#include "photo-canvas.h"

#include <glib/gi18n.h>
#include <math.h>

#define ZOOM_STEP      1.25
#define PAN_STEP       48.0  /* logical pixels for an arrow key */
#define SCROLL_STEP    48.0  /* logical pixels for a notch of the wheel */
#define REVEAL_MARGIN  40.0

struct _SaltlinePhotoCanvas {
  GtkWidget parent_instance;

  GtkWidget *photo_area;
  GtkWidget *overlay_area;
  GtkEventController *scroll;
  PixelPyramid *pyramid;
  ViewTransform view;
  gboolean fitting;          /* the zoom follows the size until the user zooms or pans */
  CanvasPainter painter;
  gpointer painter_data;
  const CanvasTool *tool;
  gpointer tool_data;
  gboolean tool_drags;
  Point2 pointer;            /* view; the last place known */
  gboolean pointer_inside;
  Point2 centre_at_press;
  double zoom_at_pinch;
  guint frames;
};

enum { SIGNAL_VIEW_CHANGED, SIGNAL_POINTED, N_SIGNALS };
static guint signals[N_SIGNALS];

enum { PROP_0, PROP_ZOOM, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaltlinePhotoCanvas, saltline_photo_canvas, GTK_TYPE_WIDGET)

static void
view_changed (SaltlinePhotoCanvas *self)
{
  if (self->pyramid != NULL)
    {
      if (self->fitting)
        {
          guint width = pixel_pyramid_width (self->pyramid);
          guint height = pixel_pyramid_height (self->pyramid);

          self->view.zoom = view_transform_fit_zoom (&self->view, width, height);
          self->view.centre = (Point2) { width / 2.0, height / 2.0 };
        }
      view_transform_clamp (&self->view, pixel_pyramid_width (self->pyramid), pixel_pyramid_height (self->pyramid));
    }
  gtk_widget_queue_draw (self->photo_area);
  gtk_widget_queue_draw (self->overlay_area);
  g_signal_emit (self, signals[SIGNAL_VIEW_CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

static void
zoom_to (SaltlinePhotoCanvas *self, double zoom, Point2 at)
{
  /* A step that would jump over 100 % lands on it: the only zoom at which pixels meet pixels. */
  if ((self->view.zoom < 0.999 && zoom > 1.001) || (self->view.zoom > 1.001 && zoom < 0.999))
    zoom = 1.0;
  self->fitting = FALSE;
  view_transform_zoom_at (&self->view, zoom, at);
  view_changed (self);
}

static Point2
middle (SaltlinePhotoCanvas *self)
{
  return (Point2) { self->view.width / 2.0, self->view.height / 2.0 };
}

static void
pan_by (SaltlinePhotoCanvas *self, double dx, double dy)
{
  double pixel = view_transform_pixel (&self->view);

  self->fitting = FALSE;
  self->view.centre.x += dx * pixel;
  self->view.centre.y += dy * pixel;
  view_changed (self);
}

static void
set_pointer_shape (SaltlinePhotoCanvas *self, const char *shape)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), shape);
}

/* --- callbacks --- */

static void
draw_photo_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SaltlinePhotoCanvas *self = data;

  self->frames++;
  if (self->pyramid != NULL)
    pixel_pyramid_draw (self->pyramid, cr, &self->view);
}

static void
draw_overlay_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SaltlinePhotoCanvas *self = data;

  if (self->pyramid != NULL && self->painter != NULL)
    self->painter (cr, &self->view, self->painter_data);
  if (gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    {
      GdkRGBA colour;

      gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_color", &colour);
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_set_line_width (cr, 2.0);
      cairo_rectangle (cr, 2.0, 2.0, width - 4.0, height - 4.0);
      cairo_stroke (cr);
    }
}

static void
resize_cb (SaltlinePhotoCanvas *self, int width, int height)
{
  self->view.width = width;
  self->view.height = height;
  self->view.scale_factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  view_changed (self);
}

static void
scale_factor_cb (SaltlinePhotoCanvas *self)
{
  resize_cb (self, self->view.width, self->view.height);
}

static gboolean
scroll_cb (SaltlinePhotoCanvas *self, double dx, double dy, GtkEventControllerScroll *scroll)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));
  gboolean by_pixels = gdk_event_get_event_type (gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (scroll))) == GDK_SCROLL
                       && gdk_scroll_event_get_direction (gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (scroll))) == GDK_SCROLL_SMOOTH;
  double step = by_pixels ? 12.0 : SCROLL_STEP;

  if (self->pyramid == NULL)
    return GDK_EVENT_PROPAGATE;
  if (state & GDK_CONTROL_MASK)
    zoom_to (self, self->view.zoom * pow (ZOOM_STEP, -dy), self->pointer_inside ? self->pointer : middle (self));
  else if (state & GDK_SHIFT_MASK)
    pan_by (self, dy * step, dx * step);
  else
    pan_by (self, dx * step, dy * step);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (SaltlinePhotoCanvas *self)
{
  self->zoom_at_pinch = self->view.zoom;
}

static void
pinch_cb (SaltlinePhotoCanvas *self, double scale, GtkGesture *gesture)
{
  Point2 at = middle (self);

  gtk_gesture_get_bounding_box_center (gesture, &at.x, &at.y);
  self->fitting = FALSE;
  view_transform_zoom_at (&self->view, self->zoom_at_pinch * scale, at);
  view_changed (self);
}

static void
drag_begin_cb (SaltlinePhotoCanvas *self, double x, double y, GtkGestureDrag *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->pyramid == NULL || (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_MIDDLE))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->tool_drags = button == GDK_BUTTON_PRIMARY && self->tool != NULL && self->tool->press != NULL
                     && self->tool->press ((Point2) { x, y }, state, self->tool_data);
  self->centre_at_press = self->view.centre;
}

static void
drag_update_cb (SaltlinePhotoCanvas *self, double dx, double dy, GtkGestureDrag *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->tool_drags)
    {
      if (self->tool->drag != NULL)
        self->tool->drag ((Point2) { x + dx, y + dy }, state, self->tool_data);
      return;
    }
  set_pointer_shape (self, "grabbing");
  self->fitting = FALSE;
  self->view.centre.x = self->centre_at_press.x - dx * view_transform_pixel (&self->view);
  self->view.centre.y = self->centre_at_press.y - dy * view_transform_pixel (&self->view);
  view_changed (self);
}

static void
drag_end_cb (SaltlinePhotoCanvas *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->tool_drags && self->tool->release != NULL)
    self->tool->release ((Point2) { x + dx, y + dy }, self->tool_data);
  self->tool_drags = FALSE;
  set_pointer_shape (self, NULL);
}

static void
motion_cb (SaltlinePhotoCanvas *self, double x, double y)
{
  const char *shape = NULL;

  self->pointer = (Point2) { x, y };
  self->pointer_inside = TRUE;
  if (self->pyramid != NULL)
    g_signal_emit (self, signals[SIGNAL_POINTED], 0, TRUE);
  if (self->tool_drags || self->pyramid == NULL)
    return;
  if (self->tool != NULL && self->tool->hover != NULL)
    shape = self->tool->hover (self->pointer, TRUE, self->tool_data);
  set_pointer_shape (self, shape);
}

static void
leave_cb (SaltlinePhotoCanvas *self)
{
  self->pointer_inside = FALSE;
  g_signal_emit (self, signals[SIGNAL_POINTED], 0, FALSE);
  if (!self->tool_drags && self->tool != NULL && self->tool->hover != NULL)
    self->tool->hover (self->pointer, FALSE, self->tool_data);
}

static gboolean
key_cb (SaltlinePhotoCanvas *self, guint keyval, guint keycode, GdkModifierType state)
{
  double step = state & GDK_SHIFT_MASK ? 5.0 * PAN_STEP : PAN_STEP;

  if (self->pyramid == NULL || state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  if (self->tool_drags && keyval == GDK_KEY_Escape && self->tool->cancel != NULL)
    {
      self->tool->cancel (self->tool_data);
      self->tool_drags = FALSE;
      return GDK_EVENT_STOP;
    }
  if (self->tool != NULL && self->tool->key != NULL && self->tool->key (keyval, state, self->tool_data))
    return GDK_EVENT_STOP;
  switch (keyval)
    {
    case GDK_KEY_Left: case GDK_KEY_KP_Left:
      pan_by (self, -step, 0.0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right: case GDK_KEY_KP_Right:
      pan_by (self, step, 0.0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up: case GDK_KEY_KP_Up:
      pan_by (self, 0.0, -step);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down: case GDK_KEY_KP_Down:
      pan_by (self, 0.0, step);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_cb (SaltlinePhotoCanvas *self)
{
  gtk_widget_queue_draw (self->overlay_area);
}

/* --- life cycle --- */

static void
add_controllers (SaltlinePhotoCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  self->scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  g_signal_connect_swapped (self->scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, self->scroll);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, key);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_cb), self);
  gtk_widget_add_controller (widget, focus);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}

static void
saltline_photo_canvas_dispose (GObject *object)
{
  SaltlinePhotoCanvas *self = SALTLINE_PHOTO_CANVAS (object);

  g_clear_pointer (&self->photo_area, gtk_widget_unparent);
  g_clear_pointer (&self->overlay_area, gtk_widget_unparent);
  g_clear_pointer (&self->pyramid, pixel_pyramid_unref);
  self->painter = NULL;
  self->tool = NULL;
  G_OBJECT_CLASS (saltline_photo_canvas_parent_class)->dispose (object);
}

static void
saltline_photo_canvas_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaltlinePhotoCanvas *self = SALTLINE_PHOTO_CANVAS (object);

  if (id == PROP_ZOOM)
    g_value_set_double (value, self->view.zoom);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
saltline_photo_canvas_class_init (SaltlinePhotoCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = saltline_photo_canvas_dispose;
  object_class->get_property = saltline_photo_canvas_get_property;
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0.0, 100.0, 1.0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  /* Emitted when zoom, place or size of the view changed. */
  signals[SIGNAL_VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* The pointer moved over the photo (TRUE), or left it. */
  signals[SIGNAL_POINTED] = g_signal_new ("pointed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "photocanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
saltline_photo_canvas_init (SaltlinePhotoCanvas *self)
{
  self->view = (ViewTransform) { .zoom = 1.0, .scale_factor = 1 };
  self->fitting = TRUE;
  self->photo_area = gtk_drawing_area_new ();
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->photo_area), draw_photo_cb, self, NULL);
  g_signal_connect_swapped (self->photo_area, "resize", G_CALLBACK (resize_cb), self);
  gtk_widget_set_parent (self->photo_area, GTK_WIDGET (self));
  self->overlay_area = gtk_drawing_area_new ();
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->overlay_area), draw_overlay_cb, self, NULL);
  gtk_widget_set_parent (self->overlay_area, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Photo with what was measured"), -1);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
  add_controllers (self);
}

/* --- public --- */

void
saltline_photo_canvas_set_pyramid (SaltlinePhotoCanvas *self, PixelPyramid *pyramid)
{
  gboolean same_size;

  g_return_if_fail (SALTLINE_IS_PHOTO_CANVAS (self));

  same_size = self->pyramid != NULL && pyramid != NULL
              && pixel_pyramid_width (self->pyramid) == pixel_pyramid_width (pyramid)
              && pixel_pyramid_height (self->pyramid) == pixel_pyramid_height (pyramid);
  if (pyramid != NULL)
    pixel_pyramid_ref (pyramid);
  g_clear_pointer (&self->pyramid, pixel_pyramid_unref);
  self->pyramid = pyramid;
  if (!same_size)
    self->fitting = TRUE; /* the same size is the same photo in other colours, or its neighbour: compare at one place */
  view_changed (self);
}

void
saltline_photo_canvas_set_painter (SaltlinePhotoCanvas *self, CanvasPainter painter, gpointer data)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_CANVAS (self));

  self->painter = painter;
  self->painter_data = data;
  gtk_widget_queue_draw (self->overlay_area);
}

void
saltline_photo_canvas_set_tool (SaltlinePhotoCanvas *self, const CanvasTool *tool, gpointer data)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_CANVAS (self));

  self->tool = tool;
  self->tool_data = data;
  self->tool_drags = FALSE;
}

const ViewTransform *
saltline_photo_canvas_get_view (SaltlinePhotoCanvas *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_CANVAS (self), NULL);

  return &self->view;
}

PixelPyramid *
saltline_photo_canvas_get_pyramid (SaltlinePhotoCanvas *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_CANVAS (self), NULL);

  return self->pyramid;
}

void
saltline_photo_canvas_queue_overlay (SaltlinePhotoCanvas *self)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_CANVAS (self));

  gtk_widget_queue_draw (self->overlay_area);
}

void
saltline_photo_canvas_fit (SaltlinePhotoCanvas *self)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_CANVAS (self));

  self->fitting = TRUE;
  view_changed (self);
}

void
saltline_photo_canvas_set_zoom (SaltlinePhotoCanvas *self, double zoom)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_CANVAS (self));

  self->fitting = FALSE;
  view_transform_zoom_at (&self->view, zoom, middle (self));
  view_changed (self);
}

void
saltline_photo_canvas_zoom_by (SaltlinePhotoCanvas *self, double factor)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_CANVAS (self));

  zoom_to (self, self->view.zoom * factor, middle (self));
}

void
saltline_photo_canvas_reveal (SaltlinePhotoCanvas *self, Point2 on_photo)
{
  Point2 at;
  double dx = 0.0, dy = 0.0;

  g_return_if_fail (SALTLINE_IS_PHOTO_CANVAS (self));

  at = view_transform_from_photo (&self->view, on_photo);
  if (at.x < REVEAL_MARGIN)
    dx = at.x - REVEAL_MARGIN;
  else if (at.x > self->view.width - REVEAL_MARGIN)
    dx = at.x - self->view.width + REVEAL_MARGIN;
  if (at.y < REVEAL_MARGIN)
    dy = at.y - REVEAL_MARGIN;
  else if (at.y > self->view.height - REVEAL_MARGIN)
    dy = at.y - self->view.height + REVEAL_MARGIN;
  if (dx != 0.0 || dy != 0.0)
    pan_by (self, dx, dy);
}

Point2
saltline_photo_canvas_get_pointer (SaltlinePhotoCanvas *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_CANVAS (self), ((Point2) { 0.0, 0.0 }));

  return view_transform_to_photo (&self->view, self->pointer);
}

guint
saltline_photo_canvas_count_frames (SaltlinePhotoCanvas *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_CANVAS (self), 0);

  return self->frames;
}
