/* workspace/typed-events.c */
#include "typed-events.h"

#include <glib/gi18n.h>
#include <math.h>

#include "store/events.h"
#include "weighed-event.h"

#define TYPED_SOURCE "typed"
#define LONGEST_MIN  2880.0            /* two days */
#define FARTHEST_M   2e6
#define ZONE_SLACK_US (27 * INSTANT_HOUR) /* between any two clocks on earth */

GTimeZone *
athlete_zone (const Athlete *athlete)
{
  GTimeZone *zone;

  g_return_val_if_fail (athlete != NULL, NULL);

  zone = instant_zone_find (athlete->zone);
  return zone ? zone : g_time_zone_new_local ();
}

Event *
typed_event_new (EventKind kind)
{
  Event *event = event_new (kind, TYPED_SOURCE);

  event->source_id = g_uuid_string_random ();
  event_set_number (event, EVENT_FIELD_TYPED, 1);
  return event;
}

NominalOutcome
typed_event_set_time (Event *event, const TypedTime *time, GTimeZone *zone)
{
  NominalOutcome outcome = NOMINAL_PLAIN;
  g_autofree char *day = NULL;

  g_return_val_if_fail (event != NULL && time != NULL && zone != NULL, NOMINAL_PLAIN);

  day = civil_day_format (time->day);
  event->elapsed_s = time->minutes * 60;
  event_set_text (event, EVENT_FIELD_NOMINAL_DAY, day);
  event_set_number (event, EVENT_FIELD_NOMINAL_MINUTE, time->minute_of_day);
  plan_lay (event, zone, &outcome);
  if (event->kind == EVENT_PLANNED)
    return outcome;
  /* What has been was at an instant, wherever the athlete goes later. */
  event_set_text (event, EVENT_FIELD_NOMINAL_DAY, NULL);
  event_set_number (event, EVENT_FIELD_NOMINAL_MINUTE, NAN);
  if (event->kind == EVENT_SLEEP)
    {
      g_array_set_size (event->segments, 0);
      event_add_segment (event, event->start_us, event->end_us, SLEEP_STAGE_ASLEEP);
    }
  return outcome;
}

gboolean
typed_event_get_time (const Event *event, GTimeZone *zone, TypedTime *time)
{
  g_autoptr(Event) laid = NULL;
  int offset_s;

  g_return_val_if_fail (event != NULL && zone != NULL && time != NULL, FALSE);

  laid = event_copy (event);
  plan_lay (laid, zone, NULL);
  if (laid->start_us == INSTANT_UNKNOWN)
    return FALSE;
  offset_s = laid->start_offset_s != INSTANT_OFFSET_UNKNOWN ? laid->start_offset_s : instant_offset_in_zone (laid->start_us, zone);
  *time = (TypedTime) { instant_civil_day (laid->start_us, offset_s), instant_minute_of_day (laid->start_us, offset_s), laid->elapsed_s / 60 };
  return TRUE;
}

/* --- what can be --- */

typedef struct {
  EventFieldId id;
  double least, most;
  const char *name, *unit; /* NULL: that of the kind */
  QuantityKind kind;
} Range;

