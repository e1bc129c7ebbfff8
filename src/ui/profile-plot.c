/* ui/profile-plot.c */
#include "profile-plot.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"

#define LEFT        44.0
#define RIGHT       14.0
#define TOP         8.0
#define STRIP       10.0   /* height of the colours as measured */
#define BOTTOM      22.0
#define TEXT_SIZE   11.0

struct _SaltlineProfilePlot {
  GtkWidget parent_instance;

  GtkWidget *area;
  ChannelSample *samples;
  guint n;
  gboolean volume_read;
  double front, front_sd;
  double marker;         /* NAN: none */
};

enum { SIGNAL_POINTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineProfilePlot, saltline_profile_plot, GTK_TYPE_WIDGET)

static guint8
encode_channel (float relative)
{
  double light = CLAMP (relative, 0.0f, 1.0f);

  return (guint8) (255.0 * (light <= 0.0031308 ? 12.92 * light : 1.055 * pow (light, 1.0 / 2.4) - 0.055));
}

static double
x_of (double fraction, int width)
{
  return LEFT + fraction * (width - LEFT - RIGHT);
}

static void
draw_strip (SaltlineProfilePlot *self, cairo_t *cr, int width)
{
  for (guint i = 0; i < self->n; i++)
    {
      const ChannelSample *sample = &self->samples[i];
      double from = x_of (sample->fraction, width);
      double to = i + 1 < self->n ? x_of (self->samples[i + 1].fraction, width) : from + 1.0;

      cairo_set_source_rgb (cr, encode_channel (sample->relative[0]) / 255.0, encode_channel (sample->relative[1]) / 255.0,
                            encode_channel (sample->relative[2]) / 255.0);
      cairo_rectangle (cr, from, TOP, fmax (to - from, 1.0) + 0.3, STRIP);
      cairo_fill (cr);
    }
}

/* Where nothing could be measured there is no curve: a gap is a gap. */
static void
draw_curve (SaltlineProfilePlot *self, cairo_t *cr, int width, double top, double bottom, const GdkRGBA *accent)
{
  gboolean drawing = FALSE;

  for (guint i = 0; i < self->n; i++)
    {
      const ChannelSample *sample = &self->samples[i];
      double x = x_of (sample->fraction, width);
      double y = bottom - sample->filled * (bottom - top);

      if (!sample->usable)
        {
          cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.25);
          cairo_rectangle (cr, x - 0.5, top, 1.5, bottom - top);
          drawing = FALSE;
          cairo_fill (cr);
          continue;
        }
      if (drawing)
        {
          const ChannelSample *before = &self->samples[i - 1];

          gdk_cairo_set_source_rgba (cr, accent);
          cairo_move_to (cr, x_of (before->fraction, width), bottom - before->filled * (bottom - top));
          cairo_line_to (cr, x, y);
          cairo_stroke (cr);
        }
      drawing = TRUE;
    }
}

static void
draw_text (cairo_t *cr, double x, double y, const char *text, double align)
{
  cairo_text_extents_t extents;

  cairo_text_extents (cr, text, &extents);
  cairo_move_to (cr, x - align * extents.x_advance, y);
  cairo_show_text (cr, text);
}

