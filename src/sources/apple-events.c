/* sources/apple-events.c */
#include "apple-events.h"

#include <math.h>
#include <string.h>

#include "apple-beside.h"
#include "base/unit.h"

#define KG_PER_STONE 6.35029318
#define METRES_PER_MILE 1609.344
#define KCAL_PER_KJ (1 / 4.184)
/* Segments of one source that touch are one event; gaps are for the rules of nights to judge. */
#define TOUCHING_US (60 * INSTANT_SECOND)

typedef struct {
  char *source;          /* for people: without the no-break spaces that phones put into names */
  char *hardware;        /* (nullable): "Watch6,2", where the device itself wrote the sample */
  char *zone;
  SleepSegment segment;
} SleepSample;

struct _AppleEvents {
  SourceReport *report;
  Event *open;           /* the weighing or workout whose metadata come now */
  gboolean within_part;  /* in a WorkoutActivity of it */
  double parts_distance_m, parts_energy_kcal;  /* sums over its WorkoutActivities, for when the whole has none; NAN */
  SleepSample *open_sleep;
  AppleBeside *beside;   /* what says something of a workout or a weighing */
  GPtrArray *sleep;      /* of SleepSample */
  GHashTable *synced;    /* sync identifier → Event, the highest version so far */
  GPtrArray *done;       /* of Event, in the order of the file */
  GHashTable *ids;       /* source_id → how often it was given */
  guint n_unread;        /* records that should have become something, and say no time or no value that is known */
};

static void
sleep_sample_free (gpointer data)
{
  SleepSample *sample = data;

  g_free (sample->source);
  g_free (sample->hardware);
  g_free (sample->zone);
  g_free (sample);
}

AppleEvents *
apple_events_new (SourceReport *report)
{
  AppleEvents *events = g_new0 (AppleEvents, 1);

  events->report = report;
  events->beside = apple_beside_new ();
  events->sleep = g_ptr_array_new_with_free_func (sleep_sample_free);
  events->synced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  events->done = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  events->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return events;
}

void
apple_events_free (AppleEvents *events)
{
  if (events == NULL)
    return;
  event_free (events->open);
  if (events->open_sleep)
    sleep_sample_free (events->open_sleep);
  apple_beside_free (events->beside);
  g_ptr_array_unref (events->sleep);
  g_hash_table_unref (events->synced);
  g_ptr_array_unref (events->done);
  g_hash_table_unref (events->ids);
  g_free (events);
}

static const char *const wanted[] = { "HKCategoryTypeIdentifierSleepAnalysis\"", "HKQuantityTypeIdentifierBodyMass\"",
                                      "HKQuantityTypeIdentifierDietaryWater\"", "HKQuantityTypeIdentifierBodyFatPercentage\"" };

gboolean
apple_events_wants_record (const char *type, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      gsize n = strlen (wanted[i]);

      if (length >= n && memcmp (type, wanted[i], n) == 0)
        return TRUE;
    }
  return FALSE;
}

static double
mass_kg (double value, const char *unit)
{
  if (g_strcmp0 (unit, "lb") == 0)
    return value * KG_PER_LB;
  if (g_strcmp0 (unit, "st") == 0)
    return value * KG_PER_STONE;
  return g_strcmp0 (unit, "g") == 0 ? value / 1000 : value;
}

static double
length_m (double value, const char *unit)
{
  if (g_strcmp0 (unit, "km") == 0)
    return value * 1000;
  if (g_strcmp0 (unit, "mi") == 0)
    return value * METRES_PER_MILE;
  if (g_strcmp0 (unit, "cm") == 0)
    return value / 100;
  if (g_strcmp0 (unit, "yd") == 0)
    return value * 0.9144;
  return g_strcmp0 (unit, "ft") == 0 ? value * 0.3048 : value;
}

static double
seconds_of (double value, const char *unit)
{
  if (g_strcmp0 (unit, "min") == 0)
    return value * 60;
  return g_strcmp0 (unit, "hr") == 0 ? value * 3600 : value;
}

static double
energy_kcal (double value, const char *unit)
{
  return g_strcmp0 (unit, "kJ") == 0 ? value * KCAL_PER_KJ : value;
}

/* The value of "hardware:" in "<<HKDevice: 0x281f>, name:Apple Watch, …, hardware:Watch6,2, software:8.5>", which may itself hold a
 * comma: the next word with a colon ends it. */
static char *
part_of_device (const char *device, const char *key)
{
  const char *at = strstr (device, key), *end;

  if (at == NULL)
    return NULL;
  at += strlen (key);
  end = strstr (at, ", ");
  return end ? g_strndup (at, (gsize) (end - at)) : g_strndup (at, strcspn (at, ">"));
}

