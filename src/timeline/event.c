/* timeline/event.c */
#include "event.h"

#include <math.h>
#include <string.h>

#define LONGEST_S 1e8

G_DEFINE_QUARK (saltline-timeline-error, timeline_error)

static const char *const kind_names[] = { "workout", "sleep", "body_mass", "monitoring", "lab_trial", "route", "survey", "planned" };

static const char *const field_names[EVENT_N_FIELDS] = {
  [EVENT_FIELD_HEART_RATE_AVG_BPM] = "heart_rate_avg_bpm",
  [EVENT_FIELD_HEART_RATE_MAX_BPM] = "heart_rate_max_bpm",
  [EVENT_FIELD_POWER_AVG_W] = "power_avg_w",
  [EVENT_FIELD_POWER_MAX_W] = "power_max_w",
  [EVENT_FIELD_CADENCE_AVG_RPM] = "cadence_avg_rpm",
  [EVENT_FIELD_SPEED_MAX_M_S] = "speed_max_m_s",
  [EVENT_FIELD_MOVING_S] = "moving_s",
  [EVENT_FIELD_ASCENT_M] = "ascent_m",
  [EVENT_FIELD_DESCENT_M] = "descent_m",
  [EVENT_FIELD_ENERGY_KCAL] = "energy_kcal",
  [EVENT_FIELD_WORK_J] = "work_j",
  [EVENT_FIELD_DEVICE_TEMPERATURE_AVG_C] = "device_temperature_avg_c",
  [EVENT_FIELD_CORE_TEMPERATURE_MAX_C] = "core_temperature_max_c",
  [EVENT_FIELD_WEATHER_TEMPERATURE_C] = "weather_temperature_c",
  [EVENT_FIELD_WEATHER_HUMIDITY_PERCENT] = "weather_humidity_percent",
  [EVENT_FIELD_WEATHER_WIND_M_S] = "weather_wind_m_s",
  [EVENT_FIELD_WEATHER_RADIATION_W_M2] = "weather_radiation_w_m2",
  [EVENT_FIELD_INDOOR] = "indoor",
  [EVENT_FIELD_START_LATITUDE_DEG] = "start_latitude_deg",
  [EVENT_FIELD_START_LONGITUDE_DEG] = "start_longitude_deg",
  [EVENT_FIELD_POOL_LENGTH_M] = "pool_length_m",
  [EVENT_FIELD_LAPS] = "laps",
  [EVENT_FIELD_BEATS] = "beats",
  [EVENT_FIELD_BODY_MASS_KG] = "body_mass_kg",
  [EVENT_FIELD_BODY_FAT_PERCENT] = "body_fat_percent",
  [EVENT_FIELD_MUSCLE_MASS_KG] = "muscle_mass_kg",
  [EVENT_FIELD_HEIGHT_M] = "height_m",
  [EVENT_FIELD_ASLEEP_S] = "asleep_s",
  [EVENT_FIELD_AWAKE_S] = "awake_s",
  [EVENT_FIELD_DEEP_S] = "deep_s",
  [EVENT_FIELD_LIGHT_S] = "light_s",
  [EVENT_FIELD_REM_S] = "rem_s",
  [EVENT_FIELD_SLEEP_SCORE] = "sleep_score",
  [EVENT_FIELD_MAIN_SLEEP] = "main_sleep",
  [EVENT_FIELD_STEPS] = "steps",
  [EVENT_FIELD_RESTING_HEART_RATE_BPM] = "resting_heart_rate_bpm",
  [EVENT_FIELD_MOTIVATION_BEFORE] = "motivation_before",
  [EVENT_FIELD_FATIGUE_BEFORE] = "fatigue_before",
  [EVENT_FIELD_MOTIVATION_AFTER] = "motivation_after",
  [EVENT_FIELD_FATIGUE_AFTER] = "fatigue_after",
  [EVENT_FIELD_BODY_MASS_BEFORE_KG] = "body_mass_before_kg",
  [EVENT_FIELD_BODY_MASS_AFTER_KG] = "body_mass_after_kg",
  [EVENT_FIELD_DRUNK_ML] = "drunk_ml",
  [EVENT_FIELD_URINE_ML] = "urine_ml",
  [EVENT_FIELD_FOOD_G] = "food_g",
  [EVENT_FIELD_SWEAT_RATE_L_H] = "sweat_rate_l_h",
  [EVENT_FIELD_DEVICE_SWEAT_LOSS_ML] = "device_sweat_loss_ml",
  [EVENT_FIELD_SWEAT_SODIUM_MMOL_L] = "sweat_sodium_mmol_l",
  [EVENT_FIELD_SWEAT_CHLORIDE_MMOL_L] = "sweat_chloride_mmol_l",
  [EVENT_FIELD_PATCH] = "patch",
  [EVENT_FIELD_TYPED] = "typed",
  [EVENT_FIELD_NOMINAL_MINUTE] = "nominal_minute",
  [EVENT_FIELD_SUB_SPORT] = "sub_sport",
  [EVENT_FIELD_TITLE] = "title",
  [EVENT_FIELD_NOTES] = "notes",
  [EVENT_FIELD_WEATHER] = "weather",
  [EVENT_FIELD_NOMINAL_DAY] = "nominal_day",
};

