/* ui/figure-view.c */
#include "figure-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"

#define PICK_DISTANCE 12.0
#define LEAST_WIDTH   260
#define LEAST_HEIGHT  200
#define RING          7.0

typedef struct {
  guint mark;
  guint point;
} Place;

struct _SaltlineFigureView {
  GtkWidget parent_instance;

  GtkWidget *area;
  GtkWidget *readout;
  Figure *figure;
  GHashTable *selected;
  GArray *places;   /* of Place: every point that can be reached, from left to right */
  int at;           /* in places; −1: none */
};

enum { SIGNAL_TOGGLED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineFigureView, saltline_figure_view, GTK_TYPE_WIDGET)

static const Series *
series_of (const Figure *figure, const Place *place)
{
  return ((const Mark *) g_ptr_array_index (figure->marks, place->mark))->series;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const Series *first = series_of (data, a), *second = series_of (data, b);
  double xa = first->x[((const Place *) a)->point], xb = second->x[((const Place *) b)->point];
  double ya = first->y[((const Place *) a)->point], yb = second->y[((const Place *) b)->point];

  if (xa < xb || xa > xb)
    return xa < xb ? -1 : 1;
  return ya < yb ? -1 : ya > yb;
}

static void
find_places (SaltlineFigureView *self)
{
  g_array_set_size (self->places, 0);
  for (guint m = 0; self->figure != NULL && m < self->figure->marks->len; m++)
    {
      const Mark *mark = g_ptr_array_index (self->figure->marks, m);

      if (mark->kind != MARK_POINTS && mark->kind != MARK_INTERVALS && mark->kind != MARK_WHISKERS)
        continue;
      for (guint i = 0; i < mark->series->n; i++)
        if (isfinite (mark->series->x[i]) && isfinite (mark->series->y[i]))
          g_array_append_val (self->places, ((Place) { m, i }));
    }
  if (self->figure != NULL)
    g_array_sort_with_data (self->places, compare_places, self->figure);
}

/* --- the read-out --- */

static char *
describe_point (const Figure *figure, const Place *place)
{
  const Series *series = series_of (figure, place);
  const char *label = series->labels != NULL ? series->labels[place->point] : NULL;
  GString *text = g_string_new (label);

  if (label != NULL)
    g_string_append (text, ": ");
  g_string_append_printf (text, "%s %.4g", figure->x.title != NULL ? figure->x.title : "x", series->x[place->point]);
  if (figure->y.places == NULL)
    g_string_append_printf (text, ", %s %.4g", figure->y.title != NULL ? figure->y.title : "y", series->y[place->point]);
  if (series->low != NULL && series->high != NULL)
    g_string_append_printf (text, " (%.4g … %.4g)", series->low[place->point], series->high[place->point]);
  return quantity_true_minus (g_string_free (text, FALSE));
}

static void
go_to (SaltlineFigureView *self, int at)
{
  g_autofree char *text = NULL;

  if (at == self->at)
    return;
  self->at = at;
  if (at >= 0)
    text = describe_point (self->figure, &g_array_index (self->places, Place, at));
  gtk_label_set_label (GTK_LABEL (self->readout), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text != NULL ? text : "", -1);
  gtk_widget_queue_draw (self->area);
}

static int
place_near (SaltlineFigureView *self, double x, double y)
{
  Place found;

  if (self->figure == NULL
      || !figure_pick (self->figure, gtk_widget_get_width (self->area), gtk_widget_get_height (self->area), x, y, PICK_DISTANCE, &found.mark,
                       &found.point))
    return -1;
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      if (place->mark == found.mark && place->point == found.point)
        return (int) i;
    }
  return -1;
}

static void
toggle (SaltlineFigureView *self)
{
  const Series *series;
  const Place *place;

  if (self->at < 0)
    return;
  place = &g_array_index (self->places, Place, self->at);
  series = series_of (self->figure, place);
  if (series->keys != NULL)
    g_signal_emit (self, signals[SIGNAL_TOGGLED], 0, series->keys[place->point]);
}

/* --- events --- */

static void
motion_cb (SaltlineFigureView *self, double x, double y)
{
  int near = place_near (self, x, y);

  /* The point reached by keys stays until another one is pointed at. */
  if (near >= 0)
    go_to (self, near);
}

