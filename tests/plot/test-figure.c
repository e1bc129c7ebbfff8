/* tests/plot/test-figure.c */
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "base/instant.h"
#include "plot/figure.h"

static Figure *
example_figure (void)
{
  const double x[] = { 0, 1, 2, 3, 4 }, y[] = { 1, 3, NAN, 2, 5 }, low[] = { 0, 2, NAN, 1, 4 }, high[] = { 2, 4, NAN, 3, 6 };
  const guint keys[] = { 11, 12, 13, 14, 15 };
  const char *const labels[] = { "a", "b, \"quoted\"", "c", "d", "e" };
  Figure *figure = figure_new ("Example", "temperature (°C)", "rate (L/h)");
  Series *points = series_new ("trials", 5, x, y, NULL, NULL, keys);

  series_set_labels (points, labels);
  figure_add (figure, MARK_BAND, series_new ("interval", 5, x, y, low, high, NULL), 0);
  figure_add (figure, MARK_LINE, series_new ("line", 5, x, y, NULL, NULL, NULL), 1);
  figure_add (figure, MARK_POINTS, points, 2);
  return figure;
}

static void
test_exports_are_the_same_bytes_each_time (void)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-XXXXXX", NULL);
  const char *const kinds[] = { "svg", "pdf", "png", "csv" };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autofree char *path = g_strdup_printf ("%s/figure.%s", folder, kinds[k]);
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      gsize first_length, second_length;

      for (guint i = 0; i < 2; i++)
        {
          g_autoptr(Figure) figure = example_figure ();
          g_autoptr(GError) error = NULL;

          g_assert_true (figure_export (figure, path, 400, 300, &error));
          g_assert_no_error (error);
          g_assert_true (g_file_get_contents (path, i ? &second : &first, i ? &second_length : &first_length, NULL));
        }
      g_assert_cmpmem (first, first_length, second, second_length);
      g_assert_cmpuint (first_length, >, 80);
      g_remove (path);
    }
  g_rmdir (folder);
}

static void
test_a_figure_is_not_exported_to_what_it_cannot_be (void)
{
  g_autoptr(Figure) figure = example_figure ();
  g_autoptr(GError) error = NULL;

  g_assert_false (figure_export (figure, "/tmp/figure.doc", 400, 300, &error));
  g_assert_nonnull (strstr (error->message, ".svg, .pdf, .png or .csv"));
  g_clear_error (&error);
  g_assert_false (figure_export (figure, "/nowhere/at/all.svg", 400, 300, &error));
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all.svg"));
}

