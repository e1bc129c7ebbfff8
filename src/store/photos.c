/* store/photos.c */
#include "photos.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "statement.h"

#define PHOTO_COLUMNS \
  "id, sha256, suffix, name, bytes, width, height, camera, captured, imported_us," \
  " athlete, worn_min, template, calibration, by_hand, note, reading, workout, patch, deleted_us IS NOT NULL"

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
photo_state_equal (const PhotoState *a, const PhotoState *b)
{
  gboolean same_worn = a->worn_min == b->worn_min || (isnan (a->worn_min) && isnan (b->worn_min));

  return a->athlete == b->athlete && same_worn && a->template_row == b->template_row && a->calibration_row == b->calibration_row
         && g_strcmp0 (a->by_hand, b->by_hand) == 0 && g_strcmp0 (a->note, b->note) == 0 && a->reading == b->reading
         && g_strcmp0 (a->workout, b->workout) == 0 && a->patch == b->patch && a->deleted == b->deleted;
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
  if (g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &local))
    return TRUE;
  g_set_error (error, STORE_ERROR, STORE_ERROR_IO, "%s cannot be written: %s", path, local->message);
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

static char *
state_to_json (const PhotoState *state)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_put_integer (builder, "athlete", state->athlete);
  json_put_number (builder, "worn_min", state->worn_min);
  json_put_integer (builder, "template", state->template_row);
  json_put_integer (builder, "calibration", state->calibration_row);
  json_put_string (builder, "by_hand", state->by_hand);
  json_put_string (builder, "note", state->note ? state->note : "");
  json_put_integer (builder, "reading", state->reading);
  json_put_string (builder, "workout", state->workout);
  json_put_integer (builder, "patch", state->patch);
  json_put_boolean (builder, "deleted", state->deleted);
  json_builder_end_object (builder);
  return json_to_text (builder, FALSE);
}

static gboolean
state_from_json (const char *json, PhotoState *state, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *object;

  if (!json_parser_load_from_data (parser, json, -1, error))
    return FALSE;
  object = json_node_get_object (json_parser_get_root (parser));
  state->athlete = json_object_get_int_member_with_default (object, "athlete", 0);
  state->worn_min = json_object_get_double_member_with_default (object, "worn_min", NAN);
  state->template_row = json_object_get_int_member_with_default (object, "template", 0);
  state->calibration_row = json_object_get_int_member_with_default (object, "calibration", 0);
  state->by_hand = g_strdup (json_object_get_string_member_with_default (object, "by_hand", NULL));
  state->note = g_strdup (json_object_get_string_member_with_default (object, "note", ""));
  state->reading = json_object_get_int_member_with_default (object, "reading", 0);
  state->workout = g_strdup (json_object_get_string_member_with_default (object, "workout", NULL));
  state->patch = json_object_get_int_member_with_default (object, "patch", 0);
  state->deleted = json_object_get_boolean_member_with_default (object, "deleted", FALSE);
  return TRUE;
}

static gboolean
write_state (Store *store, gint64 id, const PhotoState *state, GError **error)
{
  return store_run (store, NULL, error,
                    "UPDATE photo SET athlete = ?, worn_min = ?, template = ?, calibration = ?, by_hand = ?, note = ?, reading = ?,"
                    " workout = ?, patch = ?, deleted_us = ? WHERE id = ?",
                    "ndnnssnsnni", state->athlete, state->worn_min, state->template_row, state->calibration_row, state->by_hand,
                    state->note ? state->note : "", state->reading, state->workout, state->patch,
                    state->deleted ? g_get_real_time () : (gint64) 0, id);
}

typedef struct {
  gint64 photo;
  const PhotoState *state;
  const char *what;
  gint64 step;
} Edit;

