/* timeline/place-offset.c */
#include "place-offset.h"

#include <math.h>
#include <stdlib.h>

#define DEGREES_AN_HOUR 15.0
#define NOWHERE_DEG     0.01   /* 0° N 0° E is what recorders write that have no fix */

gboolean
event_guess_offset (Event *event, GTimeZone *home)
{
  double longitude, latitude;
  int offset_s;

  g_return_val_if_fail (event != NULL, FALSE);

  longitude = event_number (event, EVENT_FIELD_START_LONGITUDE_DEG);
  latitude = event_number (event, EVENT_FIELD_START_LATITUDE_DEG);
  if (event->start_us == INSTANT_UNKNOWN || event->start_offset_s != INSTANT_OFFSET_UNKNOWN || event->zone || !(fabs (longitude) <= 180)
      || (event->flags & (EVENT_FLAG_CLOCK_UNSET | EVENT_FLAG_NO_ZONE)))
    return FALSE;
  if (fabs (longitude) < NOWHERE_DEG && fabs (latitude) < NOWHERE_DEG)
    return FALSE;
  offset_s = (int) lround (longitude / DEGREES_AN_HOUR) * 3600;
  if (home && abs (instant_offset_in_zone (event->start_us, home) - offset_s) <= PLACE_OFFSET_DOUBT_S)
    return FALSE;
  event->start_offset_s = event->end_offset_s = offset_s;
  event->flags |= EVENT_FLAG_ZONE_ESTIMATED;
  return TRUE;
}