/* What wrote a record, however people call it: a device whose own software did. An app's records have the app's version and
 * may name the device that it ran on; those are the app's. NULL: only the name of the source tells. */
static char *
hardware_of (AppleTag tag)
{
  g_autofree char *device = apple_tag_text (tag, "device"), *version = NULL, *software = NULL;

  if (device == NULL)
    return NULL;
  version = apple_tag_text (tag, "sourceVersion");
  software = part_of_device (device, ", software:");
  return version && g_strcmp0 (version, software) == 0 ? part_of_device (device, ", hardware:") : NULL;
}

static void
set_recorder (Event *event, const char *source, const char *hardware)
{
  event->device = g_strdup (source);
  event->device_id = g_strdup_printf ("apple:%s", hardware ? hardware : source ? source : "");
}

static void
read_recorder (Event *event, AppleTag tag)
{
  g_autofree char *source = apple_tag_text (tag, "sourceName"), *hardware = hardware_of (tag);

  set_recorder (event, source, hardware);
}

static void
begin_mass (AppleEvents *events, AppleTag tag)
{
  g_autofree char *unit = apple_tag_text (tag, "unit");
  double value = mass_kg (apple_tag_number (tag, "value"), unit);
  gint64 start_us = apple_tag_instant (tag, "startDate");
  Event *event;

  if (!(value > 0) || start_us == INSTANT_UNKNOWN)
    {
      events->n_unread++;
      return;
    }
  event = events->open = event_new (EVENT_BODY_MASS, "apple-health");
  event->start_us = event->end_us = start_us;
  read_recorder (event, tag);
  event_set_number (event, EVENT_FIELD_BODY_MASS_KG, value);
  event->source_id = g_strdup_printf ("mass:%" G_GINT64_FORMAT ":%.0f", start_us, value * 1000);
}

static gboolean
stage_of (const char *value, SleepStage *stage)
{
  static const struct { const char *suffix; SleepStage stage; } stages[] = {
    { "InBed", SLEEP_STAGE_IN_BED }, { "AsleepUnspecified", SLEEP_STAGE_ASLEEP }, { "AsleepCore", SLEEP_STAGE_LIGHT },
    { "AsleepDeep", SLEEP_STAGE_DEEP }, { "AsleepREM", SLEEP_STAGE_REM }, { "Asleep", SLEEP_STAGE_ASLEEP },
    { "Awake", SLEEP_STAGE_AWAKE }, { "0", SLEEP_STAGE_IN_BED }, { "1", SLEEP_STAGE_ASLEEP }, { "2", SLEEP_STAGE_AWAKE },
    { "3", SLEEP_STAGE_LIGHT }, { "4", SLEEP_STAGE_DEEP }, { "5", SLEEP_STAGE_REM },
  };
  const char *name = g_str_has_prefix (value, "HKCategoryValueSleepAnalysis") ? value + 28 : value;

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_str_equal (name, stages[i].suffix))
      {
        *stage = stages[i].stage;
        return TRUE;
      }
  return FALSE;
}

static void
begin_sleep (AppleEvents *events, AppleTag tag)
{
  g_autofree char *value = apple_tag_text (tag, "value");
  SleepSample sample = { .segment.start_us = apple_tag_instant (tag, "startDate"), .segment.end_us = apple_tag_instant (tag, "endDate") };

  if (value == NULL || sample.segment.start_us == INSTANT_UNKNOWN || sample.segment.end_us == INSTANT_UNKNOWN
      || !stage_of (value, &sample.segment.stage))
    {
      events->n_unread++;
      return;
    }
  if (sample.segment.end_us <= sample.segment.start_us)
    return; /* of no length */
  sample.source = apple_tag_text (tag, "sourceName");
  sample.hardware = hardware_of (tag);
  events->open_sleep = g_memdup2 (&sample, sizeof sample);
}

void
apple_events_begin_record (AppleEvents *events, AppleTag tag)
{
  g_autofree char *type = apple_tag_text (tag, "type");

  apple_events_end (events);
  if (g_strcmp0 (type, "HKQuantityTypeIdentifierBodyMass") == 0)
    begin_mass (events, tag);
  else if (type && !apple_beside_begin (events->beside, type, tag))
    begin_sleep (events, tag);
}

