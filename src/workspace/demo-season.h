/* workspace/demo-season.h
 *
 * Twelve invented weeks of an athlete's life for the demonstration: workouts in changing weather, nights, weighings. The same numbers
 * on every machine; the days are the last before the one it is made on. Every event is of the source "demo" and says that it is
 * invented. In: an athlete. Out: events. */
#pragma once

#include "sources/source-report.h"
#include "store/people.h"

G_BEGIN_DECLS

/**
 * demo_season:
 * @athlete: with sport, mass, height and zone
 * @today: the first day that is not in it any more
 * @factor: how much more than anybody of this size in these conditions the athlete sweats: 1 as much
 *
 * Returns: (transfer full): as if read from a file
 */
SourceReport *demo_season (const Athlete *athlete, CivilDay today, double factor);

G_END_DECLS
