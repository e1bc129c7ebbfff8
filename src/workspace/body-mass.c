/* workspace/body-mass.c */
#include "body-mass.h"

#include <math.h>

#include "athlete-events.h"
#include "weighed-event.h"

Athlete *
saltline_workspace_as_weighed (SaltlineWorkspace *self, const Athlete *athlete, GError **error)
{
  g_autoptr(Athlete) weighed = athlete_copy (athlete);
  g_autoptr(AthleteTimeline) life = NULL;
  gint64 latest_us = G_MININT64;

  if (!isnan (athlete->mass_kg))
    return g_steal_pointer (&weighed);
  life = saltline_workspace_timeline (self, athlete, error);
  if (life == NULL)
    return NULL;
  for (guint i = 0; i < life->timeline->events->len; i++)
    {
      const Event *event = ((const TimelineEvent *) g_ptr_array_index (life->timeline->events, i))->merged;
      const double kg = event_body_mass_kg (event);

      if (event->start_us == INSTANT_UNKNOWN || event->start_us < latest_us || isnan (kg))
        continue;
      latest_us = event->start_us;
      weighed->mass_kg = kg; /* importers and forms let no impossible one in */
    }
  return g_steal_pointer (&weighed);
}
