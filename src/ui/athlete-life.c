/* ui/athlete-life.c */
#include "athlete-life.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"
#include "field-words.h"
#include "store/readings.h"
#include "units.h"
#include "workspace/photo-workout.h"

static void
mark_clear (gpointer data)
{
  LifeMark *mark = data;

  g_free (mark->title);
  g_free (mark->details);
  g_free (mark->id);
}

void
athlete_life_free (AthleteLife *life)
{
  if (life == NULL)
    return;
  g_clear_pointer (&life->marks, g_array_unref);
  g_clear_pointer (&life->questions, g_array_unref);
  g_clear_pointer (&life->decisions, g_ptr_array_unref);
  g_clear_pointer (&life->timeline, athlete_timeline_free);
  g_clear_pointer (&life->zone, g_time_zone_unref);
  g_free (life);
}

char *
duration_text (double seconds)
{
  int minutes = (int) lround (seconds / 60.0);

  if (seconds < 60.0)
    return g_strdup_printf (_("%.0f s"), seconds);
  return minutes < 60 ? g_strdup_printf (_("%d min"), minutes) : g_strdup_printf (_("%d h %02d min"), minutes / 60, minutes % 60);
}

char *
athlete_life_format_time (const AthleteLife *life, gint64 instant_us)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) local = NULL;

  g_return_val_if_fail (life != NULL, NULL);

  utc = instant_us != INSTANT_UNKNOWN ? g_date_time_new_from_unix_utc (instant_us / INSTANT_SECOND) : NULL;
  local = utc != NULL ? g_date_time_to_timezone (utc, life->zone) : NULL;
  return local != NULL ? g_date_time_format (local, "%a %-d %b %Y %H:%M") : g_strdup (_("no time"));
}

