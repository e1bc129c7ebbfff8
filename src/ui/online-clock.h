/* ui/online-clock.h
 *
 * While a window is open: asks every half hour for what is switched on (weather of new workouts, forecasts of planned ones,
 * Strava), and erases what Strava lent 7 days ago. Nothing is asked while online services are off. */
#pragma once

#include "workspace/workspace.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_ONLINE_CLOCK (saltline_online_clock_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineOnlineClock, saltline_online_clock, SALTLINE, ONLINE_CLOCK, GObject)

SaltlineOnlineClock *saltline_online_clock_new (SaltlineWorkspace *workspace);

G_END_DECLS
