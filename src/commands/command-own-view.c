/* commands/command-own-view.c: `saltline own-view --athlete ID`: what a service only lends, for this athlete's eyes. There is no
 * --json: it is not to be taken further. */
#include <glib/gi18n.h>
#include <math.h>

#include "base/instant.h"
#include "commands-list.h"
#include "with-workspace.h"
#include "workspace/own-view.h"

static void
print_activity (const OwnActivity *activity)
{
  g_autofree char *start = instant_format (activity->start_us, activity->offset_s), *gone = instant_format (activity->gone_us / INSTANT_SECOND * INSTANT_SECOND, 0);

  g_print ("%s  %-14s %s", start, activity->sport ? activity->sport : "", activity->title ? activity->title : "");
  if (!isnan (activity->elapsed_s))
    g_print (_(", %.0f min"), activity->elapsed_s / 60);
  if (!isnan (activity->distance_m))
    g_print (_(", %.1f km"), activity->distance_m / 1000);
  g_print (_("  (%s; erased here on %.10s)\n"), activity->service, gone);
}

CommandStatus
command_own_view (int argc, char **argv)
{
  g_autofree char *path = NULL, *handle = NULL;
  const GOptionEntry entries[] = {
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("the athlete who looks"), N_("ID") },
    COMMAND_WORKSPACE_ENTRY (path),
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(GPtrArray) activities = NULL;
  g_autoptr(GError) error = NULL;
  CommandStatus status;

  if (!command_parse_options (_("— what Strava lends, for the athlete’s own eyes"), entries, &argc, &argv, &status))
    return status;
  if (handle == NULL || argc > 1)
    {
      command_complain ("own-view", "%s", handle == NULL ? _("whose? --athlete ID") : _("no more words are expected"));
      return COMMAND_USAGE;
    }
  workspace = command_open_workspace ("own-view", path, STORE_OPEN_CREATE);
  athlete = workspace ? command_find_athlete ("own-view", workspace, handle) : NULL;
  if (athlete == NULL)
    return COMMAND_REFUSED;
  activities = saltline_workspace_own_view (workspace, athlete, &error);
  if (activities == NULL)
    {
      command_complain ("own-view", "%s", error->message);
      return COMMAND_REFUSED;
    }
  for (guint i = 0; i < activities->len; i++)
    print_activity (g_ptr_array_index (activities, i));
  g_print (ngettext ("%u activity on Strava; part of no timeline, analysis or export.\n", "%u activities on Strava; part of no timeline, analysis or export.\n", activities->len),
           activities->len);
  return COMMAND_DONE;
}
