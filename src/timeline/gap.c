/* timeline/gap.c */
#include "gap.h"

#include <glib/gi18n.h>

static gint
compare_starts (gconstpointer a, gconstpointer b)
{
  const Event *first = *(const Event *const *) a, *second = *(const Event *const *) b;

  if (first->start_us != second->start_us)
    return first->start_us < second->start_us ? -1 : 1;
  return g_strcmp0 (first->source_id, second->source_id);
}

static int
offset_of (gint64 instant_us, int offset_s, GTimeZone *zone)
{
  if (offset_s != INSTANT_OFFSET_UNKNOWN)
    return offset_s;
  return zone ? instant_offset_in_zone (instant_us, zone) : 0;
}

const char *
gap_length_name (GapLength length)
{
  static const char *const names[] = { "continuous", "short", "refuel", "long" };

  g_return_val_if_fail ((guint) length < G_N_ELEMENTS (names), NULL);
  return names[length];
}

const char *
gap_advice (const WorkoutGap *gap)
{
  g_return_val_if_fail (gap != NULL, NULL);
  switch (gap->length)
    {
    case GAP_CONTINUOUS:
      return _("One effort in two parts: go on drinking as during it.");
    case GAP_SHORT:
      return _("Too short to make up the loss at leisure: drink with sodium by plan, and expect to begin with a deficit.");
    case GAP_REFUEL:
      return _("Make up 125–150 % of the loss with sodium and eat carbohydrate at once: the next workout is less than 8 hours away.");
    default:
      return gap->overnight ? _("A night lies between: drink in the evening and check the mass in the morning.")
                            : _("Long enough: meals and thirst make up the loss.");
    }
}

GArray *
gaps_find (const GPtrArray *workouts, GTimeZone *zone, const GapRules *rules)
{
  GArray *gaps;
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();
  const Event *latest = NULL;

  g_return_val_if_fail (workouts != NULL && rules != NULL, NULL);
  gaps = g_array_new (FALSE, FALSE, sizeof (WorkoutGap));
  for (guint i = 0; i < workouts->len; i++)
    {
      const Event *event = g_ptr_array_index (workouts, i);

      if ((event->kind == EVENT_WORKOUT || event->kind == EVENT_PLANNED) && event->start_us != INSTANT_UNKNOWN
          && event->end_us != INSTANT_UNKNOWN && !(event->flags & EVENT_FLAG_CLOCK_UNSET))
        g_ptr_array_add (sorted, (gpointer) event);
    }
  g_ptr_array_sort (sorted, compare_starts);
  for (guint i = 0; i < sorted->len; i++)
    {
      const Event *event = g_ptr_array_index (sorted, i);
      WorkoutGap gap = { latest, event };

      if (latest)
        {
          int end_offset_s = offset_of (latest->end_us, latest->end_offset_s, zone);
          int start_offset_s = offset_of (event->start_us, event->start_offset_s, zone);

          gap.gap_s = MAX (0, event->start_us - latest->end_us) / (double) INSTANT_SECOND;
          gap.same_day = instant_civil_day (latest->end_us, end_offset_s) == instant_civil_day (event->start_us, start_offset_s);
          gap.overnight = !gap.same_day && (instant_minute_of_day (latest->end_us, end_offset_s) >= rules->late_minute
                                            || instant_minute_of_day (event->start_us, start_offset_s) < rules->early_minute);
          gap.length = gap.gap_s <= rules->continuous_s ? GAP_CONTINUOUS : gap.gap_s <= rules->short_s ? GAP_SHORT
                       : gap.gap_s <= rules->refuel_s ? GAP_REFUEL : GAP_LONG;
          if (gap.gap_s <= rules->longest_s)
            g_array_append_val (gaps, gap);
        }
      if (latest == NULL || event->end_us > latest->end_us) /* of two at once the one that ends later */
        latest = event;
    }
  return gaps;
}