static const Range ranges[] = {
  { EVENT_FIELD_BODY_MASS_KG, 20, 300, N_("a body mass"), NULL, QUANTITY_BODY_MASS },
  { EVENT_FIELD_BODY_MASS_BEFORE_KG, 20, 300, N_("a body mass before"), NULL, QUANTITY_BODY_MASS },
  { EVENT_FIELD_BODY_MASS_AFTER_KG, 20, 300, N_("a body mass after"), NULL, QUANTITY_BODY_MASS },
  { EVENT_FIELD_DRUNK_ML, 0, 30000, N_("an amount drunk"), NULL, QUANTITY_DRINK },
  { EVENT_FIELD_URINE_ML, 0, 10000, N_("an amount of urine"), NULL, QUANTITY_DRINK },
  { EVENT_FIELD_FOOD_G, 0, 10000, N_("an amount of food"), "g", 0 },
  { EVENT_FIELD_MOTIVATION_BEFORE, 0, 10, N_("a motivation"), "", 0 },
  { EVENT_FIELD_FATIGUE_BEFORE, 0, 10, N_("a fatigue"), "", 0 },
  { EVENT_FIELD_MOTIVATION_AFTER, 0, 10, N_("a motivation"), "", 0 },
  { EVENT_FIELD_FATIGUE_AFTER, 0, 10, N_("a fatigue"), "", 0 },
  { EVENT_FIELD_WEATHER_TEMPERATURE_C, -60, 60, N_("an air temperature"), NULL, QUANTITY_TEMPERATURE },
  { EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, 0, 100, N_("a humidity"), "%", 0 },
  { EVENT_FIELD_WEATHER_WIND_M_S, 0, 60, N_("a wind"), NULL, QUANTITY_SPEED },
  { EVENT_FIELD_START_LATITUDE_DEG, -90, 90, N_("a latitude"), "°", 0 },
  { EVENT_FIELD_START_LONGITUDE_DEG, -180, 180, N_("a longitude"), "°", 0 },
  { EVENT_FIELD_HEART_RATE_AVG_BPM, 20, 260, N_("a mean heart rate"), "bpm", 0 },
  { EVENT_FIELD_ENERGY_KCAL, 0, 20000, N_("an energy"), "kcal", 0 },
};

static gboolean G_GNUC_PRINTF (2, 3)
impossible (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, TIMELINE_ERROR, TIMELINE_ERROR_IMPLAUSIBLE, message);
  return FALSE;
}

static gboolean
is_within (const Range *range, double value, UnitSystem units, GError **error)
{
  g_autofree char *least = NULL, *most = NULL, *given = NULL;

  if (isnan (value) || (value >= range->least && value <= range->most))
    return TRUE;
  if (range->unit != NULL)
    return impossible (error, _("For %s, %g %s is not possible: %g to %g is."), _(range->name), value, range->unit, range->least, range->most);
  given = quantity_sentence (range->kind, units, value, QUANTITY_EXACT);
  least = quantity_number (range->kind, units, range->least, 0);
  most = quantity_number (range->kind, units, range->most, 0);
  return impossible (error, _("For %s, %s is not possible: %s to %s is."), _(range->name), given, least, most);
}

gboolean
typed_event_is_possible (const Event *event, UnitSystem units, GError **error)
{
  gboolean lasts;

  g_return_val_if_fail (event != NULL, FALSE);

  lasts = event->kind == EVENT_WORKOUT || event->kind == EVENT_SLEEP || event->kind == EVENT_PLANNED;
  if (event->start_us == INSTANT_UNKNOWN)
    return impossible (error, _("When? A day and a time are needed."));
  if (lasts && isnan (event->elapsed_s) && event->kind != EVENT_PLANNED)
    return impossible (error, _("How long? A number of minutes is needed."));
  if (!isnan (event->elapsed_s) && !(event->elapsed_s > 0 && event->elapsed_s <= LONGEST_MIN * 60))
    return impossible (error, _("A length of %g minutes is not possible: above 0 to %g is."), event->elapsed_s / 60, LONGEST_MIN);
  if (!isnan (event->distance_m) && !(event->distance_m > 0 && event->distance_m <= FARTHEST_M))
    {
      g_autofree char *given = quantity_sentence (QUANTITY_DISTANCE, units, event->distance_m, QUANTITY_EXACT);
      g_autofree char *most = quantity_number (QUANTITY_DISTANCE, units, FARTHEST_M, 0);

      return impossible (error, _("A distance of %s is not possible: above 0 to %s is."), given, most);
    }
  if (event->kind == EVENT_BODY_MASS && isnan (event_number (event, EVENT_FIELD_BODY_MASS_KG)))
    return impossible (error, _("How much? A body mass in %s is needed."), quantity_unit_words (QUANTITY_BODY_MASS, units));
  if (isnan (event_number (event, EVENT_FIELD_START_LATITUDE_DEG)) != isnan (event_number (event, EVENT_FIELD_START_LONGITUDE_DEG)))
    return impossible (error, _("A position is a latitude and a longitude; one of them is missing."));
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (!is_within (&ranges[i], event_number (event, ranges[i].id), units, error))
      return FALSE;
  return TRUE;
}

