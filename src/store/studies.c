/* store/studies.c */
#include "studies.h"

#include <string.h>

#include "base/sha256.h"
#include "statement.h"

#define LARGEST_TABLE (256u << 20)

static const char *const subjects[] = { "data_set", "model", "adoption" };

void
stored_data_set_free (StoredDataSet *data_set)
{
  if (data_set == NULL)
    return;
  g_free (data_set->name);
  g_free (data_set->origin);
  g_free (data_set->sha256);
  g_free (data_set->understood);
  g_free (data_set->state);
  g_free (data_set);
}

void
stored_model_free (StoredModel *model)
{
  if (model == NULL)
    return;
  g_free (model->name);
  g_free (model->recipe);
  g_free (model->equation);
  g_free (model->program_version);
  g_free (model->state);
  g_free (model);
}

/* --- edits --- */

typedef struct {
  StudySubject subject;
  gint64 row;
  const char *state;
  const char *what;
  gboolean redo;
  char *done;
} Edit;

static char *
state_of (Store *store, StudySubject subject, gint64 row, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT state FROM %s WHERE id = ?", subjects[subject]);
  g_autoptr(StoreRows) rows = store_query (store, error, sql, "i", row);

  if (rows == NULL)
    return NULL;
  if (store_next (rows))
    return g_strdup (store_text (rows, 0));
  g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "%s holds no %s with number %" G_GINT64_FORMAT ".", store_path (store),
               subjects[subject], row);
  return NULL;
}

static gboolean
write_state (Store *store, StudySubject subject, gint64 row, const char *state, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET state = ? WHERE id = ?", subjects[subject]);

  return store_run (store, NULL, error, sql, "si", state, row);
}

static gboolean
remember (Store *store, StudySubject subject, gint64 row, const char *what, const char *before, const char *after, GError **error)
{
  return store_run (store, NULL, error, "DELETE FROM study_edit WHERE undone", "")
         && store_run (store, NULL, error, "INSERT INTO study_edit (subject, row, at_us, what, before, after) VALUES (?, ?, ?, ?, ?, ?)",
                       "siisss", subjects[subject], row, g_get_real_time (), what, before, after);
}

static gboolean
edit_work (Store *store, gpointer data, GError **error)
{
  const Edit *edit = data;
  g_autofree char *before = state_of (store, edit->subject, edit->row, error);

  if (before == NULL)
    return FALSE;
  return g_str_equal (before, edit->state)
         || (write_state (store, edit->subject, edit->row, edit->state, error)
             && remember (store, edit->subject, edit->row, edit->what, before, edit->state, error));
}

gboolean
store_edit_study (Store *store, StudySubject subject, gint64 row, const char *state, const char *what, GError **error)
{
  Edit edit = { .subject = subject, .row = row, .state = state, .what = what };

  g_return_val_if_fail (store != NULL && state != NULL && what != NULL, FALSE);

  return store_transaction (store, edit_work, &edit, error);
}

static gboolean
undo_work (Store *store, gpointer data, GError **error)
{
  Edit *edit = data;
  g_autofree char *state = NULL, *subject = NULL;
  gint64 id, row;

  {
    g_autoptr(StoreRows) rows
      = store_query (store, error, edit->redo ? "SELECT id, subject, row, what, after FROM study_edit WHERE undone ORDER BY id LIMIT 1"
                                              : "SELECT id, subject, row, what, before FROM study_edit WHERE NOT undone ORDER BY id DESC LIMIT 1", "");

    if (rows == NULL)
      return FALSE;
    if (!store_next (rows))
      return !store_rows_fault (rows, error);
    id = store_int (rows, 0);
    subject = g_strdup (store_text (rows, 1));
    row = store_int (rows, 2);
    edit->done = g_strdup (store_text (rows, 3));
    state = g_strdup (store_text (rows, 4));
  }
  for (guint s = 0; s < G_N_ELEMENTS (subjects); s++)
    if (g_str_equal (subjects[s], subject) && !write_state (store, (StudySubject) s, row, state, error))
      return FALSE;
  return store_run (store, NULL, error, "UPDATE study_edit SET undone = ? WHERE id = ?", "ii", (gint64) !edit->redo, id);
}

gboolean
store_undo_study (Store *store, gboolean redo, char **what, GError **error)
{
  Edit edit = { .redo = redo };
  gboolean done = store_transaction (store, undo_work, &edit, error);

  if (what && done)
    *what = g_steal_pointer (&edit.done);
  g_free (edit.done);
  return done;
}

/* --- data sets --- */

