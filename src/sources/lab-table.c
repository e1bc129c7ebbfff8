/* sources/lab-table.c: tables of weighings and trials. A column is found by the field's own name ("body_mass_kg"), by words that
 * people use, or by a map ("time=Datum,body_mass_kg=Gewicht"); what no column is found for stays unknown. */
#include <math.h>
#include <string.h>

#include "base/column-map.h"
#include "base/unit.h"
#include "json-source.h"
#include "source-table.h"

/* What a row may say beside the fields of an event. */
typedef enum { ROW_TIME, ROW_TIME_OF_DAY, ROW_END, ROW_DURATION_MIN, ROW_DURATION_S, ROW_DISTANCE_M, ROW_DISTANCE_KM, ROW_SPORT, ROW_ID,
               ROW_N } RowPart;

static const struct {
  RowPart part;
  const char *names;    /* blank-separated, small letters and digits */
} part_names[] = {
  { ROW_TIME, "time date datetime timestamp start starttime measuredat datum zeitpunkt dateheure quand" },
  { ROW_TIME_OF_DAY, "timeofday clock uhrzeit heure" },
  { ROW_END, "end endtime stop ende fin" },
  { ROW_DURATION_MIN, "durationmin minutes min dauermin dureemin" },
  { ROW_DURATION_S, "durations duration seconds elapseds" },
  { ROW_DISTANCE_M, "distancem metres meters" },
  { ROW_DISTANCE_KM, "distancekm km" },
  { ROW_SPORT, "sport activity sportart discipline" },
  { ROW_ID, "id trial trialid session sessionid" },
};

static const struct {
  EventFieldId field;
  const char *names;
  double factor;
} field_names[] = {
  { EVENT_FIELD_BODY_MASS_KG, "bodymass mass masskg weight weightkg bodyweight gewicht gewichtkg poids poidskg kg masse", 1 },
  { EVENT_FIELD_BODY_MASS_KG, "weightlb weightlbs masslb lb lbs pounds", KG_PER_LB },
  { EVENT_FIELD_BODY_FAT_PERCENT, "bodyfat fatpercent fat", 1 },
  { EVENT_FIELD_BODY_MASS_BEFORE_KG, "massbefore massbeforekg weightbefore weightbeforekg beforekg prekg premass", 1 },
  { EVENT_FIELD_BODY_MASS_AFTER_KG, "massafter massafterkg weightafter weightafterkg afterkg postkg postmass", 1 },
  { EVENT_FIELD_DRUNK_ML, "drunk fluidml intakeml drinkml", 1 },
  { EVENT_FIELD_URINE_ML, "urine", 1 },
  { EVENT_FIELD_FOOD_G, "food", 1 },
  { EVENT_FIELD_SWEAT_RATE_L_H, "sweatrate wbsr sweatratelh", 1 },
  { EVENT_FIELD_SWEAT_SODIUM_MMOL_L, "sodium sweatsodium sodiummmoll na", 1 },
  { EVENT_FIELD_SWEAT_CHLORIDE_MMOL_L, "chloride sweatchloride chloridemmoll cl", 1 },
  { EVENT_FIELD_WEATHER_TEMPERATURE_C, "temperature temperaturec tdb airtemperature", 1 },
  { EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, "humidity rh humiditypercent", 1 },
  { EVENT_FIELD_HEIGHT_M, "heightm height", 1 },
};

typedef struct {
  int parts[ROW_N];                 /* column, −1 */
  DateOrder order;                  /* of the dates in the time column */
  int fields[EVENT_N_FIELDS];
  double factors[EVENT_N_FIELDS];
  guint n_not_understood;           /* rows whose time cannot be read */
  GHashTable *ids;                  /* what rows are called → how many are */
} Columns;

static char *
plain_name (const char *name)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = name; *c; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (plain, g_ascii_tolower (*c));
  return g_string_free (plain, FALSE);
}

static gboolean
is_one_of (const char *names, const char *plain)
{
  g_auto(GStrv) words = g_strsplit (names, " ", -1);

  return *plain && g_strv_contains ((const char *const *) words, plain);
}

static void
find_columns (const Table *table, Columns *columns)
{
  for (guint c = 0; c < table->n_columns; c++)
    {
      g_autofree char *plain = plain_name (table->names[c]);
      EventFieldId id;

      if (event_field_from_name (table->names[c], &id) && columns->fields[id] < 0)
        {
          columns->fields[id] = (int) c;
          continue;
        }
      for (guint p = 0; p < G_N_ELEMENTS (part_names); p++)
        if (columns->parts[part_names[p].part] < 0 && is_one_of (part_names[p].names, plain))
          columns->parts[part_names[p].part] = (int) c;
      for (guint f = 0; f < G_N_ELEMENTS (field_names); f++)
        if (columns->fields[field_names[f].field] < 0 && is_one_of (field_names[f].names, plain))
          {
            columns->fields[field_names[f].field] = (int) c;
            columns->factors[field_names[f].field] = field_names[f].factor;
          }
    }
}

