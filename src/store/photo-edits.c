/* store/photo-edits.c */
#include "photo-edits.h"

#include <math.h>

#include "base/json.h"
#include "statement.h"

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
  json_put_boolean (builder, "due", state->due);
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
  state->due = json_object_get_boolean_member_with_default (object, "due", FALSE);
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
                    " reading_due = ?, workout = ?, patch = ?, deleted_us = ? WHERE id = ?",
                    "ndnnssnisnni", state->athlete, state->worn_min, state->template_row, state->calibration_row, state->by_hand,
                    state->note ? state->note : "", state->reading, (gint64) state->due, state->workout, state->patch,
                    state->deleted ? g_get_real_time () : (gint64) 0, id);
}

/* --- edits --- */

static void
take_over (const PhotoChange *change, PhotoState *state)
{
  switch (change->kind)
    {
    case CHANGE_ATHLETE:
      state->athlete = change->row;
      break;
    case CHANGE_CALIBRATION:
      state->calibration_row = change->row;
      break;
    case CHANGE_TEMPLATE:
      state->template_row = change->row;
      break;
    case CHANGE_WORN:
      state->worn_min = change->number;
      break;
    case CHANGE_NOTE:
      g_free (state->note);
      state->note = g_strdup (change->text);
      break;
    case CHANGE_WORKOUT:
      g_free (state->workout);
      state->workout = g_strdup (change->text);
      break;
    case CHANGE_PATCH:
      state->patch = change->row;
      break;
    case CHANGE_DELETED:
      state->deleted = change->row != 0;
      break;
    case CHANGE_BY_HAND:
      g_free (state->by_hand);
      state->by_hand = g_strdup (change->text);
      break;
    }
}

/* An edit of this photo in this step, with nothing after it: what is done now goes on from it. @row: (out): 0: there is none */
static gboolean
find_same_step (Store *store, gint64 photo, gint64 step, gint64 *row, char **before, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT id, step, before FROM edit WHERE photo = ? AND NOT undone ORDER BY id DESC LIMIT 1",
                                           "i", photo);

  *row = 0;
  if (rows == NULL)
    return FALSE;
  if (store_next (rows) && step != 0 && store_int (rows, 1) == step)
    {
      *row = store_int (rows, 0);
      *before = g_strdup (store_text (rows, 2));
    }
  return !store_rows_fault (rows, error);
}

static gboolean
remember_edit (Store *store, gint64 photo, gint64 row, const char *before, const char *after, const char *what, gint64 step, GError **error)
{
  gint64 now = g_get_real_time ();

  if (row != 0 && g_str_equal (before, after))
    return store_run (store, NULL, error, "DELETE FROM edit WHERE id = ?", "i", row);
  if (row != 0)
    return store_run (store, NULL, error, "UPDATE edit SET what = ?, after = ? WHERE id = ?", "ssi", what, after, row);
  return store_run (store, NULL, error, "INSERT INTO edit (photo, at_us, what, before, after, step) VALUES (?, ?, ?, ?, ?, ?)", "iisssi", photo,
                    now, what, before, after, step ? step : now);
}

