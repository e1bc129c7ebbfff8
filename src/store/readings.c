/* store/readings.c */
#include "readings.h"

#include "statement.h"

#define READING_COLUMNS \
  "id, photo, origin, made_us, program_version, candidates, template, calibration, worn_min, by_hand, status, reason, flags, fill, fill_sd," \
  " volume_ul, volume_sd_ul, rate, rate_sd, chloride, chloride_sd, sodium, sodium_sd, overflow, result"

void
stored_reading_free (StoredReading *reading)
{
  if (reading == NULL)
    return;
  g_free (reading->origin);
  g_free (reading->program_version);
  g_free (reading->candidates);
  g_free (reading->by_hand);
  g_free (reading->status);
  g_free (reading->reason);
  g_free (reading->flags);
  g_free (reading->result);
  g_free (reading);
}

static StoredReading *
read_reading (StoreRows *rows)
{
  StoredReading *reading = g_new0 (StoredReading, 1);
  int c = 0;

  reading->id = store_int (rows, c++);
  reading->photo = store_int (rows, c++);
  reading->origin = g_strdup (store_text (rows, c++));
  reading->made_us = store_int (rows, c++);
  reading->program_version = g_strdup (store_text (rows, c++));
  reading->candidates = g_strdup (store_text (rows, c++));
  reading->template_row = store_int (rows, c++);
  reading->calibration_row = store_int (rows, c++);
  reading->worn_min = store_real (rows, c++);
  reading->by_hand = g_strdup (store_text (rows, c++));
  reading->status = g_strdup (store_text (rows, c++));
  reading->reason = g_strdup (store_text (rows, c++));
  reading->flags = g_strdup (store_text (rows, c++));
  reading->fill = store_real (rows, c++);
  reading->fill_sd = store_real (rows, c++);
  reading->volume_ul = store_real (rows, c++);
  reading->volume_sd_ul = store_real (rows, c++);
  reading->rate = store_real (rows, c++);
  reading->rate_sd = store_real (rows, c++);
  reading->chloride = store_real (rows, c++);
  reading->chloride_sd = store_real (rows, c++);
  reading->sodium = store_real (rows, c++);
  reading->sodium_sd = store_real (rows, c++);
  reading->overflow = store_int (rows, c++) != 0;
  reading->result = g_strdup (store_text (rows, c++));
  return reading;
}

gboolean
store_add_reading (Store *store, StoredReading *reading, GError **error)
{
  g_return_val_if_fail (store != NULL && reading != NULL, FALSE);

  reading->made_us = g_get_real_time ();
  return store_run (store, &reading->id, error,
                    "INSERT INTO reading (photo, origin, made_us, program_version, candidates, template, calibration, worn_min, by_hand, status,"
                    " reason, flags, fill, fill_sd, volume_ul, volume_sd_ul, rate, rate_sd, chloride, chloride_sd, sodium, sodium_sd,"
                    " overflow, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    "isissnndssssddddddddddis", reading->photo, reading->origin, reading->made_us, reading->program_version, reading->candidates ? reading->candidates : "",
                    reading->template_row, reading->calibration_row, reading->worn_min, reading->by_hand, reading->status,
                    reading->reason, reading->flags ? reading->flags : "", reading->fill, reading->fill_sd, reading->volume_ul,
                    reading->volume_sd_ul, reading->rate, reading->rate_sd, reading->chloride, reading->chloride_sd, reading->sodium,
                    reading->sodium_sd, (gint64) reading->overflow, reading->result);
}

StoredReading *
store_reading (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " READING_COLUMNS " FROM reading WHERE id = ?", "i", id);

  if (rows == NULL)
    return NULL;
  if (store_next (rows))
    return read_reading (rows);
  g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "%s holds no reading with number %" G_GINT64_FORMAT ".", store_path (store), id);
  return NULL;
}

GPtrArray *
store_standing_readings (Store *store, GError **error)
{
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_reading_free);
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           "SELECT r.id, r.photo, r.origin, r.made_us, r.program_version, r.candidates, r.template, r.calibration,"
                                           " r.worn_min, NULL, r.status, r.reason, r.flags, r.fill, r.fill_sd, r.volume_ul, r.volume_sd_ul, r.rate,"
                                           " r.rate_sd, r.chloride, r.chloride_sd, r.sodium, r.sodium_sd, r.overflow, NULL"
                                           " FROM photo JOIN reading r ON r.id = photo.reading WHERE photo.deleted_us IS NULL ORDER BY photo.id", "");

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    g_ptr_array_add (readings, read_reading (rows));
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&readings);
}

GPtrArray *
store_history (Store *store, gint64 photo, GError **error)
{
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_reading_free);
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " READING_COLUMNS " FROM reading WHERE photo = ? ORDER BY id", "i", photo);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    g_ptr_array_add (readings, read_reading (rows));
  return g_steal_pointer (&readings);
}