static char *
workout_details (const Event *event)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!isnan (event->elapsed_s))
    {
      g_autofree char *duration = duration_text (event->elapsed_s);

      g_string_append (text, duration);
    }
  if (!isnan (event->distance_m))
    {
      g_autofree char *way = quantity_way (units_shown (), event->distance_m, 1);

      g_string_append_printf (text, "%s%s", text->len ? ", " : "", way);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Of a workout outside, from its file, a service or who planned it. */
static void
take_weather (AthleteLife *life, const TimelineEvent *event)
{
  const Event *merged = event->merged;
  double humidity = event_number (merged, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT), wind = event_number (merged, EVENT_FIELD_WEATHER_WIND_M_S);
  LifeMark mark = { .lane = LANE_WEATHER, .start_us = merged->start_us, .end_us = merged->start_us, .event = event,
                    .value = event_number (merged, EVENT_FIELD_WEATHER_TEMPERATURE_C), .planned = merged->kind == EVENT_PLANNED };
  g_autoptr(GString) details = g_string_new (NULL);

  if (isnan (mark.value))
    return;
  if (!isnan (humidity))
    g_string_append_printf (details, _("humidity %.0f %%"), humidity);
  if (!isnan (wind))
    {
      g_autofree char *speed = quantity_sentence (QUANTITY_SPEED, units_shown (), wind, 1);

      g_string_append_printf (details, _("%swind %s"), details->len ? ", " : "", speed);
    }
  if (event_text (merged, EVENT_FIELD_WEATHER) != NULL)
    g_string_append_printf (details, "%s%s", details->len ? ", " : "", event_text (merged, EVENT_FIELD_WEATHER));
  mark.title = quantity_sentence (QUANTITY_TEMPERATURE, units_shown (), mark.value, 0);
  mark.details = g_strdup (details->str);
  mark.id = g_strdup_printf ("weather %s", event->id);
  g_array_append_val (life->marks, mark);
}

static void
take_event (AthleteLife *life, const TimelineEvent *event)
{
  const Event *merged = event->merged;
  LifeMark mark = { .lane = LANE_WORKOUTS, .start_us = merged->start_us, .end_us = merged->end_us, .event = event, .value = NAN };

  /* What was done takes the place of what was planned. */
  if (merged->start_us == INSTANT_UNKNOWN || (merged->flags & EVENT_FLAG_DELETED) || event->done_by != NULL)
    return;
  if (merged->kind == EVENT_BODY_MASS)
    {
      mark.lane = LANE_WEIGHT;
      mark.value = event_number (merged, EVENT_FIELD_BODY_MASS_KG);
      if (isnan (mark.value))
        return;
      mark.title = quantity_sentence (QUANTITY_BODY_MASS, units_shown (), mark.value, 1);
      mark.details = g_strdup (_("weighing"));
    }
  else if (merged->kind == EVENT_WORKOUT || merged->kind == EVENT_LAB_TRIAL || merged->kind == EVENT_PLANNED)
    {
      const char *title = event_text (merged, EVENT_FIELD_TITLE);

      mark.title = title != NULL ? g_strdup (title) : sport_words (merged->sport != NULL ? merged->sport : _("Workout"));
      mark.details = workout_details (merged);
      mark.planned = merged->kind == EVENT_PLANNED;
      take_weather (life, event);
    }
  else
    return; /* nights tell of sleep; all-day data has no place of its own */
  if (mark.end_us == INSTANT_UNKNOWN || mark.end_us < mark.start_us)
    mark.end_us = mark.start_us;
  mark.id = g_strdup (event->id);
  g_array_append_val (life->marks, mark);
}

static void
take_night (AthleteLife *life, const Night *night)
{
  g_autofree char *asleep = duration_text (night->asleep_s), *awake = duration_text (night->awake_s);
  LifeMark mark = { .lane = LANE_SLEEP, .start_us = night->start_us, .end_us = night->end_us, .night = night, .value = NAN };

  if (night->start_us == INSTANT_UNKNOWN || night->end_us == INSTANT_UNKNOWN)
    return;
  mark.title = g_strdup (night->main ? _("Night") : _("Nap"));
  mark.details = g_strdup_printf (night->clock_fault ? _("asleep %s, awake %s; longer than any sleep: a clock went wrong")
                                                     : _("asleep %s, awake %s"), asleep, awake);
  mark.id = g_strdup_printf ("night %" G_GINT64_FORMAT, night->start_us);
  g_array_append_val (life->marks, mark);
}

/* Where in time a photo stands: as it was taken, on the athlete's clock when it says no other; else at the end of its workout. */
static gint64
time_of_photo (const AthleteLife *life, const StoredPhoto *photo)
{
  gint64 taken_us = photo_taken_us (photo->captured, life->zone);

  if (taken_us != INSTANT_UNKNOWN)
    return taken_us;
  for (guint i = 0; photo->state.workout != NULL && i < life->timeline->timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (life->timeline->timeline->events, i);

      if (g_str_equal (event->id, photo->state.workout))
        return event->merged->end_us;
    }
  return INSTANT_UNKNOWN;
}

/* "fill 62 %, chloride 41 mmol/L" */
static char *
reading_details (SaltlineWorkspace *workspace, const StoredPhoto *photo)
{
  g_autoptr(StoredReading) reading = photo->state.reading != 0 ? store_reading (saltline_workspace_get_store (workspace), photo->state.reading, NULL) : NULL;
  g_autofree char *fill = NULL, *chloride = NULL;

  if (reading == NULL)
    return g_strdup (_("photo of a patch, not read yet"));
  if (isnan (reading->fill) && isnan (reading->chloride))
    return g_strdup (reading->reason != NULL ? reading->reason : _("nothing could be read"));
  fill = quantity_text (100.0 * reading->fill, 100.0 * reading->fill_sd, "%");
  chloride = quantity_text (reading->chloride, reading->chloride_sd, "mmol/L");
  return g_strdup_printf (_("filled %s, chloride %s"), fill, chloride);
}

static void
take_photo (AthleteLife *life, SaltlineWorkspace *workspace, const StoredPhoto *photo)
{
  LifeMark mark = { .lane = LANE_PATCHES, .value = NAN, .photo = photo->id };

  if (photo->state.athlete != life->athlete || photo->state.deleted)
    return;
  mark.start_us = mark.end_us = time_of_photo (life, photo);
  if (mark.start_us == INSTANT_UNKNOWN)
    return;
  mark.title = g_strdup (photo->name);
  mark.details = reading_details (workspace, photo);
  mark.id = g_strdup_printf ("photo %" G_GINT64_FORMAT, photo->id);
  g_array_append_val (life->marks, mark);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const LifeMark *first = a, *second = b;

  if (first->start_us != second->start_us)
    return first->start_us < second->start_us ? -1 : 1;
  return (int) first->lane - (int) second->lane;
}

static void
measure (AthleteLife *life)
{
  g_array_sort (life->marks, compare_marks);
  for (LifeLane lane = 0; lane < N_LANES; lane++)
    life->least[lane] = life->most[lane] = NAN;
  for (guint i = 0; i < life->marks->len; i++)
    {
      const LifeMark *mark = &g_array_index (life->marks, LifeMark, i);

      life->longest_us = MAX (life->longest_us, mark->end_us - mark->start_us);
      life->n_in_lane[mark->lane]++;
      life->least[mark->lane] = fmin (life->least[mark->lane], mark->value);
      life->most[mark->lane] = fmax (life->most[mark->lane], mark->value);
    }
}

AthleteLife *
athlete_life_of_span (SaltlineWorkspace *workspace, const Athlete *athlete, const GPtrArray *photos, gint64 from_us, gint64 to_us, GError **error)
{
  g_autoptr(AthleteLife) life = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && athlete != NULL && photos != NULL, NULL);

  life = g_new0 (AthleteLife, 1);
  life->athlete = athlete->id;
  life->marks = g_array_new (FALSE, FALSE, sizeof (LifeMark));
  g_array_set_clear_func (life->marks, mark_clear);
  life->timeline = saltline_workspace_timeline_of_span (workspace, athlete, from_us, to_us, error);
  if (life->timeline == NULL)
    return NULL;
  life->zone = life->timeline->zone != NULL ? g_time_zone_ref (life->timeline->zone) : g_time_zone_new_local ();
  for (guint i = 0; i < life->timeline->timeline->events->len; i++)
    take_event (life, g_ptr_array_index (life->timeline->timeline->events, i));
  for (guint i = 0; i < life->timeline->nights->len; i++)
    take_night (life, g_ptr_array_index (life->timeline->nights, i));
  for (guint i = 0; i < photos->len; i++)
    take_photo (life, workspace, g_ptr_array_index (photos, i));
  measure (life);
  return g_steal_pointer (&life);
}