#define DATA_SET_COLUMNS \
  "SELECT data_set.id, name, origin, sha256, understood, added_us, state FROM data_set JOIN table_file ON table_file.id = data_set.body"

static StoredDataSet *
read_data_set (StoreRows *rows)
{
  StoredDataSet *data_set = g_new0 (StoredDataSet, 1);

  data_set->id = store_int (rows, 0);
  data_set->name = g_strdup (store_text (rows, 1));
  data_set->origin = g_strdup (store_text (rows, 2));
  data_set->sha256 = g_strdup (store_text (rows, 3));
  data_set->understood = g_strdup (store_text (rows, 4));
  data_set->added_us = store_int (rows, 5);
  data_set->state = g_strdup (store_text (rows, 6));
  return data_set;
}

typedef struct {
  const StoredDataSet *data_set;
  GBytes *body;
  const char *what;
  gint64 id;
} Addition;

/* The state that a data set had before it was taken away. */
static char *
state_before_gone (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           "SELECT before FROM study_edit WHERE subject = 'data_set' AND row = ? AND after = ? ORDER BY id DESC LIMIT 1",
                                           "is", id, STUDY_GONE);

  return rows && store_next (rows) ? g_strdup (store_text (rows, 0)) : NULL;
}

static gboolean
find_data_set (Store *store, const char *sha256, gint64 *id, gboolean *gone, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, DATA_SET_COLUMNS " WHERE sha256 = ?", "s", sha256);

  if (rows == NULL)
    return FALSE;
  *id = 0;
  if (store_next (rows))
    {
      *id = store_int (rows, 0);
      *gone = g_str_equal (store_text (rows, 6), STUDY_GONE);
    }
  return !store_rows_fault (rows, error);
}

static gboolean
add_data_set_work (Store *store, gpointer data, GError **error)
{
  Addition *addition = data;
  const StoredDataSet *made = addition->data_set;
  gsize length;
  gconstpointer bytes = g_bytes_get_data (addition->body, &length);
  g_autofree char *sha256 = sha256_of (bytes, length);
  gboolean gone = FALSE;
  gint64 file;

  if (!find_data_set (store, sha256, &addition->id, &gone, error))
    return FALSE;
  if (addition->id)
    {
      g_autofree char *state = gone ? state_before_gone (store, addition->id, error) : NULL;

      return !gone || store_edit_study (store, STUDY_DATA_SET, addition->id, state ? state : made->state, addition->what, error);
    }
  return store_run (store, &file, error, "INSERT INTO table_file (sha256, body) VALUES (?, ?)", "sb", sha256, addition->body)
         && store_run (store, &addition->id, error, "INSERT INTO data_set (name, origin, body, understood, added_us, state) VALUES (?, ?, ?, ?, ?, ?)",
                       "ssisis", made->name, made->origin, file, made->understood, g_get_real_time (), made->state)
         && remember (store, STUDY_DATA_SET, addition->id, addition->what, STUDY_GONE, made->state, error);
}

gboolean
store_add_data_set (Store *store, const StoredDataSet *data_set, GBytes *body, const char *what, gint64 *id, GError **error)
{
  Addition addition = { data_set, body, what, 0 };

  g_return_val_if_fail (store != NULL && data_set != NULL && body != NULL && id != NULL, FALSE);

  if (g_bytes_get_size (body) > LARGEST_TABLE)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, "%s has %" G_GSIZE_FORMAT " MB: a workspace keeps tables of up to %u MB. Leave out columns or rows.",
                   data_set->name, g_bytes_get_size (body) >> 20, LARGEST_TABLE >> 20);
      return FALSE;
    }
  if (!store_transaction (store, add_data_set_work, &addition, error))
    return FALSE;
  *id = addition.id;
  return TRUE;
}

GPtrArray *
store_data_sets (Store *store, GError **error)
{
  g_autoptr(GPtrArray) data_sets = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_data_set_free);
  g_autoptr(StoreRows) rows = store_query (store, error, DATA_SET_COLUMNS " WHERE state <> ? ORDER BY data_set.id", "s", STUDY_GONE);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    g_ptr_array_add (data_sets, read_data_set (rows));
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&data_sets);
}

StoredDataSet *
store_data_set (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, DATA_SET_COLUMNS " WHERE data_set.id = ?", "i", id);

  if (rows == NULL)
    return NULL;
  if (store_next (rows))
    return read_data_set (rows);
  g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "%s holds no data set with number %" G_GINT64_FORMAT ".", store_path (store), id);
  return NULL;
}

