/* timeline/night.c */
#include "night.h"

#include <math.h>
#include <string.h>

typedef struct {
  const Event *event;
  const char *tracker;     /* what tells one tracker from another */
  gint64 start_us, end_us;
  int start_offset_s, end_offset_s;
} Fragment;

/* Joined fragments of one tracker. */
typedef struct {
  Night *night;
  const char *tracker;
  double coverage_s;       /* measured as asleep or awake; time in bed alone measures nothing */
} Block;

static void
night_free (gpointer data)
{
  Night *night = data;

  g_ptr_array_unref (night->members);
  g_ptr_array_unref (night->others);
  g_free (night);
}

static void
block_free (gpointer data)
{
  Block *block = data;

  if (block->night)
    night_free (block->night);
  g_free (block);
}

static int
offset_at (gint64 instant_us, int offset_s, GTimeZone *zone)
{
  if (offset_s != INSTANT_OFFSET_UNKNOWN)
    return offset_s;
  return zone ? instant_offset_in_zone (instant_us, zone) : INSTANT_OFFSET_UNKNOWN;
}

static gint
compare_fragments (gconstpointer a, gconstpointer b)
{
  const Fragment *first = a, *second = b;
  int order = strcmp (first->tracker, second->tracker);

  if (order)
    return order;
  if (first->start_us != second->start_us)
    return first->start_us < second->start_us ? -1 : 1;
  if (first->end_us != second->end_us)
    return first->end_us < second->end_us ? -1 : 1;
  return g_strcmp0 (first->event->source_id, second->event->source_id);
}

static GArray *
gather_fragments (const GPtrArray *events, GTimeZone *zone)
{
  GArray *fragments = g_array_new (FALSE, FALSE, sizeof (Fragment));

  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = g_ptr_array_index (events, i);
      Fragment fragment = { event, event->device_id ? event->device_id : event->source, event->start_us, event->end_us };

      if (event->kind != EVENT_SLEEP || event->flags & EVENT_FLAG_DELETED || event->start_us == INSTANT_UNKNOWN
          || event->end_us == INSTANT_UNKNOWN || event->end_us <= event->start_us || g_str_equal (event->source, "strava-api"))
        continue;
      fragment.start_offset_s = offset_at (event->start_us, event->start_offset_s, zone);
      fragment.end_offset_s = offset_at (event->end_us, event->end_offset_s, zone);
      g_array_append_val (fragments, fragment);
    }
  g_array_sort (fragments, compare_fragments);
  return fragments;
}

static gboolean
is_in_habitual_night (const Fragment *fragment, const NightRules *rules)
{
  gint64 middle_us = fragment->start_us + (fragment->end_us - fragment->start_us) / 2;
  int minute = instant_minute_of_day (middle_us, fragment->start_offset_s);

  if (rules->habitual_from_minute <= rules->habitual_to_minute)
    return minute >= rules->habitual_from_minute && minute < rules->habitual_to_minute;
  return minute >= rules->habitual_from_minute || minute < rules->habitual_to_minute;
}

static gboolean
is_too_long (const Fragment *fragment, const NightRules *rules)
{
  return (double) (fragment->end_us - fragment->start_us) / INSTANT_SECOND > rules->longest_s;
}

static gboolean
joins (const Fragment *last, const Fragment *next, gint64 end_us, const NightRules *rules)
{
  double gap_s = (double) (next->start_us - end_us) / INSTANT_SECOND;

  if (strcmp (last->tracker, next->tracker) != 0 || is_too_long (last, rules) || is_too_long (next, rules))
    return FALSE;
  return gap_s <= rules->joining_gap_s
         || (gap_s <= rules->habitual_joining_gap_s && is_in_habitual_night (last, rules) && is_in_habitual_night (next, rules));
}

static gint
compare_segments (gconstpointer a, gconstpointer b)
{
  const SleepSegment *first = a, *second = b;

  if (first->start_us != second->start_us)
    return first->start_us < second->start_us ? -1 : 1;
  if (first->end_us != second->end_us)
    return first->end_us < second->end_us ? -1 : 1;
  return (int) first->stage - (int) second->stage;
}

