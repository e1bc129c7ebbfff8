/* timeline/plans.c */
#include "plans.h"

#include <math.h>
#include <string.h>

/* A plan and a workout that may be what became of it. */
typedef struct {
  TimelineEvent *plan, *workout;
  gint64 apart_us;          /* −1: a person said so */
} Candidate;

static gint
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;
  int by_plan;

  if (first->apart_us != second->apart_us)
    return first->apart_us < second->apart_us ? -1 : 1;
  by_plan = strcmp (first->plan->id, second->plan->id);
  return by_plan ? by_plan : strcmp (first->workout->id, second->workout->id);
}

static gboolean
has_member (const TimelineEvent *event, const char *key)
{
  for (guint i = 0; i < event->members->len; i++)
    {
      g_autofree char *member = timeline_event_key (g_ptr_array_index (event->members, i));

      if (g_str_equal (member, key))
        return TRUE;
    }
  return FALSE;
}

/* What people said of this plan: nearly always nothing. */
static GArray *
decisions_on (const TimelineEvent *plan, const PairDecision *decisions, guint n)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (PairDecision));

  for (guint i = 0; i < n; i++)
    {
      gboolean ours = has_member (plan, decisions[i].one);
      PairDecision decision = { plan->id, ours ? decisions[i].other : decisions[i].one, decisions[i].same };

      if (ours || has_member (plan, decisions[i].other))
        g_array_append_val (found, decision);
    }
  return found;
}

static const PairDecision *
decision_with (const TimelineEvent *workout, const GArray *decisions)
{
  for (guint i = 0; i < decisions->len; i++)
    if (has_member (workout, g_array_index (decisions, PairDecision, i).other))
      return &g_array_index (decisions, PairDecision, i);
  return NULL;
}

static gboolean
is_workout (const TimelineEvent *event)
{
  return event->merged->kind == EVENT_WORKOUT && event->merged->start_us != INSTANT_UNKNOWN
         && !(event->merged->flags & EVENT_FLAG_CLOCK_UNSET);
}

void
timeline_link_plans (Timeline *timeline, const PairDecision *decisions, guint n_decisions, const PlanRules *rules)
{
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  gint64 farthest_us;

  g_return_if_fail (timeline != NULL && rules != NULL && (decisions != NULL || n_decisions == 0));
  farthest_us = (gint64) (rules->farthest_start_s * 1e6);
  for (guint p = 0; p < timeline->events->len; p++)
    {
      TimelineEvent *plan = g_ptr_array_index (timeline->events, p);

      g_autoptr(GArray) decided = NULL;

      if (plan->merged->kind != EVENT_PLANNED || plan->merged->start_us == INSTANT_UNKNOWN)
        continue;
      decided = decisions_on (plan, decisions, n_decisions);
      for (guint w = 0; w < timeline->events->len; w++)
        {
          TimelineEvent *workout = g_ptr_array_index (timeline->events, w);
          Candidate candidate = { plan, workout, ABS (workout->merged->start_us - plan->merged->start_us) };
          const PairDecision *decision;

          if (!is_workout (workout))
            continue;
          decision = decision_with (workout, decided);
          if (decision && decision->same)
            candidate.apart_us = -1;
          else if (decision || candidate.apart_us > farthest_us || !sport_families_agree (plan->merged->family, workout->merged->family))
            continue;
          g_array_append_val (candidates, candidate);
        }
    }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (candidate->plan->done_by || candidate->workout->plan)
        continue;
      candidate->plan->done_by = candidate->workout;
      candidate->workout->plan = candidate->plan;
    }
}

gboolean
plan_lay (Event *event, GTimeZone *zone, NominalOutcome *outcome)
{
  const char *day_text;
  double minute;
  CivilDay day;

  g_return_val_if_fail (event != NULL && zone != NULL, FALSE);
  day_text = event_text (event, EVENT_FIELD_NOMINAL_DAY);
  minute = event_number (event, EVENT_FIELD_NOMINAL_MINUTE);
  if (day_text == NULL || isnan (minute) || !civil_day_parse (day_text, &day))
    return FALSE;
  event->start_us = event->end_us = nominal_time_on_day ((int) minute, day, zone, outcome);
  event_end_after (event, event->elapsed_s);
  event->start_offset_s = instant_offset_in_zone (event->start_us, zone);
  event->end_offset_s = instant_offset_in_zone (event->end_us, zone);
  return TRUE;
}