void
apple_events_begin_workout (AppleEvents *events, AppleTag tag)
{
  g_autofree char *type = apple_tag_text (tag, "workoutActivityType"), *duration_unit = apple_tag_text (tag, "durationUnit"),
                  *distance_unit = apple_tag_text (tag, "totalDistanceUnit"), *energy_unit = apple_tag_text (tag, "totalEnergyBurnedUnit");
  double distance_m = length_m (apple_tag_number (tag, "totalDistance"), distance_unit);
  double energy = energy_kcal (apple_tag_number (tag, "totalEnergyBurned"), energy_unit);
  Event *event;

  apple_events_end (events);
  event = events->open = event_new (EVENT_WORKOUT, "apple-health");
  events->within_part = FALSE;
  events->parts_distance_m = events->parts_energy_kcal = NAN;
  event_set_sport (event, type);
  if (event->sport && g_str_has_prefix (event->sport, "HKWorkoutActivityType"))
    {
      g_autofree char *words = g_strdup (event->sport + strlen ("HKWorkoutActivityType"));

      event_set_sport (event, words);
    }
  event->start_us = apple_tag_instant (tag, "startDate");
  event->end_us = apple_tag_instant (tag, "endDate");
  if (event->start_us != INSTANT_UNKNOWN && event->end_us != INSTANT_UNKNOWN)
    event->elapsed_s = (double) (event->end_us - event->start_us) / INSTANT_SECOND;
  event->timer_s = seconds_of (apple_tag_number (tag, "duration"), duration_unit);
  if (distance_m > 0)
    event->distance_m = distance_m;
  if (energy > 0)
    event_set_number (event, EVENT_FIELD_ENERGY_KCAL, energy);
  read_recorder (event, tag);
  /* Neither the device's name, which people change, nor its pointer address, which every export changes. */
  event->source_id = g_strdup_printf ("workout:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%s", event->start_us, event->end_us,
                                      event->sport ? event->sport : "");
}

static void
set_zone (Event *event, const char *name)
{
  g_autoptr(GTimeZone) zone = instant_zone_find (name);

  if (zone == NULL || event->start_us == INSTANT_UNKNOWN)
    return;
  g_free (event->zone);
  event->zone = g_strdup (name);
  event->start_offset_s = instant_offset_in_zone (event->start_us, zone);
  event->end_offset_s = event->end_us == INSTANT_UNKNOWN ? event->start_offset_s : instant_offset_in_zone (event->end_us, zone);
}

static void
read_weather (Event *event, const char *key, const char *value)
{
  char *unit;
  double number = g_ascii_strtod (value, &unit);

  if (unit == value)
    return;
  unit += strspn (unit, " ");
  if (g_str_equal (key, "HKWeatherTemperature"))
    event_set_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C, g_str_equal (unit, "degF") ? (number - 32) / 1.8 : number);
  else if (number > 100) /* "6400 %" is 64 % */
    event_set_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, number / 100);
  else
    event_set_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, number);
}

/* "6575 cm" */
static double
length_of (const char *value)
{
  char *unit;
  double number = g_ascii_strtod (value, &unit);

  return unit == value ? NAN : length_m (number, unit + strspn (unit, " "));
}

void
apple_events_add_metadata (AppleEvents *events, AppleTag tag)
{
  Event *event = events->open;
  g_autofree char *key = NULL, *value = NULL;

  if (event == NULL && events->open_sleep == NULL)
    {
      apple_beside_add_metadata (events->beside, tag);
      return;
    }
  key = apple_tag_text (tag, "key");
  value = apple_tag_text (tag, "value");
  if (key == NULL || value == NULL)
    return;
  if (events->open_sleep)
    {
      if (g_str_equal (key, "HKTimeZone"))
        {
          g_free (events->open_sleep->zone);
          events->open_sleep->zone = g_steal_pointer (&value);
        }
      return;
    }
  if (g_str_equal (key, "HKTimeZone"))
    set_zone (event, value);
  else if (g_str_equal (key, "HKMetadataKeySyncIdentifier"))
    {
      g_free (event->source_id);
      event->source_id = g_strdup_printf ("sync:%s:%s", event_kind_name (event->kind), value); /* each app counts from 1, and so may both kinds */
    }
  else if (g_str_equal (key, "HKMetadataKeySyncVersion"))
    event->revision = g_ascii_strtoll (value, NULL, 10);
  else if (g_str_equal (key, "HKWasUserEntered") && g_str_equal (value, "1"))
    event_set_number (event, EVENT_FIELD_TYPED, 1);
  else if (g_str_equal (key, "HKIndoorWorkout"))
    event_set_number (event, EVENT_FIELD_INDOOR, g_ascii_strtod (value, NULL));
  else if (g_str_equal (key, "HKWeatherTemperature") || g_str_equal (key, "HKWeatherHumidity"))
    read_weather (event, key, value);
  else if (g_str_equal (key, "HKElevationAscended"))
    event_set_number (event, EVENT_FIELD_ASCENT_M, length_of (value));
  else if (g_str_equal (key, "HKElevationDescended"))
    event_set_number (event, EVENT_FIELD_DESCENT_M, length_of (value));
  else if (g_str_equal (key, "HKLapLength"))
    event_set_number (event, EVENT_FIELD_POOL_LENGTH_M, length_of (value));
}

