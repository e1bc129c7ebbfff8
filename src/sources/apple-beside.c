/* sources/apple-beside.c */
#include "apple-beside.h"

#include <math.h>

#define WATER "HKQuantityTypeIdentifierDietaryWater"
#define FAT "HKQuantityTypeIdentifierBodyFatPercentage"

typedef struct {
  gboolean water;     /* else body fat */
  gint64 at_us;
  double value;       /* mL, or percent */
  char *source;       /* (nullable) */
  char *sync;         /* (nullable): of one identifier the highest version counts */
  gint64 version;
  gboolean laid;      /* it belongs to an event */
} Sample;

struct _AppleBeside {
  Sample *open;
  GPtrArray *samples;  /* of Sample */
  guint n_unread;      /* without a time, an amount or a unit that is known */
  GHashTable *synced;  /* sync identifier → Sample, the highest version so far */
};

static void
sample_free (gpointer data)
{
  Sample *sample = data;

  g_free (sample->source);
  g_free (sample->sync);
  g_free (sample);
}

AppleBeside *
apple_beside_new (void)
{
  AppleBeside *beside = g_new0 (AppleBeside, 1);

  beside->samples = g_ptr_array_new_with_free_func (sample_free);
  beside->synced = g_hash_table_new (g_str_hash, g_str_equal);
  return beside;
}

void
apple_beside_free (AppleBeside *beside)
{
  if (beside == NULL)
    return;
  g_clear_pointer (&beside->open, sample_free);
  g_hash_table_unref (beside->synced);
  g_ptr_array_unref (beside->samples);
  g_free (beside);
}

