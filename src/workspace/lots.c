/* workspace/lots.c */
#include "lots.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/json.h"
#include "documents-cache.h"
#include "patches.h"
#include "saved-version.h"
#include "store/documents.h"

gboolean
saltline_workspace_add_lot (SaltlineWorkspace *self, StoredLot *lot, GError **error)
{
  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && lot != NULL, FALSE);

  if (!store_add_lot (saltline_workspace_get_store (self), lot, error))
    return FALSE;
  saltline_workspace_lot_changed (self, lot->id);
  return TRUE;
}

gboolean
saltline_workspace_edit_lot (SaltlineWorkspace *self, const StoredLot *before, const StoredLot *changed, const char *what, gint64 step, GError **error)
{
  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && changed != NULL, FALSE);

  if (!store_edit_lot (saltline_workspace_get_store (self), before, changed, what, step, error))
    return FALSE;
  saltline_workspace_lot_changed (self, changed->id);
  return TRUE;
}

static gint64
lot_version (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoredLot) lot = store_lot (store, id, error);

  return lot != NULL ? lot->calibration_row : -1;
}

gboolean
saltline_workspace_undo_lot (SaltlineWorkspace *self, gint64 lot, gboolean redo, char **what, GError **error)
{
  static const VersionSaver saver = { lot_version, store_undo_lot };

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self), FALSE);

  if (!saved_version_undo (saltline_workspace_get_store (self), &saver, lot, redo, what, error))
    return FALSE;
  saltline_workspace_lot_changed (self, lot);
  saltline_workspace_documents_changed (self);
  return TRUE;
}

/* --- photos of standards ----------------------------------------------------------------------------------------------- */

static gboolean
is_read_with (Store *store, const StoredPhoto *photo, gint64 template_row)
{
  g_autoptr(StoredReading) reading = photo->state.reading ? store_reading (store, photo->state.reading, NULL) : NULL;

  return reading != NULL && (reading->template_row == template_row || (reading->template_row == 0 && photo->state.template_row == template_row));
}

/* A photo that was not read with the session's template is read with it. */
static gboolean
read_standard (SaltlineWorkspace *self, gint64 id, const StoredLot *lot, const char *note, gint64 step, GCancellable *cancellable, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(StoredPhoto) photo = store_photo (store, id, error);

  if (photo == NULL)
    return FALSE;
  if (is_read_with (store, photo, lot->template_row))
    return TRUE;
  if (photo->state.template_row == lot->template_row)
    return saltline_workspace_read_photo (self, id, NULL, "automatic", NULL, cancellable, error);
  photo->state.template_row = lot->template_row;
  if (note && *photo->state.note == '\0')
    {
      g_free (photo->state.note);
      photo->state.note = g_strdup (note);
    }
  return saltline_workspace_edit_photo (self, id, &photo->state, NULL, _("Take as a bench standard"), step, cancellable, error);
}

typedef struct {
  SaltlineWorkspace *workspace;
  const StoredLot *lot;
  LotSession *session;
  gint64 *photos;   /* one for each of the session's; 0: it is no photo */
  char *note;
  gint64 step;      /* photos' edits are undone together */
} Adding;

