/* timeline/place-offset.h
 *
 * The clock of an event whose source gave none, guessed from where it was. By the sun alone (15° of longitude an hour, as on
 * ships) a guess is up to two hours beside what clocks show on land, so it only speaks against a zone that is farther away
 * than that: an athlete at home keeps the home zone, an athlete on a journey does not. In: events. Out: offsets, marked. */
#pragma once

#include "event.h"

G_BEGIN_DECLS

#define PLACE_OFFSET_DOUBT_S 9000   /* 2.5 h: land clocks differ from the sun's by up to this */

/**
 * event_guess_offset:
 * @home: (nullable): the athlete's zone
 *
 * Sets start_offset_s and end_offset_s and EVENT_FLAG_ZONE_ESTIMATED when the source gave no clock, the place is known, and
 * @home cannot be the clock there or is not known. Returns: whether it did.
 */
gboolean event_guess_offset (Event *event, GTimeZone *home);

G_END_DECLS