static void
pressed_cb (SaltlineFigureView *self, int n_press, double x, double y)
{
  int near = place_near (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  go_to (self, near);
  toggle (self);
}

static gboolean
key_cb (SaltlineFigureView *self, guint keyval, guint code, GdkModifierType state)
{
  if (self->places->len == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (keyval == GDK_KEY_Right || keyval == GDK_KEY_Left)
    saltline_figure_view_step (self, keyval == GDK_KEY_Right ? 1 : -1);
  else if (keyval == GDK_KEY_Home)
    go_to (self, 0);
  else if (keyval == GDK_KEY_End)
    go_to (self, (int) self->places->len - 1);
  else if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_space) && self->at >= 0)
    toggle (self);
  else
    return FALSE;
  return TRUE;
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SaltlineFigureView *self = data;

  if (self->figure == NULL)
    return;
  self->figure->dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  figure_draw (self->figure, cr, width, height);
  if (self->at >= 0)
    {
      const Place *place = &g_array_index (self->places, Place, self->at);
      const Series *series = series_of (self->figure, place);
      FigureLayout layout = figure_lay_out (self->figure, cr, width, height);

      cairo_arc (cr, layout_x (&layout, series->x[place->point]), layout_y (&layout, series->y[place->point]), RING, 0.0, 2.0 * G_PI);
      figure_set_ink (self->figure, cr, 0.1);
      cairo_set_line_width (cr, 1.5);
      cairo_stroke (cr);
    }
}

/* --- life cycle --- */

static void
saltline_figure_view_dispose (GObject *object)
{
  SaltlineFigureView *self = SALTLINE_FIGURE_VIEW (object);

  g_clear_pointer (&self->area, gtk_widget_unparent);
  g_clear_pointer (&self->readout, gtk_widget_unparent);
  g_clear_pointer (&self->figure, figure_free);
  g_clear_pointer (&self->selected, g_hash_table_unref);
  g_clear_pointer (&self->places, g_array_unref);
  G_OBJECT_CLASS (saltline_figure_view_parent_class)->dispose (object);
}

static void
saltline_figure_view_class_init (SaltlineFigureViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_figure_view_dispose;
  signals[SIGNAL_TOGGLED] = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "figureview");
}

static void
saltline_figure_view_init (SaltlineFigureView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->at = -1;
  self->area = gtk_drawing_area_new ();
  self->readout = gtk_label_new ("");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->area), LEAST_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->area), LEAST_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_cb, self, NULL);
  gtk_widget_set_vexpand (self->area, TRUE);
  gtk_widget_set_parent (self->area, GTK_WIDGET (self));
  gtk_label_set_ellipsize (GTK_LABEL (self->readout), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->readout, "numeric");
  gtk_widget_set_parent (self->readout, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (self->area, motion);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self->area, G_CONNECT_SWAPPED);
  saltline_figure_view_set_figure (self, NULL);
}

/* --- public --- */

void
saltline_figure_view_set_figure (SaltlineFigureView *self, Figure *figure)
{
  g_autofree char *description = NULL;

  g_return_if_fail (SALTLINE_IS_FIGURE_VIEW (self));

  go_to (self, -1);
  g_clear_pointer (&self->figure, figure_free);
  self->figure = figure;
  if (figure != NULL)
    {
      figure->selected = self->selected;
      description = figure_describe (figure);
    }
  find_places (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, figure != NULL && figure->title != NULL ? figure->title : _("Figure"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description != NULL ? description : _("Nothing is drawn yet"), -1);
  gtk_widget_queue_draw (self->area);
}

Figure *
saltline_figure_view_get_figure (SaltlineFigureView *self)
{
  g_return_val_if_fail (SALTLINE_IS_FIGURE_VIEW (self), NULL);

  return self->figure;
}

void
saltline_figure_view_set_selected (SaltlineFigureView *self, GHashTable *keys)
{
  g_return_if_fail (SALTLINE_IS_FIGURE_VIEW (self));

  if (keys != NULL)
    g_hash_table_ref (keys);
  g_clear_pointer (&self->selected, g_hash_table_unref);
  self->selected = keys;
  if (self->figure != NULL)
    self->figure->selected = keys;
  gtk_widget_queue_draw (self->area);
}

void
saltline_figure_view_step (SaltlineFigureView *self, int by)
{
  g_return_if_fail (SALTLINE_IS_FIGURE_VIEW (self));

  if (self->places->len > 0)
    go_to (self, self->at < 0 ? 0 : CLAMP (self->at + by, 0, (int) self->places->len - 1));
}

const char *
saltline_figure_view_get_readout (SaltlineFigureView *self)
{
  g_return_val_if_fail (SALTLINE_IS_FIGURE_VIEW (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->readout));
}