static AthleteLife *
load (SaltlineWorkspace *workspace, gint64 row, GError **error)
{
  Store *store = saltline_workspace_get_store (workspace);
  g_autoptr(Athlete) athlete = store_athlete (store, row, error);
  g_autoptr(GPtrArray) photos = athlete != NULL ? store_photos (store, FALSE, error) : NULL;
  g_autoptr(AthleteLife) life = photos != NULL ? athlete_life_of_span (workspace, athlete, photos, INSTANT_UNKNOWN, INSTANT_UNKNOWN, error) : NULL;

  if (life == NULL)
    return NULL;
  life->decisions = store_decisions (store, row, error);
  life->questions = life->decisions != NULL ? saltline_workspace_questions (workspace, row, life->timeline, g_get_real_time (), error) : NULL;
  return life->questions != NULL ? g_steal_pointer (&life) : NULL;
}

typedef struct {
  SaltlineWorkspace *workspace;
  gint64 athlete;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_object_unref (loading->workspace);
  g_free (loading);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Loading *loading = task_data;
  GError *error = NULL;
  AthleteLife *life = load (loading->workspace, loading->athlete, &error);

  if (life != NULL)
    g_task_return_pointer (task, life, (GDestroyNotify) athlete_life_free);
  else
    g_task_return_error (task, error);
}

void
athlete_life_load_async (SaltlineWorkspace *workspace, gint64 athlete, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  Loading *loading = g_new0 (Loading, 1);

  g_return_if_fail (SALTLINE_IS_WORKSPACE (workspace));

  loading->workspace = g_object_ref (workspace);
  loading->athlete = athlete;
  g_task_set_task_data (task, loading, loading_free);
  g_task_run_in_thread (task, load_in_thread);
}

AthleteLife *
athlete_life_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

guint
athlete_life_first_after (const AthleteLife *life, gint64 from_us)
{
  guint low = 0, high;

  g_return_val_if_fail (life != NULL, 0);

  high = life->marks->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (life->marks, LifeMark, middle).start_us < from_us - life->longest_us)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