static gboolean
is_detailed (SleepStage stage)
{
  return stage == SLEEP_STAGE_LIGHT || stage == SLEEP_STAGE_DEEP || stage == SLEEP_STAGE_REM;
}

static gboolean
is_sleep (SleepStage stage)
{
  return is_detailed (stage) || stage == SLEEP_STAGE_ASLEEP;
}

/* Where anything finer exists, wrappers go: stages replace "asleep", and either replaces "in bed". */
static GArray *
segments_of (const GPtrArray *members, gboolean *detailed, gboolean *in_bed_only)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (SleepSegment));
  gboolean asleep = FALSE;

  *detailed = FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      const Event *member = g_ptr_array_index (members, i);

      for (guint s = 0; s < member->segments->len; s++)
        {
          SleepStage stage = g_array_index (member->segments, SleepSegment, s).stage;

          *detailed = *detailed || is_detailed (stage);
          asleep = asleep || stage == SLEEP_STAGE_ASLEEP;
        }
    }
  *in_bed_only = !*detailed && !asleep;
  for (guint i = 0; i < members->len; i++)
    {
      const Event *member = g_ptr_array_index (members, i);

      for (guint s = 0; s < member->segments->len; s++)
        {
          SleepSegment segment = g_array_index (member->segments, SleepSegment, s);

          if ((segment.stage == SLEEP_STAGE_ASLEEP && *detailed) || (segment.stage == SLEEP_STAGE_IN_BED && !*in_bed_only))
            continue;
          if (segment.stage == SLEEP_STAGE_IN_BED)
            segment.stage = SLEEP_STAGE_ASLEEP; /* a tracker that knows nothing else */
          g_array_append_val (segments, segment);
        }
    }
  g_array_sort (segments, compare_segments);
  return segments;
}

static void
add_stage (Night *night, SleepStage stage, double seconds)
{
  if (is_sleep (stage))
    night->asleep_s += seconds;
  if (stage == SLEEP_STAGE_DEEP)
    night->deep_s += seconds;
  else if (stage == SLEEP_STAGE_LIGHT)
    night->light_s += seconds;
  else if (stage == SLEEP_STAGE_REM)
    night->rem_s += seconds;
}

/* Walks over the segments; of two that overlap the earlier keeps its time. Between sleep onset and the last waking, what is
 * not sleep is wake, and so are the gaps between fragments. */
static void
measure (Block *block)
{
  Night *night = block->night;
  gboolean detailed, in_bed_only;
  g_autoptr(GArray) segments = segments_of (night->members, &detailed, &in_bed_only);
  gint64 cursor_us = G_MININT64, onset_us = INSTANT_UNKNOWN, last_sleep_us = INSTANT_UNKNOWN;
  double unmeasured_s = 0;

  night->asleep_s = 0;
  night->deep_s = night->light_s = night->rem_s = detailed ? 0 : NAN;
  for (guint i = 0; i < segments->len; i++)
    {
      const SleepSegment *segment = &g_array_index (segments, SleepSegment, i);
      gint64 from_us = MAX (segment->start_us, cursor_us);
      double seconds = (double) (segment->end_us - from_us) / INSTANT_SECOND;

      if (seconds <= 0)
        continue;
      cursor_us = segment->end_us;
      add_stage (night, segment->stage, seconds);
      if (segment->stage == SLEEP_STAGE_UNMEASURED)
        unmeasured_s += seconds;
      if (!in_bed_only && segment->stage != SLEEP_STAGE_UNMEASURED)
        block->coverage_s += seconds;
      if (is_sleep (segment->stage))
        {
          onset_us = onset_us == INSTANT_UNKNOWN ? from_us : onset_us;
          last_sleep_us = segment->end_us;
        }
    }
  if (onset_us != INSTANT_UNKNOWN)
    night->awake_s = fmax (0, (double) (last_sleep_us - onset_us) / INSTANT_SECOND - night->asleep_s - unmeasured_s);
  /* One undivided segment, and a source that sums up what it does not show. */
  if (night->members->len == 1 && segments->len == 1 && !in_bed_only)
    {
      const Event *member = g_ptr_array_index (night->members, 0);
      double asleep_s = event_number (member, EVENT_FIELD_ASLEEP_S), awake_s = event_number (member, EVENT_FIELD_AWAKE_S);

      if (isnan (asleep_s) && !isnan (awake_s))
        asleep_s = night->in_bed_s - awake_s;
      if (asleep_s > 0 && asleep_s <= night->in_bed_s)
        {
          night->asleep_s = asleep_s;
          night->awake_s = isnan (awake_s) ? night->in_bed_s - asleep_s : awake_s;
        }
      night->deep_s = event_number (member, EVENT_FIELD_DEEP_S);
      night->light_s = event_number (member, EVENT_FIELD_LIGHT_S);
      night->rem_s = event_number (member, EVENT_FIELD_REM_S);
    }
}

