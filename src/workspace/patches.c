/* workspace/patches.c */
#include "patches.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "combined.h"
#include "config.h"
#include "documents-cache.h"
#include "installed.h"
#include "patches-private.h"
#include "reading-json.h"
#include "store/documents.h"

/* By content: a name may lie, and a pasted image has none. */
static const char *
suffix_of (GBytes *bytes)
{
  gsize size;
  const guint8 *head = g_bytes_get_data (bytes, &size);

  if (size >= 3 && head[0] == 0xFF && head[1] == 0xD8)
    return "jpg";
  if (size >= 8 && memcmp (head, "\x89PNG", 4) == 0)
    return "png";
  return "heic";
}

gboolean
saltline_workspace_add_photo_bytes (SaltlineWorkspace *self, const char *name, GBytes *bytes, gint64 *id, gboolean *added,
                                    GCancellable *cancellable, GError **error)
{
  g_autoptr(Photo) photo = photo_load_bytes (name, bytes, cancellable, error);

  if (photo == NULL
      || !store_import_photo (saltline_workspace_get_store (self), name, bytes, suffix_of (bytes), photo->width, photo->height,
                              photo->camera, photo->captured, id, added, error))
    return FALSE;
  saltline_workspace_photo_changed (self, *id);
  return TRUE;
}

gboolean
saltline_workspace_add_photo (SaltlineWorkspace *self, const char *path, gint64 *id, gboolean *added, GCancellable *cancellable,
                              GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(GError) local = NULL;
  g_autoptr(GMappedFile) file = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && path != NULL && id != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNREADABLE, _("%s is a folder, not a photo."), path);
      return FALSE;
    }
  file = g_mapped_file_new (path, FALSE, &local);
  if (file == NULL)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_UNREADABLE, _("%s cannot be read: %s"), path, local->message);
      return FALSE;
    }
  bytes = g_mapped_file_get_bytes (file);
  return saltline_workspace_add_photo_bytes (self, name, bytes, id, added, cancellable, error);
}

Photo *
saltline_workspace_load_photo (SaltlineWorkspace *self, gint64 id, GCancellable *cancellable, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(StoredPhoto) stored = store_photo (store, id, error);
  g_autofree char *path = stored ? store_photo_path (store, stored) : NULL;

  if (path == NULL)
    return NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING,
                   _("The file of photo %s is gone: %s. Its readings are kept; import the photo again to measure it anew."), stored->name,
                   path);
      return NULL;
    }
  return photo_load (path, cancellable, error);
}

gint64
saltline_workspace_keep_template (SaltlineWorkspace *self, const PatchTemplate *geometry, GError **error)
{
  gint64 row = 0;

  return store_keep_document (saltline_workspace_get_store (self), DOCUMENT_TEMPLATE, geometry->id, geometry->version, geometry->sha256,
                              geometry->body, &row, error) ? row : 0;
}

gint64
saltline_workspace_keep_calibration (SaltlineWorkspace *self, const PatchCalibration *calibration, GError **error)
{
  gint64 row = 0;

  return store_keep_document (saltline_workspace_get_store (self), DOCUMENT_CALIBRATION, calibration->id, calibration->version,
                              calibration->sha256, calibration->body, &row, error) ? row : 0;
}

