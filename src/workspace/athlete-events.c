/* workspace/athlete-events.c */
#include "athlete-events.h"

#include "store/events.h"
#include "timeline/place-offset.h"
#include "timeline/plans.h"
#include "weather.h"

typedef struct {
  gint64 athlete;
  const SourceReport *report;
  EventImport *step;   /* (nullable) */
  ImportCounts counts;
} Import;

static gboolean
import_work (Store *store, gpointer data, GError **error)
{
  Import *import = data;

  for (guint i = 0; i < import->report->events->len; i++)
    {
      const Event *event = g_ptr_array_index (import->report->events, i);
      EventOutcome outcome;

      if (event->kind == EVENT_ROUTE || event->source_id == NULL)
        {
          import->counts.left_out++;
          continue;
        }
      if (!(import->step ? store_import_event (store, import->step, event, &outcome, error)
                         : store_put_event (store, import->athlete, event, &outcome, error)))
        return FALSE;
      import->counts.added += outcome == EVENT_ADDED;
      import->counts.updated += outcome == EVENT_UPDATED;
      import->counts.unchanged += outcome == EVENT_UNCHANGED;
    }
  return TRUE;
}

gboolean
saltline_workspace_import_report (SaltlineWorkspace *self, gint64 athlete, const SourceReport *report, EventImport *step,
                                  ImportCounts *counts, GError **error)
{
  Import import = { .athlete = athlete, .report = report, .step = step };
  gint64 number = step ? step->step : 0;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && report != NULL, FALSE);
  if (!store_transaction (saltline_workspace_get_store (self), import_work, &import, error))
    {
      if (step)
        step->step = number;
      return FALSE;
    }
  if (counts)
    *counts = import.counts;
  if (import.counts.added || import.counts.updated)
    saltline_workspace_timeline_changed (self, athlete);
  return TRUE;
}

void
athlete_timeline_free (AthleteTimeline *timeline)
{
  if (timeline == NULL)
    return;
  g_clear_pointer (&timeline->gaps, g_array_unref);
  g_clear_pointer (&timeline->nights, g_ptr_array_unref);
  g_clear_pointer (&timeline->timeline, timeline_free);
  g_clear_pointer (&timeline->events, g_ptr_array_unref);
  g_clear_pointer (&timeline->zone, g_time_zone_unref);
  g_free (timeline);
}

/* Legs count as workouts of their parent: only the parents have gaps between them. A plan that was carried out counts once. */
static GPtrArray *
merged_events (const Timeline *timeline)
{
  GPtrArray *merged = g_ptr_array_sized_new (timeline->events->len);

  for (guint i = 0; i < timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->events, i);

      if (event->done_by == NULL)
        g_ptr_array_add (merged, event->merged);
    }
  return merged;
}

AthleteTimeline *
saltline_workspace_timeline (SaltlineWorkspace *self, const Athlete *athlete, GError **error)
{
  return saltline_workspace_timeline_of_span (self, athlete, INSTANT_UNKNOWN, INSTANT_UNKNOWN, error);
}

AthleteTimeline *
saltline_workspace_timeline_of_span (SaltlineWorkspace *self, const Athlete *athlete, gint64 from_us, gint64 to_us, GError **error)
{
  const DuplicateRules duplicate_rules = DUPLICATE_RULES_DEFAULT;
  const NightRules night_rules = NIGHT_RULES_DEFAULT;
  const GapRules gap_rules = GAP_RULES_DEFAULT;
  const PlanRules plan_rules = PLAN_RULES_DEFAULT;
  g_autoptr(AthleteTimeline) timeline = NULL;
  g_autoptr(GPtrArray) stored = NULL, decided = NULL, merged = NULL;
  g_autoptr(GTimeZone) local = NULL;
  g_autofree PairDecision *decisions = NULL;
  Store *store;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athlete != NULL, NULL);
  store = saltline_workspace_get_store (self);
  stored = store_events (store, athlete->id, from_us, to_us, error);
  decided = stored ? store_decisions (store, athlete->id, error) : NULL;
  if (decided == NULL)
    return NULL;
  timeline = g_new0 (AthleteTimeline, 1);
  timeline->zone = instant_zone_find (athlete->zone);
  local = timeline->zone ? g_time_zone_ref (timeline->zone) : g_time_zone_new_local ();
  timeline->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  for (guint i = 0; i < stored->len; i++)
    {
      Event *event = g_steal_pointer (&((StoredEvent *) g_ptr_array_index (stored, i))->event);

      plan_lay (event, local, NULL);
      event_guess_offset (event, timeline->zone);
      g_ptr_array_add (timeline->events, event);
    }
  decisions = g_new (PairDecision, decided->len + 1);
  for (guint i = 0; i < decided->len; i++)
    {
      const EventDecision *decision = g_ptr_array_index (decided, i);

      decisions[i] = (PairDecision) { decision->one, decision->other, decision->same };
    }
  timeline->timeline = timeline_merge (timeline->events, decisions, decided->len, &duplicate_rules);
  timeline_link_plans (timeline->timeline, decisions, decided->len, &plan_rules);
  if (!athlete_timeline_add_weather (timeline, store, athlete->id, error))
    return NULL;
  timeline->nights = nights_find (timeline->events, timeline->zone, &night_rules);
  merged = merged_events (timeline->timeline);
  timeline->gaps = gaps_find (merged, timeline->zone, &gap_rules);
  return g_steal_pointer (&timeline);
}

int
athlete_timeline_offset (const AthleteTimeline *timeline, gint64 instant_us, int offset_s)
{
  if (offset_s != INSTANT_OFFSET_UNKNOWN || timeline->zone == NULL || instant_us == INSTANT_UNKNOWN)
    return offset_s;
  return instant_offset_in_zone (instant_us, timeline->zone);
}