/* "time=Datum,body_mass_kg=Gewicht". Returns: FALSE after having refused. */
static gboolean
apply_map (SourceReport *report, const Table *table, const char *map, Columns *columns)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) pairs = column_map_parse (map, &error);

  if (pairs == NULL)
    {
      source_report_refuse (report, "table", "%s", error->message);
      return FALSE;
    }
  for (guint i = 0; i < pairs->len; i++)
    {
      const ColumnPair *pair = &g_array_index (pairs, ColumnPair, i);
      g_autofree char *plain = plain_name (pair->field);
      EventFieldId id;
      gboolean known = FALSE;
      int column = table_find_column (table, pair->column);

      if (column < 0)
        {
          source_report_refuse (report, "table", "The map names a column “%s” that the table does not have.", pair->column);
          return FALSE;
        }
      if (event_field_from_name (pair->field, &id))
        {
          columns->fields[id] = column;
          columns->factors[id] = 1;
          known = TRUE;
        }
      for (guint p = 0; p < G_N_ELEMENTS (part_names) && !known; p++)
        if (is_one_of (part_names[p].names, plain))
          {
            columns->parts[part_names[p].part] = column;
            known = TRUE;
          }
      if (!known)
        {
          source_report_refuse (report, "table", "The map names a field “%s” that is not known; fields are called time, end, "
                                "duration_min, distance_m, sport, body_mass_kg, sweat_rate_l_h and so on.", pair->field);
          return FALSE;
        }
    }
  return TRUE;
}

static const char *
part_cell (const Table *table, guint row, const Columns *columns, RowPart part)
{
  const char *cell = columns->parts[part] < 0 ? NULL : table_cell (table, row, (guint) columns->parts[part]);

  return cell && !table_cell_is_missing (cell) ? cell : NULL;
}

static double
part_number (const Table *table, guint row, const Columns *columns, RowPart part)
{
  double value;

  if (columns->parts[part] < 0 || !table_number (table, row, (guint) columns->parts[part], &value))
    return NAN;
  return value;
}

static gboolean
read_time (SourceJob *job, const char *text, const char *time_of_day, DateOrder order, gint64 *instant_us, int *offset_s,
           gboolean *no_zone)
{
  g_autofree char *joined = time_of_day ? g_strdup_printf ("%s %s", text, time_of_day) : g_strdup (text);
  WrittenInstant written;

  if (!source_scan_date (joined, order, &written))
    return FALSE;
  *instant_us = written.instant_us;
  *offset_s = written.offset_s;
  if (written.offset_s == INSTANT_OFFSET_UNKNOWN && !source_local_instant (job, instant_us, offset_s))
    *no_zone = TRUE;
  return TRUE;
}

static void
read_fields (Event *event, SourceReport *report, const Table *table, guint row, const Columns *columns)
{
  for (guint id = 0; id < EVENT_N_FIELDS; id++)
    {
      double value;

      if (columns->fields[id] < 0)
        continue;
      if (event_field_is_text ((EventFieldId) id))
        event_set_text (event, (EventFieldId) id, table_cell (table, row, (guint) columns->fields[id]));
      else if (table_number (table, row, (guint) columns->fields[id], &value))
        event_set_number (event, (EventFieldId) id, value * columns->factors[id]);
      else
        {
          source_report_flag (report, "cell_not_understood");
          source_report_say (report, "Line %u: “%s” in “%s” is no number.", g_array_index (table->line_numbers, guint, row),
                             table_cell (table, row, (guint) columns->fields[id]), table->names[columns->fields[id]]);
        }
    }
}

/* A weighing when mass is all it tells of the body at work; else a trial. */
static EventKind
kind_of (const Columns *columns, const Event *event)
{
  gboolean lasts = columns->parts[ROW_DURATION_MIN] >= 0 || columns->parts[ROW_DURATION_S] >= 0 || columns->parts[ROW_END] >= 0;

  if (!isnan (event_number (event, EVENT_FIELD_SWEAT_RATE_L_H)) || !isnan (event_number (event, EVENT_FIELD_SWEAT_SODIUM_MMOL_L))
      || !isnan (event_number (event, EVENT_FIELD_SWEAT_CHLORIDE_MMOL_L)) || !isnan (event_number (event, EVENT_FIELD_BODY_MASS_BEFORE_KG)))
    return EVENT_LAB_TRIAL;
  if (!lasts && !isnan (event_number (event, EVENT_FIELD_BODY_MASS_KG)))
    return EVENT_BODY_MASS;
  return lasts && columns->parts[ROW_SPORT] >= 0 ? EVENT_WORKOUT : EVENT_LAB_TRIAL;
}