gboolean
typed_event_weighings_agree (const Event *event, UnitSystem units, GError **error)
{
  WeighedBout bout;
  SweatingRate rate;

  g_return_val_if_fail (event != NULL, FALSE);

  bout = weighed_bout_of_event (event, event->elapsed_s / 60);
  bout.units = units;
  return isnan (bout.mass_before_kg) || isnan (bout.mass_after_kg) || !(bout.duration_min > 0)
         || sweating_rate_by_mass_balance (&bout, &rate, error);
}

/* --- changes --- */

gboolean
saltline_workspace_put_typed (SaltlineWorkspace *self, gint64 athlete, const GPtrArray *events, const char *what, GError **error)
{
  g_autofree EventChange *changes = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && events != NULL && what != NULL, FALSE);

  changes = g_new0 (EventChange, events->len + 1);
  for (guint i = 0; i < events->len; i++)
    {
      changes[i].event = g_ptr_array_index (events, i);
      if (!typed_event_is_possible (changes[i].event, UNITS_METRIC, error))
        return FALSE;
    }
  if (!store_change_events (saltline_workspace_get_store (self), athlete, changes, events->len, what, error))
    return FALSE;
  saltline_workspace_timeline_changed (self, athlete);
  return TRUE;
}

Event *
typed_event_about (const TimelineEvent *event)
{
  Event *typed;

  g_return_val_if_fail (event != NULL, NULL);

  for (guint i = 0; i < event->members->len; i++)
    {
      const Event *member = g_ptr_array_index (event->members, i);

      if (g_str_equal (member->source, TYPED_SOURCE))
        return event_copy (member);
    }
  if (event->merged->kind != EVENT_WORKOUT || event->merged->start_us == INSTANT_UNKNOWN)
    return NULL;
  /* Of equal times: the rules for duplicates make it one event with what the devices told. */
  typed = typed_event_new (EVENT_WORKOUT);
  event_set_sport (typed, event->merged->sport);
  typed->start_us = event->merged->start_us;
  typed->end_us = event->merged->end_us;
  typed->start_offset_s = event->merged->start_offset_s;
  typed->end_offset_s = event->merged->end_offset_s;
  if (typed->end_us > typed->start_us)
    typed->elapsed_s = (double) (typed->end_us - typed->start_us) / INSTANT_SECOND;
  return typed;
}

gboolean
saltline_workspace_delete_event (SaltlineWorkspace *self, gint64 athlete, const TimelineEvent *event, GError **error)
{
  g_autofree EventChange *changes = NULL;
  guint n = 0;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && event != NULL, FALSE);

  changes = g_new0 (EventChange, event->members->len + 1);
  for (guint i = 0; i < event->members->len; i++)
    changes[n++] = (EventChange) { g_ptr_array_index (event->members, i), TRUE };
  if (!store_change_events (saltline_workspace_get_store (self), athlete, changes, n,
                            event->merged->kind == EVENT_PLANNED ? _("Delete a planned workout") : _("Delete an event"), error))
    return FALSE;
  saltline_workspace_timeline_changed (self, athlete);
  return TRUE;
}