static double
plus_known (double sum, double value)
{
  if (isnan (value))
    return sum;
  return isnan (sum) ? value : sum + value;
}

void
apple_events_enter_part (AppleEvents *events, gboolean within)
{
  events->within_part = within;
}

/* Since iOS 16 the totals are here, and again within each WorkoutActivity for itself. Of several distances of one workout (steps
 * are counted on a ride as well) the longest is its own. */
void
apple_events_add_statistics (AppleEvents *events, AppleTag tag)
{
  Event *event = events->open;
  g_autofree char *type = NULL, *unit = NULL;

  if (event == NULL || event->kind != EVENT_WORKOUT)
    return;
  type = apple_tag_text (tag, "type");
  unit = apple_tag_text (tag, "unit");
  if (type == NULL)
    return;
  if (g_str_has_prefix (type, "HKQuantityTypeIdentifierDistance"))
    {
      double distance_m = length_m (apple_tag_number (tag, "sum"), unit);

      if (events->within_part)
        events->parts_distance_m = plus_known (events->parts_distance_m, distance_m);
      else
        event->distance_m = fmax (event->distance_m, distance_m);
    }
  else if (g_str_equal (type, "HKQuantityTypeIdentifierActiveEnergyBurned"))
    {
      double energy = energy_kcal (apple_tag_number (tag, "sum"), unit);

      if (events->within_part)
        events->parts_energy_kcal = plus_known (events->parts_energy_kcal, energy);
      else if (isnan (event_number (event, EVENT_FIELD_ENERGY_KCAL)))
        event_set_number (event, EVENT_FIELD_ENERGY_KCAL, energy);
    }
  else if (g_str_equal (type, "HKQuantityTypeIdentifierHeartRate")
           && !(events->within_part && !isnan (event_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM))))
    {
      event_set_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM, apple_tag_number (tag, "average"));
      event_set_number (event, EVENT_FIELD_HEART_RATE_MAX_BPM, apple_tag_number (tag, "maximum"));
    }
  else if (!events->within_part && (g_str_equal (type, "HKQuantityTypeIdentifierRunningPower") || g_str_equal (type, "HKQuantityTypeIdentifierCyclingPower"))
           && g_strcmp0 (unit, "W") == 0)
    {
      event_set_number (event, EVENT_FIELD_POWER_AVG_W, apple_tag_number (tag, "average"));
      event_set_number (event, EVENT_FIELD_POWER_MAX_W, apple_tag_number (tag, "maximum"));
    }
  else if (!events->within_part && g_str_equal (type, "HKQuantityTypeIdentifierStepCount"))
    event_set_number (event, EVENT_FIELD_STEPS, apple_tag_number (tag, "sum"));
}

void
apple_events_add_file (AppleEvents *events, AppleTag tag)
{
  g_autofree char *path = NULL, *base = NULL;

  if (events->open == NULL || events->open->kind != EVENT_WORKOUT)
    return;
  path = apple_tag_text (tag, "path");
  if (path == NULL)
    return;
  base = g_path_get_basename (path);
  event_add_link (events->open, "apple-route:%s", base);
}

void
apple_events_end (AppleEvents *events)
{
  Event *event = g_steal_pointer (&events->open), *earlier;

  apple_beside_end (events->beside);
  if (events->open_sleep)
    g_ptr_array_add (events->sleep, g_steal_pointer (&events->open_sleep));
  if (event == NULL)
    return;
  if (event->kind == EVENT_WORKOUT && isnan (event->distance_m))
    event->distance_m = events->parts_distance_m;
  if (event->kind == EVENT_WORKOUT && isnan (event_number (event, EVENT_FIELD_ENERGY_KCAL)))
    event_set_number (event, EVENT_FIELD_ENERGY_KCAL, events->parts_energy_kcal);
  if (!g_str_has_prefix (event->source_id, "sync:"))
    {
      g_ptr_array_add (events->done, event);
      return;
    }
  /* Same identifier: the higher version wins, wherever it stands. */
  earlier = g_hash_table_lookup (events->synced, event->source_id);
  if (earlier && earlier->revision >= event->revision)
    {
      event_free (event);
      return;
    }
  if (earlier)
    g_ptr_array_remove (events->done, earlier);
  g_hash_table_replace (events->synced, g_strdup (event->source_id), event);
  g_ptr_array_add (events->done, event);
}

