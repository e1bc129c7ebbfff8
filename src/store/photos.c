/* store/photos.c */
#include "photos.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "statement.h"

#define PHOTO_COLUMNS \
  "id, sha256, suffix, name, bytes, width, height, camera, captured, imported_us," \
  " athlete, worn_min, template, calibration, by_hand, note, reading, reading_due, workout, patch, deleted_us IS NOT NULL"

void
photo_state_copy (PhotoState *to, const PhotoState *from)
{
  *to = *from;
  to->by_hand = g_strdup (from->by_hand);
  to->note = g_strdup (from->note);
  to->workout = g_strdup (from->workout);
}

void
photo_state_clear (PhotoState *state)
{
  g_clear_pointer (&state->by_hand, g_free);
  g_clear_pointer (&state->note, g_free);
  g_clear_pointer (&state->workout, g_free);
}

gboolean
photo_state_reads_alike (const PhotoState *a, const PhotoState *b)
{
  gboolean same_worn = a->worn_min == b->worn_min || (isnan (a->worn_min) && isnan (b->worn_min));

  return same_worn && a->template_row == b->template_row && a->calibration_row == b->calibration_row && g_strcmp0 (a->by_hand, b->by_hand) == 0;
}

gboolean
photo_state_equal (const PhotoState *a, const PhotoState *b)
{
  return photo_state_reads_alike (a, b) && a->athlete == b->athlete && g_strcmp0 (a->note, b->note) == 0 && a->reading == b->reading
         && a->due == b->due && g_strcmp0 (a->workout, b->workout) == 0 && a->patch == b->patch && a->deleted == b->deleted;
}

void
stored_photo_free (StoredPhoto *photo)
{
  if (photo == NULL)
    return;
  g_free (photo->sha256);
  g_free (photo->suffix);
  g_free (photo->name);
  g_free (photo->camera);
  g_free (photo->captured);
  photo_state_clear (&photo->state);
  g_free (photo);
}

static StoredPhoto *
read_photo (StoreRows *rows)
{
  StoredPhoto *photo = g_new0 (StoredPhoto, 1);
  int c = 0;

  photo->id = store_int (rows, c++);
  photo->sha256 = g_strdup (store_text (rows, c++));
  photo->suffix = g_strdup (store_text (rows, c++));
  photo->name = g_strdup (store_text (rows, c++));
  photo->bytes = store_int (rows, c++);
  photo->width = store_int (rows, c++);
  photo->height = store_int (rows, c++);
  photo->camera = g_strdup (store_text (rows, c++));
  photo->captured = g_strdup (store_text (rows, c++));
  photo->imported_us = store_int (rows, c++);
  photo->state.athlete = store_int (rows, c++);
  photo->state.worn_min = store_real (rows, c++);
  photo->state.template_row = store_int (rows, c++);
  photo->state.calibration_row = store_int (rows, c++);
  photo->state.by_hand = g_strdup (store_text (rows, c++));
  photo->state.note = g_strdup (store_text (rows, c++));
  photo->state.reading = store_int (rows, c++);
  photo->state.due = store_int (rows, c++) != 0;
  photo->state.workout = g_strdup (store_text (rows, c++));
  photo->state.patch = store_int (rows, c++);
  photo->state.deleted = store_int (rows, c++) != 0;
  return photo;
}

char *
store_photo_path (Store *store, const StoredPhoto *photo)
{
  g_autofree char *file = g_strconcat (photo->sha256, ".", photo->suffix, NULL);

  return g_build_filename (store_photo_folder (store), file, NULL);
}

/* The bytes are on the disk under their final name when this returns TRUE. */
static gboolean
write_photo_file (Store *store, const char *path, GBytes *contents, GError **error)
{
  g_autoptr(GError) local = NULL;
  gsize size;
  const char *data = g_bytes_get_data (contents, &size);
  GStatBuf there;

  if (g_stat (path, &there) == 0 && (gsize) there.st_size == size)
    return TRUE;
  if (g_mkdir_with_parents (store_photo_folder (store), 0755) != 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_IO, "%s cannot be made: %s", store_photo_folder (store), g_strerror (errno));
      return FALSE;
    }
  if (file_replace (path, data, size, &local))
    return TRUE;
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_IO, local->message);
  return FALSE;
}

gboolean
store_import_photo (Store *store, const char *name, GBytes *contents, const char *suffix, gint64 width, gint64 height,
                    const char *camera, const char *captured, gint64 *id, gboolean *added, GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, contents);
  g_autofree char *file = g_strconcat (sha256, ".", suffix, NULL);
  g_autofree char *path = g_build_filename (store_photo_folder (store), file, NULL);
  gint64 known = 0;

  g_return_val_if_fail (store != NULL && name != NULL && id != NULL, FALSE);

  {
    g_autoptr(StoreRows) rows = store_query (store, error, "SELECT id, suffix FROM photo WHERE sha256 = ?", "s", sha256);

    if (rows == NULL)
      return FALSE;
    if (store_next (rows))
      {
        known = store_int (rows, 0);
        if (!g_str_equal (store_text (rows, 1), suffix))
          {
            g_autofree char *own = g_strconcat (sha256, ".", store_text (rows, 1), NULL);

            g_free (path);
            path = g_build_filename (store_photo_folder (store), own, NULL);
          }
      }
  }
  if (store_is_read_only (store))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY, "%s is read-only%s%s.", store_path (store),
                   store_holder (store) ? ": it is held by " : "", store_holder (store) ? store_holder (store) : "");
      return FALSE;
    }
  /* A photo whose file disappeared gets it back. */
  if (!write_photo_file (store, path, contents, error))
    return FALSE;
  if (added)
    *added = known == 0;
  if (known)
    {
      *id = known;
      return store_run (store, NULL, error, "UPDATE photo SET deleted_us = NULL WHERE id = ? AND deleted_us IS NOT NULL", "i", known);
    }
  return store_run (store, id, error,
                    "INSERT INTO photo (sha256, suffix, name, bytes, width, height, camera, captured, imported_us)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    "sssinnssi", sha256, suffix, name, (gint64) g_bytes_get_size (contents), width, height, camera, captured,
                    g_get_real_time ());
}

StoredPhoto *
store_photo (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " PHOTO_COLUMNS " FROM photo WHERE id = ?", "i", id);

  if (rows == NULL)
    return NULL;
  if (store_next (rows))
    return read_photo (rows);
  g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "%s holds no photo with number %" G_GINT64_FORMAT ".", store_path (store), id);
  return NULL;
}

GPtrArray *
store_photos (Store *store, gboolean with_deleted, GError **error)
{
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_photo_free);
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " PHOTO_COLUMNS " FROM photo WHERE ? OR deleted_us IS NULL ORDER BY id",
                                           "i", (gint64) with_deleted);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    g_ptr_array_add (photos, read_photo (rows));
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&photos);
}
