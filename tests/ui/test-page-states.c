/* tests/ui/test-page-states.c: the Patches page in its states, compared with pictures of how it was
 *
 * A picture is brought down to 64 × 40 cells before it is compared: where things lie, how large and how light they are, shows;
 * which font it is set in, and to which tenth a number was read, does not. SALTLINE_REFERENCES=FOLDER writes the pictures anew, for a
 * person to look at and to keep; SALTLINE_SHOTS=FOLDER writes them as large as they are. */
#include "display.h"

#include <math.h>
#include <string.h>

#define COLUMNS 64
#define ROWS    40
#define MOST_MEAN_DIFFERENCE 5.0  /* of 255 */
#define OTHER_CELL           48.0 /* a cell that differs by so much shows something else … */
#define MOST_OTHER_CELLS     0.05 /* … and so many may: text that is a line longer */

typedef struct {
  double rgb[ROWS][COLUMNS][3];
} Cells;

static GdkTexture *
picture_of (GtkWidget *widget)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr(GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
}

/* Mean of each cell, on the page's own background where the picture is clear. */
static void
bring_down (GdkTexture *texture, gboolean dark, Cells *cells)
{
  guint width = (guint) gdk_texture_get_width (texture), height = (guint) gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);
  double count[ROWS][COLUMNS] = { { 0 } };
  double ground = dark ? 36.0 : 250.0;

  gdk_texture_download (texture, (guchar *) pixels, 4 * (gsize) width);
  memset (cells, 0, sizeof *cells);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        guint32 pixel = pixels[(gsize) y * width + x];
        double clear = 1.0 - (pixel >> 24) / 255.0;
        guint row = y * ROWS / height, column = x * COLUMNS / width;

        count[row][column]++;
        for (int c = 0; c < 3; c++)
          cells->rgb[row][column][c] += ((pixel >> (16 - 8 * c)) & 255) + clear * ground;
      }
  for (guint row = 0; row < ROWS; row++)
    for (guint column = 0; column < COLUMNS; column++)
      for (int c = 0; c < 3; c++)
        cells->rgb[row][column][c] /= MAX (1.0, count[row][column]);
}

static void
write_cells (const Cells *cells, const char *path)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, COLUMNS, ROWS);
  guint8 *data = cairo_image_surface_get_data (surface);

  for (guint row = 0; row < ROWS; row++)
    for (guint column = 0; column < COLUMNS; column++)
      {
        guint32 *pixel = (guint32 *) (void *) (data + (gsize) row * (gsize) cairo_image_surface_get_stride (surface)) + column;

        *pixel = (guint32) lround (cells->rgb[row][column][0]) << 16 | (guint32) lround (cells->rgb[row][column][1]) << 8
                 | (guint32) lround (cells->rgb[row][column][2]);
      }
  cairo_surface_mark_dirty (surface);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}

static gboolean
read_cells (const char *path, Cells *cells)
{
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);
  gboolean right = cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS && cairo_image_surface_get_width (surface) == COLUMNS
                   && cairo_image_surface_get_height (surface) == ROWS;

  for (guint row = 0; right && row < ROWS; row++)
    for (guint column = 0; column < COLUMNS; column++)
      {
        const guint8 *line = cairo_image_surface_get_data (surface) + (gsize) row * (gsize) cairo_image_surface_get_stride (surface);
        guint32 pixel = ((const guint32 *) (const void *) line)[column];

        for (int c = 0; c < 3; c++)
          cells->rgb[row][column][c] = (pixel >> (16 - 8 * c)) & 255;
      }
  cairo_surface_destroy (surface);
  return right;
}

/* How far two pictures differ. @n_other: cells that show something else. Returns: the mean difference of 0–255. */
static double
difference_of (const Cells *now, const Cells *then, guint *n_other)
{
  double sum = 0.0;

  *n_other = 0;
  for (guint row = 0; row < ROWS; row++)
    for (guint column = 0; column < COLUMNS; column++)
      {
        double worst = 0.0;

        for (int c = 0; c < 3; c++)
          {
            double difference = fabs (now->rgb[row][column][c] - then->rgb[row][column][c]);

            sum += difference;
            worst = MAX (worst, difference);
          }
        *n_other += worst > OTHER_CELL;
      }
  return sum / (3.0 * ROWS * COLUMNS);
}

