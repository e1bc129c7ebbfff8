/* workspace/combined.c */
#include "combined.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/quantity-text.h"
#include "config.h"
#include "documents-cache.h"
#include "patches.h"
#include "photo-workout.h"
#include "reading-row.h"
#include "store/statement.h"
#include "store/worn-patches.h"

#define SAME_PATCH_WITHIN_US (10 * 60 * G_USEC_PER_SEC)

void
combined_photos_free (CombinedPhotos *combined)
{
  if (combined == NULL)
    return;
  g_array_unref (combined->photos);
  g_ptr_array_unref (combined->names);
  g_ptr_array_unref (combined->readings);
  g_free (combined->rows);
  g_free (combined->result);
  g_free (combined);
}

/* --- computing --- */

static PatchReading *
whole_reading (SaltlineWorkspace *self, const StoredReading *row, GError **error)
{
  g_autoptr(PatchReading) reading = reading_from_row (row);

  if ((row->template_row != 0 && (reading->geometry = documents_cache_template (self, row->template_row, error)) == NULL)
      || (row->calibration_row != 0 && (reading->calibration = documents_cache_calibration (self, row->calibration_row, error)) == NULL))
    return NULL;
  return g_steal_pointer (&reading);
}

/* The time that all who know it agree on. */
static double
common_time (const GPtrArray *rows)
{
  double worn_min = NAN;

  for (guint i = 0; i < rows->len; i++)
    {
      double said = ((const StoredReading *) g_ptr_array_index (rows, i))->worn_min;

      if (!isnan (said) && !isnan (worn_min) && said != worn_min)
        return NAN;
      if (!isnan (said))
        worn_min = said;
    }
  return worn_min;
}

static void
put_quantity (JsonBuilder *builder, const char *key, const char *value_key, const char *sd_key, const CombinedQuantity *quantity)
{
  json_put_object (builder, key);
  json_put_integer (builder, "photos", quantity->n);
  json_put_number (builder, value_key, quantity->value);
  json_put_number (builder, sd_key, quantity->sd);
  json_put_number (builder, "chi_square", quantity->chi_square);
  json_put_number (builder, "p", quantity->p);
  json_put_boolean (builder, "contradicts", quantity->contradicts);
}

static char *
result_text (gint64 patch, const char *rows, const CombinedReading *reading)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_auto(GStrv) each = g_strsplit (rows, " ", -1);

  json_builder_begin_object (builder);
  json_put_integer (builder, "patch", patch);
  json_put_array (builder, "readings");
  for (guint i = 0; each[i]; i++)
    json_builder_add_int_value (builder, g_ascii_strtoll (each[i], NULL, 10));
  json_builder_end_array (builder);
  put_quantity (builder, "volume", "fill_fraction", "sd", &reading->fill);
  json_put_boolean (builder, "overflow", reading->overflow);
  json_put_number (builder, "volume_ul", reading->volume_ul);
  json_put_number (builder, "volume_sd_ul", reading->volume_sd_ul);
  json_put_number (builder, "local_rate_mg_cm2_min", reading->local_rate_mg_cm2_min);
  json_put_number (builder, "local_rate_sd", reading->local_rate_sd);
  json_builder_end_object (builder);
  put_quantity (builder, "chloride", "mmol_l", "sd_mmol_l", &reading->chloride);
  json_put_string (builder, "bound", chloride_bound_name (reading->bound));
  json_put_number (builder, "sodium_mmol_l", reading->sodium_mmol_l);
  json_put_number (builder, "sodium_sd_mmol_l", reading->sodium_sd_mmol_l);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_to_text (builder, FALSE);
}

/* @rows: of StoredReading, ascending; fills readings, rows, reading and result */
static gboolean
compute (SaltlineWorkspace *self, const GPtrArray *rows, CombinedPhotos *combined, GError **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const StoredReading *row = g_ptr_array_index (rows, i);
      PatchReading *reading = whole_reading (self, row, error);

      if (reading == NULL)
        return FALSE;
      g_ptr_array_add (combined->readings, reading);
      g_string_append_printf (names, "%s%" G_GINT64_FORMAT, i ? " " : "", row->id);
    }
  patch_combine ((const PatchReading *const *) combined->readings->pdata, combined->readings->len, common_time (rows), &combined->reading);
  combined->rows = g_string_free (g_steal_pointer (&names), FALSE);
  combined->result = result_text (combined->patch, combined->rows, &combined->reading);
  return TRUE;
}