gboolean
saltline_workspace_decide_events (SaltlineWorkspace *self, gint64 athlete, const char *const *keys, const char *const *others,
                                  EventVerdict verdict, const char *what, GError **error)
{
  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && keys != NULL && others != NULL && what != NULL, FALSE);

  if (!store_decide_events (saltline_workspace_get_store (self), athlete, keys, others, verdict, what, error))
    return FALSE;
  saltline_workspace_timeline_changed (self, athlete);
  return TRUE;
}

gboolean
saltline_workspace_undo_events (SaltlineWorkspace *self, gint64 athlete, gboolean redo, char **what, GError **error)
{
  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && what != NULL, FALSE);

  if (!store_undo_events (saltline_workspace_get_store (self), athlete, redo, what, error))
    return FALSE;
  if (*what)
    saltline_workspace_timeline_changed (self, athlete);
  return TRUE;
}

/* --- plans --- */

void
planned_workout_free (PlannedWorkout *planned)
{
  if (planned == NULL)
    return;
  g_free (planned->id);
  g_free (planned->sport);
  g_free (planned->title);
  g_free (planned->notes);
  g_free (planned->done_by);
  g_free (planned);
}

static PlannedWorkout *
planned_from_event (const TimelineEvent *event, GTimeZone *zone)
{
  PlannedWorkout *planned = g_new0 (PlannedWorkout, 1);
  g_autoptr(Event) laid = event_copy (event->merged);

  plan_lay (laid, zone, &planned->outcome);
  planned->id = g_strdup (event->id);
  planned->sport = g_strdup (laid->sport);
  planned->title = g_strdup (event_text (laid, EVENT_FIELD_TITLE));
  planned->notes = g_strdup (event_text (laid, EVENT_FIELD_NOTES));
  planned->start_us = laid->start_us;
  planned->end_us = laid->end_us == INSTANT_UNKNOWN ? laid->start_us : laid->end_us;
  planned->offset_s = laid->start_offset_s;
  planned->minutes = laid->elapsed_s / 60;
  planned->indoor = event_number (laid, EVENT_FIELD_INDOOR);
  planned->latitude_deg = event_number (laid, EVENT_FIELD_START_LATITUDE_DEG);
  planned->longitude_deg = event_number (laid, EVENT_FIELD_START_LONGITUDE_DEG);
  planned->air_c = event_number (laid, EVENT_FIELD_WEATHER_TEMPERATURE_C);
  planned->relative_humidity_percent = event_number (laid, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT);
  planned->wind_m_s = event_number (laid, EVENT_FIELD_WEATHER_WIND_M_S);
  planned->patch = event_number (laid, EVENT_FIELD_PATCH) > 0;
  planned->done_by = event->done_by ? g_strdup (event->done_by->id) : NULL;
  return planned;
}

GPtrArray *
saltline_workspace_planned (SaltlineWorkspace *self, const Athlete *athlete, gint64 from_us, gint64 to_us, GError **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) planned_workout_free);
  g_autoptr(AthleteTimeline) timeline = NULL;
  g_autoptr(GTimeZone) zone = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athlete != NULL, NULL);

  /* A row may have been written on another clock than the athlete's of today. */
  timeline = saltline_workspace_timeline_of_span (self, athlete, from_us == INSTANT_UNKNOWN ? from_us : from_us - ZONE_SLACK_US,
                                                  to_us == INSTANT_UNKNOWN ? to_us : to_us + ZONE_SLACK_US, error);
  if (timeline == NULL)
    return NULL;
  zone = athlete_zone (athlete);
  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i);
      g_autoptr(PlannedWorkout) planned = event->merged->kind == EVENT_PLANNED ? planned_from_event (event, zone) : NULL;

      if (planned && planned->start_us != INSTANT_UNKNOWN && (from_us == INSTANT_UNKNOWN || planned->start_us >= from_us)
          && (to_us == INSTANT_UNKNOWN || planned->start_us < to_us))
        g_ptr_array_add (found, g_steal_pointer (&planned));
    }
  return g_steal_pointer (&found);
}