/* The row's place may change when the table is continued; its time, or an id, stays. Two patches of one trial stand in two rows of
 * one time: the second of a name is called so. (transfer full) */
static char *
name_row (Columns *columns, const Event *event, const char *id)
{
  g_autofree char *name = id ? g_strdup_printf ("%s:%s", event_kind_name (event->kind), id)
                          : g_strdup_printf ("%s:%" G_GINT64_FORMAT, event_kind_name (event->kind), event->start_us);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (columns->ids, name)) + 1;

  g_hash_table_insert (columns->ids, g_strdup (name), GUINT_TO_POINTER (n));
  return n == 1 ? g_steal_pointer (&name) : g_strdup_printf ("%s#%u", name, n);
}

static void
read_row (SourceJob *job, SourceReport *report, const Table *table, guint row, Columns *columns)
{
  const char *time = part_cell (table, row, columns, ROW_TIME), *end = part_cell (table, row, columns, ROW_END),
             *id = part_cell (table, row, columns, ROW_ID);
  double minutes = part_number (table, row, columns, ROW_DURATION_MIN), seconds = part_number (table, row, columns, ROW_DURATION_S),
         km = part_number (table, row, columns, ROW_DISTANCE_KM);
  g_autoptr(Event) event = event_new (EVENT_LAB_TRIAL, "table");
  gboolean no_zone = FALSE;

  if (time == NULL || !read_time (job, time, part_cell (table, row, columns, ROW_TIME_OF_DAY), columns->order, &event->start_us,
                                  &event->start_offset_s, &no_zone))
    {
      source_report_flag (report, "row_without_time");
      if (time)
        columns->n_not_understood++;
      return;
    }
  read_fields (event, report, table, row, columns);
  if (event->fields->len == 0 && isnan (minutes) && isnan (seconds))
    return;
  event_set_sport (event, part_cell (table, row, columns, ROW_SPORT));
  event->kind = kind_of (columns, event);
  event->end_us = event->start_us;
  event->end_offset_s = event->start_offset_s;
  event->timer_s = isnan (minutes) ? seconds : minutes * 60;
  event_end_after (event, event->timer_s);
  if (end)
    {
      gint64 end_us;
      int end_offset_s;

      if (read_time (job, end, NULL, columns->order, &end_us, &end_offset_s, &no_zone) && end_us >= event->start_us)
        {
          event->end_us = end_us;
          event->end_offset_s = end_offset_s;
        }
    }
  event->elapsed_s = event->kind == EVENT_BODY_MASS ? NAN : (double) (event->end_us - event->start_us) / INSTANT_SECOND;
  event->distance_m = isnan (km) ? part_number (table, row, columns, ROW_DISTANCE_M) : km * 1000;
  if (no_zone)
    {
      event->flags |= EVENT_FLAG_NO_ZONE;
      source_report_flag (report, "time_without_zone");
    }
  event->source_id = name_row (columns, event, id);
  source_report_take (report, g_steal_pointer (&event));
}

void
lab_table_read (SourceJob *job, SourceReport *report, const Table *table)
{
  Columns columns = { .order = DATE_ORDER_UNKNOWN };
  guint n_fields = 0;

  for (guint i = 0; i < ROW_N; i++)
    columns.parts[i] = -1;
  for (guint i = 0; i < EVENT_N_FIELDS; i++)
    {
      columns.fields[i] = -1;
      columns.factors[i] = 1;
    }
  find_columns (table, &columns);
  report->format = "table";
  if (job->options && job->options->map && !apply_map (report, table, job->options->map, &columns))
    return;
  for (guint i = 0; i < EVENT_N_FIELDS; i++)
    n_fields += columns.fields[i] >= 0;
  if (columns.parts[ROW_TIME] < 0 || (n_fields == 0 && columns.parts[ROW_DURATION_MIN] < 0 && columns.parts[ROW_DURATION_S] < 0))
    {
      source_report_refuse (report, "text", "This is a table, but %s is found in its columns. Name them with --map, for example "
                            "--map “time=%s,body_mass_kg=…”.", columns.parts[ROW_TIME] < 0 ? "no time" : "nothing measured",
                            table->names[0]);
      return;
    }
  columns.order = source_date_order (table, (guint) columns.parts[ROW_TIME]);
  columns.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint row = 0; row < table->rows->len; row++)
    read_row (job, report, table, row, &columns);
  g_hash_table_unref (columns.ids);
  if (columns.n_not_understood && report->events->len)
    source_report_say (report, "%u of %u rows have a time that is not understood and are left out; where a date like 03/04/2026 can be "
                       "read in two ways, write 2026-04-03.", columns.n_not_understood, table->rows->len);
  if (report->events->len == 0)
    source_report_refuse (report, "table", "None of the %u rows has a time that is understood; write times like 2026-03-29 07:31.",
                          table->rows->len);
}