static gboolean
edit_work (Store *store, gpointer data, GError **error)
{
  Edit *edit = data;
  g_autoptr(StoredPhoto) photo = store_photo (store, edit->photo, error);
  g_autofree char *before = NULL, *after = NULL;
  gint64 now = g_get_real_time ();

  if (photo == NULL)
    return FALSE;
  before = state_to_json (&photo->state);
  after = state_to_json (edit->state);
  if (g_str_equal (before, after))
    return TRUE;
  return write_state (store, edit->photo, edit->state, error)
         && store_run (store, NULL, error, "DELETE FROM edit WHERE undone", "")
         && store_run (store, NULL, error, "INSERT INTO edit (photo, at_us, what, before, after, step) VALUES (?, ?, ?, ?, ?, ?)", "iisssi",
                       edit->photo, now, edit->what, before, after, edit->step ? edit->step : now);
}

gint64
store_new_step (void)
{
  return g_get_real_time ();
}

gboolean
store_edit_photo (Store *store, gint64 id, const PhotoState *state, const char *what, gint64 step, GError **error)
{
  Edit edit = { id, state, what, step };

  g_return_val_if_fail (store != NULL && state != NULL && what != NULL, FALSE);

  return store_transaction (store, edit_work, &edit, error);
}

gboolean
store_let_reading_stand (Store *store, gint64 id, gint64 reading, GError **error)
{
  return store_run (store, NULL, error, "UPDATE photo SET reading = ? WHERE id = ?", "ii", reading, id);
}

typedef struct {
  gint64 row, photo;
  char *json; /* the state that it shall have */
} Turn;

typedef struct {
  gboolean redo;
  GArray *photos;
  char *what;
} Undo;

static void
clear_turn (gpointer turn)
{
  g_free (((Turn *) turn)->json);
}

/* The edits of the step whose turn it is, in the order in which they are turned back. */
static GArray *
find_turns (Store *store, Undo *undo, GError **error)
{
  g_autoptr(GArray) turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           undo->redo ? "SELECT id, photo, after, what FROM edit WHERE undone AND step ="
                                                        " (SELECT step FROM edit WHERE undone ORDER BY id LIMIT 1) ORDER BY id"
                                                      : "SELECT id, photo, before, what FROM edit WHERE NOT undone AND step ="
                                                        " (SELECT step FROM edit WHERE NOT undone ORDER BY id DESC LIMIT 1) ORDER BY id DESC", "");

  if (rows == NULL)
    return NULL;
  g_array_set_clear_func (turns, clear_turn);
  while (store_next (rows))
    {
      Turn turn = { store_int (rows, 0), store_int (rows, 1), g_strdup (store_text (rows, 2)) };

      if (undo->what == NULL)
        undo->what = g_strdup (store_text (rows, 3));
      g_array_append_val (turns, turn);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&turns);
}

static gboolean
turn_back (Store *store, const Turn *turn, gboolean redo, GError **error)
{
  PhotoState state = { 0 };
  gboolean done = state_from_json (turn->json, &state, error) && write_state (store, turn->photo, &state, error)
                  && store_run (store, NULL, error, "UPDATE edit SET undone = ? WHERE id = ?", "ii", (gint64) !redo, turn->row);

  photo_state_clear (&state);
  return done;
}

static gboolean
undo_work (Store *store, gpointer data, GError **error)
{
  Undo *undo = data;
  g_autoptr(GArray) turns = find_turns (store, undo, error);

  for (guint i = 0; turns != NULL && i < turns->len; i++)
    {
      const Turn *turn = &g_array_index (turns, Turn, i);

      if (!turn_back (store, turn, undo->redo, error))
        return FALSE;
      g_array_append_val (undo->photos, turn->photo);
    }
  return turns != NULL;
}

gboolean
store_undo_step (Store *store, gboolean redo, GArray **photos, char **what, GError **error)
{
  Undo undo = { redo, NULL, NULL };
  gboolean done;

  g_return_val_if_fail (store != NULL && what != NULL, FALSE);

  undo.photos = g_array_new (FALSE, FALSE, sizeof (gint64));
  done = store_transaction (store, undo_work, &undo, error);
  *what = done ? g_steal_pointer (&undo.what) : NULL;
  g_free (undo.what);
  if (photos && done)
    *photos = g_steal_pointer (&undo.photos);
  g_clear_pointer (&undo.photos, g_array_unref);
  return done;
}