static gboolean
add_work (guint index, gpointer data, GCancellable *cancellable, GError **error)
{
  Adding *adding = data;
  g_autoptr(GError) local = NULL;

  if (!saltline_workspace_add_photo (adding->workspace, adding->session->paths[index], &adding->photos[index], NULL, cancellable, &local)
      || !read_standard (adding->workspace, adding->photos[index], adding->lot, adding->note, adding->step, cancellable, &local))
    {
      if (local->domain == STORE_ERROR || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      adding->photos[index] = 0;
      adding->session->faults[index] = g_strdup (local->message);
    }
  return TRUE;
}

gboolean
saltline_workspace_add_standards (SaltlineWorkspace *self, gint64 id, LotSession *session, ParallelProgress progress, gpointer data,
                                  guint *n_added, GCancellable *cancellable, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(StoredLot) lot = store_lot (store, id, error), changed = NULL;
  g_autofree gint64 *photos = g_new0 (gint64, session->n + 1);
  g_autofree char *note = NULL, *what = NULL;
  Adding adding = { self, lot, session, photos, NULL, store_new_step () };
  guint n = 0;

  if (lot == NULL)
    return FALSE;
  note = adding.note = g_strdup_printf (_("Bench standard of %s"), lot->name);
  if (!in_parallel (session->n, add_work, &adding, progress, data, cancellable, error))
    return FALSE;
  g_clear_pointer (&lot, stored_lot_free);
  lot = store_lot (store, id, error); /* with those that came in while photos were read */
  if (lot == NULL)
    return FALSE;
  changed = stored_lot_copy (lot);
  for (guint i = 0; i < session->n; i++)
    {
      const LotStandard *standard = &session->standards[i];

      if (photos[i] == 0)
        continue;
      if (stored_lot_find (changed, photos[i]))
        {
          g_free (session->faults[i]);
          session->faults[i] = g_strdup (_("is a standard of this session already"));
          continue;
        }
      stored_lot_append (changed, photos[i], standard->volume_ul, standard->chloride_mmol_l, standard->excluded);
      n++;
    }
  if (n_added)
    *n_added = n;
  what = g_strdup_printf (ngettext ("Add %u standard", "Add %u standards", n), n);
  return saltline_workspace_edit_lot (self, lot, changed, what, 0, error);
}

gboolean
saltline_workspace_recognise_lot (SaltlineWorkspace *self, gint64 id, const char *path, GCancellable *cancellable, GError **error)
{
  const PhotoState any = { .worn_min = NAN };
  g_autoptr(StoredLot) lot = store_lot (saltline_workspace_get_store (self), id, error), changed = NULL;
  g_autoptr(Photo) photo = NULL;
  g_autoptr(PatchReading) reading = NULL;
  gint64 row;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && path != NULL, FALSE);

  if (lot == NULL)
    return FALSE;
  photo = photo_load (path, cancellable, NULL);
  reading = photo ? saltline_workspace_compute_reading (self, photo, &any, cancellable, NULL) : NULL;
  if (reading == NULL || reading->geometry == NULL || !reading->registered)
    return TRUE;
  row = saltline_workspace_keep_template (self, reading->geometry, error);
  if (row == 0)
    return FALSE;
  changed = stored_lot_copy (lot);
  changed->template_row = row;
  return saltline_workspace_edit_lot (self, lot, changed, _("Choose the kind of patch"), 0, error);
}

static gboolean
read_work (guint index, gpointer data, GCancellable *cancellable, GError **error)
{
  Adding *adding = data;
  const StoredStandard *standard = &g_array_index (adding->lot->standards, StoredStandard, index);

  return read_standard (adding->workspace, standard->photo, adding->lot, NULL, adding->step, cancellable, error);
}

gboolean
saltline_workspace_read_standards (SaltlineWorkspace *self, gint64 id, ParallelProgress progress, gpointer data, GCancellable *cancellable,
                                   GError **error)
{
  g_autoptr(StoredLot) lot = store_lot (saltline_workspace_get_store (self), id, error);
  Adding adding = { .workspace = self, .lot = lot, .step = store_new_step () };

  return lot != NULL && in_parallel (lot->standards->len, read_work, &adding, progress, data, cancellable, error);
}

/* --- what was measured ------------------------------------------------------------------------------------------------- */

/* The colour as the reading keeps it. */
static void
take_lab (const char *result, double lab[3])
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonNode *node;
  JsonArray *array;

  if (!json_parser_load_from_data (parser, result, -1, NULL))
    return;
  node = json_object_get_member (json_node_get_object (json_parser_get_root (parser)), "chloride");
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  array = json_object_get_array_member (json_node_get_object (node), "lab");
  for (guint c = 0; c < 3 && json_array_get_length (array) == 3; c++)
    lab[c] = JSON_NODE_HOLDS_VALUE (json_array_get_element (array, c)) ? json_array_get_double_element (array, c) : NAN;
}

/* Fills one standard from the photo's reading. Returns: (transfer full) (nullable): what is missing, in words */
static char *
take_reading (Store *store, const StoredLot *lot, const StoredPhoto *photo, LotStandard *standard)
{
  g_autoptr(StoredReading) reading = photo->state.reading ? store_reading (store, photo->state.reading, NULL) : NULL;

  if (photo->state.deleted)
    return g_strdup (_("the photo was removed from the Patches page; restore it there, or remove the standard"));
  if (reading == NULL)
    return g_strdup (_("was not read yet"));
  if (!is_read_with (store, photo, lot->template_row))
    return g_strdup (_("was read with another template than the session's: read the standards again"));
  standard->fraction = reading->fill;
  standard->fraction_sd = reading->fill_sd;
  standard->overflow = reading->overflow;
  take_lab (reading->result, standard->lab);
  return g_str_equal (reading->status, "ok") ? NULL : g_strdup (reading->reason);
}