static const struct {
  const char *source;
  guint rank;
} source_ranks[] = {
  { "fit", 0 }, { "tcx", 1 }, { "gpx", 2 },
  { "garmin-connect", 3 }, { "garmin-health", 3 }, { "fitbit", 3 }, { "oura", 3 },
  { "strava-export", 4 }, { "strava-json", 4 }, { "strava-api", 4 },
  { "apple-health", 5 },
  { "table", 6 }, { "sleep-diary", 6 }, { "typed", 6 },
};

const char *
event_kind_name (EventKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_names), NULL);
  return kind_names[kind];
}

gboolean
event_kind_from_name (const char *name, EventKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (name, kind_names[i]) == 0)
      {
        *kind = (EventKind) i;
        return TRUE;
      }
  return FALSE;
}

const char *
event_field_name (EventFieldId id)
{
  g_return_val_if_fail ((guint) id < EVENT_N_FIELDS, NULL);
  return field_names[id];
}

gboolean
event_field_from_name (const char *name, EventFieldId *id)
{
  for (guint i = 0; i < EVENT_N_FIELDS; i++)
    if (g_strcmp0 (name, field_names[i]) == 0)
      {
        *id = (EventFieldId) i;
        return TRUE;
      }
  return FALSE;
}

static void
field_clear (gpointer field)
{
  g_free (((EventField *) field)->text);
}

Event *
event_new (EventKind kind, const char *source)
{
  Event *event = g_new0 (Event, 1);

  event->kind = kind;
  event->source = g_strdup (source);
  event->links = g_ptr_array_new_with_free_func (g_free);
  event->start_us = event->end_us = INSTANT_UNKNOWN;
  event->start_offset_s = event->end_offset_s = INSTANT_OFFSET_UNKNOWN;
  event->elapsed_s = event->timer_s = event->distance_m = NAN;
  event->fields = g_array_new (FALSE, FALSE, sizeof (EventField));
  g_array_set_clear_func (event->fields, field_clear);
  event->segments = g_array_new (FALSE, FALSE, sizeof (SleepSegment));
  event->children = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  return event;
}

void
event_free (Event *event)
{
  if (event == NULL)
    return;
  g_free (event->source);
  g_free (event->source_id);
  g_free (event->content_hash);
  g_free (event->file);
  g_free (event->device);
  g_free (event->device_id);
  g_free (event->sport);
  g_free (event->zone);
  g_ptr_array_unref (event->links);
  g_array_unref (event->fields);
  g_array_unref (event->segments);
  g_ptr_array_unref (event->children);
  g_free (event);
}

Event *
event_copy (const Event *event)
{
  Event *copy;

  g_return_val_if_fail (event != NULL, NULL);
  copy = event_new (event->kind, event->source);
  copy->source_id = g_strdup (event->source_id);
  copy->revision = event->revision;
  copy->content_hash = g_strdup (event->content_hash);
  copy->file = g_strdup (event->file);
  copy->device = g_strdup (event->device);
  copy->device_id = g_strdup (event->device_id);
  for (guint i = 0; i < event->links->len; i++)
    g_ptr_array_add (copy->links, g_strdup (g_ptr_array_index (event->links, i)));
  copy->sport = g_strdup (event->sport);
  copy->family = event->family;
  copy->start_us = event->start_us;
  copy->end_us = event->end_us;
  copy->start_offset_s = event->start_offset_s;
  copy->end_offset_s = event->end_offset_s;
  copy->zone = g_strdup (event->zone);
  copy->elapsed_s = event->elapsed_s;
  copy->timer_s = event->timer_s;
  copy->distance_m = event->distance_m;
  copy->n_records = event->n_records;
  copy->flags = event->flags;
  for (guint i = 0; i < event->fields->len; i++)
    {
      EventField field = g_array_index (event->fields, EventField, i);

      field.text = g_strdup (field.text);
      g_array_append_val (copy->fields, field);
    }
  if (event->segments->len)
    g_array_append_vals (copy->segments, event->segments->data, event->segments->len);
  for (guint i = 0; i < event->children->len; i++)
    g_ptr_array_add (copy->children, event_copy (g_ptr_array_index (event->children, i)));
  return copy;
}

