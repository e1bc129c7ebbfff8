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

/**
 * source_scan_date:
 *
 * A time as people and services write it: ISO 8601, "23.05.2023, 12:40:57", "28. 11. 2020 8:17", "May 23, 2023, 12:40:57 PM",
 * "23/05/2023 12:40" where only one reading is possible.
 */
gboolean source_scan_date    (const char *text, WrittenInstant *written);

G_END_DECLS