static CombinedPhotos *
combined_photos_new (gint64 patch)
{
  CombinedPhotos *combined = g_new0 (CombinedPhotos, 1);

  combined->patch = patch;
  combined->photos = g_array_new (FALSE, FALSE, sizeof (gint64));
  combined->names = g_ptr_array_new_with_free_func (g_free);
  combined->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) patch_reading_free);
  return combined;
}

/* --- keeping --- */

typedef struct {
  SaltlineWorkspace *workspace;
  gint64 patch;
  CombinedPhotos *combined; /* NULL: fewer than two photos */
} Combining;

static int
by_id (gconstpointer a, gconstpointer b)
{
  const StoredReading *one = *(const StoredReading *const *) a, *other = *(const StoredReading *const *) b;

  return (one->id > other->id) - (one->id < other->id);
}

static gboolean
keep (Store *store, const CombinedPhotos *combined, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(StoredCombined) known = store_combined (store, combined->patch, combined->rows, &local);
  StoredCombined row = { .patch = combined->patch, .readings = combined->rows, .program_version = (char *) SALTLINE_VERSION,
                         .result = combined->result };

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return known != NULL || store_is_read_only (store) || store_keep_combined (store, &row, error);
}

/* In one transaction, so that the readings that are named are those that stand. */
static gboolean
combine_work (Store *store, gpointer data, GError **error)
{
  Combining *combining = data;
  g_autoptr(GPtrArray) photos = store_photos_of_patch (store, combining->patch, error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_reading_free);
  g_autoptr(CombinedPhotos) combined = combined_photos_new (combining->patch);

  if (photos == NULL)
    return FALSE;
  for (guint i = 0; i < photos->len; i++)
    {
      const StoredPhoto *photo = g_ptr_array_index (photos, i);
      StoredReading *row;

      if (photo->state.reading == 0)
        continue;
      row = store_reading (store, photo->state.reading, error);
      if (row == NULL)
        return FALSE;
      g_ptr_array_add (rows, row);
    }
  if (rows->len < 2)
    return TRUE;
  g_ptr_array_sort (rows, by_id);
  for (guint i = 0; i < rows->len; i++)
    for (guint k = 0; k < photos->len; k++)
      {
        const StoredPhoto *photo = g_ptr_array_index (photos, k);

        if (photo->state.reading != ((const StoredReading *) g_ptr_array_index (rows, i))->id)
          continue;
        g_array_append_val (combined->photos, photo->id);
        g_ptr_array_add (combined->names, g_strdup (photo->name));
      }
  if (!compute (combining->workspace, rows, combined, error) || !keep (store, combined, error))
    return FALSE;
  combining->combined = g_steal_pointer (&combined);
  return TRUE;
}

CombinedPhotos *
saltline_workspace_combine (SaltlineWorkspace *self, gint64 patch, GError **error)
{
  Combining combining = { self, patch, NULL };
  Store *store;
  gboolean done;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self), NULL);

  if (patch == 0)
    return NULL;
  store = saltline_workspace_get_store (self);
  done = store_is_read_only (store) ? combine_work (store, &combining, error) : store_transaction (store, combine_work, &combining, error);
  if (!done)
    g_clear_pointer (&combining.combined, combined_photos_free);
  return combining.combined;
}

char *
combined_photos_contradiction (const CombinedPhotos *combined)
{
  const CombinedReading *reading;
  const CombinedQuantity *quantity;
  const PatchReading *farthest;
  gboolean fill;
  g_autofree char *there = NULL, *together = NULL;

  g_return_val_if_fail (combined != NULL, NULL);

  reading = &combined->reading;
  if (reading->geometry == NULL)
    return g_strdup (_("The photos were read with different templates: choose one for all, or separate them."));
  fill = reading->fill.contradicts;
  quantity = fill ? &reading->fill : &reading->chloride;
  if (!quantity->contradicts)
    return NULL;
  farthest = g_ptr_array_index (combined->readings, quantity->farthest);
  there = fill ? quantity_text (100.0 * farthest->fill_fraction, 100.0 * farthest->fill_sd, "%")
               : quantity_text (farthest->chloride_mmol_l, farthest->chloride_sd_mmol_l, "mmol/L");
  together = fill ? quantity_text (100.0 * quantity->value, 100.0 * quantity->sd, "%") : quantity_text (quantity->value, quantity->sd, "mmol/L");
  /* Translators: %1$s is a file name, %2$s and %3$s quantities such as 32.1 % or 45 mmol/L. */
  return g_strdup_printf (fill ? _("The photos contradict each other: %1$s shows %2$s filled, together %3$s. Check the front in each, or separate photos that are of another patch or moment.")
                               : _("The photos contradict each other: %1$s shows %2$s chloride, together %3$s. Check light and glare in each, or separate photos of another patch."),
                          (const char *) g_ptr_array_index (combined->names, quantity->farthest), there, together);
}