static PatchReading *
read_among (SaltlineWorkspace *self, const Photo *photo, const PhotoState *state, const PatchTemplate *const *templates, guint n_templates,
            GCancellable *cancellable, GError **error)
{
  g_autoptr(ByHand) by_hand = by_hand_from_json (state->by_hand, error);
  const PatchCalibration *calibration = NULL;
  ReadingOptions options;
  PatchReading *reading;

  if (by_hand == NULL
      || (state->calibration_row && (calibration = documents_cache_calibration (self, state->calibration_row, error)) == NULL))
    return NULL;
  by_hand_options (by_hand, state->worn_min, &options);
  reading = patch_read (photo, templates, n_templates, calibration ? &calibration : NULL, calibration ? 1 : 0, &options, cancellable);
  if (reading == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Reading was cancelled."));
  return reading;
}

PatchReading *
saltline_workspace_compute_reading (SaltlineWorkspace *self, const Photo *photo, const PhotoState *state, GCancellable *cancellable, GError **error)
{
  const Installed *installed = installed_get ();
  const PatchTemplate *chosen = NULL;

  if (state->template_row && (chosen = documents_cache_template (self, state->template_row, error)) == NULL)
    return NULL;
  return read_among (self, photo, state, chosen ? &chosen : (const PatchTemplate *const *) installed->templates,
                     chosen ? 1 : installed->n_templates, cancellable, error);
}

/* Rows of the templates that a reading in @state chooses from: what it finds depends on them all. */
static char *
keep_candidates (SaltlineWorkspace *self, const PhotoState *state, GError **error)
{
  const Installed *installed = installed_get ();
  g_autoptr(GString) rows = g_string_new (NULL);

  if (state->template_row)
    return g_strdup_printf ("%" G_GINT64_FORMAT, state->template_row);
  for (guint i = 0; i < installed->n_templates; i++)
    {
      gint64 row = saltline_workspace_keep_template (self, installed->templates[i], error);

      if (row == 0)
        return NULL;
      g_string_append_printf (rows, "%s%" G_GINT64_FORMAT, i ? " " : "", row);
    }
  return g_string_free (g_steal_pointer (&rows), FALSE);
}

PatchReading *
patches_read_again (SaltlineWorkspace *self, const Photo *photo, const StoredReading *row, gint64 calibration_row, GCancellable *cancellable,
                    GError **error)
{
  const PhotoState as_it_was = { .worn_min = row->worn_min, .calibration_row = calibration_row, .by_hand = row->by_hand };
  g_auto(GStrv) rows = g_strsplit (row->candidates, " ", -1);
  guint n = g_strv_length (rows);
  g_autofree const PatchTemplate **templates = g_new (const PatchTemplate *, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    if ((templates[i] = documents_cache_template (self, g_ascii_strtoll (rows[i], NULL, 10), error)) == NULL)
      return NULL;
  return read_among (self, photo, &as_it_was, templates, n, cancellable, error);
}

StoredReading *
patches_describe (SaltlineWorkspace *self, const StoredPhoto *photo, double worn_min, const char *by_hand, const char *candidates,
                  const PatchReading *reading, const char *origin, GError **error)
{
  g_autoptr(StoredReading) row = g_new0 (StoredReading, 1);

  row->photo = photo->id;
  row->candidates = g_strdup (candidates);
  row->origin = g_strdup (origin);
  row->program_version = g_strdup (SALTLINE_VERSION);
  row->worn_min = worn_min;
  row->by_hand = g_strdup (by_hand);
  row->status = g_strdup (reading_status_name (reading->status));
  row->reason = g_strdup (reading->reason);
  row->flags = reading_flag_list (reading->flags, " ");
  row->result = reading_to_json (photo->name, photo->sha256, reading);
  row->fill = row->fill_sd = row->volume_ul = row->volume_sd_ul = row->rate = row->rate_sd = NAN;
  row->chloride = row->chloride_sd = row->sodium = row->sodium_sd = NAN;
  if (reading->geometry && (row->template_row = saltline_workspace_keep_template (self, reading->geometry, error)) == 0)
    return NULL;
  if (reading->calibration && (row->calibration_row = saltline_workspace_keep_calibration (self, reading->calibration, error)) == 0)
    return NULL;
  if (reading->volume_read)
    {
      row->fill = reading->fill_fraction;
      row->fill_sd = reading->fill_sd;
      row->volume_ul = reading->volume_ul;
      row->volume_sd_ul = reading->volume_sd_ul;
      row->rate = reading->local_rate_mg_cm2_min;
      row->rate_sd = reading->local_rate_sd;
      row->overflow = reading->overflow;
    }
  if (reading->chloride_read)
    {
      row->chloride = reading->chloride_mmol_l;
      row->chloride_sd = reading->chloride_sd_mmol_l;
      row->sodium = reading->sodium_mmol_l;
      row->sodium_sd = reading->sodium_sd_mmol_l;
    }
  return g_steal_pointer (&row);
}

/* The reading as a new row. */
static gint64
keep_reading (SaltlineWorkspace *self, const StoredPhoto *photo, const PhotoState *state, const PatchReading *reading, const char *origin,
              GError **error)
{
  g_autofree char *candidates = keep_candidates (self, state, error);
  g_autoptr(StoredReading) row
    = candidates ? patches_describe (self, photo, state->worn_min, state->by_hand, candidates, reading, origin, error) : NULL;

  return row && store_add_reading (saltline_workspace_get_store (self), row, error) ? row->id : 0;
}

/* What the photos of a patch say together follows each of them. The change itself is kept already: a fault here is only told. */
static void
combine_again (SaltlineWorkspace *self, gint64 patch)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CombinedPhotos) combined = patch != 0 ? saltline_workspace_combine (self, patch, &error) : NULL;

  if (error != NULL)
    g_message ("%s", error->message);
}

