/* store/lots.c */
#include "lots.h"

#include <math.h>

#include "base/json.h"
#include "changes.h"
#include "lot-merge.h"
#include "statement.h"

#define LOT_COLUMNS \
  "id, name, template, lot, made_on, source, area_cm2, sodium_slope, sodium_intercept, sodium_sd, calibration, created_us," \
  " deleted_us IS NOT NULL"

static void
standard_clear (gpointer data)
{
  g_clear_pointer (&((StoredStandard *) data)->excluded, g_free);
}

static GArray *
standards_new (void)
{
  GArray *standards = g_array_new (FALSE, TRUE, sizeof (StoredStandard));

  g_array_set_clear_func (standards, standard_clear);
  return standards;
}

StoredLot *
stored_lot_new (const char *name, gint64 template_row)
{
  StoredLot *lot = g_new0 (StoredLot, 1);

  lot->name = g_strdup (name);
  lot->template_row = template_row;
  lot->lot = g_strdup ("");
  lot->made_on = g_strdup ("");
  lot->source = g_strdup ("");
  lot->area_cm2 = lot->sodium_slope = lot->sodium_intercept_mmol_l = lot->sodium_sd_mmol_l = NAN;
  lot->standards = standards_new ();
  return lot;
}

void
stored_lot_append (StoredLot *lot, gint64 photo, double volume_ul, double chloride_mmol_l, const char *excluded)
{
  StoredStandard standard = { photo, volume_ul, chloride_mmol_l, excluded && *excluded ? g_strdup (excluded) : NULL };

  g_return_if_fail (lot != NULL);

  g_array_append_val (lot->standards, standard);
}

StoredLot *
stored_lot_copy (const StoredLot *lot)
{
  StoredLot *copy;

  g_return_val_if_fail (lot != NULL, NULL);

  copy = g_memdup2 (lot, sizeof *lot);
  copy->name = g_strdup (lot->name);
  copy->lot = g_strdup (lot->lot);
  copy->made_on = g_strdup (lot->made_on);
  copy->source = g_strdup (lot->source);
  copy->standards = standards_new ();
  for (guint i = 0; i < lot->standards->len; i++)
    {
      const StoredStandard *standard = &g_array_index (lot->standards, StoredStandard, i);

      stored_lot_append (copy, standard->photo, standard->volume_ul, standard->chloride_mmol_l, standard->excluded);
    }
  return copy;
}

void
stored_lot_free (StoredLot *lot)
{
  if (lot == NULL)
    return;
  g_free (lot->name);
  g_free (lot->lot);
  g_free (lot->made_on);
  g_free (lot->source);
  g_array_unref (lot->standards);
  g_free (lot);
}

StoredStandard *
stored_lot_find (const StoredLot *lot, gint64 photo)
{
  g_return_val_if_fail (lot != NULL, NULL);

  for (guint i = 0; i < lot->standards->len; i++)
    if (g_array_index (lot->standards, StoredStandard, i).photo == photo)
      return &g_array_index (lot->standards, StoredStandard, i);
  return NULL;
}

/* --- rows -------------------------------------------------------------------------------------------------------------- */

static StoredLot *
read_lot (StoreRows *rows)
{
  StoredLot *lot = g_new0 (StoredLot, 1);
  int c = 0;

  lot->id = store_int (rows, c++);
  lot->name = g_strdup (store_text (rows, c++));
  lot->template_row = store_int (rows, c++);
  lot->lot = g_strdup (store_text (rows, c++));
  lot->made_on = g_strdup (store_text (rows, c++));
  lot->source = g_strdup (store_text (rows, c++));
  lot->area_cm2 = store_real (rows, c++);
  lot->sodium_slope = store_real (rows, c++);
  lot->sodium_intercept_mmol_l = store_real (rows, c++);
  lot->sodium_sd_mmol_l = store_real (rows, c++);
  lot->calibration_row = store_int (rows, c++);
  lot->created_us = store_int (rows, c++);
  lot->deleted = store_int (rows, c++) != 0;
  lot->standards = standards_new ();
  return lot;
}

