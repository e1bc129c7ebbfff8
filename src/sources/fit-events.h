/* sources/fit-events.h
 *
 * Events out of a FIT file: an activity is a workout, one with several sessions a parent with children; nights, naps,
 * weighings and days of monitoring. */
#pragma once

#include "source.h"

G_BEGIN_DECLS

void fit_events_read (SourceReport *report, const guint8 *bytes, gsize length);

G_END_DECLS
