/* workspace/weighed-event.h
 *
 * Weighings before and after exercise as events of the timeline: what an event tells of a bout and of the sweating rate, and a
 * bout that is kept as one. In: an event, or a bout. Out: a rate, or an event in the workspace. May include: sweat, timeline. */
#pragma once

#include "sweat/mass-balance.h"
#include "timeline/event.h"
#include "workspace.h"

G_BEGIN_DECLS

/* What the event knows of two weighings; @minutes: of sweating. */
WeighedBout weighed_bout_of_event (const Event *event, double minutes);

/* By itself, or before a workout: after it, water is missing. Kilograms; NAN */
double      event_body_mass_kg    (const Event *event);

/**
 * event_sweating_rate:
 * @rate_sd: (out) (optional): L/h
 *
 * By the weighings, over the time without pauses; else what the laboratory wrote. A weighing that raises a question was
 * confirmed when it was kept; what cannot be is passed over.
 *
 * Returns: L/h; NAN
 */
double      event_sweating_rate   (const Event *event, double *rate_sd);

/**
 * saltline_workspace_keep_weighing:
 * @air_c: NAN: not known, as @relative_humidity
 *
 * Keeps a weighed bout as a typed event of the athlete: from then on it is a test.
 */
gboolean    saltline_workspace_keep_weighing (SaltlineWorkspace *self, const Athlete *athlete, const WeighedBout *bout, const char *sport,
                                              gint64 start_us, double air_c, double relative_humidity, GError **error);

G_END_DECLS