static gint
compare_samples (gconstpointer a, gconstpointer b)
{
  const SleepSample *first = *(SleepSample *const *) a, *second = *(SleepSample *const *) b;
  int by_source = g_strcmp0 (first->source, second->source);

  if (by_source == 0) /* two watches may go by one name */
    by_source = g_strcmp0 (first->hardware, second->hardware);
  if (by_source)
    return by_source;
  if (first->segment.start_us != second->segment.start_us)
    return first->segment.start_us < second->segment.start_us ? -1 : 1;
  if (first->segment.end_us != second->segment.end_us)
    return first->segment.end_us < second->segment.end_us ? -1 : 1;
  return (int) first->segment.stage - (int) second->segment.stage;
}

/* By what was measured, and never by a name. */
static gint
compare_sleeps (gconstpointer a, gconstpointer b)
{
  const Event *first = *(Event *const *) a, *second = *(Event *const *) b;
  int by_id = strcmp (first->source_id, second->source_id);

  if (by_id)
    return by_id;
  if (first->end_us != second->end_us)
    return first->end_us < second->end_us ? -1 : 1;
  if (first->segments->len != second->segments->len)
    return first->segments->len < second->segments->len ? -1 : 1;
  for (guint i = 0; i < first->segments->len; i++)
    {
      const SleepSegment *one = &g_array_index (first->segments, SleepSegment, i), *other = &g_array_index (second->segments, SleepSegment, i);

      if (one->start_us != other->start_us || one->end_us != other->end_us)
        return one->start_us < other->start_us || (one->start_us == other->start_us && one->end_us < other->end_us) ? -1 : 1;
      if (one->stage != other->stage)
        return (int) one->stage - (int) other->stage;
    }
  return 0;
}

/* Two sources may tell of one stretch of time: the second is not the first again. */
static void
take (AppleEvents *events, Event *event)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (events->ids, event->source_id)) + 1;

  g_hash_table_replace (events->ids, g_strdup (event->source_id), GUINT_TO_POINTER (n));
  if (n > 1)
    {
      g_autofree char *id = g_steal_pointer (&event->source_id);

      event->source_id = g_strdup_printf ("%s:%u", id, n);
    }
  source_report_take (events->report, event);
}

static void
finish_sleep (AppleEvents *events)
{
  g_autoptr(GPtrArray) sleeps = g_ptr_array_new ();
  guint i = 0;

  g_ptr_array_sort (events->sleep, compare_samples);
  while (i < events->sleep->len)
    {
      const SleepSample *first = g_ptr_array_index (events->sleep, i), *sample = first;
      Event *event = event_new (EVENT_SLEEP, "apple-health");
      const char *zone = NULL;
      gint64 end_us = first->segment.end_us;

      do
        {
          event_add_segment (event, sample->segment.start_us, sample->segment.end_us, sample->segment.stage);
          end_us = MAX (end_us, sample->segment.end_us);
          zone = zone ? zone : sample->zone;
          i++;
          sample = i < events->sleep->len ? g_ptr_array_index (events->sleep, i) : NULL;
        }
      while (sample && g_strcmp0 (sample->source, first->source) == 0 && g_strcmp0 (sample->hardware, first->hardware) == 0
             && sample->segment.start_us - end_us <= TOUCHING_US);
      event_close_segments (event);
      set_recorder (event, first->source, first->hardware);
      event->source_id = g_strdup_printf ("sleep:%" G_GINT64_FORMAT ":%s", event->start_us, first->hardware ? first->hardware : "");
      set_zone (event, zone);
      g_ptr_array_add (sleeps, event);
    }
  g_ptr_array_sort (sleeps, compare_sleeps);
  for (guint s = 0; s < sleeps->len; s++)
    take (events, g_ptr_array_index (sleeps, s));
}

void
apple_events_finish (AppleEvents *events)
{
  apple_events_end (events);
  apple_beside_lay (events->beside, events->done, events->report);
  for (guint i = 0; i < events->done->len; i++)
    {
      Event *event = g_ptr_array_index (events->done, i);

      if (event->start_us == INSTANT_UNKNOWN)
        event->flags |= EVENT_FLAG_NO_TIMES;
      take (events, event_copy (event));
    }
  finish_sleep (events);
  if (events->n_unread)
    source_report_say (events->report, "Records of sleep or body mass without a time or a value that is known here, left out: %u.", events->n_unread);
}