static gboolean
read_standards (Store *store, StoredLot *lot, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           "SELECT photo, microlitre, mmol_l, excluded FROM lot_standard WHERE session = ? ORDER BY place",
                                           "i", lot->id);

  if (rows == NULL)
    return FALSE;
  while (store_next (rows))
    stored_lot_append (lot, store_int (rows, 0), store_real (rows, 1), store_real (rows, 2), store_text (rows, 3));
  return !store_rows_fault (rows, error);
}

static gboolean
write_standards (Store *store, const StoredLot *lot, GError **error)
{
  if (!store_run (store, NULL, error, "DELETE FROM lot_standard WHERE session = ?", "i", lot->id))
    return FALSE;
  for (guint i = 0; i < lot->standards->len; i++)
    {
      const StoredStandard *standard = &g_array_index (lot->standards, StoredStandard, i);

      if (!store_run (store, NULL, error,
                      "INSERT INTO lot_standard (session, photo, place, microlitre, mmol_l, excluded) VALUES (?, ?, ?, ?, ?, ?)", "iiidds",
                      lot->id, standard->photo, (gint64) i, standard->volume_ul, standard->chloride_mmol_l, standard->excluded))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_lot (Store *store, const StoredLot *lot, GError **error)
{
  return store_run (store, NULL, error,
                    "UPDATE lot_session SET name = ?, template = ?, lot = ?, made_on = ?, source = ?, area_cm2 = ?, sodium_slope = ?,"
                    " sodium_intercept = ?, sodium_sd = ?, calibration = ?, deleted_us = ? WHERE id = ?",
                    "sisssddddnni", lot->name, lot->template_row, lot->lot, lot->made_on, lot->source, lot->area_cm2, lot->sodium_slope,
                    lot->sodium_intercept_mmol_l, lot->sodium_sd_mmol_l, lot->calibration_row,
                    lot->deleted ? g_get_real_time () : (gint64) 0, lot->id)
         && write_standards (store, lot, error);
}

/* --- the whole as text, for undo --------------------------------------------------------------------------------------- */

static char *
lot_to_json (const StoredLot *lot)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_put_string (builder, "name", lot->name);
  json_put_integer (builder, "template", lot->template_row);
  json_put_string (builder, "lot", lot->lot);
  json_put_string (builder, "made_on", lot->made_on);
  json_put_string (builder, "source", lot->source);
  json_put_number (builder, "area_cm2", lot->area_cm2);
  json_put_number (builder, "sodium_slope", lot->sodium_slope);
  json_put_number (builder, "sodium_intercept", lot->sodium_intercept_mmol_l);
  json_put_number (builder, "sodium_sd", lot->sodium_sd_mmol_l);
  json_put_integer (builder, "calibration", lot->calibration_row);
  json_put_boolean (builder, "deleted", lot->deleted);
  json_put_array (builder, "standards");
  for (guint i = 0; i < lot->standards->len; i++)
    {
      const StoredStandard *standard = &g_array_index (lot->standards, StoredStandard, i);

      json_put_object (builder, NULL);
      json_put_integer (builder, "photo", standard->photo);
      json_put_number (builder, "microlitre", standard->volume_ul);
      json_put_number (builder, "mmol_l", standard->chloride_mmol_l);
      json_put_string (builder, "excluded", standard->excluded);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_to_text (builder, FALSE);
}

static double
number_of (JsonObject *object, const char *key)
{
  return json_object_get_double_member_with_default (object, key, NAN);
}

static StoredLot *
lot_from_json (gint64 id, const char *json, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *object;
  JsonArray *standards;
  StoredLot *lot;

  if (!json_parser_load_from_data (parser, json, -1, error))
    return NULL;
  object = json_node_get_object (json_parser_get_root (parser));
  lot = stored_lot_new (json_object_get_string_member (object, "name"), json_object_get_int_member (object, "template"));
  lot->id = id;
  g_free (lot->lot);
  lot->lot = g_strdup (json_object_get_string_member (object, "lot"));
  g_free (lot->made_on);
  lot->made_on = g_strdup (json_object_get_string_member (object, "made_on"));
  g_free (lot->source);
  lot->source = g_strdup (json_object_get_string_member (object, "source"));
  lot->area_cm2 = number_of (object, "area_cm2");
  lot->sodium_slope = number_of (object, "sodium_slope");
  lot->sodium_intercept_mmol_l = number_of (object, "sodium_intercept");
  lot->sodium_sd_mmol_l = number_of (object, "sodium_sd");
  lot->calibration_row = json_object_get_int_member (object, "calibration");
  lot->deleted = json_object_get_boolean_member (object, "deleted");
  standards = json_object_get_array_member (object, "standards");
  for (guint i = 0; i < json_array_get_length (standards); i++)
    {
      JsonObject *standard = json_array_get_object_element (standards, i);

      stored_lot_append (lot, json_object_get_int_member (standard, "photo"), number_of (standard, "microlitre"),
                         number_of (standard, "mmol_l"), json_object_get_string_member_with_default (standard, "excluded", NULL));
    }
  return lot;
}

/* --- adding and finding ------------------------------------------------------------------------------------------------ */

static gboolean
add_work (Store *store, gpointer data, GError **error)
{
  StoredLot *lot = data;

  lot->created_us = g_get_real_time ();
  return store_run (store, &lot->id, error, "INSERT INTO lot_session (name, template, created_us) VALUES (?, ?, ?)", "sii", lot->name,
                    lot->template_row, lot->created_us)
         && write_lot (store, lot, error);
}

gboolean
store_add_lot (Store *store, StoredLot *lot, GError **error)
{
  g_return_val_if_fail (store != NULL && lot != NULL, FALSE);

  return store_transaction (store, add_work, lot, error);
}

StoredLot *
store_lot (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoredLot) lot = NULL;

  {
    g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " LOT_COLUMNS " FROM lot_session WHERE id = ?", "i", id);

    if (rows == NULL)
      return NULL;
    if (store_next (rows))
      lot = read_lot (rows);
    else if (store_rows_fault (rows, error))
      return NULL;
  }
  if (lot == NULL)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "%s holds no calibration session with number %" G_GINT64_FORMAT ".",
                   store_path (store), id);
      return NULL;
    }
  return read_standards (store, lot, error) ? g_steal_pointer (&lot) : NULL;
}

