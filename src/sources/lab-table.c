/* sources/lab-table.c: tables of weighings, workouts and trials. What no column is found for stays unknown. */
#include <math.h>
#include <string.h>

#include "json-source.h"
#include "table-columns.h"

typedef struct {
  TableColumns found;
  DateOrder order;                  /* of the dates in the time column */
  guint n_not_understood;           /* rows whose time cannot be read */
  guint n_either_way;               /* of those, dates whose day may be the month */
  const char *heading;              /* (nullable): of a row that held but a day, for those below it that have but a clock */
  GHashTable *ids;                  /* what rows are called → how many are */
} Columns;

static const char *
part_cell (const Table *table, guint row, const Columns *columns, RowPart part)
{
  int column = columns->found.parts[part].column;
  const char *cell = column < 0 ? NULL : table_cell (table, row, (guint) column);

  return cell && !table_cell_is_missing (cell) ? cell : NULL;
}

/* Programs count the seconds since 1970, or the milliseconds. */
static gboolean
scan_epoch (const char *text, WrittenInstant *written)
{
  gsize digits = strspn (text, "0123456789");
  gint64 value;

  if ((digits != 10 && digits != 13) || (text[digits] != '\0' && text[digits] != '.'))
    return FALSE;
  value = g_ascii_strtoll (text, NULL, 10);
  *written = (WrittenInstant) { .instant_us = digits == 10 ? value * INSTANT_SECOND : value * 1000, .offset_s = INSTANT_OFFSET_UNKNOWN };
  return TRUE;
}

static gboolean
read_time (SourceJob *job, const char *text, const char *time_of_day, DateOrder order, gint64 *instant_us, int *offset_s,
           gboolean *no_zone)
{
  g_autofree char *joined = time_of_day ? g_strdup_printf ("%s %s", text, time_of_day) : g_strdup (text);
  WrittenInstant written;

  if (scan_epoch (joined, &written))
    {
      GTimeZone *zone = instant_zone_find (job->options ? job->options->zone : NULL);

      *instant_us = written.instant_us;
      *offset_s = zone ? instant_offset_in_zone (written.instant_us, zone) : INSTANT_OFFSET_UNKNOWN;
      g_clear_pointer (&zone, g_time_zone_unref);
      return TRUE;
    }
  if (!source_scan_date (joined, order, &written))
    return FALSE;
  *instant_us = written.instant_us;
  *offset_s = written.offset_s;
  if (written.offset_s == INSTANT_OFFSET_UNKNOWN && !source_local_instant (job, instant_us, offset_s))
    *no_zone = TRUE;
  return TRUE;
}

/* The end as a time of its own, or as a clock on the day of the start; an earlier clock is that of the day after. */
static void
read_end (SourceJob *job, Event *event, const char *end, const char *day, DateOrder order, gboolean *no_zone)
{
  gint64 end_us;
  int end_offset_s;

  if (read_time (job, end, NULL, order, &end_us, &end_offset_s, no_zone))
    {
      if (end_us < event->start_us)
        return;
    }
  else
    {
      if (!read_time (job, day, end, order, &end_us, &end_offset_s, no_zone))
        return;
      if (end_us < event->start_us)
        end_us += INSTANT_DAY;
      if (end_us < event->start_us)
        return;
    }
  event->end_us = end_us;
  event->end_offset_s = end_offset_s;
}

/* Returns: whether anything was measured; a note alone is none. */
static gboolean
read_fields (Event *event, SourceReport *report, const Table *table, guint row, const Columns *columns)
{
  gboolean measured = FALSE;

  for (guint id = 0; id < EVENT_N_FIELDS; id++)
    {
      const FoundColumn *found = &columns->found.fields[id];
      double value;

      if (found->column < 0)
        continue;
      if (event_field_is_text ((EventFieldId) id))
        event_set_text (event, (EventFieldId) id, table_cell (table, row, (guint) found->column));
      else if (table_columns_value (found, table, row, &value))
        {
          event_set_number (event, (EventFieldId) id, value);
          measured = measured || !isnan (value);
        }
      else
        {
          source_report_flag (report, "cell_not_understood");
          source_report_say (report, "Line %u: “%s” in “%s” is no number.", g_array_index (table->line_numbers, guint, row),
                             table_cell (table, row, (guint) found->column), table->names[found->column]);
        }
    }
  return measured;
}

