/* workspace/demo-season.c */
#include "demo-season.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sweat/physical.h"
#include "sweat/sport-presets.h"

#define WEEKS           12
#define DEVICE          "invented watch"
#define DRUNK_SHARE     0.55  /* of the loss */
#define DAY_TO_DAY_SD   0.10  /* of the logarithm of the rate */
#define SCALE_STEPS     20    /* of a kilogram: what the scale shows */
#define EPOCH_MIN       5     /* of the invented tracker */

typedef struct {
  const Athlete *athlete;
  GTimeZone *zone;
  GRand *random;
  SourceReport *report;
  double factor;
} Season;

/* What is done on each day of a week, from Monday; minutes 0: rest. */
static const struct {
  int minute_of_day;
  double minutes;
  gboolean weighed;   /* before and after, every fourth week */
} week[] = {
  { 0, 0, FALSE }, { 17 * 60 + 30, 70, TRUE }, { 18 * 60, 55, FALSE }, { 17 * 60 + 30, 80, FALSE }, { 0, 0, FALSE }, { 9 * 60 + 30, 95, TRUE }, { 10 * 60, 60, FALSE },
};

/* Sum of twelve: near enough to a normal deviate for an invented life, and the same everywhere. */
static double
normal (GRand *random)
{
  double sum = -6;

  for (guint i = 0; i < 12; i++)
    sum += g_rand_double (random);
  return sum;
}

static Event *
event_at (const Season *season, EventKind kind, CivilDay day, int minute_of_day, double minutes)
{
  Event *event = event_new (kind, "demo");

  event->start_us = nominal_time_on_day (minute_of_day, day, season->zone, NULL);
  event->start_offset_s = instant_offset_in_zone (event->start_us, season->zone);
  event->zone = g_strdup (season->athlete->zone);
  event->source_id = g_strdup_printf ("%s-%s-%" G_GINT64_FORMAT, season->athlete->handle, event_kind_name (kind), event->start_us / INSTANT_MINUTE);
  event->device = g_strdup (DEVICE);
  event_end_after (event, minutes * 60);
  event->end_offset_s = instant_offset_in_zone (event->end_us, season->zone);
  event->elapsed_s = minutes * 60;
  event_set_text (event, EVENT_FIELD_NOTES, _("Invented, for the demonstration."));
  return event;
}

/* Warm in July, on the northern half. */
static double
air_of_day (const Season *season, CivilDay day)
{
  int year, month, of_month;

  civil_day_to_date (day, &year, &month, &of_month);
  return 12 + 9 * sin (2 * G_PI * (day - civil_day_from_date (year, 4, 20)) / 365.25) + 3 * normal (season->random);
}

static double
true_rate_l_per_h (const Season *season, double air_c, double humidity, double minutes)
{
  const SportPreset *preset = sport_preset_find (season->athlete->sport);
  ThermalCondition condition;

  thermal_condition_init (&condition);
  condition.air_c = condition.radiant_c = air_c;
  condition.relative_humidity = humidity;
  condition.air_speed_m_s = preset ? preset->air_speed_m_s : 1;
  condition.metabolic_rate_met = preset ? preset->metabolic_rate_met : 7;
  condition.clothing_clo = preset ? preset->clothing_clo : 0.4;
  condition.mass_kg = season->athlete->mass_kg;
  condition.height_m = season->athlete->height_m;
  return season->factor
         * exp (physical_expected_log_rate (PHYSICAL_PHS, season->athlete->sport, &condition, minutes, NULL) + DAY_TO_DAY_SD * normal (season->random));
}

static double
as_the_scale_shows (double mass_kg)
{
  return round (mass_kg * SCALE_STEPS) / SCALE_STEPS;
}