/* Where the field stands, or where it would. */
static guint
field_position (const Event *event, EventFieldId id, gboolean *found)
{
  guint i = 0;

  while (i < event->fields->len && g_array_index (event->fields, EventField, i).id < id)
    i++;
  *found = i < event->fields->len && g_array_index (event->fields, EventField, i).id == id;
  return i;
}

static void
set_field (Event *event, EventFieldId id, double number, const char *text, gboolean present)
{
  gboolean found;
  guint at = field_position (event, id, &found);

  if (found)
    g_array_remove_index (event->fields, at);
  if (present)
    {
      EventField field = { id, number, g_strdup (text) };

      g_array_insert_val (event->fields, at, field);
    }
}

void
event_set_number (Event *event, EventFieldId id, double number)
{
  g_return_if_fail (event != NULL && !event_field_is_text (id));
  set_field (event, id, number, NULL, isfinite (number));
}

void
event_set_if_unknown (Event *event, EventFieldId id, double number)
{
  if (isnan (event_number (event, id)))
    event_set_number (event, id, number);
}

void
event_set_text (Event *event, EventFieldId id, const char *text)
{
  g_autofree char *trimmed = NULL;

  g_return_if_fail (event != NULL && event_field_is_text (id));
  trimmed = text ? g_utf8_make_valid (text, -1) : NULL;
  if (trimmed)
    g_strstrip (trimmed);
  set_field (event, id, NAN, trimmed, trimmed && *trimmed);
}

double
event_number (const Event *event, EventFieldId id)
{
  gboolean found;
  guint at;

  g_return_val_if_fail (event != NULL && !event_field_is_text (id), NAN);
  at = field_position (event, id, &found);
  return found ? g_array_index (event->fields, EventField, at).number : NAN;
}

const char *
event_text (const Event *event, EventFieldId id)
{
  gboolean found;
  guint at;

  g_return_val_if_fail (event != NULL && event_field_is_text (id), NULL);
  at = field_position (event, id, &found);
  return found ? g_array_index (event->fields, EventField, at).text : NULL;
}

void
event_set_sport (Event *event, const char *words)
{
  const char *canonical = sport_canonical (words);

  g_return_if_fail (event != NULL);
  g_free (event->sport);
  event->sport = canonical ? g_strdup (canonical) : words && *words ? g_utf8_make_valid (words, -1) : NULL;
  event->family = sport_family (event->sport);
}

void
event_add_link (Event *event, const char *format, ...)
{
  g_autofree char *written = NULL, *link = NULL;
  va_list arguments;

  g_return_if_fail (event != NULL);
  va_start (arguments, format);
  written = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  link = g_utf8_make_valid (written, -1); /* before it is compared: two that are stored as one text are one */
  if (!g_ptr_array_find_with_equal_func (event->links, link, g_str_equal, NULL))
    g_ptr_array_add (event->links, g_steal_pointer (&link));
}

void
event_add_segment (Event *event, gint64 start_us, gint64 end_us, SleepStage stage)
{
  SleepSegment segment = { start_us, end_us, stage };

  g_return_if_fail (event != NULL);
  if (end_us > start_us)
    g_array_append_val (event->segments, segment);
}

double
event_elapsed_s (const Event *event)
{
  g_return_val_if_fail (event != NULL, NAN);

  if (isnan (event->elapsed_s) && event->start_us != INSTANT_UNKNOWN && event->end_us != INSTANT_UNKNOWN)
    return (double) (event->end_us - event->start_us) / INSTANT_SECOND;
  return event->elapsed_s;
}

double
event_active_s (const Event *event)
{
  g_return_val_if_fail (event != NULL, NAN);

  return isnan (event->timer_s) ? event_elapsed_s (event) : event->timer_s;
}

void
event_end_after (Event *event, double seconds)
{
  g_return_if_fail (event != NULL);
  if (event->start_us != INSTANT_UNKNOWN && seconds >= 0 && seconds < LONGEST_S)
    event->end_us = event->start_us + (gint64) llround (seconds * 1e6);
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

void
event_close_segments (Event *event)
{
  g_return_if_fail (event != NULL);
  if (event->segments->len == 0)
    return;
  g_array_sort (event->segments, compare_segments);
  event->start_us = g_array_index (event->segments, SleepSegment, 0).start_us;
  event->end_us = event->start_us;
  for (guint i = 0; i < event->segments->len; i++)
    event->end_us = MAX (event->end_us, g_array_index (event->segments, SleepSegment, i).end_us);
  event->elapsed_s = (double) (event->end_us - event->start_us) / INSTANT_SECOND;
  event->n_records = event->segments->len;
}

guint
event_source_rank (const char *source)
{
  for (guint i = 0; i < G_N_ELEMENTS (source_ranks); i++)
    if (g_strcmp0 (source, source_ranks[i].source) == 0)
      return source_ranks[i].rank;
  return 7;
}
