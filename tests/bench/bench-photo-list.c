/* tests/bench/bench-photo-list.c: the Patches page on a workspace of thousands of photos
 *
 * Printed: milliseconds from opening the workspace in a window that is there to the first frame that shows the list, and
 * what a frame costs while the list is scrolled from end to end, three rows a frame, by cairo in software. Processor time of
 * the window's thread, which other programs disturb least. A frame at 60 Hz lasts 16.7 ms. Usage: bench-photo-list [PHOTOS] */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "timing.h"
#include "store/statement.h"
#include "ui/application.h"
#include "ui/window.h"

#define STEPS 400
#define STEP_PX 180.0

static int n_photos = 5000;

typedef struct {
  double started_ms;
  double longest_ms, frames_ms[STEPS];
  int n_frames;
  gboolean painted;
} Watch;

/* Rows alone: neither pixels nor files are what is timed. */
static gboolean
fill (Store *store, gpointer data, GError **error)
{
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *handle = g_strdup_printf ("athlete-%d", i), *name = g_strdup_printf ("Athlete %d", i);

      if (!store_run (store, NULL, error, "INSERT INTO athlete (handle, name, created_us) VALUES (?, ?, 1)", "ss", handle, name))
        return FALSE;
    }
  for (int i = 0; i < n_photos; i++)
    {
      g_autofree char *name = g_strdup_printf ("IMG_%05d.jpg", i);
      g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
      const char *status = i % 29 == 0 ? "refused" : i % 7 == 0 ? "partial" : "ok";
      double fill_fraction = i % 29 == 0 ? NAN : (i % 100) / 100.0;
      gint64 photo, reading;

      if (!store_run (store, &photo, error,
                      "INSERT INTO photo (sha256, suffix, name, bytes, width, height, camera, captured, imported_us, athlete)"
                      " VALUES (?, 'jpg', ?, 1, 4032, 3024, 'Phone', '2026-03-01T08:00:00', ?, ?)",
                      "ssii", sha256, name, (gint64) i + 1, (gint64) (i % 40 + 1))
          || !store_run (store, &reading, error,
                         "INSERT INTO reading (photo, origin, made_us, program_version, status, reason, flags, fill, fill_sd, chloride,"
                         " chloride_sd, result) VALUES (?, 'automatic', 1, '0', ?, ?, ?, ?, 0.004, ?, 4.0, ?)",
                         "isssdds", photo, status, i % 29 == 0 ? "There is no patch in the photo." : NULL, i % 5 == 0 ? "glare blur" : "",
                         fill_fraction, i % 7 == 0 ? NAN : 20.0 + i % 60, "{\"photo\": \"…\"}")
          || !store_run (store, NULL, error, "UPDATE photo SET reading = ? WHERE id = ?", "ii", reading, photo))
        return FALSE;
    }
  return TRUE;
}

static SaltlineWorkspace *
make_workspace (const char *path)
{
  g_autoptr(GError) error = NULL;
  SaltlineWorkspace *workspace = saltline_workspace_open (path, STORE_OPEN_NEW, &error);

  if (workspace == NULL || !store_transaction (saltline_workspace_get_store (workspace), fill, NULL, &error))
    g_error ("%s", error->message);
  g_object_unref (workspace);
  /* Opened anew, as in the morning. */
  workspace = saltline_workspace_open (path, STORE_OPEN, &error);
  if (workspace == NULL)
    g_error ("%s", error->message);
  return workspace;
}

static void
before_paint_cb (GdkFrameClock *clock, Watch *watch)
{
  watch->started_ms = processor_ms ();
}

static void
after_paint_cb (GdkFrameClock *clock, Watch *watch)
{
  if (watch->n_frames < STEPS)
    watch->frames_ms[watch->n_frames++] = processor_ms () - watch->started_ms;
  watch->painted = TRUE;
}

static void
run_frame (GtkWidget *widget, Watch *watch)
{
  watch->painted = FALSE;
  gtk_widget_queue_draw (widget);
  while (!watch->painted)
    g_main_context_iteration (NULL, TRUE);
}

/* The list, not those that drop-downs have. */
static GtkWidget *
find_list (GtkWidget *root)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (root) && gtk_widget_has_css_class (root, "navigation-sidebar") ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bench.saltline", NULL);
  g_autoptr(SaltlineApplication) application = NULL;
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  SaltlineWindow *window;
  SaltlinePatchesPage *page;
  GtkAdjustment *scroll;
  GdkFrameClock *clock;
  Watch watch = { 0 };
  double start, opened, first_frame;
  gint64 wall;

  if (argc > 1)
    n_photos = atoi (argv[1]);
  g_main_context_acquire (NULL);
  workspace = make_workspace (path);
  application = saltline_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  window = saltline_window_new (ADW_APPLICATION (application), NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_frame_clock (GTK_WIDGET (window)) == NULL || g_main_context_iteration (NULL, FALSE))
    ;
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &watch);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &watch);
  for (int i = 0; i < 20; i++)
    run_frame (GTK_WIDGET (window), &watch);

  page = saltline_window_get_patches_page (window);
  wall = g_get_monotonic_time ();
  start = processor_ms ();
  saltline_patches_page_set_workspace (page, workspace);
  opened = processor_ms () - start;
  run_frame (GTK_WIDGET (window), &watch);
  first_frame = processor_ms () - start;
  g_print ("%d photos: list ready in %.0f ms, shown in %.0f ms (%.0f ms on the clock; limit 150 ms)\n", n_photos, opened, first_frame,
           (g_get_monotonic_time () - wall) / 1e3);

  scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find_list (GTK_WIDGET (page))));
  for (int i = 0; i < 10; i++)
    run_frame (GTK_WIDGET (window), &watch);
  watch.n_frames = 0;
  for (int i = 0; i < STEPS; i++)
    {
      gtk_adjustment_set_value (scroll, gtk_adjustment_get_value (scroll) + STEP_PX);
      run_frame (GTK_WIDGET (window), &watch);
    }
  qsort (watch.frames_ms, (size_t) watch.n_frames, sizeof *watch.frames_ms, compare_doubles);
  g_print ("scrolling, %d frames: median %.1f ms, 95th percentile %.1f ms, longest %.1f ms (a frame at 60 Hz is 16.7 ms)\n", watch.n_frames,
           watch.frames_ms[watch.n_frames / 2], watch.frames_ms[watch.n_frames * 95 / 100], watch.frames_ms[watch.n_frames - 1]);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
