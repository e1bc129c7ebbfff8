/* sources/sleep-diary.c: what programs for diaries of sleep write as CSV */
#include <math.h>
#include <string.h>

#include "json-source.h"
#include "source-table.h"

static void
take_sleep (SourceReport *report, const char *program, gint64 start_us, gint64 end_us, int start_offset_s, int end_offset_s,
            const char *zone, double is_main)
{
  Event *event;

  if (end_us <= start_us) /* begun and given up */
    return;
  event = event_new (EVENT_SLEEP, "sleep-diary");
  event->device = g_strdup (program);
  event->device_id = g_strdup_printf ("diary:%s", program);
  event->source_id = g_strdup_printf ("%s:%" G_GINT64_FORMAT, program, start_us);
  event_add_segment (event, start_us, end_us, SLEEP_STAGE_ASLEEP);
  event_close_segments (event);
  event->start_offset_s = start_offset_s;
  event->end_offset_s = end_offset_s;
  event_set_number (event, EVENT_FIELD_MAIN_SLEEP, is_main);
  event_set_zone (event, zone);
  source_report_take (report, event);
}

/* Tables of one's own aids and tags may stand before, with quotes that no parser of CSV takes: a row is known by its times. */
static gboolean
read_sleepmeter (SourceReport *report, const char *text)
{
  g_autoptr(GRegex) row = NULL;
  g_autoptr(GMatchInfo) match = NULL;

  if (!g_str_has_prefix (text, "wake,sleep,bedtime") && strstr (text, "\nwake,sleep,bedtime") == NULL)
    return FALSE;
  report->format = "sleep-diary";
  row = g_regex_new ("^\"(\\d{4}-[^\"]{5,25})\",\"(\\d{4}-[^\"]{5,25})\",\"[^\"]*\",[^,]*,([A-Z_]+)", G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
  for (g_regex_match (row, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *wake_text = g_match_info_fetch (match, 1), *asleep_text = g_match_info_fetch (match, 2),
                      *type = g_match_info_fetch (match, 3);
      WrittenInstant wake, asleep;

      if (!instant_scan (wake_text, -1, &wake) || !instant_scan (asleep_text, -1, &asleep) || wake.instant_us < asleep.instant_us)
        source_report_flag (report, "row_not_understood");
      else
        take_sleep (report, "Sleepmeter", asleep.instant_us, wake.instant_us, asleep.offset_s, wake.offset_s, NULL,
                    !g_str_equal (type, "NAP"));
    }
  return TRUE;
}

/* A header of its own before every row, since the columns behind the fifteenth are times of samples. */
static gboolean
read_sleep_as_android (SourceReport *report, const char *text)
{
  g_auto(GStrv) lines = NULL;

  if (!g_str_has_prefix (text, "Id,Tz,From,To,"))
    return FALSE;
  report->format = "sleep-diary";
  lines = g_strsplit (text, "\nId,Tz,From,To,", -1);
  for (guint i = 0; lines[i]; i++)
    {
      const char *row = strchr (lines[i], '\n');
      g_autofree char *short_row = NULL;
      g_auto(GStrv) cells = NULL;
      WrittenInstant from, to;
      int start_offset_s = INSTANT_OFFSET_UNKNOWN, end_offset_s = INSTANT_OFFSET_UNKNOWN;
      SourceOptions in_zone = { 0 };
      SourceJob zone_job = { .options = &in_zone };

      if (row == NULL)
        continue;
      short_row = g_strndup (row + 1, strcspn (row + 1, "\n"));
      cells = g_strsplit (short_row, "\",\"", 6);
      if (g_strv_length (cells) < 5 || !source_scan_date (cells[2], DATE_ORDER_UNKNOWN, &from)
          || !source_scan_date (cells[3], DATE_ORDER_UNKNOWN, &to))
        {
          source_report_flag (report, "row_not_understood");
          continue;
        }
      in_zone.zone = cells[1];
      if (source_local_instant (&zone_job, &from.instant_us, &start_offset_s))
        source_local_instant (&zone_job, &to.instant_us, &end_offset_s);
      if (to.instant_us >= from.instant_us)
        take_sleep (report, "Sleep as Android", from.instant_us, to.instant_us, start_offset_s, end_offset_s, cells[1], NAN);
    }
  return TRUE;
}

static gboolean
read_plees (SourceReport *report, const char *text)
{
  g_autoptr(Table) table = NULL;

  if (!g_str_has_prefix (text, "sid,start,stop"))
    return FALSE;
  report->format = "sleep-diary";
  table = table_parse (report->file, text, strlen (text), ',', NULL);
  for (guint row = 0; table && row < table->rows->len; row++)
    {
      double start_ms, stop_ms;

      if (!table_number (table, row, 1, &start_ms) || !table_number (table, row, 2, &stop_ms)
          || !(start_ms > 0 && stop_ms >= start_ms && stop_ms < 1e14))
        source_report_flag (report, "row_not_understood");
      else
        take_sleep (report, "Plees Tracker", (gint64) start_ms * 1000, (gint64) stop_ms * 1000, INSTANT_OFFSET_UNKNOWN,
                    INSTANT_OFFSET_UNKNOWN, NULL, NAN);
    }
  return TRUE;
}

gboolean
sleep_diary_read (SourceJob *job, SourceReport *report, const char *text)
{
  if (!read_sleepmeter (report, text) && !read_sleep_as_android (report, text) && !read_plees (report, text))
    return FALSE;
  if (report->events->len == 0)
    source_report_say (report, "A sleep diary without one whole night.");
  return TRUE;
}