static Block *
block_new (const Fragment *first, const NightRules *rules)
{
  Block *block = g_new0 (Block, 1);
  Night *night = block->night = g_new0 (Night, 1);

  block->tracker = first->tracker;
  night->members = g_ptr_array_new ();
  night->others = g_ptr_array_new ();
  night->tracker = first->event;
  night->start_us = first->start_us;
  night->start_offset_s = first->start_offset_s;
  night->clock_fault = is_too_long (first, rules);
  return block;
}

static GPtrArray *
join_fragments (const GArray *fragments, const NightRules *rules)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func (block_free);
  guint i = 0;

  while (i < fragments->len)
    {
      const Fragment *last = &g_array_index (fragments, Fragment, i);
      Block *block = block_new (last, rules);
      Night *night = block->night;

      night->end_us = last->end_us;
      night->end_offset_s = last->end_offset_s;
      for (;;)
        {
          const Fragment *next = i + 1 < fragments->len ? &g_array_index (fragments, Fragment, i + 1) : NULL;

          g_ptr_array_add (night->members, (gpointer) last->event);
          if (last->end_us > night->end_us)
            {
              night->end_us = last->end_us;
              night->end_offset_s = last->end_offset_s;
            }
          i++;
          if (next == NULL || !joins (last, next, night->end_us, rules))
            break;
          last = next;
        }
      night->n_fragments = night->members->len;
      night->in_bed_s = (double) (night->end_us - night->start_us) / INSTANT_SECOND;
      night->date = instant_civil_day (night->end_us, night->end_offset_s);
      measure (block);
      g_ptr_array_add (blocks, block);
    }
  return blocks;
}

/* Those with a clock fault last: they touch everything and tell of nothing. */
static gint
compare_blocks (gconstpointer a, gconstpointer b)
{
  const Block *first = *(Block *const *) a, *second = *(Block *const *) b;

  if (first->night->clock_fault != second->night->clock_fault)
    return first->night->clock_fault - second->night->clock_fault;
  if (first->night->start_us != second->night->start_us)
    return first->night->start_us < second->night->start_us ? -1 : 1;
  return strcmp (first->tracker, second->tracker);
}

/* Of the blocks [@from, @to) of one sleep: the tracker that measured most; of equals the one in bed longest, then by name. */
static const char *
best_tracker (const GPtrArray *blocks, guint from, guint to)
{
  const char *best = NULL;
  double best_coverage_s = -1, best_in_bed_s = -1;

  for (guint i = from; i < to; i++)
    {
      const char *tracker = ((Block *) g_ptr_array_index (blocks, i))->tracker;
      double coverage_s = 0, in_bed_s = 0;

      for (guint j = from; j < to; j++)
        {
          const Block *block = g_ptr_array_index (blocks, j);

          if (strcmp (block->tracker, tracker) != 0)
            continue;
          coverage_s += block->coverage_s;
          in_bed_s += block->night->in_bed_s;
        }
      if (coverage_s > best_coverage_s || (coverage_s == best_coverage_s && in_bed_s > best_in_bed_s)
          || (coverage_s == best_coverage_s && in_bed_s == best_in_bed_s && strcmp (tracker, best) < 0))
        {
          best = tracker;
          best_coverage_s = coverage_s;
          best_in_bed_s = in_bed_s;
        }
    }
  return best;
}