static void
draw_axes (cairo_t *cr, int width, double top, double bottom, const GdkRGBA *ink)
{
  gdk_cairo_set_source_rgba (cr, &(GdkRGBA) { ink->red, ink->green, ink->blue, 0.7f });
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, TEXT_SIZE);
  for (int i = 0; i <= 4; i++)
    {
      g_autofree char *label = g_strdup_printf ("%d %%", 25 * i);

      draw_text (cr, x_of (i / 4.0, width), bottom + 15.0, label, i == 4 ? 0.9 : 0.5);
    }
  draw_text (cr, LEFT - 6.0, top + 8.0, _("dye"), 1.0);
  draw_text (cr, LEFT - 6.0, bottom, _("dry"), 1.0);
  gdk_cairo_set_source_rgba (cr, &(GdkRGBA) { ink->red, ink->green, ink->blue, 0.25f });
  cairo_set_line_width (cr, 1.0);
  cairo_move_to (cr, LEFT, floor (bottom) + 0.5);
  cairo_line_to (cr, width - RIGHT, floor (bottom) + 0.5);
  cairo_stroke (cr);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SaltlineProfilePlot *self = data;
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  double top = TOP + STRIP + 6.0;
  double bottom = height - BOTTOM;
  GdkRGBA ink, accent;

  if (self->n == 0)
    return;
  gtk_style_context_get_color (context, &ink);
  if (!gtk_style_context_lookup_color (context, "accent_color", &accent))
    accent = ink;
  draw_axes (cr, width, top, bottom, &ink);
  draw_strip (self, cr, width);
  cairo_set_line_width (cr, 1.5);
  draw_curve (self, cr, width, top, bottom, &accent);
  if (self->volume_read)
    {
      double x = x_of (self->front, width);
      double half = 2.0 * self->front_sd * (width - LEFT - RIGHT);

      gdk_cairo_set_source_rgba (cr, &(GdkRGBA) { ink.red, ink.green, ink.blue, 0.15f });
      cairo_rectangle (cr, x - half, TOP, 2.0 * half, bottom - TOP);
      cairo_fill (cr);
      gdk_cairo_set_source_rgba (cr, &ink);
      cairo_set_line_width (cr, 1.5);
      cairo_move_to (cr, x, TOP);
      cairo_line_to (cr, x, bottom);
      cairo_stroke (cr);
    }
  if (!isnan (self->marker))
    {
      double x = floor (x_of (self->marker, width)) + 0.5;
      const double dashes[] = { 3.0, 3.0 };

      gdk_cairo_set_source_rgba (cr, &ink);
      cairo_set_line_width (cr, 1.0);
      cairo_set_dash (cr, dashes, 2, 0.0);
      cairo_move_to (cr, x, TOP);
      cairo_line_to (cr, x, bottom);
      cairo_stroke (cr);
    }
}

static void
motion_cb (SaltlineProfilePlot *self, double x, double y)
{
  int width = gtk_widget_get_width (self->area);
  double fraction = (x - LEFT) / fmax (width - LEFT - RIGHT, 1.0);

  g_signal_emit (self, signals[SIGNAL_POINTED], 0, fraction < 0.0 || fraction > 1.0 ? NAN : fraction);
}

static void
leave_cb (SaltlineProfilePlot *self)
{
  g_signal_emit (self, signals[SIGNAL_POINTED], 0, NAN);
}

static void
saltline_profile_plot_dispose (GObject *object)
{
  SaltlineProfilePlot *self = SALTLINE_PROFILE_PLOT (object);

  g_clear_pointer (&self->area, gtk_widget_unparent);
  g_clear_pointer (&self->samples, g_free);
  self->n = 0;
  G_OBJECT_CLASS (saltline_profile_plot_parent_class)->dispose (object);
}

static void
saltline_profile_plot_class_init (SaltlineProfilePlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_profile_plot_dispose;
  signals[SIGNAL_POINTED] = g_signal_new ("pointed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
saltline_profile_plot_init (SaltlineProfilePlot *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->marker = NAN;
  self->area = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->area), 104);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_cb, self, NULL);
  gtk_widget_set_parent (self->area, GTK_WIDGET (self));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  saltline_profile_plot_set_reading (self, NULL);
}

void
saltline_profile_plot_set_reading (SaltlineProfilePlot *self, const PatchReading *reading)
{
  g_autofree char *fill = NULL, *label = NULL;

  g_return_if_fail (SALTLINE_IS_PROFILE_PLOT (self));

  g_clear_pointer (&self->samples, g_free);
  self->n = reading != NULL ? reading->n_volume_profile : 0;
  self->samples = self->n > 0 ? g_memdup2 (reading->volume_profile, self->n * sizeof *self->samples) : NULL;
  self->volume_read = reading != NULL && reading->volume_read;
  if (self->volume_read)
    {
      self->front = reading->fill_fraction;
      self->front_sd = isnan (reading->fill_sd) ? 0.0 : reading->fill_sd;
      fill = quantity_text (100.0 * reading->fill_fraction, 100.0 * reading->fill_sd, "%");
      label = g_strdup_printf (_("Profile along the channel; the front is at %s"), fill);
    }
  else
    label = g_strdup (_("Profile along the channel; no front was found"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), self->n > 0);
  gtk_widget_queue_draw (self->area);
}

void
saltline_profile_plot_set_marker (SaltlineProfilePlot *self, double fraction)
{
  g_return_if_fail (SALTLINE_IS_PROFILE_PLOT (self));

  if (fraction == self->marker || (isnan (fraction) && isnan (self->marker)))
    return;
  self->marker = fraction;
  gtk_widget_queue_draw (self->area);
}
