/* tests/ui/test-narrow.c: the window can be as narrow as a phone is wide, on every page, and its pages are switched below */
#include "display.h"

#define PHONE_WIDTH 360
#define FRAME       16

static int
least_width (GtkWidget *widget)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

/* Says which widgets hold the window wide: those of which no child is as wide. */
static void
blame (GtkWidget *widget)
{
  gboolean below = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && least_width (child) > PHONE_WIDTH)
      {
        below = TRUE;
        blame (child);
      }
  if (!below)
    g_test_message ("%s needs %d px", G_OBJECT_TYPE_NAME (widget), least_width (widget));
}

static gboolean
is_switched_below (GtkWidget *window)
{
  return adw_view_switcher_bar_get_reveal (ADW_VIEW_SWITCHER_BAR (display_find (window, ADW_TYPE_VIEW_SWITCHER_BAR)));
}

typedef struct {
  GtkWidget *window;
  int width;
  gboolean below;
} Wanted;

static gboolean
is_as_wanted (gpointer data)
{
  const Wanted *wanted = data;

  /* Without a compositor the frame is part of the window. */
  return ABS (gtk_widget_get_width (wanted->window) - wanted->width) <= FRAME && is_switched_below (wanted->window) == wanted->below;
}

static void
resize (GtkWidget *window, int width, int height, gboolean below)
{
  Wanted wanted = { window, width, below };

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  display_wait (is_as_wanted, &wanted, 20.0, below ? "the switcher of pages below" : "the switcher of pages in the header");
}

static void
test_every_page_goes_down_to_a_phones_width_and_is_switched_below (void)
{
  GtkWidget *window = GTK_WIDGET (display_open ());
  GtkWidget *stack = display_find (window, ADW_TYPE_VIEW_STACK);
  g_autoptr(GtkSelectionModel) pages = adw_view_stack_get_pages (ADW_VIEW_STACK (stack));
  g_autofree char *path = display_draw_photo (41, NULL);
  GLogLevelFlags fatal;

  display_read_files (SALTLINE_WINDOW (window), (char *[]) { path, NULL });
  resize (window, 1280, 800, FALSE);
  /* AdwFlap of libadwaita 1.2 asks for another allocation while it is allocated, and GTK warns of the one frame in between. */
  fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  resize (window, PHONE_WIDTH, 720, TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr(AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);
      g_autofree char *name = g_strconcat ("narrow-", adw_view_stack_page_get_name (page), NULL);

      adw_view_stack_set_visible_child (ADW_VIEW_STACK (stack), adw_view_stack_page_get_child (page));
      display_settle (window);
      display_shoot (window, name);
      if (least_width (window) > PHONE_WIDTH)
        blame (window);
      g_assert_cmpint (least_width (window), <=, PHONE_WIDTH);
      g_assert_cmpint (gtk_widget_get_width (window), <=, PHONE_WIDTH);
      g_assert_true (is_switched_below (window));
    }
  resize (window, 1280, 800, FALSE);
  g_log_set_always_fatal (fatal);
  display_close (SALTLINE_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/narrow/every-page", test_every_page_goes_down_to_a_phones_width_and_is_switched_below);
  return g_test_run ();
}
