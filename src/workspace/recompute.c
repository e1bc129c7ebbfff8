/* workspace/recompute.c */
#include "recompute.h"

#include <glib/gi18n.h>
#include <math.h>

#include "combined.h"
#include "patches-private.h"
#include "store/documents.h"
#include "store/statement.h"

static void
moved_free (gpointer data)
{
  MovedReading *moved = data;

  if (moved == NULL)
    return;
  g_free (moved->name);
  stored_reading_free (moved->before);
  stored_reading_free (moved->after);
  g_free (moved->fault);
  g_free (moved);
}

const char *
moved_unit (MovedQuantity quantity)
{
  static const char *const units[] = { "µL", "mg/cm²/min", "mmol/L", "mmol/L" };

  g_return_val_if_fail (quantity < MOVED_N_QUANTITIES, NULL);

  return units[quantity];
}

const char *
moved_key (MovedQuantity quantity)
{
  static const char *const keys[] = { "volume_ul", "local_rate_mg_cm2_min", "chloride_mmol_l", "sodium_mmol_l" };

  g_return_val_if_fail (quantity < MOVED_N_QUANTITIES, NULL);

  return keys[quantity];
}

double
moved_value (const StoredReading *reading, MovedQuantity quantity, double *sd)
{
  double value = NAN, spread = NAN;

  if (reading)
    switch (quantity)
      {
      case MOVED_VOLUME:
        value = reading->volume_ul;
        spread = reading->volume_sd_ul;
        break;
      case MOVED_RATE:
        value = reading->rate;
        spread = reading->rate_sd;
        break;
      case MOVED_CHLORIDE:
        value = reading->chloride;
        spread = reading->chloride_sd;
        break;
      case MOVED_SODIUM:
      case MOVED_N_QUANTITIES:
        value = reading->sodium;
        spread = reading->sodium_sd;
        break;
      }
  if (sd)
    *sd = spread;
  return value;
}

double
moved_difference (const MovedReading *moved, MovedQuantity quantity, double *in_sd)
{
  double sd, before = moved_value (moved->before, quantity, &sd), difference = moved_value (moved->after, quantity, NULL) - before;

  if (in_sd)
    *in_sd = sd > 0 ? difference / sd : NAN;
  return difference;
}

gint64
saltline_workspace_newest_calibration (SaltlineWorkspace *self, const char *name, GError **error)
{
  g_autoptr(StoreRows) rows = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && name != NULL, 0);

  rows = store_query (saltline_workspace_get_store (self), error,
                      "SELECT id FROM document WHERE kind = 'calibration' AND name = ? AND withdrawn_us IS NULL"
                      " ORDER BY added_us DESC, id DESC LIMIT 1", "s", name);
  return rows && store_next (rows) ? store_int (rows, 0) : 0;
}

GArray *
saltline_workspace_dependents (SaltlineWorkspace *self, gint64 calibration_row, GError **error)
{
  g_autoptr(GArray) photos = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(StoreRows) rows = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self), NULL);

  rows = store_query (saltline_workspace_get_store (self), error,
                      "SELECT photo.id FROM photo"
                      " JOIN reading ON reading.id = photo.reading"
                      " JOIN document AS old ON old.id = reading.calibration"
                      " JOIN document AS new ON new.id = ? AND new.kind = old.kind AND new.name = old.name AND new.id <> old.id"
                      " WHERE photo.deleted_us IS NULL ORDER BY photo.id",
                      "i", calibration_row);
  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      gint64 id = store_int (rows, 0);

      g_array_append_val (photos, id);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&photos);
}

typedef struct {
  SaltlineWorkspace *workspace;
  gint64 calibration_row;
  GArray *photos;
  MovedReading **moved;
} Recomputing;

static gboolean
recompute_work (guint index, gpointer data, GCancellable *cancellable, GError **error)
{
  Recomputing *work = data;
  Store *store = saltline_workspace_get_store (work->workspace);
  g_autoptr(StoredPhoto) photo = store_photo (store, g_array_index (work->photos, gint64, index), error);
  MovedReading *moved = g_new0 (MovedReading, 1);
  g_autoptr(GError) local = NULL;
  g_autoptr(Photo) pixels = NULL;
  g_autoptr(PatchReading) reading = NULL;

  work->moved[index] = moved;
  if (photo == NULL || (moved->before = store_reading (store, photo->state.reading, error)) == NULL)
    return FALSE;
  moved->photo = photo->id;
  moved->name = g_strdup (photo->name);
  pixels = saltline_workspace_load_photo (work->workspace, photo->id, cancellable, &local);
  reading = pixels ? patches_read_again (work->workspace, pixels, moved->before, work->calibration_row, cancellable, &local) : NULL;
  if (reading)
    moved->after = patches_describe (work->workspace, photo, moved->before->worn_min, moved->before->by_hand, moved->before->candidates,
                                     reading, "recomputed", &local);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (local)
    moved->fault = g_strdup (local->message);
  return TRUE;
}

