/* workspace/life-tables.h
 *
 * An athlete's events, nights and sweat tests as tables for other programs (CSV as base/csv.h writes it; instants in ISO 8601 with the
 * offset of the athlete's clock). In: a timeline, sweat tests, a span of days. Out: text. May include: everything below. */
#pragma once

#include "athlete-events.h"
#include "season-figures.h"
#include "sweat-tests.h"

G_BEGIN_DECLS

/* The header line of each table. */
void  events_table_begin (GString *text);
void  nights_table_begin (GString *text);
void  tests_table_begin  (GString *text);

/* Lines of one athlete below it. Return: how many. */
guint events_table_put   (GString *text, const Athlete *athlete, const AthleteTimeline *timeline, const DaySpan *span);
guint nights_table_put   (GString *text, const Athlete *athlete, const AthleteTimeline *timeline, const DaySpan *span);
guint tests_table_put    (GString *text, const Athlete *athlete, const AthleteTimeline *timeline, const GArray *tests, const DaySpan *span);

G_END_DECLS