/* A weighing when mass is all it tells of the body at work; else a trial. */
static EventKind
kind_of (const Columns *columns, const Event *event)
{
  gboolean lasts = columns->found.parts[ROW_DURATION].column >= 0 || columns->found.parts[ROW_END].column >= 0;

  if (!isnan (event_number (event, EVENT_FIELD_SWEAT_RATE_L_H)) || !isnan (event_number (event, EVENT_FIELD_SWEAT_SODIUM_MMOL_L))
      || !isnan (event_number (event, EVENT_FIELD_SWEAT_CHLORIDE_MMOL_L)) || !isnan (event_number (event, EVENT_FIELD_BODY_MASS_BEFORE_KG)))
    return EVENT_LAB_TRIAL;
  if (!lasts && !isnan (event_number (event, EVENT_FIELD_BODY_MASS_KG)))
    return EVENT_BODY_MASS;
  return lasts && columns->found.parts[ROW_SPORT].column >= 0 ? EVENT_WORKOUT : EVENT_LAB_TRIAL;
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
  double duration_s = table_columns_part (&columns->found, table, row, ROW_DURATION);
  g_autoptr(Event) event = event_new (EVENT_LAB_TRIAL, "table");
  gboolean no_zone = FALSE;

  if (time == NULL || (!read_time (job, time, part_cell (table, row, columns, ROW_TIME_OF_DAY), columns->order, &event->start_us,
                                   &event->start_offset_s, &no_zone)
                       && !(columns->heading && read_time (job, columns->heading, time, columns->order, &event->start_us,
                                                           &event->start_offset_s, &no_zone))))
    {
      WrittenInstant either;

      source_report_flag (report, "row_without_time");
      if (time)
        columns->n_not_understood++;
      if (time && columns->order == DATE_ORDER_UNKNOWN && source_scan_date (time, DATE_ORDER_DAY_FIRST, &either))
        columns->n_either_way++;
      return;
    }
  if (!read_fields (event, report, table, row, columns) && isnan (duration_s) && end == NULL)
    return;
  event_set_sport (event, part_cell (table, row, columns, ROW_SPORT));
  event->kind = kind_of (columns, event);
  event->end_us = event->start_us;
  event->end_offset_s = event->start_offset_s;
  event->timer_s = duration_s;
  event_end_after (event, event->timer_s);
  if (end)
    read_end (job, event, end, time, columns->order, &no_zone);
  event->elapsed_s = event->kind == EVENT_BODY_MASS ? NAN : (double) (event->end_us - event->start_us) / INSTANT_SECOND;
  event->distance_m = table_columns_part (&columns->found, table, row, ROW_DISTANCE);
  if (no_zone)
    {
      event->flags |= EVENT_FLAG_NO_ZONE;
      source_report_flag (report, "time_without_zone");
    }
  event->source_id = name_row (columns, event, id);
  source_report_take (report, g_steal_pointer (&event));
}

/* A night: from its start to its end, whatever the day is called. */
static gboolean
read_sleep_row (SourceJob *job, SourceReport *report, const Table *table, guint row, Columns *columns)
{
  const char *start = part_cell (table, row, columns, ROW_SLEEP_START), *end = part_cell (table, row, columns, ROW_SLEEP_END),
             *nap = part_cell (table, row, columns, ROW_NAP), *id = part_cell (table, row, columns, ROW_ID);
  g_autoptr(Event) event = event_new (EVENT_SLEEP, "table");
  gint64 start_us, end_us;
  int start_offset_s, end_offset_s;
  gboolean no_zone = FALSE;

  if (start == NULL || end == NULL || !read_time (job, start, NULL, columns->order, &start_us, &start_offset_s, &no_zone)
      || !read_time (job, end, NULL, columns->order, &end_us, &end_offset_s, &no_zone) || end_us <= start_us)
    return FALSE;
  event_add_segment (event, start_us, end_us, SLEEP_STAGE_ASLEEP);
  event_close_segments (event);
  event->start_offset_s = start_offset_s;
  event->end_offset_s = end_offset_s;
  read_fields (event, report, table, row, columns);
  if (nap)
    event_set_number (event, EVENT_FIELD_MAIN_SLEEP, !(g_ascii_strcasecmp (nap, "true") == 0 || g_ascii_strcasecmp (nap, "yes") == 0 || g_str_equal (nap, "1")));
  if (no_zone)
    {
      event->flags |= EVENT_FLAG_NO_ZONE;
      source_report_flag (report, "time_without_zone");
    }
  event->source_id = name_row (columns, event, id);
  source_report_take (report, g_steal_pointer (&event));
  return TRUE;
}