GPtrArray *
saltline_workspace_recompute (SaltlineWorkspace *self, gint64 calibration_row, ParallelProgress progress, gpointer data,
                              GCancellable *cancellable, GError **error)
{
  g_autoptr(GArray) photos = saltline_workspace_dependents (self, calibration_row, error);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (moved_free);
  Recomputing work = { self, calibration_row, photos, NULL };
  gboolean done;

  if (photos == NULL)
    return NULL;
  g_ptr_array_set_size (all, (int) photos->len);
  work.moved = (MovedReading **) all->pdata;
  done = in_parallel (photos->len, recompute_work, &work, progress, data, cancellable, error);
  return done ? g_steal_pointer (&all) : NULL;
}

typedef struct {
  gint64 calibration_row;
  GPtrArray *moved;
  gint64 step;      /* undone together */
  guint done;
} Keeping;

static gboolean
keep_work (Store *store, gpointer data, GError **error)
{
  Keeping *keeping = data;
  g_autoptr(Document) calibration = store_document (store, keeping->calibration_row, error);
  g_autofree char *what = NULL;

  if (calibration == NULL)
    return FALSE;
  what = g_strdup_printf (_("Recompute with %s, version %s"), calibration->name, calibration->version);
  for (guint i = 0; i < keeping->moved->len; i++)
    {
      MovedReading *moved = g_ptr_array_index (keeping->moved, i);
      g_autoptr(StoredPhoto) photo = NULL;

      if (moved->after == NULL)
        continue;
      photo = store_photo (store, moved->photo, error);
      if (photo == NULL)
        return FALSE;
      if (photo->state.reading != moved->before->id || photo->state.due)
        {
          g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, _("%s was changed meanwhile. Nothing was kept: recompute once more."),
                       moved->name);
          return FALSE;
        }
      if (!store_add_reading (store, moved->after, error))
        return FALSE;
      photo->state.reading = moved->after->id;
      photo->state.calibration_row = keeping->calibration_row;
      if (!store_edit_photo (store, photo->id, &photo->state, what, keeping->step, error))
        return FALSE;
      keeping->done++;
    }
  return TRUE;
}

static gboolean
undo_work (Store *store, gpointer data, GError **error)
{
  Keeping *keeping = data;

  for (guint i = 0; i < keeping->moved->len; i++)
    {
      const MovedReading *moved = g_ptr_array_index (keeping->moved, i);
      g_autoptr(StoredPhoto) photo = NULL;

      if (moved->after == NULL)
        continue;
      photo = store_photo (store, moved->photo, error);
      if (photo == NULL)
        return FALSE;
      if (photo->state.reading != moved->after->id)
        continue;
      /* An edit of its own: the photo's last one may be another by now. */
      photo->state.reading = moved->before->id;
      photo->state.calibration_row = moved->before->calibration_row;
      if (!store_edit_photo (store, photo->id, &photo->state, _("Take back what was recomputed"), keeping->step, error))
        return FALSE;
      keeping->done++;
    }
  return TRUE;
}

/* What several photos of a patch say together follows each of them. */
static void
combine_again (SaltlineWorkspace *self, gint64 photo)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StoredPhoto) stored = store_photo (saltline_workspace_get_store (self), photo, NULL);
  g_autoptr(CombinedPhotos) combined = stored && stored->state.patch ? saltline_workspace_combine (self, stored->state.patch, &error) : NULL;

  if (error)
    g_message ("%s", error->message);
}

/* One transaction, then the news. */
static gboolean
change_all (SaltlineWorkspace *self, StoreWork work, Keeping *keeping, guint *n, GError **error)
{
  if (!store_transaction (saltline_workspace_get_store (self), work, keeping, error))
    return FALSE;
  for (guint i = 0; i < keeping->moved->len; i++)
    {
      gint64 photo = ((const MovedReading *) g_ptr_array_index (keeping->moved, i))->photo;

      combine_again (self, photo);
      saltline_workspace_photo_changed (self, photo);
    }
  if (n)
    *n = keeping->done;
  return TRUE;
}

gboolean
saltline_workspace_keep_recomputed (SaltlineWorkspace *self, gint64 calibration_row, GPtrArray *moved, guint *n_kept, GError **error)
{
  Keeping keeping = { calibration_row, moved, store_new_step (), 0 };

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && moved != NULL, FALSE);

  return change_all (self, keep_work, &keeping, n_kept, error);
}

gboolean
saltline_workspace_undo_recomputed (SaltlineWorkspace *self, GPtrArray *moved, guint *n_undone, GError **error)
{
  Keeping keeping = { 0, moved, store_new_step (), 0 };

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && moved != NULL, FALSE);

  return change_all (self, undo_work, &keeping, n_undone, error);
}
