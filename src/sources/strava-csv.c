/* sources/strava-csv.c: activities.csv of Strava's bulk export. Names of columns come twice (the first Distance is km, the
 * second metres), some are untranslated HTML, and in other languages all are other words: a column goes by its English name, and
 * where that is not found by its place in the layout that Strava has written since 2021. The originals of the same archive weigh
 * more than a row. */
#include <math.h>
#include <string.h>

#include "source-table.h"

#define MOST_LEADING_COLUMNS 16   /* the name of the original stands among these, whatever the layout */

enum { COLUMN_ID, COLUMN_DATE, COLUMN_NAME, COLUMN_TYPE, COLUMN_DESCRIPTION, COLUMN_ELAPSED, COLUMN_KM, COLUMN_EXACT_ELAPSED = 15,
       COLUMN_METRES = 17 };

static const struct {
  EventFieldId field;
  const char *name;
  guint8 place;
  gboolean zero_is_none;   /* a recorder without the sensor */
  double factor;
} measures[] = {
  { EVENT_FIELD_MOVING_S, "Moving Time", 16, FALSE, 1 },
  { EVENT_FIELD_SPEED_MAX_M_S, "Max Speed", 18, FALSE, 1 },
  { EVENT_FIELD_ASCENT_M, "Elevation Gain", 20, FALSE, 1 },
  { EVENT_FIELD_DESCENT_M, "Elevation Loss", 21, FALSE, 1 },
  { EVENT_FIELD_CADENCE_AVG_RPM, "Average Cadence", 29, TRUE, 1 },
  { EVENT_FIELD_HEART_RATE_MAX_BPM, "Max Heart Rate", 30, TRUE, 1 },
  { EVENT_FIELD_HEART_RATE_AVG_BPM, "Average Heart Rate", 31, TRUE, 1 },
  { EVENT_FIELD_POWER_MAX_W, "Max Watts", 32, TRUE, 1 },
  { EVENT_FIELD_POWER_AVG_W, "Average Watts", 33, TRUE, 1 },
  { EVENT_FIELD_ENERGY_KCAL, "Calories", 34, FALSE, 1 },
  { EVENT_FIELD_DEVICE_TEMPERATURE_AVG_C, "Average Temperature", 36, FALSE, 1 },
  { EVENT_FIELD_WEATHER_TEMPERATURE_C, "Weather Temperature", 56, FALSE, 1 },
  { EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, "Humidity", 59, FALSE, 100 }, /* a fraction */
  { EVENT_FIELD_WEATHER_WIND_M_S, "Wind Speed", 61, FALSE, 1 },
};

typedef struct {
  gboolean known_layout;   /* of 2021 and later: places hold */
  int elapsed, metres, file, weather;
  int measures[G_N_ELEMENTS (measures)];
  DateOrder order;
} StravaColumns;

static gboolean
all_digits (const char *text)
{
  return *text && strspn (text, "0123456789") == strlen (text);
}

/* Elapsed time and distance stand twice, and only in the later layout at these places. */
static gboolean
has_known_layout (const Table *table)
{
  return g_str_equal (table->names[COLUMN_ELAPSED], table->names[COLUMN_EXACT_ELAPSED])
         && g_str_equal (table->names[COLUMN_KM], table->names[COLUMN_METRES]);
}