typedef struct {
  SaltlineWindow *window;
  gboolean dark;
  Cells *now;
  const Cells *then;
  double difference;
  guint n_other;
} Look;

/* Photos are loaded in tasks: on a busy machine the page takes its time to look as it will. */
static gboolean
looks_alike (gpointer data)
{
  Look *look = data;
  g_autoptr(GdkTexture) texture = NULL;

  display_rest (GTK_WIDGET (look->window));
  texture = picture_of (GTK_WIDGET (saltline_window_get_patches_page (look->window)));
  bring_down (texture, look->dark, look->now);
  look->difference = difference_of (look->now, look->then, &look->n_other);
  return look->difference < MOST_MEAN_DIFFERENCE && look->n_other < (guint) (MOST_OTHER_CELLS * ROWS * COLUMNS);
}

static void
compare (SaltlineWindow *window, const char *name, gboolean dark)
{
  const char *anew = g_getenv ("SALTLINE_REFERENCES");
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = anew != NULL ? g_build_filename (anew, file, NULL) : g_test_build_filename (G_TEST_DIST, "ui", "references", file, NULL);
  g_autofree Cells *now = g_new0 (Cells, 1), *then = g_new0 (Cells, 1);
  Look look = { .window = window, .dark = dark, .now = now, .then = then };
  const gint64 patience = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  if (anew == NULL && !read_cells (path, then))
    g_error ("%s is no picture of %d × %d cells", path, COLUMNS, ROWS);
  while (!looks_alike (&look) && anew == NULL && g_get_monotonic_time () < patience)
    g_usleep (200000);
  display_shoot (GTK_WIDGET (window), name);
  if (anew != NULL)
    {
      write_cells (now, path);
      return;
    }
  g_test_message ("%s: mean difference %.2f, %u cells show something else", name, look.difference, look.n_other);
  g_assert_cmpfloat (look.difference, <, MOST_MEAN_DIFFERENCE);
  g_assert_cmpuint (look.n_other, <, (guint) (MOST_OTHER_CELLS * ROWS * COLUMNS));
}

static gboolean
has_corrected (gpointer data)
{
  return saltline_patches_page_shows_corrected (data);
}

static void
test_the_page_looks_as_it_did_in_each_of_its_states (void)
{
  SaltlineWindow *window = display_open ();
  SaltlinePatchesPage *page = saltline_window_get_patches_page (window);
  AdwStyleManager *style = adw_style_manager_get_default ();
  GLogLevelFlags fatal;

  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  compare (window, "empty", FALSE);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  compare (window, "empty-dark", TRUE);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  for (guint seed = 41; seed < 44; seed++)
    {
      g_autofree char *path = display_draw_photo (seed, NULL);

      display_read_files (window, (char *[]) { path, NULL });
    }
  compare (window, "photo", FALSE);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  compare (window, "photo-dark", TRUE);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_widget_activate_action (GTK_WIDGET (page), "patches.corrected", NULL);
  display_wait (has_corrected, page, 30.0, "corrected colours");
  compare (window, "corrected", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (page), "patches.corrected", NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "patches.lay-template", NULL);
  compare (window, "laying", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (page), "patches.lay-template", NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "patches.select-all", NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "patches.same-patch", NULL);
  compare (window, "same-patch", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (page), "patches.separate", NULL);
  /* AdwFlap of libadwaita 1.2 asks for another allocation while it is allocated, and GTK warns of the one frame in between. */
  fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  gtk_window_set_default_size (GTK_WINDOW (window), 380, 700);
  compare (window, "narrow", FALSE);
  g_log_set_always_fatal (fatal);
  display_close (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/page-states/the-page-looks-as-it-did", test_the_page_looks_as_it_did_in_each_of_its_states);
  return g_test_run ();
}
