/* sources/source-table.h
 *
 * Delimited text: Strava's activities.csv, sleep diaries (Sleepmeter, Sleep as Android, Plees Tracker), and tables of weighings
 * and trials from a laboratory, whose columns are found by their names or named by a map. */
#pragma once

#include "base/table.h"
#include "source-read.h"

G_BEGIN_DECLS

void     table_events_read   (SourceJob *job, SourceReport *report, const char *bytes, gsize length);

/* Each returns whether the text was of its kind. */
gboolean strava_csv_read     (SourceReport *report, const Table *table);
gboolean sleep_diary_read    (SourceJob *job, SourceReport *report, const char *text);
void     lab_table_read      (SourceJob *job, SourceReport *report, const Table *table);

/* Which number of "03/04/2026" is the month. */
typedef enum { DATE_ORDER_UNKNOWN, DATE_ORDER_DAY_FIRST, DATE_ORDER_MONTH_FIRST } DateOrder;

/**
 * source_scan_date:
 * @order: of dates with slashes or hyphens where both readings are possible; while it is unknown, such a date is not understood
 *
 * A time as people and services write it: ISO 8601, "23.05.2023, 12:40:57", "28. 11. 2020 8:17", "May 23, 2023, 12:40:57 PM",
 * "23 mai 2023 à 12:40:57", "2023/05/23 12:40", "23/05/2023 12:40".
 */
gboolean source_scan_date    (const char *text, DateOrder order, WrittenInstant *written);

/* The order that the dates of a column are in: one row that can be read in one way only tells it for all. */
DateOrder source_date_order  (const Table *table, guint column);

G_END_DECLS