static void
test_a_missing_value_is_a_gap (void)
{
  g_autoptr(Figure) figure = example_figure ();
  g_autofree char *table = figure_to_table (figure, ',');
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 400, 300);
  cairo_t *cr = cairo_create (surface);
  FigureLayout layout;
  const guint32 *pixels;
  int x, dark = 0;

  g_assert_nonnull (strstr (table, "\ntrials,c,2,,,\n")); /* empty, not zero */
  g_assert_nonnull (strstr (table, "trials,\"b, \"\"quoted\"\"\",1,3,,\n"));
  g_ptr_array_set_size (figure->marks, 2); /* band and line */
  figure_draw (figure, cr, 400, 300);
  layout = figure_lay_out (figure, cr, 400, 300);
  cairo_surface_flush (surface);
  pixels = (const guint32 *) cairo_image_surface_get_data (surface);
  x = (int) layout_x (&layout, 2.0) + 4; /* beside the grid line, between two points that are not joined */
  for (int y = (int) layout.top + 2; y < (int) layout.bottom - 2; y++)
    dark += (pixels[y * cairo_image_surface_get_stride (surface) / 4 + x] & 0xff) < 0xc0;
  g_assert_cmpint (dark, ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_a_legend_that_is_too_wide_takes_more_rows (void)
{
  g_autoptr(Figure) figure = example_figure ();
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  const FigureLayout wide = figure_lay_out (figure, cr, 900, 300), narrow = figure_lay_out (figure, cr, 150, 300);

  g_assert_cmpfloat (narrow.top, >, wide.top + 5);
  g_assert_cmpfloat (narrow.top, <, wide.top + 80);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_a_point_is_found_under_the_pointer (void)
{
  g_autoptr(Figure) figure = example_figure ();
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  const FigureLayout layout = figure_lay_out (figure, cr, 640, 480);
  guint mark, point;

  g_assert_true (figure_pick (figure, 640, 480, layout_x (&layout, 3) + 3, layout_y (&layout, 2) - 2, 8, &mark, &point));
  g_assert_cmpuint (mark, ==, 2);
  g_assert_cmpuint (point, ==, 3);
  g_assert_false (figure_pick (figure, 640, 480, layout_x (&layout, 3) + 30, layout_y (&layout, 2), 8, &mark, &point));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_ticks_stand_at_round_numbers (void)
{
  static const struct {
    double low, high;
    guint room;
    const char *first, *last;
  } cases[] = {
    { 0, 10, 6, "0", "10" }, { -0.31, 0.42, 5, "−0.2", "0.4" }, { 1234, 1239, 6, "1234", "1239" }, { 0.0012, 0.0019, 4, "0.0012", "0.0018" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Axis axis;
      g_autoptr(GArray) ticks = NULL;

      axis_init (&axis, NULL);
      ticks = axis_ticks (&axis, cases[i].low, cases[i].high, cases[i].room);
      g_assert_cmpstr (g_array_index (ticks, Tick, 0).label, ==, cases[i].first);
      g_assert_cmpstr (g_array_index (ticks, Tick, ticks->len - 1).label, ==, cases[i].last);
      g_assert_cmpuint (ticks->len, <=, cases[i].room + 1);
      axis_clear (&axis);
    }
}

static void
test_odd_data_still_draw (void)
{
  const double nothing[] = { NAN, INFINITY, NAN }, same[] = { 3, 3, 3 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 200, 150);
  cairo_t *cr = cairo_create (surface);

  for (MarkKind kind = MARK_POINTS; kind <= MARK_DENSITY; kind++)
    for (guint i = 0; i < 3; i++)
      {
        g_autoptr(Figure) figure = figure_new (NULL, NULL, NULL);

        figure_add (figure, kind,
                    i == 0   ? series_new ("none", 3, nothing, nothing, nothing, nothing, NULL)
                    : i == 1 ? series_new ("same", 3, same, same, same, same, NULL)
                             : series_new ("empty", 0, NULL, NULL, NULL, NULL, NULL),
                    kind);
        figure_draw (figure, cr, 200, 150);
        figure_draw (figure, cr, 8, 5);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_colours_stay_apart_for_the_colour_blind (void)
{
  for (guint a = 0; a < PALETTE_SIZE; a++)
    for (guint b = 0; b < a; b++)
      for (Vision vision = VISION_PROTANOPIA; vision <= VISION_TRITANOPIA; vision++)
        {
          const double apart = colour_difference (colour_as_seen (palette_colour (a), vision), colour_as_seen (palette_colour (b), vision));

          g_test_message ("%u and %u, vision %d: %.1f", a, b, (int) vision, apart);
          g_assert_cmpfloat (apart, >, 15);
        }
}

static void
test_the_description_says_what_is_drawn (void)
{
  g_autoptr(Figure) figure = example_figure ();
  g_autofree char *text = figure_describe (figure);

  g_assert_nonnull (strstr (text, "temperature (°C)"));
  g_assert_nonnull (strstr (text, "trials: 5 points"));
}

static char *
day_ticks (double low, double high, guint room)
{
  Axis axis;
  g_autoptr(GArray) ticks = NULL;
  GString *labels = g_string_new (NULL);

  axis_init (&axis, "day");
  axis.is_days = TRUE;
  ticks = axis_ticks (&axis, low, high, room);
  for (guint i = 0; i < ticks->len; i++)
    g_string_append_printf (labels, "%s ", g_array_index (ticks, Tick, i).label);
  axis_clear (&axis);
  return g_string_free (labels, FALSE);
}

static void
test_ticks_of_days_stand_at_mondays_months_and_years (void)
{
  const double from = civil_day_from_date (2026, 1, 1);
  g_autofree char *weeks = day_ticks (from, from + 27, 5);
  g_autofree char *months = day_ticks (from, from + 150, 6);
  g_autofree char *years = day_ticks (from, from + 3700, 6);

  g_assert_cmpstr (weeks, ==, "2026-01-05 2026-01-12 2026-01-19 2026-01-26 ");
  g_assert_cmpstr (months, ==, "2026-01-01 2026-02-01 2026-03-01 2026-04-01 2026-05-01 ");
  g_assert_cmpstr (years, ==, "2026 2028 2030 2032 2034 2036 ");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/figure/same-bytes", test_exports_are_the_same_bytes_each_time);
  g_test_add_func ("/plot/figure/unwritable", test_a_figure_is_not_exported_to_what_it_cannot_be);
  g_test_add_func ("/plot/figure/gaps", test_a_missing_value_is_a_gap);
  g_test_add_func ("/plot/figure/legend", test_a_legend_that_is_too_wide_takes_more_rows);
  g_test_add_func ("/plot/figure/pick", test_a_point_is_found_under_the_pointer);
  g_test_add_func ("/plot/axis/ticks", test_ticks_stand_at_round_numbers);
  g_test_add_func ("/plot/axis/days", test_ticks_of_days_stand_at_mondays_months_and_years);
  g_test_add_func ("/plot/figure/odd-data", test_odd_data_still_draw);
  g_test_add_func ("/plot/palette/colour-blind", test_colours_stay_apart_for_the_colour_blind);
  g_test_add_func ("/plot/figure/description", test_the_description_says_what_is_drawn);
  return g_test_run ();
}