/* Units as HealthKit spells them; a phone writes those of its region. */
static double
volume_ml (double value, const char *unit)
{
  static const struct { const char *unit; double ml; } units[] = {
    { "mL", 1 }, { "cL", 10 }, { "dL", 100 }, { "L", 1000 }, { "fl_oz_us", 29.5735295625 }, { "fl_oz_imp", 28.4130625 },
    { "cup_us", 236.5882365 }, { "cup_imp", 284.130625 }, { "pt_us", 473.176473 }, { "pt_imp", 568.26125 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (unit, units[i].unit) == 0)
      return value * units[i].ml;
  return NAN;
}

gboolean
apple_beside_begin (AppleBeside *beside, const char *type, AppleTag tag)
{
  g_autofree char *unit = NULL;
  gboolean water = g_str_equal (type, WATER);
  double value;
  gint64 at_us;

  if (!water && !g_str_equal (type, FAT))
    return FALSE;
  unit = apple_tag_text (tag, "unit");
  value = apple_tag_number (tag, "value");
  at_us = apple_tag_instant (tag, "startDate");
  if (water)
    value = volume_ml (value, unit);
  else if (value <= 1) /* HealthKit's percent is a part of one, whatever the sign says */
    value *= 100;
  if (at_us == INSTANT_UNKNOWN || !(value > 0))
    {
      beside->n_unread += value != 0; /* a slip that was set back to nothing */
      return TRUE;
    }
  beside->open = g_new0 (Sample, 1);
  *beside->open = (Sample) { water, at_us, value, apple_tag_text (tag, "sourceName"), NULL, 0, FALSE };
  return TRUE;
}

void
apple_beside_add_metadata (AppleBeside *beside, AppleTag tag)
{
  g_autofree char *key = NULL, *value = NULL;

  if (beside->open == NULL)
    return;
  key = apple_tag_text (tag, "key");
  value = apple_tag_text (tag, "value");
  if (key == NULL || value == NULL)
    return;
  if (g_str_equal (key, "HKMetadataKeySyncIdentifier"))
    {
      g_free (beside->open->sync);
      beside->open->sync = g_steal_pointer (&value);
    }
  else if (g_str_equal (key, "HKMetadataKeySyncVersion"))
    beside->open->version = g_ascii_strtoll (value, NULL, 10);
}

void
apple_beside_end (AppleBeside *beside)
{
  Sample *sample = g_steal_pointer (&beside->open), *earlier;

  if (sample == NULL)
    return;
  earlier = sample->sync ? g_hash_table_lookup (beside->synced, sample->sync) : NULL;
  if (earlier == NULL)
    g_ptr_array_add (beside->samples, sample);
  if (earlier == NULL && sample->sync)
    g_hash_table_insert (beside->synced, sample->sync, sample);
  if (earlier && sample->version > earlier->version)
    {
      earlier->at_us = sample->at_us;
      earlier->value = sample->value;
      earlier->version = sample->version;
    }
  if (earlier)
    sample_free (sample);
}

static gint
compare_samples (gconstpointer a, gconstpointer b)
{
  const Sample *first = *(Sample *const *) a, *second = *(Sample *const *) b;

  if (first->water != second->water)
    return first->water ? -1 : 1;
  if (first->at_us != second->at_us)
    return first->at_us < second->at_us ? -1 : 1;
  if (first->value != second->value)
    return first->value < second->value ? -1 : 1;
  return g_strcmp0 (first->source, second->source);
}

/* One app copies what another logged: equal amounts at one instant by different sources are one drink; two of one app are two. */
static void
drop_copies (GPtrArray *samples)
{
  guint kept = 0;

  g_ptr_array_sort (samples, compare_samples);
  for (guint i = 0, first = 0; i < samples->len; i++)
    {
      const Sample *sample = samples->pdata[i], *of_run = samples->pdata[first];

      if (sample->water != of_run->water || sample->at_us != of_run->at_us || sample->value != of_run->value)
        of_run = samples->pdata[first = i];
      if (g_strcmp0 (sample->source, of_run->source) != 0)
        g_clear_pointer (&samples->pdata[i], sample_free);
    }
  for (guint i = 0; i < samples->len; i++)
    if (samples->pdata[i])
      samples->pdata[kept++] = samples->pdata[i];
  while (samples->len > kept)
    g_ptr_array_steal_index (samples, samples->len - 1);
}

/* Returns: the first of the kind that is not before @from_us. */
static guint
first_from (const GPtrArray *samples, gboolean water, gint64 from_us)
{
  guint low = 0, high = samples->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Sample *sample = samples->pdata[middle];

      if (sample->water != water ? sample->water : sample->at_us < from_us)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
lay_on (const GPtrArray *samples, Event *event)
{
  gboolean water = event->kind == EVENT_WORKOUT;
  gint64 slack_us = water ? 0 : INSTANT_MINUTE;
  gint64 from_us = event->start_us - slack_us, to_us = (water ? event->end_us : event->start_us) + slack_us;
  double drunk_ml = 0;

  for (guint i = first_from (samples, water, from_us); i < samples->len; i++)
    {
      Sample *sample = samples->pdata[i];

      if (sample->water != water || sample->at_us > to_us)
        break;
      if (water)
        drunk_ml += sample->value;
      else if (g_strcmp0 (event->device, sample->source) != 0)
        continue;
      else
        event_set_number (event, EVENT_FIELD_BODY_FAT_PERCENT, sample->value);
      sample->laid = TRUE;
    }
  if (drunk_ml > 0)
    event_set_number (event, EVENT_FIELD_DRUNK_ML, drunk_ml);
}

void
apple_beside_lay (AppleBeside *beside, GPtrArray *events, SourceReport *report)
{
  guint n_drinks = 0, n_fats = 0;
  double left_ml = 0;

  drop_copies (beside->samples);
  for (guint i = 0; i < events->len; i++)
    {
      Event *event = g_ptr_array_index (events, i);

      if (event->start_us != INSTANT_UNKNOWN && event->end_us != INSTANT_UNKNOWN)
        lay_on (beside->samples, event);
    }
  for (guint i = 0; i < beside->samples->len; i++)
    {
      const Sample *sample = g_ptr_array_index (beside->samples, i);

      if (sample->laid)
        continue;
      n_drinks += sample->water;
      n_fats += !sample->water;
      left_ml += sample->water ? sample->value : 0;
    }
  if (n_drinks)
    {
      source_report_flag (report, "drinks_left_out");
      source_report_say (report, "Drinks that were logged outside workouts are left out, %u of %.0f mL together: a timeline holds what was drunk in a workout.",
                         n_drinks, left_ml);
    }
  if (beside->n_unread)
    source_report_say (report, "Drinks or readings of body fat without a time, an amount or a unit that is known here, left out: %u.", beside->n_unread);
  if (n_fats)
    source_report_say (report, "Readings of body fat that belong to no weighing, left out: %u.", n_fats);
}
