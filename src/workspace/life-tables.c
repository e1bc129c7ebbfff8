/* workspace/life-tables.c */
#include "life-tables.h"

#include <math.h>

#include "base/csv.h"

static void
put_instant (GString *text, const AthleteTimeline *timeline, gint64 instant_us, int offset_s)
{
  g_autofree char *written = instant_us == INSTANT_UNKNOWN ? NULL : instant_format (instant_us, athlete_timeline_offset (timeline, instant_us, offset_s));

  csv_put_text (text, written);
}

static gboolean
is_in_span (const AthleteTimeline *timeline, gint64 instant_us, int offset_s, const DaySpan *span)
{
  if (instant_us == INSTANT_UNKNOWN)
    return span->from == CIVIL_DAY_UNKNOWN && span->to == CIVIL_DAY_UNKNOWN;
  return day_span_holds (span, instant_civil_day (instant_us, athlete_timeline_offset (timeline, instant_us, offset_s)));
}

void
events_table_begin (GString *text)
{
  g_return_if_fail (text != NULL);

  g_string_append (text, "athlete,id,kind,sport,start,end,zone,elapsed_s,timer_s,distance_m,device,told_by");
  for (guint i = 0; i < EVENT_N_FIELDS; i++)
    g_string_append_printf (text, ",%s", event_field_name (i));
  csv_end_line (text);
}

/* The keys of all members, each of which tells of the event, by weight. */
static char *
tellers (const TimelineEvent *event)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < event->members->len; i++)
    {
      g_autofree char *key = timeline_event_key (g_ptr_array_index (event->members, i));

      g_string_append_printf (keys, "%s%s", i > 0 ? "; " : "", key);
    }
  return g_string_free (keys, FALSE);
}

guint
events_table_put (GString *text, const Athlete *athlete, const AthleteTimeline *timeline, const DaySpan *span)
{
  guint n = 0;

  g_return_val_if_fail (text != NULL && athlete != NULL && timeline != NULL && span != NULL, 0);

  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i);
      const Event *merged = event->merged;
      g_autofree char *told_by = tellers (event);

      if (!is_in_span (timeline, merged->start_us, merged->start_offset_s, span))
        continue;
      csv_put_text (text, athlete->handle);
      csv_put_text (text, event->id);
      csv_put_text (text, event_kind_name (merged->kind));
      csv_put_text (text, merged->sport);
      put_instant (text, timeline, merged->start_us, merged->start_offset_s);
      put_instant (text, timeline, merged->end_us, merged->end_offset_s);
      csv_put_text (text, merged->zone ? merged->zone : timeline->zone ? g_time_zone_get_identifier (timeline->zone) : NULL);
      csv_put_number (text, merged->elapsed_s);
      csv_put_number (text, merged->timer_s);
      csv_put_number (text, merged->distance_m);
      csv_put_text (text, merged->device);
      csv_put_text (text, told_by);
      for (guint f = 0; f < EVENT_N_FIELDS; f++)
        if (event_field_is_text (f))
          csv_put_text (text, event_text (merged, f));
        else
          csv_put_number (text, event_number (merged, f));
      csv_end_line (text);
      n++;
    }
  return n;
}

void
nights_table_begin (GString *text)
{
  g_return_if_fail (text != NULL);

  g_string_append (text, "athlete,date,main,start,end,asleep_s,awake_s,deep_s,light_s,rem_s,in_bed_s,fragments,clock_fault,source,device");
  csv_end_line (text);
}

guint
nights_table_put (GString *text, const Athlete *athlete, const AthleteTimeline *timeline, const DaySpan *span)
{
  guint n = 0;

  g_return_val_if_fail (text != NULL && athlete != NULL && timeline != NULL && span != NULL, 0);

  for (guint i = 0; i < timeline->nights->len; i++)
    {
      const Night *night = g_ptr_array_index (timeline->nights, i);
      const double seconds[] = { night->asleep_s, night->awake_s, night->deep_s, night->light_s, night->rem_s, night->in_bed_s, night->n_fragments };
      g_autofree char *date = civil_day_format (night->date);

      if (!day_span_holds (span, night->date))
        continue;
      csv_put_text (text, athlete->handle);
      csv_put_text (text, date);
      csv_put_text (text, night->main ? "true" : "false");
      put_instant (text, timeline, night->start_us, night->start_offset_s);
      put_instant (text, timeline, night->end_us, night->end_offset_s);
      for (guint k = 0; k < G_N_ELEMENTS (seconds); k++)
        csv_put_number (text, seconds[k]);
      csv_put_text (text, night->clock_fault ? "true" : "false");
      csv_put_text (text, night->tracker->source);
      csv_put_text (text, night->tracker->device);
      csv_end_line (text);
      n++;
    }
  return n;
}

void
tests_table_begin (GString *text)
{
  g_return_if_fail (text != NULL);

  g_string_append (text, "athlete,at,kind,sport,minutes,air_c,mass_kg,rate_l_per_h,rate_sd_l_per_h,sodium_mmol_l,sodium_sd_mmol_l,model");
  csv_end_line (text);
}

guint
tests_table_put (GString *text, const Athlete *athlete, const AthleteTimeline *timeline, const GArray *tests, const DaySpan *span)
{
  guint n = 0;

  g_return_val_if_fail (text != NULL && athlete != NULL && timeline != NULL && tests != NULL && span != NULL, 0);

  for (guint i = 0; i < tests->len; i++)
    {
      const SweatTest *test = &g_array_index (tests, SweatTest, i);
      const double numbers[] = { test->minutes, test->air_c, test->mass_kg, test->rate_l_per_h,
                                 isnan (test->rate_l_per_h) ? NAN : test->rate_sd_l_per_h, test->sodium_mmol_l,
                                 isnan (test->sodium_mmol_l) ? NAN : test->sodium_sd_mmol_l };

      if (!is_in_span (timeline, test->at_us, INSTANT_OFFSET_UNKNOWN, span))
        continue;
      csv_put_text (text, athlete->handle);
      put_instant (text, timeline, test->at_us, INSTANT_OFFSET_UNKNOWN);
      csv_put_text (text, test->kind == SWEAT_TEST_PATCH ? "patch" : "weighing");
      csv_put_text (text, test->sport);
      for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
        csv_put_number (text, numbers[k]);
      csv_put_text (text, test->model);
      csv_end_line (text);
      n++;
    }
  return n;
}
