/* workspace/workout-advice.c */
#include "workout-advice.h"

#include <glib/gi18n.h>
#include <math.h>

#include "athlete-events.h"
#include "base/known.h"
#include "store/athlete-limits.h"

void
advice_request_init (AdviceRequest *request)
{
  g_return_if_fail (request != NULL);

  *request = (AdviceRequest) { .start_hour = NAN };
  occasion_init (&request->occasion);
  advice_rules_init (&request->rules);
}

void
advice_request_clear (AdviceRequest *request)
{
  g_clear_pointer (&request->workout, g_free);
  occasion_clear (&request->occasion);
}

void
advised_workout_clear (AdvisedWorkout *workout)
{
  g_clear_pointer (&workout->id, g_free);
}

void
workout_advice_free (WorkoutAdvice *advice)
{
  if (advice == NULL)
    return;
  advised_workout_clear (&advice->workout);
  g_clear_pointer (&advice->prediction, athlete_prediction_free);
  g_clear_pointer (&advice->overrides, g_ptr_array_unref);
  g_clear_pointer (&advice->advice, advice_free);
  g_free (advice);
}

/* A plan that was carried out is not another bout. */
static gboolean
is_bout (const TimelineEvent *event)
{
  return (event->merged->kind == EVENT_WORKOUT || (event->merged->kind == EVENT_PLANNED && event->done_by == NULL))
         && event->merged->start_us != INSTANT_UNKNOWN;
}

static gint64
end_of (const Event *event)
{
  return event->end_us != INSTANT_UNKNOWN ? event->end_us : event->start_us + INSTANT_HOUR;
}

/* The one named; else the next that is to come, else the last there was. A plan of the past that nobody carried out is none. */
static const TimelineEvent *
choose_workout (const AthleteTimeline *timeline, const char *id, gint64 now)
{
  const TimelineEvent *found = NULL;

  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i);

      if (id ? g_strcmp0 (event->id, id) != 0 || event->merged->start_us == INSTANT_UNKNOWN
             : !is_bout (event) || (event->merged->kind == EVENT_PLANNED && end_of (event->merged) < now))
        continue;
      found = event;
      if (id || found->merged->start_us > now)
        break;
    }
  return found;
}

/* Hours from and to the neighbours, and to the night after. */
static void
find_neighbours (const AthleteTimeline *timeline, gint64 start_us, gint64 end_us, AdviceWorkout *workout)
{
  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const TimelineEvent *neighbour = g_ptr_array_index (timeline->timeline->events, i);
      const Event *event = neighbour->merged;

      if (!is_bout (neighbour))
        continue;
      if (event->start_us < start_us && end_of (event) <= start_us + INSTANT_MINUTE)
        workout->hours_since_last = fmin (workout->hours_since_last, MAX ((double) (start_us - end_of (event)) / INSTANT_HOUR, 0));
      if (event->start_us >= end_us)
        workout->hours_to_next = fmin (workout->hours_to_next, (double) (event->start_us - end_us) / INSTANT_HOUR);
    }
  for (guint i = 0; i < timeline->nights->len; i++)
    {
      const Night *night = g_ptr_array_index (timeline->nights, i);

      if (night->main && night->start_us >= end_us)
        workout->hours_to_sleep = fmin (workout->hours_to_sleep, (double) (night->start_us - end_us) / INSTANT_HOUR);
    }
}

static void
fill_from_event (AdviceRequest *request, const AthleteTimeline *timeline, const Event *event)
{
  Occasion *occasion = &request->occasion;
  int offset = athlete_timeline_offset (timeline, event->start_us, event->start_offset_s);

  occasion->minutes = known_or (occasion->minutes, MAX ((double) (end_of (event) - event->start_us) / INSTANT_MINUTE, 1));
  if (occasion->sport == NULL)
    occasion->sport = g_strdup (event->sport);
  occasion->air_c = known_or (occasion->air_c, event_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C));
  occasion->relative_humidity = known_or (occasion->relative_humidity, event_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT));
  request->start_hour = known_or (request->start_hour,
                                  instant_minute_of_day (event->start_us, offset == INSTANT_OFFSET_UNKNOWN ? 0 : offset) / 60.0);
}

/* Whole and parts of years; NAN when the date of birth is not known. */
static double
age_at (const Athlete *athlete, gint64 instant_us)
{
  GDate born, day;

  g_date_clear (&born, 1);
  g_date_clear (&day, 1);
  if (athlete->born)
    g_date_set_parse (&born, athlete->born);
  g_date_set_time_t (&day, (time_t) (instant_us / G_USEC_PER_SEC));
  return g_date_valid (&born) && g_date_valid (&day) ? g_date_days_between (&born, &day) / 365.25 : NAN;
}