GPtrArray *
store_lots (Store *store, GError **error)
{
  g_autoptr(GPtrArray) lots = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_lot_free);

  {
    g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " LOT_COLUMNS " FROM lot_session WHERE deleted_us IS NULL"
                                                           " ORDER BY created_us DESC, id DESC", "");

    if (rows == NULL)
      return NULL;
    while (store_next (rows))
      g_ptr_array_add (lots, read_lot (rows));
    if (store_rows_fault (rows, error))
      return NULL;
  }
  for (guint i = 0; i < lots->len; i++)
    if (!read_standards (store, g_ptr_array_index (lots, i), error))
      return NULL;
  return g_steal_pointer (&lots);
}

/* --- editing ----------------------------------------------------------------------------------------------------------- */

static char *
lot_state (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoredLot) lot = store_lot (store, id, error);

  return lot ? lot_to_json (lot) : NULL;
}

static gboolean
set_lot_state (Store *store, gint64 id, const char *state, GError **error)
{
  g_autoptr(StoredLot) lot = lot_from_json (id, state, error);

  return lot != NULL && write_lot (store, lot, error);
}

static const EditedKind edited_lot = { "lot", lot_state, set_lot_state };

typedef struct {
  const StoredLot *before, *changed;
  const char *what;
  gint64 step;
} LotEdit;

static gboolean
edit_work (Store *store, gpointer data, GError **error)
{
  const LotEdit *edit = data;
  g_autoptr(StoredLot) now = edit->before != NULL ? store_lot (store, edit->changed->id, error) : stored_lot_copy (edit->changed);

  if (now == NULL)
    return FALSE;
  if (edit->before != NULL)
    stored_lot_merge (now, edit->before, edit->changed);
  return store_edit_state (store, &edited_lot, now->id, lot_to_json (now), edit->what, edit->step, error);
}

gboolean
store_edit_lot (Store *store, const StoredLot *before, const StoredLot *changed, const char *what, gint64 step, GError **error)
{
  LotEdit edit = { before, changed, what, step };

  g_return_val_if_fail (store != NULL && changed != NULL && what != NULL, FALSE);

  return store_transaction (store, edit_work, &edit, error);
}

gboolean
store_undo_lot (Store *store, gint64 id, gboolean redo, char **what, GError **error)
{
  return store_undo_state (store, &edited_lot, id, redo, what, error);
}