static gboolean
is_heading (const Table *table, guint row, const Columns *columns)
{
  WrittenInstant written;

  for (guint c = 0; c < table->n_columns; c++)
    if ((int) c != columns->found.parts[ROW_TIME].column && !table_cell_is_missing (table_cell (table, row, c)))
      return FALSE;
  return source_scan_date (table_cell (table, row, (guint) columns->found.parts[ROW_TIME].column), columns->order, &written);
}

/* Minutes of steps and of the heart, by the thousand in exports, are no trials: such a number needs the workout that it is of. */
static gboolean
stands_alone (EventFieldId id)
{
  switch (id)
    {
    case EVENT_FIELD_STEPS:
    case EVENT_FIELD_ENERGY_KCAL:
    case EVENT_FIELD_HEART_RATE_AVG_BPM:
    case EVENT_FIELD_HEART_RATE_MAX_BPM:
    case EVENT_FIELD_RESTING_HEART_RATE_BPM:
      return FALSE;
    default:
      return !event_field_is_text (id);
    }
}

void
lab_table_read (SourceJob *job, SourceReport *report, const Table *table)
{
  Columns columns = { .order = DATE_ORDER_UNKNOWN };
  gboolean sleeps;
  guint n_fields = 0;
  int time;

  table_columns_find (table, &columns.found);
  report->format = "table";
  if (job->options && job->options->map && !table_columns_map (&columns.found, report, table, job->options->map))
    return;
  for (guint i = 0; i < EVENT_N_FIELDS; i++)
    n_fields += columns.found.fields[i].column >= 0 && stands_alone ((EventFieldId) i);
  sleeps = columns.found.parts[ROW_SLEEP_START].column >= 0 && columns.found.parts[ROW_SLEEP_END].column >= 0;
  time = columns.found.parts[sleeps ? ROW_SLEEP_START : ROW_TIME].column;
  if (time < 0 || (!sleeps && n_fields == 0 && columns.found.parts[ROW_DURATION].column < 0 && columns.found.parts[ROW_END].column < 0))
    {
      source_report_refuse (report, "text", "This is a table, but %s is found in its columns. Name them with --map, for example "
                            "--map “time=%s,body_mass_kg=…”.", time < 0 ? "no time" : "nothing measured", table->names[0]);
      return;
    }
  columns.order = source_date_order (table, (guint) time);
  columns.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint row = 0; row < table->rows->len; row++)
    if (sleeps)
      columns.n_not_understood += !read_sleep_row (job, report, table, row, &columns);
    else if (is_heading (table, row, &columns))
      columns.heading = table_cell (table, row, (guint) time);
    else
      read_row (job, report, table, row, &columns);
  g_hash_table_unref (columns.ids);
  if (columns.n_not_understood && report->events->len)
    source_report_say (report, "%u of %u rows have a time that is not understood and are left out; where a date like 03/04/2026 can be "
                       "read in two ways, write 2026-04-03.", columns.n_not_understood, table->rows->len);
  if (report->events->len)
    table_columns_say_rest (&columns.found, table, report);
  else if (columns.n_either_way)
    source_report_refuse (report, "table", "Every date like “%s” can be read in two ways, and no row tells the day from the month; write 2026-04-03.",
                          table_cell (table, 0, (guint) time));
  else
    source_report_refuse (report, "table", "None of the %u rows has a time that is understood; write times like 2026-03-29 07:31.",
                          table->rows->len);
}