gboolean
saltline_workspace_find_workout (SaltlineWorkspace *self, const Athlete *athlete, AdviceRequest *request, AdvisedWorkout *found, GError **error)
{
  g_autoptr(AthleteTimeline) timeline = NULL;
  g_autoptr(AthleteLimits) limits = NULL;
  const TimelineEvent *chosen = NULL;
  gint64 now = g_get_real_time ();

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athlete != NULL && request != NULL && found != NULL, FALSE);

  timeline = saltline_workspace_timeline (self, athlete, error);
  if (timeline == NULL)
    return FALSE;
  if (request->workout || isnan (request->occasion.minutes))
    {
      chosen = choose_workout (timeline, request->workout, now);
      if (chosen == NULL)
        {
          if (request->workout)
            g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_UNKNOWN, _("%s has no workout %s."), athlete->name, request->workout);
          else
            g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_UNKNOWN, _("%s has no workout in the workspace: plan one, import one, or say how many minutes it will last."),
                         athlete->name);
          return FALSE;
        }
      fill_from_event (request, timeline, chosen->merged);
    }
  if (request->occasion.sport == NULL)
    request->occasion.sport = g_strdup (athlete->sport);
  *found = (AdvisedWorkout) { .id = chosen ? g_strdup (chosen->id) : NULL, .start_us = chosen ? chosen->merged->start_us : now };
  found->workout = (AdviceWorkout) { request->occasion.sport, request->occasion.minutes, request->start_hour,
                                     found->start_us > now ? (double) (found->start_us - now) / INSTANT_HOUR : NAN, NAN, NAN, NAN,
                                     request->competition };
  if (chosen)
    find_neighbours (timeline, found->start_us, end_of (chosen->merged), &found->workout);
  limits = store_limits (saltline_workspace_get_store (self), athlete->id, error);
  if (limits == NULL)
    {
      advised_workout_clear (found);
      return FALSE;
    }
  found->body = request->body;
  found->body.units = request->occasion.units;
  found->body.pregnant |= limits->pregnant;
  found->body.trained_gut |= limits->trained_gut;
  found->body.mass_kg = athlete->mass_kg;
  found->body.age_years = age_at (athlete, found->start_us);
  found->body.female = g_strcmp0 (athlete->sex, "female") == 0;
  request->occasion.at_us = found->start_us;
  return TRUE;
}

WorkoutAdvice *
saltline_workspace_advise (SaltlineWorkspace *self, const Athlete *athlete, AdviceRequest *request, GError **error)
{
  g_autoptr(WorkoutAdvice) made = g_new0 (WorkoutAdvice, 1);
  g_autoptr(GArray) given = g_array_new (FALSE, FALSE, sizeof (AdviceOverride));

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athlete != NULL && request != NULL, NULL);

  if (!saltline_workspace_find_workout (self, athlete, request, &made->workout, error))
    return NULL;
  made->prediction = saltline_workspace_predict (self, athlete, &request->occasion, error);
  if (made->prediction)
    made->workout.body.mass_kg = made->prediction->condition.mass_kg; /* the roster's, or the latest weighing */
  made->overrides = made->prediction ? store_overrides (saltline_workspace_get_store (self), athlete->id, made->workout.id, error) : NULL;
  if (made->overrides == NULL)
    return NULL;
  for (guint o = 0; o < made->overrides->len; o++)
    g_array_append_val (given, ((StoredOverride *) g_ptr_array_index (made->overrides, o))->given);
  made->advice = advise_with_overrides (&made->workout.body, &made->workout.workout, &made->prediction->prediction, &request->rules,
                                        (const AdviceOverride *) (gpointer) given->data, given->len, error);
  return made->advice ? g_steal_pointer (&made) : NULL;
}

Needs *
workout_advice_needs (const WorkoutAdvice *advice, const AdviceRequest *request)
{
  return needs_from_advice (advice->advice, &advice->workout.body, &advice->workout.workout, &advice->prediction->prediction, &request->rules);
}

gboolean
saltline_workspace_override (SaltlineWorkspace *self, const Athlete *athlete, const char *workout, const char *line, double amount, const char *reason,
                             GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  const char *who = g_str_equal (g_get_real_name (), "Unknown") ? g_get_user_name () : g_get_real_name ();
  AdviceOverride given = { line, amount, reason, who, g_get_real_time () };

  g_return_val_if_fail (athlete != NULL && line != NULL, FALSE);

  if (isnan (amount) ? !store_withdraw_override (store, athlete->id, workout, line, error)
                     : !store_override (store, athlete->id, workout, &given, NULL, error))
    return FALSE;
  saltline_workspace_timeline_changed (self, athlete->id);
  return TRUE;
}