/* @wanted: whether its reading is due is decided here when @asks_for_reading */
static gboolean
edit_one (Store *store, const StoredPhoto *photo, PhotoState *wanted, gboolean asks_for_reading, const char *what, gint64 step, GError **error)
{
  g_autofree char *now = state_to_json (&photo->state), *before = NULL, *after = NULL;
  g_auto(PhotoState) first = { 0 };
  gint64 row;

  if (asks_for_reading && !photo_state_reads_alike (&photo->state, wanted))
    wanted->due = TRUE;
  after = state_to_json (wanted);
  if (g_str_equal (now, after))
    return TRUE;
  if (!store_run (store, NULL, error, "DELETE FROM edit WHERE undone", "") || !find_same_step (store, photo->id, step, &row, &before, error)
      || (row != 0 && !state_from_json (before, &first, error)))
    return FALSE;
  if (row != 0 && asks_for_reading && photo_state_reads_alike (&first, wanted))
    {
      /* Back where the step began: what was read then is right again. */
      wanted->reading = first.reading;
      wanted->due = first.due;
      g_free (after);
      after = state_to_json (wanted);
    }
  return write_state (store, photo->id, wanted, error) && remember_edit (store, photo->id, row, row != 0 ? before : now, after, what, step, error);
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
  const Edit *edit = data;
  g_autoptr(StoredPhoto) photo = store_photo (store, edit->photo, error);
  g_auto(PhotoState) wanted = { 0 };

  if (photo == NULL)
    return FALSE;
  photo_state_copy (&wanted, edit->state);
  return edit_one (store, photo, &wanted, FALSE, edit->what, edit->step, error);
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

typedef struct {
  const gint64 *ids;
  guint n;
  const PhotoChange *changes;
  guint n_changes;
  const char *what;
  gint64 step;
} Changing;

static gboolean
change_work (Store *store, gpointer data, GError **error)
{
  const Changing *changing = data;

  for (guint i = 0; i < changing->n; i++)
    {
      g_autoptr(StoredPhoto) photo = store_photo (store, changing->ids[i], error);
      g_auto(PhotoState) wanted = { 0 };

      if (photo == NULL)
        return FALSE;
      photo_state_copy (&wanted, &photo->state);
      for (guint k = 0; k < changing->n_changes; k++)
        take_over (&changing->changes[k], &wanted);
      if (!edit_one (store, photo, &wanted, TRUE, changing->what, changing->step, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
store_change_photos (Store *store, const gint64 *ids, guint n, const PhotoChange *changes, guint n_changes, const char *what, gint64 step, GError **error)
{
  Changing changing = { ids, n, changes, n_changes, what, step ? step : store_new_step () };

  g_return_val_if_fail (store != NULL && (ids != NULL || n == 0) && changes != NULL && what != NULL, FALSE);

  return store_transaction (store, change_work, &changing, error);
}

/* --- readings that come after --- */

typedef struct {
  gint64 photo, reading;
  const PhotoState *made_from;
  gboolean stands;
} Standing;

/* The state that waits for this reading gets it. (transfer full): NULL: it does not wait, or for another */
static char *
with_reading (const char *json, const Standing *standing)
{
  g_auto(PhotoState) state = { 0 };

  if (!state_from_json (json, &state, NULL) || !state.due || !photo_state_reads_alike (&state, standing->made_from))
    return NULL;
  state.due = FALSE;
  state.reading = standing->reading;
  return state_to_json (&state);
}

typedef struct {
  gint64 row;
  char *before, *after; /* NULL: stays */
} Completed;

static void
clear_completed (gpointer data)
{
  Completed *completed = data;

  g_free (completed->before);
  g_free (completed->after);
}

static gboolean
complete_edits (Store *store, const Standing *standing, GError **error)
{
  g_autoptr(GArray) edits = g_array_new (FALSE, FALSE, sizeof (Completed));
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT id, before, after FROM edit WHERE photo = ?"
                                                         " AND (json_extract (before, '$.due') OR json_extract (after, '$.due'))", "i", standing->photo);

  if (rows == NULL)
    return FALSE;
  g_array_set_clear_func (edits, clear_completed);
  while (store_next (rows))
    {
      Completed completed = { store_int (rows, 0), with_reading (store_text (rows, 1), standing), with_reading (store_text (rows, 2), standing) };

      g_array_append_val (edits, completed);
    }
  if (store_rows_fault (rows, error))
    return FALSE;
  for (guint i = 0; i < edits->len; i++)
    {
      const Completed *completed = &g_array_index (edits, Completed, i);

      if (!store_run (store, NULL, error, "UPDATE edit SET before = coalesce (?, before), after = coalesce (?, after) WHERE id = ?", "ssi",
                      completed->before, completed->after, completed->row))
        return FALSE;
    }
  return TRUE;
}

static gboolean
stand_work (Store *store, gpointer data, GError **error)
{
  Standing *standing = data;
  g_autoptr(StoredPhoto) photo = store_photo (store, standing->photo, error);

  if (photo == NULL)
    return FALSE;
  standing->stands = photo_state_reads_alike (&photo->state, standing->made_from);
  return !standing->stands
         || (store_run (store, NULL, error, "UPDATE photo SET reading = ?, reading_due = 0 WHERE id = ?", "ii", standing->reading, standing->photo)
             && complete_edits (store, standing, error));
}

gboolean
store_let_reading_stand (Store *store, gint64 id, const PhotoState *made_from, gint64 reading, gboolean *stands, GError **error)
{
  Standing standing = { id, reading, made_from, FALSE };
  gboolean done;

  g_return_val_if_fail (store != NULL && made_from != NULL && stands != NULL, FALSE);

  done = store_transaction (store, stand_work, &standing, error);
  *stands = done && standing.stands;
  return done;
}

GArray *
store_photos_due (Store *store, GError **error)
{
  g_autoptr(GArray) due = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT id FROM photo WHERE reading_due AND deleted_us IS NULL ORDER BY id", "");

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      gint64 id = store_int (rows, 0);

      g_array_append_val (due, id);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&due);
}

/* --- undoing --- */

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
