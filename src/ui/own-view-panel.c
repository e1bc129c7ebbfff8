/* ui/own-view-panel.c */
#include "own-view-panel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/instant.h"
#include "units.h"
#include "workspace/own-view.h"

static GtkWidget *
row_of (const OwnActivity *activity)
{
  GtkWidget *row = adw_action_row_new ();
  gint64 local_s = activity->start_us / INSTANT_SECOND + (activity->offset_s == INSTANT_OFFSET_UNKNOWN ? 0 : activity->offset_s);
  g_autoptr(GDateTime) start = g_date_time_new_from_unix_utc (local_s), gone = g_date_time_new_from_unix_local (activity->gone_us / INSTANT_SECOND);
  g_autofree char *when = g_date_time_format (start, "%x %R"), *until = g_date_time_format (gone, "%x");
  g_autofree char *title = g_markup_escape_text (activity->title ? activity->title : activity->sport ? activity->sport : "", -1), *escaped = NULL;
  g_autoptr(GString) subtitle = g_string_new (when);

  if (!isnan (activity->distance_m))
    {
      g_autofree char *way = quantity_way (units_shown (), activity->distance_m, 1);

      g_string_append_printf (subtitle, ", %s", way);
    }
  if (!isnan (activity->elapsed_s))
    g_string_append_printf (subtitle, _(", %.0f min"), activity->elapsed_s / 60);
  g_string_append_printf (subtitle, _(". On %s; erased here on %s."), activity->service, until);
  escaped = g_markup_escape_text (subtitle->str, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  return row;
}

GtkWindow *
own_view_panel_open (GtkWindow *parent, SaltlineWorkspace *workspace, gint64 athlete_row)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Athlete) athlete = store_athlete (saltline_workspace_get_store (workspace), athlete_row, &error);
  g_autoptr(GPtrArray) activities = athlete ? saltline_workspace_own_view (workspace, athlete, &error) : NULL;
  GtkWidget *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *page = adw_preferences_page_new (), *group = adw_preferences_group_new ();
  g_autofree char *title = g_strdup_printf (_("Own View of %s"), athlete ? athlete->name : "");

  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 520, 560);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), error ? error->message : activities->len == 0
    ? _("Nothing is lent by Strava now.")
    : _("What Strava lends, for this athlete’s own eyes: part of no timeline, analysis, team view or export."));
  for (guint i = 0; activities && i < activities->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row_of (g_ptr_array_index (activities, i)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  gtk_widget_set_vexpand (page, TRUE);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