/* By its first columns in English; in other languages by what its first row holds. */
static gboolean
is_strava (const Table *table)
{
  if (table->n_columns < 11)
    return FALSE;
  if (g_str_equal (table->names[COLUMN_ID], "Activity ID") && g_str_equal (table->names[COLUMN_DATE], "Activity Date"))
    return TRUE;
  if (table->n_columns > COLUMN_METRES && has_known_layout (table) && all_digits (table_cell (table, 0, COLUMN_ID)))
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

static int
find_file_column (const Table *table)
{
  int named = table_find_column (table, "Filename");

  if (named >= 0)
    return named;
  for (guint row = 0; row < table->rows->len; row++)
    for (guint c = COLUMN_KM + 1; c < MIN (table->n_columns, MOST_LEADING_COLUMNS); c++)
      if (g_str_has_prefix (table_cell (table, row, c), "activities/"))
        return (int) c;
  return -1;
}

static void
find_columns (const Table *table, StravaColumns *columns)
{
  gboolean english = g_str_equal (table->names[COLUMN_ID], "Activity ID");

  columns->known_layout = table->n_columns > COLUMN_METRES && has_known_layout (table);
  columns->elapsed = english ? last_column (table, "Elapsed Time") : columns->known_layout ? COLUMN_EXACT_ELAPSED : COLUMN_ELAPSED;
  columns->metres = english ? last_column (table, "Distance") : columns->known_layout ? COLUMN_METRES : COLUMN_KM;
  columns->file = find_file_column (table);
  columns->weather = last_column (table, "Weather Condition");
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      columns->measures[i] = last_column (table, measures[i].name);
      if (columns->measures[i] < 0 && columns->known_layout && !english && measures[i].place < table->n_columns)
        columns->measures[i] = measures[i].place;
    }
  columns->order = source_date_order (table, COLUMN_DATE);
}

static double
cell_number (const Table *table, guint row, int column)
{
  double value;

  if (column < 0 || !table_number (table, row, (guint) column, &value))
    return NAN;
  return value;
}

static void
read_measures (Event *event, const Table *table, guint row, const StravaColumns *columns)
{
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      double value = cell_number (table, row, columns->measures[i]);

      if (!(measures[i].zero_is_none && value == 0))
        event_set_number (event, measures[i].field, value * measures[i].factor);
    }
}

static void
read_row (SourceReport *report, const Table *table, guint row, const StravaColumns *columns)
{
  const char *file = columns->file >= 0 ? table_cell (table, row, (guint) columns->file) : "", *id = table_cell (table, row, COLUMN_ID);
  double distance_m = cell_number (table, row, columns->metres), km = cell_number (table, row, COLUMN_KM);
  Event *event = event_new (EVENT_WORKOUT, "strava-export");
  WrittenInstant written;

  event->source_id = g_strdup (id);
  event_add_link (event, "strava-activity:%s", id);
  if (*file)
    event_add_link (event, "strava-file:%s", file);
  event_set_sport (event, table_cell (table, row, COLUMN_TYPE));
  if (source_scan_date (table_cell (table, row, COLUMN_DATE), columns->order, &written)) /* UTC, though it does not say so */
    event->start_us = written.instant_us;
  else
    {
      event->flags |= EVENT_FLAG_NO_TIMES;
      source_report_flag (report, "date_not_understood");
    }
  event->elapsed_s = cell_number (table, row, columns->elapsed);
  if (isnan (event->elapsed_s))
    event->elapsed_s = cell_number (table, row, COLUMN_ELAPSED);
  event_end_after (event, event->elapsed_s);
  /* Only a column of its own is metres; in the short form there is one, in kilometres. */
  event->distance_m = columns->metres > COLUMN_KM && !isnan (distance_m) ? distance_m : km * 1000;
  event_set_text (event, EVENT_FIELD_TITLE, table_cell (table, row, COLUMN_NAME));
  event_set_text (event, EVENT_FIELD_NOTES, table_cell (table, row, COLUMN_DESCRIPTION));
  event_set_text (event, EVENT_FIELD_WEATHER, columns->weather >= 0 ? table_cell (table, row, (guint) columns->weather) : NULL);
  read_measures (event, table, row, columns);
  source_report_take (report, event);
}

gboolean
strava_csv_read (SourceReport *report, const Table *table)
{
  StravaColumns columns;
  guint n_dated = 0;

  if (!is_strava (table))
    return FALSE;
  report->format = "strava-csv";
  find_columns (table, &columns);
  for (guint row = 0; row < table->rows->len; row++)
    if (all_digits (table_cell (table, row, COLUMN_ID)))
      read_row (report, table, row, &columns);
  for (guint i = 0; i < report->events->len; i++)
    n_dated += ((Event *) g_ptr_array_index (report->events, i))->start_us != INSTANT_UNKNOWN;
  if (n_dated < report->events->len)
    source_report_say (report, "%u of %u rows have a date in a form that is not understood; ask Strava for the export with the "
                       "account's language set to English.", report->events->len - n_dated, report->events->len);
  return TRUE;
}
