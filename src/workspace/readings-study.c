/* workspace/readings-study.c */
#include "readings-study.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/csv.h"
#include "photo-workout.h"
#include "weighed-event.h"

#define NAME "readings.csv"

static void
put_row (GString *text, const Athlete *athlete, const StoredPhoto *photo, const StoredReading *reading, const Event *workout)
{
  const double before = workout ? event_number (workout, EVENT_FIELD_BODY_MASS_BEFORE_KG) : NAN;

  csv_put_text (text, athlete->handle);
  csv_put_text (text, athlete->sex);
  csv_put_text (text, workout && workout->sport ? workout->sport : athlete->sport);
  csv_put_number (text, isnan (before) ? athlete->mass_kg : before);
  csv_put_number (text, athlete->height_m);
  csv_put_number (text, workout ? event_number (workout, EVENT_FIELD_WEATHER_TEMPERATURE_C) : NAN);
  csv_put_number (text, workout ? event_number (workout, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT) : NAN);
  csv_put_number (text, photo->state.worn_min);
  csv_put_number (text, reading->rate);
  csv_put_number (text, reading->rate_sd);
  csv_put_text (text, reading->overflow ? "1" : "0");
  csv_put_number (text, reading->chloride);
  csv_put_number (text, reading->sodium);
  csv_put_number (text, workout ? event_sweating_rate (workout, NULL) : NAN);
  csv_put_text (text, photo->name);
  csv_put_text (text, photo->sha256);
  csv_end_line (text);
}

static gboolean
put_athlete (SaltlineWorkspace *self, GString *text, const Athlete *athlete, const GPtrArray *photos, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(AthleteTimeline) timeline = NULL;

  for (guint i = 0; i < photos->len; i++)
    {
      const StoredPhoto *photo = g_ptr_array_index (photos, i);
      g_autoptr(StoredReading) reading = NULL;

      if (photo->state.athlete != athlete->id || photo->state.reading == 0)
        continue;
      reading = store_reading (store, photo->state.reading, error);
      if (timeline == NULL && reading != NULL)
        timeline = saltline_workspace_timeline (self, athlete, error);
      if (reading == NULL || timeline == NULL)
        return FALSE;
      if (reading->rate > 0 || reading->chloride > 0)
        put_row (text, athlete, photo, reading, photo_workout (timeline, photo));
    }
  return TRUE;
}

StudyTable *
saltline_workspace_readings_study (SaltlineWorkspace *self, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(GPtrArray) athletes = store_athletes (store, NULL, error);
  g_autoptr(GPtrArray) photos = athletes ? store_photos (store, FALSE, error) : NULL;
  g_autoptr(GString) text = g_string_new ("athlete,sex,sport,mass (kg),height (m),temperature (°C),humidity (%),minutes (min),local_rate (mg/cm²/min),"
                                          "local_rate_sd (mg/cm²/min),overflow,chloride (mmol/L),sodium (mmol/L),rate (L/h),photo,sha256\r\n");
  const gsize empty = text->len;
  g_autoptr(GBytes) bytes = NULL;

  if (photos == NULL)
    return NULL;
  for (guint a = 0; a < athletes->len; a++)
    if (!put_athlete (self, text, g_ptr_array_index (athletes, a), photos, error))
      return NULL;
  if (text->len == empty)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW, _("No patch of an athlete was read yet: open photos on the Patches page and say whose they are."));
      return NULL;
    }
  bytes = g_bytes_new (text->str, text->len);
  return study_table_new (NAME, "readings", bytes, NULL, error);
}

gint64
saltline_workspace_photo_of_row (SaltlineWorkspace *self, const DataFrame *frame, guint row)
{
  static const char *const names[] = { "sha256", "photo" };
  g_autoptr(GPtrArray) photos = store_photos (saltline_workspace_get_store (self), FALSE, NULL);

  g_return_val_if_fail (row >= 1 && row <= frame->n_rows, 0);

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      const Column *column = data_frame_find (frame, names[n]);
      const char *word = column && column->words ? column->words[row - 1] : NULL;

      for (guint i = 0; word && photos && i < photos->len; i++)
        {
          const StoredPhoto *photo = g_ptr_array_index (photos, i);

          if (g_str_equal (photo->sha256, word) || g_str_equal (photo->name, word))
            return photo->id;
        }
    }
  return 0;
}