/* --- joining --- */

static gboolean
set_patch (SaltlineWorkspace *self, const gint64 *ids, guint n, gint64 patch, const char *what, GError **error)
{
  const PhotoChange change = { .kind = CHANGE_PATCH, .row = patch };

  return saltline_workspace_change_photos (self, ids, n, &change, 1, what, 0, error);
}

gboolean
saltline_workspace_join_photos (SaltlineWorkspace *self, const gint64 *ids, guint n, gint64 *patch, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  gint64 common = 0;

  g_return_val_if_fail (ids != NULL && n > 1, FALSE);

  for (guint i = 0; i < n && common == 0; i++)
    {
      g_autoptr(StoredPhoto) photo = store_photo (store, ids[i], error);

      if (photo == NULL)
        return FALSE;
      common = photo->state.patch;
    }
  if (common == 0 && (common = store_new_worn_patch (store, error)) == 0)
    return FALSE;
  if (patch)
    *patch = common;
  return set_patch (self, ids, n, common, _("Same patch"), error);
}

gboolean
saltline_workspace_separate_photos (SaltlineWorkspace *self, const gint64 *ids, guint n, GError **error)
{
  g_return_val_if_fail (ids != NULL || n == 0, FALSE);

  return set_patch (self, ids, n, 0, _("Separate photos"), error);
}

/* --- suggesting --- */

gint64
saltline_workspace_likely_same_patch (SaltlineWorkspace *self, gint64 id)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(StoredPhoto) photo = store_photo (store, id, NULL);
  g_autoptr(StoreRows) rows = NULL;
  gint64 nearest = SAME_PATCH_WITHIN_US + 1, found = 0, taken_us;

  if (photo == NULL || photo->state.athlete == 0 || (taken_us = photo_taken_us (photo->captured, NULL)) == INSTANT_UNKNOWN)
    return 0;
  rows = store_query (store, NULL,
                      "SELECT id, captured FROM photo WHERE athlete = ? AND id <> ? AND captured IS NOT NULL AND deleted_us IS NULL"
                      " AND (patch IS NULL OR patch <> ?)",
                      "iii", photo->state.athlete, id, photo->state.patch);
  while (rows != NULL && store_next (rows))
    {
      gint64 other_us = photo_taken_us (store_text (rows, 1), NULL);

      if (other_us == INSTANT_UNKNOWN || ABS (other_us - taken_us) >= nearest)
        continue;
      nearest = ABS (other_us - taken_us);
      found = store_int (rows, 0);
    }
  return found;
}

/* --- verifying --- */

static char *
find_difference (SaltlineWorkspace *self, const StoredCombined *kept, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_reading_free);
  g_autoptr(CombinedPhotos) again = combined_photos_new (kept->patch);
  g_auto(GStrv) each = g_strsplit (kept->readings, " ", -1);

  for (guint i = 0; each[i]; i++)
    {
      StoredReading *row = store_reading (store, g_ascii_strtoll (each[i], NULL, 10), error);

      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }
  if (!compute (self, rows, again, error) || g_str_equal (again->result, kept->result))
    return NULL;
  return g_strdup_printf (_("patch %" G_GINT64_FORMAT ": made by Saltline %s as %s; Saltline %s gives %s"), kept->patch, kept->program_version,
                          kept->result, SALTLINE_VERSION, again->result);
}

GPtrArray *
saltline_workspace_verify_combined (SaltlineWorkspace *self, guint *checked, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(GPtrArray) differences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) patches = store_shared_patches (store, error);

  g_return_val_if_fail (checked != NULL, NULL);

  *checked = 0;
  for (guint i = 0; patches != NULL && i < patches->len; i++)
    {
      gint64 patch = g_array_index (patches, gint64, i);
      g_autoptr(GError) local = NULL;
      g_autoptr(CombinedPhotos) now = saltline_workspace_combine (self, patch, &local);
      g_autoptr(StoredCombined) kept = now != NULL ? store_combined (store, patch, now->rows, &local) : NULL;
      g_autofree char *difference = kept != NULL ? find_difference (self, kept, &local) : NULL;

      *checked += kept != NULL ? 1 : 0;
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (difference != NULL)
        g_ptr_array_add (differences, g_steal_pointer (&difference));
    }
  return patches != NULL ? g_steal_pointer (&differences) : NULL;
}