static void
add_workout (Season *season, CivilDay day, guint weekday, gboolean weighed, double asleep_h)
{
  const double minutes = round (week[weekday].minutes * (1 + 0.1 * normal (season->random)));
  const double air_c = air_of_day (season, day), humidity = CLAMP (62 + 12 * normal (season->random), 25, 95);
  const double rate = true_rate_l_per_h (season, air_c, humidity, minutes), loss_l = rate * minutes / 60;
  const double before_kg = season->athlete->mass_kg * (1 + 0.004 * normal (season->random)), drunk_l = DRUNK_SHARE * loss_l;
  Event *event = event_at (season, EVENT_WORKOUT, day, week[weekday].minute_of_day + (int) (8 * normal (season->random)), minutes);

  event_set_sport (event, season->athlete->sport);
  event->timer_s = event->elapsed_s - 60 * floor (4 * g_rand_double (season->random));
  if (event->family == SPORT_FAMILY_RUN || event->family == SPORT_FAMILY_RIDE)
    event->distance_m = round (event->timer_s * (event->family == SPORT_FAMILY_RUN ? 3.1 : 7.6) * (1 + 0.04 * normal (season->random)));
  event_set_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM, round (146 + 6 * normal (season->random)));
  event_set_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C, round (10 * air_c) / 10);
  event_set_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, round (humidity));
  event_set_number (event, EVENT_FIELD_INDOOR, 0);
  event_set_number (event, EVENT_FIELD_MOTIVATION_BEFORE, CLAMP (round (6 + (asleep_h - 7.2) + normal (season->random)), 0, 10));
  event_set_number (event, EVENT_FIELD_FATIGUE_AFTER, CLAMP (round (5 + minutes / 40 - (asleep_h - 7.2) + normal (season->random)), 0, 10));
  if (weighed)
    {
      event_set_number (event, EVENT_FIELD_BODY_MASS_BEFORE_KG, as_the_scale_shows (before_kg));
      event_set_number (event, EVENT_FIELD_BODY_MASS_AFTER_KG, as_the_scale_shows (before_kg - loss_l + drunk_l));
      event_set_number (event, EVENT_FIELD_DRUNK_ML, round (1000 * drunk_l));
    }
  source_report_take (season->report, event);
}

/* What a cycle of ninety minutes holds, in order. */
static SleepStage
stage_of_cycle (double minute)
{
  const double phase = fmod (minute, 90);

  return phase < 35 ? SLEEP_STAGE_LIGHT : phase < 65 ? SLEEP_STAGE_DEEP : SLEEP_STAGE_REM;
}

/* The night that ends on @day, with a waking in it. Returns: hours asleep. */
static double
add_night (Season *season, CivilDay day)
{
  const int begin = 22 * 60 + 40 + (int) (25 * normal (season->random));
  const int in_bed = EPOCH_MIN * (98 + (int) (6 * normal (season->random))), fell_asleep = 5 + (int) (12 * g_rand_double (season->random));
  const int woke = (int) (in_bed * (0.4 + 0.3 * g_rand_double (season->random))), awake = 5 + (int) (14 * g_rand_double (season->random));
  Event *event = event_at (season, EVENT_SLEEP, day - 1, begin, in_bed);
  SleepStage stage = SLEEP_STAGE_AWAKE;
  int since = 0, asleep = 0;

  for (int minute = 0; minute <= in_bed; minute += EPOCH_MIN)
    {
      const gboolean is_awake = minute < fell_asleep || (minute >= woke && minute < woke + awake);
      const SleepStage next = is_awake ? SLEEP_STAGE_AWAKE : stage_of_cycle (minute - fell_asleep);

      if (next == stage && minute < in_bed)
        continue;
      if (minute > since)
        event_add_segment (event, event->start_us + since * INSTANT_MINUTE, event->start_us + minute * INSTANT_MINUTE, stage);
      if (stage != SLEEP_STAGE_AWAKE)
        asleep += minute - since;
      stage = next;
      since = minute;
    }
  event_close_segments (event);
  source_report_take (season->report, event);
  return asleep / 60.0;
}

static void
add_weighing (Season *season, CivilDay day)
{
  Event *event = event_at (season, EVENT_BODY_MASS, day, 6 * 60 + 55, 0);

  event->end_us = event->start_us;
  event->elapsed_s = NAN;
  event_set_number (event, EVENT_FIELD_BODY_MASS_KG, as_the_scale_shows (season->athlete->mass_kg * (1 + 0.005 * normal (season->random))));
  source_report_take (season->report, event);
}

SourceReport *
demo_season (const Athlete *athlete, CivilDay today, double factor)
{
  g_autoptr(GTimeZone) zone = NULL;
  g_autoptr(GRand) random = NULL;
  Season season = { .athlete = athlete, .factor = factor };

  g_return_val_if_fail (athlete != NULL && athlete->zone != NULL && athlete->mass_kg > 0 && athlete->height_m > 0 && factor > 0, NULL);

  zone = instant_zone_find (athlete->zone);
  season.zone = zone ? zone : g_time_zone_new_utc ();
  random = g_rand_new_with_seed (g_str_hash (athlete->handle));
  season.random = random;
  season.report = source_report_new (_("the demonstration"));
  season.report->format = "demo";
  season.report->ok = TRUE;
  for (CivilDay day = today - 7 * WEEKS; day < today; day++)
    {
      const guint weekday = (guint) ((day + 3) % 7); /* 1970-01-01 was a Thursday */
      const double asleep_h = add_night (&season, day);

      if (weekday == 0)
        add_weighing (&season, day);
      if (week[weekday].minutes > 0)
        add_workout (&season, day, weekday, week[weekday].weighed && (today - day) / 7 % 4 == 1, asleep_h);
    }
  if (zone == NULL)
    g_time_zone_unref (season.zone);
  return season.report;
}