LotSession *
saltline_workspace_measure_lot (SaltlineWorkspace *self, const StoredLot *lot, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(LotSession) session = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && lot != NULL, NULL);

  session = lot_session_new (lot->standards->len);
  for (guint i = 0; i < session->n; i++)
    {
      const StoredStandard *stored = &g_array_index (lot->standards, StoredStandard, i);
      g_autoptr(StoredPhoto) photo = store_photo (store, stored->photo, error);
      LotStandard *standard = &session->standards[i];

      if (photo == NULL)
        return NULL;
      standard->photo = g_strdup (photo->name);
      standard->volume_ul = stored->volume_ul;
      standard->chloride_mmol_l = stored->chloride_mmol_l;
      standard->excluded = g_strdup (stored->excluded);
      session->paths[i] = store_photo_path (store, photo);
      session->hashes[i] = g_strdup (photo->sha256);
      session->faults[i] = take_reading (store, lot, photo, standard);
    }
  return g_steal_pointer (&session);
}

/* --- saving ------------------------------------------------------------------------------------------------------------ */

/* What would be saved, as the version that @known is; NULL: @known differs from it. */
static PatchCalibration *
same_as (const Document *known, const LotSession *session, const LotFit *fit, LotFacts facts)
{
  g_autoptr(PatchCalibration) calibration = NULL;

  facts.version = known->version;
  calibration = lot_document_new (session, (const char *const *) session->hashes, fit, &facts, NULL);
  return calibration != NULL && g_str_equal (calibration->sha256, known->sha256) ? g_steal_pointer (&calibration) : NULL;
}

typedef struct {
  SaltlineWorkspace *workspace;
  const StoredLot *lot;    /* that the calibration was made of */
  const PatchCalibration *calibration;
  gint64 row;              /* out */
} Saving;

static gboolean
save_work (Store *store, gpointer data, GError **error)
{
  Saving *saving = data;
  g_autofree char *what = g_strdup_printf (_("Save version %s"), saving->calibration->version);
  g_autoptr(StoredLot) saved = stored_lot_copy (saving->lot);

  saving->row = saved->calibration_row = saltline_workspace_keep_calibration (saving->workspace, saving->calibration, error);
  return saving->row != 0 && store_edit_lot (store, saving->lot, saved, what, 0, error);
}

PatchCalibration *
saltline_workspace_save_lot (SaltlineWorkspace *self, gint64 id, gint64 *row, gboolean *is_new, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(StoredLot) lot = store_lot (store, id, error);
  g_autoptr(LotSession) session = lot ? saltline_workspace_measure_lot (self, lot, error) : NULL;
  const PatchTemplate *geometry = lot ? documents_cache_template (self, lot->template_row, error) : NULL;
  g_autoptr(Document) last = lot && lot->calibration_row ? store_document (store, lot->calibration_row, NULL) : NULL;
  g_autofree char *version = lot ? store_next_version (store, DOCUMENT_CALIBRATION, lot->name, error) : NULL, *source = NULL;
  g_autoptr(Document) withdrawn = lot ? store_withdrawn_document (store, DOCUMENT_CALIBRATION, lot->name, NULL) : NULL;
  g_autoptr(LotFit) fit = NULL;
  g_autoptr(PatchCalibration) calibration = NULL;
  Saving saving;
  LotFacts facts;

  g_return_val_if_fail (row != NULL && is_new != NULL, NULL);

  if (session == NULL || geometry == NULL || version == NULL
      || (fit = lot_fit (session->standards, session->n, LOT_BOOTSTRAP_SEED, error)) == NULL)
    return NULL;
  source = *lot->source ? g_strdup (lot->source)
                        : g_strdup_printf (ngettext ("%u photo of a bench standard", "%u photos of bench standards", session->n), session->n);
  facts = (LotFacts) {
    .id = lot->name, .version = version, .template_id = geometry->id, .lot = lot->lot, .date = lot->made_on, .source = source,
    .area_cm2 = lot->area_cm2, .sodium_slope = lot->sodium_slope, .sodium_intercept_mmol_l = lot->sodium_intercept_mmol_l,
    .sodium_sd_mmol_l = lot->sodium_sd_mmol_l, .seed = LOT_BOOTSTRAP_SEED,
  };
  if (last && g_str_equal (last->name, lot->name) && (calibration = same_as (last, session, fit, facts)) != NULL)
    {
      *row = last->id;
      *is_new = FALSE;
      return g_steal_pointer (&calibration);
    }
  /* Undone and saved once more as it was: the same version. */
  calibration = withdrawn ? same_as (withdrawn, session, fit, facts) : NULL;
  if (calibration == NULL)
    calibration = lot_document_new (session, (const char *const *) session->hashes, fit, &facts, error);
  saving = (Saving) { self, lot, calibration, 0 };
  if (calibration == NULL || !store_transaction (store, save_work, &saving, error))
    return NULL;
  *row = saving.row;
  *is_new = TRUE;
  saltline_workspace_lot_changed (self, id);
  saltline_workspace_documents_changed (self);
  return g_steal_pointer (&calibration);
}
