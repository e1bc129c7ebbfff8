/* sources/strava-csv.c: activities.csv of Strava's bulk export. Names of columns come twice (the first Distance is km, the
 * second metres), some are untranslated HTML, and in other languages all are other words: the first thirteen columns go by
 * position, what stands behind them by name. The originals of the same archive weigh more than a row. */
#include <math.h>
#include <string.h>

#include "source-table.h"

enum { COLUMN_ID, COLUMN_DATE, COLUMN_NAME, COLUMN_TYPE, COLUMN_DESCRIPTION, COLUMN_ELAPSED, COLUMN_KM, COLUMN_FILENAME = 12 };

static gboolean
all_digits (const char *text)
{
  return *text && strspn (text, "0123456789") == strlen (text);
}

/* By its first columns in English; in other languages by what its first row holds. */
static gboolean
is_strava (const Table *table)
{
  if (table->n_columns <= COLUMN_FILENAME)
    return FALSE;
  if (g_str_equal (table->names[COLUMN_ID], "Activity ID") && g_str_equal (table->names[COLUMN_DATE], "Activity Date"))
    return TRUE;
  return table->n_columns >= 40 && all_digits (table_cell (table, 0, COLUMN_ID)) && strlen (table_cell (table, 0, COLUMN_ID)) >= 6;
}

/* The last column of a name: the second Distance is metres, the second Elapsed Time the exact one. */
static int
last_column (const Table *table, const char *name)
{
  for (guint i = table->n_columns; i-- > 0;)
    if (g_str_equal (table->names[i], name))
      return (int) i;
  return -1;
}

static double
cell_number (const Table *table, guint row, int column)
{
  double value;

  if (column < 0 || !table_number (table, row, (guint) column, &value))
    return NAN;
  return value;
}

static double
named_number (const Table *table, guint row, const char *name)
{
  return cell_number (table, row, last_column (table, name));
}

static void
read_row (SourceReport *report, const Table *table, guint row)
{
  const char *file = table_cell (table, row, COLUMN_FILENAME), *id = table_cell (table, row, COLUMN_ID);
  double distance_m = named_number (table, row, "Distance"), km = cell_number (table, row, COLUMN_KM);
  Event *event = event_new (EVENT_WORKOUT, "strava-export");
  WrittenInstant written;

  event->source_id = g_strdup (id);
  event_add_link (event, "strava-activity:%s", id);
  if (*file)
    event_add_link (event, "strava-file:%s", file);
  event_set_sport (event, table_cell (table, row, COLUMN_TYPE));
  if (source_scan_date (table_cell (table, row, COLUMN_DATE), &written)) /* UTC, though it does not say so */
    event->start_us = written.instant_us;
  else
    {
      event->flags |= EVENT_FLAG_NO_TIMES;
      source_report_flag (report, "date_not_understood");
    }
  event->elapsed_s = named_number (table, row, "Elapsed Time");
  if (isnan (event->elapsed_s))
    event->elapsed_s = cell_number (table, row, COLUMN_ELAPSED);
  event_end_after (event, event->elapsed_s);
  /* Only a column of its own is metres; in the short form there is one, in kilometres. */
  event->distance_m = last_column (table, "Distance") > COLUMN_KM && !isnan (distance_m) ? distance_m : km * 1000;
  event_set_text (event, EVENT_FIELD_TITLE, table_cell (table, row, COLUMN_NAME));
  event_set_text (event, EVENT_FIELD_NOTES, table_cell (table, row, COLUMN_DESCRIPTION));
  event_set_text (event, EVENT_FIELD_WEATHER, last_column (table, "Weather Condition") >= 0
                  ? table_cell (table, row, (guint) last_column (table, "Weather Condition")) : NULL);
  event_set_number (event, EVENT_FIELD_MOVING_S, named_number (table, row, "Moving Time"));
  event_set_number (event, EVENT_FIELD_ASCENT_M, named_number (table, row, "Elevation Gain"));
  event_set_number (event, EVENT_FIELD_DESCENT_M, named_number (table, row, "Elevation Loss"));
  event_set_number (event, EVENT_FIELD_HEART_RATE_MAX_BPM, named_number (table, row, "Max Heart Rate"));
  if (named_number (table, row, "Average Heart Rate") > 0) /* 0 is "none" */
    event_set_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM, named_number (table, row, "Average Heart Rate"));
  event_set_number (event, EVENT_FIELD_POWER_MAX_W, named_number (table, row, "Max Watts"));
  event_set_number (event, EVENT_FIELD_POWER_AVG_W, named_number (table, row, "Average Watts"));
  event_set_number (event, EVENT_FIELD_ENERGY_KCAL, named_number (table, row, "Calories"));
  event_set_number (event, EVENT_FIELD_SPEED_MAX_M_S, named_number (table, row, "Max Speed"));
  event_set_number (event, EVENT_FIELD_DEVICE_TEMPERATURE_AVG_C, named_number (table, row, "Average Temperature"));
  event_set_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C, named_number (table, row, "Weather Temperature"));
  event_set_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, named_number (table, row, "Humidity") * 100); /* a fraction */
  event_set_number (event, EVENT_FIELD_WEATHER_WIND_M_S, named_number (table, row, "Wind Speed"));
  source_report_take (report, event);
}

gboolean
strava_csv_read (SourceReport *report, const Table *table)
{
  guint n_dated = 0;

  if (!is_strava (table))
    return FALSE;
  report->format = "strava-csv";
  for (guint row = 0; row < table->rows->len; row++)
    if (all_digits (table_cell (table, row, COLUMN_ID)))
      read_row (report, table, row);
  for (guint i = 0; i < report->events->len; i++)
    n_dated += ((Event *) g_ptr_array_index (report->events, i))->start_us != INSTANT_UNKNOWN;
  if (n_dated < report->events->len)
    source_report_say (report, "%u of %u rows have a date in a form that is not understood; ask Strava for the export with the "
                       "account's language set to English.", report->events->len - n_dated, report->events->len);
  return TRUE;
}