GBytes *
store_data_set_body (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoreRows) rows
    = store_query (store, error, "SELECT table_file.body, sha256, name FROM data_set JOIN table_file ON table_file.id = data_set.body WHERE data_set.id = ?",
                   "i", id);
  g_autoptr(GBytes) body = NULL;
  g_autofree char *sha256 = NULL;

  if (rows == NULL)
    return NULL;
  if (!store_next (rows))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "%s holds no data set with number %" G_GINT64_FORMAT ".", store_path (store), id);
      return NULL;
    }
  body = store_bytes (rows, 0);
  sha256 = sha256_of (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  if (g_str_equal (sha256, store_text (rows, 1)))
    return g_steal_pointer (&body);
  g_set_error (error, STORE_ERROR, STORE_ERROR_DAMAGED, "%s: the bytes of the table %s are not those that were kept (SHA-256 %s, not %s).",
               store_path (store), store_text (rows, 2), sha256, store_text (rows, 1));
  return NULL;
}

/* --- models --- */

#define MODEL_COLUMNS "SELECT id, name, version, data_set, recipe, equation, program_version, made_us, state FROM model"

static StoredModel *
read_model (StoreRows *rows)
{
  StoredModel *model = g_new0 (StoredModel, 1);

  model->id = store_int (rows, 0);
  model->name = g_strdup (store_text (rows, 1));
  model->version = (guint) store_int (rows, 2);
  model->data_set = store_int (rows, 3);
  model->recipe = g_strdup (store_text (rows, 4));
  model->equation = g_strdup (store_text (rows, 5));
  model->program_version = g_strdup (store_text (rows, 6));
  model->made_us = store_int (rows, 7);
  model->state = g_strdup (store_text (rows, 8));
  return model;
}

static gboolean
next_version (Store *store, const char *name, guint *version, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT coalesce (max (version), 0) + 1 FROM model WHERE name = ?", "s", name);

  if (rows == NULL || !store_next (rows))
    return FALSE;
  *version = (guint) store_int (rows, 0);
  return TRUE;
}

typedef struct {
  StoredModel *model;
  const char *what;
} ModelAddition;

static gboolean
add_model_work (Store *store, gpointer data, GError **error)
{
  const ModelAddition *addition = data;
  StoredModel *model = addition->model;

  model->made_us = g_get_real_time ();
  return next_version (store, model->name, &model->version, error)
         && store_run (store, &model->id, error,
                       "INSERT INTO model (name, version, data_set, recipe, equation, program_version, made_us, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                       "sinsssis", model->name, (gint64) model->version, model->data_set, model->recipe, model->equation, model->program_version,
                       model->made_us, model->state)
         && remember (store, STUDY_MODEL, model->id, addition->what, STUDY_GONE, model->state, error);
}

gboolean
store_add_model (Store *store, StoredModel *model, const char *what, GError **error)
{
  ModelAddition addition = { model, what };

  g_return_val_if_fail (store != NULL && model != NULL && model->name != NULL && model->equation != NULL, FALSE);

  return store_transaction (store, add_model_work, &addition, error);
}

GPtrArray *
store_models (Store *store, GError **error)
{
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_model_free);
  g_autoptr(StoreRows) rows = store_query (store, error, MODEL_COLUMNS " WHERE state <> ? ORDER BY id", "s", STUDY_GONE);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    g_ptr_array_add (models, read_model (rows));
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&models);
}

StoredModel *
store_model (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, MODEL_COLUMNS " WHERE id = ?", "i", id);

  if (rows == NULL)
    return NULL;
  if (store_next (rows))
    return read_model (rows);
  g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "%s holds no model with number %" G_GINT64_FORMAT ".", store_path (store), id);
  return NULL;
}

StoredModel *
store_find_model (Store *store, const char *name, guint version, GError **error)
{
  g_autoptr(GPtrArray) models = store_models (store, error);
  g_autoptr(GString) names = g_string_new (NULL);
  StoredModel *found = NULL;

  if (models == NULL)
    return NULL;
  for (guint i = 0; i < models->len; i++)
    {
      StoredModel *model = g_ptr_array_index (models, i);

      if (g_str_equal (model->name, name) && (version == 0 ? found == NULL || model->version > found->version : model->version == version))
        found = model;
      g_string_append_printf (names, "%s%s %u", i ? ", " : "", model->name, model->version);
    }
  if (found)
    return store_model (store, found->id, error);
  g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, models->len ? "%s holds no model “%s”; it holds: %s." : "%s holds no model “%s”, and no other.%s",
               store_path (store), name, names->str);
  return NULL;
}

char *
store_adoption (Store *store, gint64 row, GError **error)
{
  return state_of (store, STUDY_ADOPTION, row, error);
}