typedef struct {
  SaltlineWorkspace *workspace;
  const StoredPhoto *photo;   /* with the state that @reading was made from */
  const PatchReading *reading;
  const char *origin;
  gboolean stands;
} LetStand;

/* The row and what it changes: both or none. */
static gboolean
let_stand_work (Store *store, gpointer data, GError **error)
{
  LetStand *let = data;
  g_autoptr(StoredPhoto) now = store_photo (store, let->photo->id, error);
  gint64 row;

  if (now == NULL)
    return FALSE;
  if (!photo_state_reads_alike (&now->state, &let->photo->state))
    return TRUE;
  row = keep_reading (let->workspace, let->photo, &let->photo->state, let->reading, let->origin, error);
  return row != 0 && store_let_reading_stand (store, let->photo->id, &let->photo->state, row, &let->stands, error);
}

gboolean
saltline_workspace_read_photo (SaltlineWorkspace *self, gint64 id, const Photo *loaded, const char *origin, PatchReading **out,
                               GCancellable *cancellable, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(Photo) own = NULL;

  if (loaded == NULL && (loaded = own = saltline_workspace_load_photo (self, id, cancellable, error)) == NULL)
    return FALSE;
  for (;;) /* until nothing that the reading depends on was decided while it was made */
    {
      g_autoptr(StoredPhoto) photo = store_photo (store, id, error);
      g_autoptr(PatchReading) reading = photo ? saltline_workspace_compute_reading (self, loaded, &photo->state, cancellable, error) : NULL;
      LetStand let = { self, photo, reading, origin, FALSE };

      if (reading == NULL || !store_transaction (store, let_stand_work, &let, error))
        return FALSE;
      if (!let.stands)
        continue;
      combine_again (self, photo->state.patch);
      saltline_workspace_photo_changed (self, id);
      if (out)
        *out = g_steal_pointer (&reading);
      return TRUE;
    }
}

typedef struct {
  SaltlineWorkspace *workspace;
  const char *name;
  GBytes *bytes;
  const PhotoFacts *facts;
  const PhotoState *decided;
  const PatchReading *reading;
  gint64 id;
} KeepResult;

static gboolean
keep_result_work (Store *store, gpointer data, GError **error)
{
  KeepResult *keep = data;
  g_autoptr(StoredPhoto) photo = NULL;
  PhotoState state;
  gint64 row;
  gboolean done;

  if (!store_import_photo (store, keep->name, keep->bytes, suffix_of (keep->bytes), keep->facts->width, keep->facts->height,
                           keep->facts->camera, keep->facts->captured, &keep->id, NULL, error)
      || (photo = store_photo (store, keep->id, error)) == NULL
      || (row = keep_reading (keep->workspace, photo, keep->decided, keep->reading, keep->decided->by_hand ? "by hand" : "automatic",
                              error)) == 0)
    return FALSE;
  /* What a person wrote about the photo before stays: its note, its workout, and an athlete when none is named now. */
  photo_state_copy (&state, &photo->state);
  if (keep->decided->athlete)
    state.athlete = keep->decided->athlete;
  state.worn_min = keep->decided->worn_min;
  state.template_row = keep->decided->template_row;
  state.calibration_row = keep->decided->calibration_row;
  g_free (state.by_hand);
  state.by_hand = g_strdup (keep->decided->by_hand);
  state.reading = row;
  state.due = FALSE;
  done = store_edit_photo (store, keep->id, &state, _("Read and saved"), 0, error);
  photo_state_clear (&state);
  return done;
}

