/* tests/ui/shots.c: pictures of the window in its states: `SALTLINE_SHOTS=FOLDER run-in-display.sh build/tests/ui/shots PHOTO…` */
#include "display.h"

int
main (int argc, char **argv)
{
  SaltlineWindow *window;
  GtkWindow *as_window;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  window = display_open ();
  as_window = GTK_WINDOW (window);
  gtk_window_set_default_size (as_window, 1280, 800);
  display_settle (GTK_WIDGET (window));
  display_shoot (GTK_WIDGET (window), "empty-light");
  if (argc > 1)
    display_read_files (window, argv + 1);
  else
    for (guint seed = 41; seed < 47; seed++)
      {
        g_autofree char *path = display_draw_photo (seed, NULL);

        display_read_files (window, (char *[]) { path, NULL });
      }
  display_shoot (GTK_WIDGET (window), "photo-light");
  gtk_widget_grab_focus (GTK_WIDGET (saltline_patches_page_get_canvas (saltline_window_get_patches_page (window))));
  display_xdotool ("key Tab sleep 0.2 key Tab sleep 0.2 key shift+Right sleep 0.05 key shift+Right");
  display_shoot (GTK_WIDGET (window), "nudged-light");
  gtk_widget_activate_action (GTK_WIDGET (saltline_window_get_patches_page (window)), "patches.corrected", NULL);
  g_usleep (2000000);
  display_shoot (GTK_WIDGET (window), "corrected-light");
  gtk_widget_activate_action (GTK_WIDGET (saltline_window_get_patches_page (window)), "patches.corrected", NULL);
  gtk_widget_activate_action (GTK_WIDGET (saltline_window_get_patches_page (window)), "patches.select-all", NULL);
  gtk_widget_activate_action (GTK_WIDGET (saltline_window_get_patches_page (window)), "patches.same-patch", NULL);
  display_shoot (GTK_WIDGET (window), "same-patch-light");
  gtk_widget_activate_action (GTK_WIDGET (saltline_window_get_patches_page (window)), "patches.separate", NULL);
  gtk_widget_activate_action (GTK_WIDGET (saltline_window_get_patches_page (window)), "patches.next", NULL);
  gtk_widget_activate_action (GTK_WIDGET (saltline_window_get_patches_page (window)), "patches.lay-template", NULL);
  display_shoot (GTK_WIDGET (window), "laying-light");
  gtk_widget_activate_action (GTK_WIDGET (saltline_window_get_patches_page (window)), "patches.lay-template", NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  display_shoot (GTK_WIDGET (window), "photo-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_log_set_always_fatal (G_LOG_FATAL_MASK); /* AdwFlap of libadwaita 1.2 warns of a frame while it folds */
  gtk_window_set_default_size (as_window, 760, 700);
  display_shoot (GTK_WIDGET (window), "photo-medium");
  gtk_window_set_default_size (as_window, 380, 700);
  display_shoot (GTK_WIDGET (window), "photo-narrow");
  display_close (window);
  return 0;
}