static gboolean
overlap (const Night *a, const Night *b)
{
  return a->start_us < b->end_us && b->start_us < a->end_us;
}

/* The chosen tracker's blocks are the nights. What another saw at the same time is kept with them; a sleep that only another
 * saw is a sleep: naps are never lost. */
static void
choose_nights (const GPtrArray *blocks, guint from, guint to, GPtrArray *nights)
{
  const char *tracker = best_tracker (blocks, from, to);
  guint first = nights->len;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = from; i < to; i++)
      {
        Block *block = g_ptr_array_index (blocks, i);
        Night *night = block->night, *same_time = NULL;

        if (night == NULL || (strcmp (block->tracker, tracker) == 0) != (pass == 0))
          continue;
        for (guint n = first; pass == 1 && n < nights->len && same_time == NULL; n++)
          if (overlap (g_ptr_array_index (nights, n), night))
            same_time = g_ptr_array_index (nights, n);
        if (same_time)
          {
            g_ptr_array_extend (same_time->others, night->members, NULL, NULL);
            continue;
          }
        block->night = NULL;
        g_ptr_array_add (nights, night);
      }
}

/* Behind the last of the blocks from @from on that lie at one time: each overlaps one before it. A span with a clock fault stands
 * alone. */
static guint
end_of_one_sleep (const GPtrArray *blocks, guint from)
{
  const Night *first = ((Block *) g_ptr_array_index (blocks, from))->night;
  gint64 end_us = first->end_us;
  guint to = from + 1;

  for (; to < blocks->len && !first->clock_fault; to++)
    {
      const Night *next = ((Block *) g_ptr_array_index (blocks, to))->night;

      if (next->clock_fault || next->start_us >= end_us)
        break;
      end_us = MAX (end_us, next->end_us);
    }
  return to;
}

/* The longest between two turns of the day is the main sleep; which it lies between its middle says. */
static void
mark_main_sleeps (const GPtrArray *nights, const NightRules *rules)
{
  g_autoptr(GHashTable) longest = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer night_of_day;

  for (guint n = 0; n < nights->len; n++)
    {
      Night *night = g_ptr_array_index (nights, n), *best;
      gint64 middle_us = night->start_us + (night->end_us - night->start_us) / 2 - rules->day_turns_minute * INSTANT_MINUTE;
      gpointer day = GINT_TO_POINTER (instant_civil_day (middle_us, night->end_offset_s));

      best = g_hash_table_lookup (longest, day);
      if (!night->clock_fault && (best == NULL || night->asleep_s > best->asleep_s))
        g_hash_table_insert (longest, day, night);
    }
  g_hash_table_iter_init (&iter, longest);
  while (g_hash_table_iter_next (&iter, NULL, &night_of_day))
    ((Night *) night_of_day)->main = TRUE;
}

static gint
compare_nights (gconstpointer a, gconstpointer b)
{
  const Night *first = *(Night *const *) a, *second = *(Night *const *) b;

  if (first->end_us != second->end_us)
    return first->end_us < second->end_us ? -1 : 1;
  return g_strcmp0 (first->tracker->source_id, second->tracker->source_id);
}

GPtrArray *
nights_find (const GPtrArray *events, GTimeZone *zone, const NightRules *rules)
{
  GPtrArray *nights;
  g_autoptr(GArray) fragments = NULL;
  g_autoptr(GPtrArray) blocks = NULL;

  g_return_val_if_fail (events != NULL && rules != NULL, NULL);
  nights = g_ptr_array_new_with_free_func (night_free);
  fragments = gather_fragments (events, zone);
  blocks = join_fragments (fragments, rules);
  g_ptr_array_sort (blocks, compare_blocks);
  for (guint from = 0, to; from < blocks->len; from = to)
    {
      to = end_of_one_sleep (blocks, from);
      choose_nights (blocks, from, to, nights);
    }
  g_ptr_array_sort (nights, compare_nights);
  mark_main_sleeps (nights, rules);
  return nights;
}