gboolean
saltline_workspace_keep_result (SaltlineWorkspace *self, const char *path, const PhotoFacts *facts, const PhotoState *decided,
                                const PatchReading *reading, gint64 *id, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr(GBytes) bytes = file ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr(StoredPhoto) kept = NULL;
  KeepResult keep = { self, name, bytes, facts, decided, reading, 0 };

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && facts != NULL && decided != NULL && reading != NULL && id != NULL, FALSE);

  if (bytes == NULL || !store_transaction (saltline_workspace_get_store (self), keep_result_work, &keep, error))
    return FALSE;
  *id = keep.id;
  if ((kept = store_photo (saltline_workspace_get_store (self), keep.id, NULL)) != NULL)
    combine_again (self, kept->state.patch);
  saltline_workspace_photo_changed (self, keep.id);
  return TRUE;
}

/* --- edits --- */

gboolean
saltline_workspace_change_photos (SaltlineWorkspace *self, const gint64 *ids, guint n, const PhotoChange *changes, guint n_changes, const char *what,
                                  gint64 step, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autofree gint64 *patches = g_new0 (gint64, MAX (n, 1)); /* that the photos were of */
  gboolean regroups = FALSE;

  for (guint k = 0; k < n_changes; k++)
    regroups = regroups || changes[k].kind == CHANGE_PATCH || changes[k].kind == CHANGE_DELETED;
  for (guint i = 0; regroups && i < n; i++)
    {
      g_autoptr(StoredPhoto) photo = store_photo (store, ids[i], NULL);

      patches[i] = photo != NULL ? photo->state.patch : 0;
    }
  if (!store_change_photos (store, ids, n, changes, n_changes, what, step, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(StoredPhoto) photo = regroups ? store_photo (store, ids[i], NULL) : NULL;

      if (photo != NULL)
        combine_again (self, photo->state.patch);
      if (photo != NULL && patches[i] != photo->state.patch)
        combine_again (self, patches[i]);
      saltline_workspace_photo_changed (self, ids[i]);
    }
  return TRUE;
}

gboolean
saltline_workspace_catch_up (SaltlineWorkspace *self, gint64 id, const Photo *loaded, PatchReading **reading, GCancellable *cancellable, GError **error)
{
  g_autoptr(StoredPhoto) photo = store_photo (saltline_workspace_get_store (self), id, error);

  if (photo == NULL)
    return FALSE;
  return !photo->state.due
         || saltline_workspace_read_photo (self, id, loaded, photo->state.by_hand ? "by hand" : "automatic", reading, cancellable, error);
}

gboolean
saltline_workspace_edit_photo (SaltlineWorkspace *self, gint64 id, const PhotoState *state, const Photo *loaded, const char *what, gint64 step,
                               GCancellable *cancellable, GError **error)
{
  const PhotoChange changes[] = {
    { .kind = CHANGE_ATHLETE, .row = state->athlete },
    { .kind = CHANGE_CALIBRATION, .row = state->calibration_row },
    { .kind = CHANGE_TEMPLATE, .row = state->template_row },
    { .kind = CHANGE_WORN, .number = state->worn_min },
    { .kind = CHANGE_NOTE, .text = state->note },
    { .kind = CHANGE_WORKOUT, .text = state->workout },
    { .kind = CHANGE_PATCH, .row = state->patch },
    { .kind = CHANGE_DELETED, .row = state->deleted },
    { .kind = CHANGE_BY_HAND, .text = state->by_hand },
  };

  return saltline_workspace_change_photos (self, &id, 1, changes, G_N_ELEMENTS (changes), what, step, error)
         && saltline_workspace_catch_up (self, id, loaded, NULL, cancellable, error);
}

gboolean
saltline_workspace_undo (SaltlineWorkspace *self, gboolean redo, GArray **photos, char **what, GError **error)
{
  g_autoptr(GArray) changed = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && what != NULL, FALSE);

  if (!store_undo_step (saltline_workspace_get_store (self), redo, &changed, what, error))
    return FALSE;
  for (guint i = 0; i < changed->len; i++)
    {
      g_autoptr(StoredPhoto) photo = store_photo (saltline_workspace_get_store (self), g_array_index (changed, gint64, i), NULL);

      combine_again (self, photo != NULL ? photo->state.patch : 0);
      saltline_workspace_photo_changed (self, g_array_index (changed, gint64, i));
    }
  if (photos)
    *photos = g_steal_pointer (&changed);
  return TRUE;
}
