/* workspace/season-figures.h
 *
 * An athlete's season as figures over the days of a calendar, on the athlete's own clock: training, sleep, body mass, sweat tests.
 * In: a timeline, sweat tests. Out: figures (plot/). May include: everything below. */
#pragma once

#include "athlete-events.h"
#include "plot/figure.h"
#include "sweat-tests.h"

G_BEGIN_DECLS

/* CIVIL_DAY_UNKNOWN: open at that end. */
typedef struct {
  CivilDay from, to;
} DaySpan;

gboolean day_span_holds (const DaySpan *span, CivilDay day);

/* Each %NULL when nothing of the kind is known in the span. */
Figure  *figure_season_training  (const AthleteTimeline *timeline, const DaySpan *span);   /* hours of each week */
Figure  *figure_season_sleep     (const AthleteTimeline *timeline, const DaySpan *span);   /* hours asleep of each night and nap */
Figure  *figure_season_body_mass (const AthleteTimeline *timeline, const DaySpan *span);   /* before workouts and on scales */
/* @tests: of SweatTest. Whole-body rate and sodium with two standard deviations to each side. */
Figure  *figure_season_rates     (const AthleteTimeline *timeline, const GArray *tests, const DaySpan *span);
Figure  *figure_season_sodium    (const AthleteTimeline *timeline, const GArray *tests, const DaySpan *span);

G_END_DECLS
