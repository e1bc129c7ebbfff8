/* workspace/readings-table.c */
#include "readings-table.h"

#include <math.h>
#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "combined.h"
#include "overlay.h"
#include "store/documents.h"
#include "store/people.h"

#define OVERLAY_LONGEST 2400 /* pixels */

static const char header[] =
  "photo,sha256,captured,imported,athlete,worn_min,status,reason,flags,origin,fill_fraction,fill_sd,volume_ul,volume_sd_ul,"
  "local_rate_mg_cm2_min,local_rate_sd,overflow,chloride_mmol_l,chloride_sd_mmol_l,sodium_mmol_l,sodium_sd_mmol_l,"
  "template,template_version,calibration,calibration_version,program_version,note,"
  "workout,patch,patch_photos,patch_fill_fraction,patch_fill_sd,patch_volume_ul,patch_volume_sd_ul,patch_local_rate_mg_cm2_min,"
  "patch_local_rate_sd,patch_chloride_mmol_l,patch_chloride_sd_mmol_l,patch_sodium_mmol_l,patch_sodium_sd_mmol_l,patch_contradicts\r\n";

static void
put_document (GString *text, Store *store, gint64 row)
{
  g_autoptr(Document) document = row != 0 ? store_document (store, row, NULL) : NULL;

  csv_put_text (text, document != NULL ? document->name : NULL);
  csv_put_text (text, document != NULL ? document->version : NULL);
}

static void
put_reading (GString *text, Store *store, const StoredReading *reading)
{
  const double numbers[] = { reading->fill, reading->fill_sd, reading->volume_ul, reading->volume_sd_ul, reading->rate, reading->rate_sd };
  const double concentrations[] = { reading->chloride, reading->chloride_sd, reading->sodium, reading->sodium_sd };

  csv_put_text (text, reading->status);
  csv_put_text (text, reading->reason);
  csv_put_text (text, reading->flags);
  csv_put_text (text, reading->origin);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    csv_put_number (text, numbers[i]);
  csv_put_text (text, reading->overflow ? "true" : "false");
  for (guint i = 0; i < G_N_ELEMENTS (concentrations); i++)
    csv_put_number (text, concentrations[i]);
  put_document (text, store, reading->template_row);
  put_document (text, store, reading->calibration_row);
  csv_put_text (text, reading->program_version);
}

/* What all photos of the patch say together; empty cells when this is its only one. */
static gboolean
put_together (GString *text, SaltlineWorkspace *workspace, const StoredPhoto *photo, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(CombinedPhotos) combined = saltline_workspace_combine (workspace, photo->state.patch, &local);
  const CombinedReading *reading = combined != NULL ? &combined->reading : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  csv_put_text (text, photo->state.workout);
  csv_put_number (text, combined != NULL ? (double) combined->patch : NAN);
  csv_put_number (text, combined != NULL ? combined->photos->len : NAN);
  {
    const double numbers[] = {
      reading ? reading->fill.value : NAN, reading ? reading->fill.sd : NAN, reading ? reading->volume_ul : NAN,
      reading ? reading->volume_sd_ul : NAN, reading ? reading->local_rate_mg_cm2_min : NAN, reading ? reading->local_rate_sd : NAN,
      reading ? reading->chloride.value : NAN, reading ? reading->chloride.sd : NAN, reading ? reading->sodium_mmol_l : NAN,
      reading ? reading->sodium_sd_mmol_l : NAN,
    };

    for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
      csv_put_number (text, numbers[i]);
  }
  csv_put_text (text, reading == NULL ? NULL : reading->fill.contradicts || reading->chloride.contradicts ? "true" : "false");
  return TRUE;
}

static gboolean
put_photo (GString *text, SaltlineWorkspace *workspace, gint64 id, GError **error)
{
  Store *store = saltline_workspace_get_store (workspace);
  const StoredReading nothing = { .status = (char *) "not read", .fill = NAN, .fill_sd = NAN, .volume_ul = NAN, .volume_sd_ul = NAN,
                                  .rate = NAN, .rate_sd = NAN, .chloride = NAN, .chloride_sd = NAN, .sodium = NAN, .sodium_sd = NAN };
  g_autoptr(StoredPhoto) photo = store_photo (store, id, error);
  g_autoptr(StoredReading) reading = photo != NULL && photo->state.reading != 0 ? store_reading (store, photo->state.reading, error) : NULL;
  g_autoptr(Athlete) athlete = photo != NULL && photo->state.athlete != 0 ? store_athlete (store, photo->state.athlete, NULL) : NULL;
  g_autoptr(GDateTime) imported = photo != NULL ? g_date_time_new_from_unix_utc (photo->imported_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *when = imported != NULL ? g_date_time_format_iso8601 (imported) : NULL;

  if (photo == NULL || (photo->state.reading != 0 && reading == NULL))
    return FALSE;
  csv_put_text (text, photo->name);
  csv_put_text (text, photo->sha256);
  csv_put_text (text, photo->captured);
  csv_put_text (text, when);
  csv_put_text (text, athlete != NULL ? athlete->handle : NULL);
  csv_put_number (text, photo->state.worn_min);
  put_reading (text, store, reading != NULL ? reading : &nothing);
  csv_put_text (text, photo->state.note);
  if (!put_together (text, workspace, photo, error))
    return FALSE;
  csv_end_line (text);
  return TRUE;
}

gboolean
readings_table_write (SaltlineWorkspace *workspace, const gint64 *photos, guint n, const char *path, GError **error)
{
  g_autoptr(GString) text = g_string_new (header);

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && (photos != NULL || n == 0) && path != NULL, FALSE);

  for (guint i = 0; i < n; i++)
    if (!put_photo (text, workspace, photos[i], error))
      return FALSE;
  return file_replace (path, text->str, text->len, error);
}

static char *
overlay_path (const char *folder, const char *name)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = dot != NULL && dot != name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);

  for (guint i = 1;; i++)
    {
      g_autofree char *file = i == 1 ? g_strconcat (stem, "-overlay.png", NULL) : g_strdup_printf ("%s-overlay-%u.png", stem, i);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

gboolean
readings_overlay_write (SaltlineWorkspace *workspace, gint64 id, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr(StoredPhoto) stored = NULL;
  g_autoptr(Photo) photo = NULL;
  g_autoptr(PatchReading) reading = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && folder != NULL, FALSE);

  stored = store_photo (saltline_workspace_get_store (workspace), id, error);
  if (stored == NULL || (photo = saltline_workspace_load_photo (workspace, id, cancellable, error)) == NULL
      || (reading = saltline_workspace_compute_reading (workspace, photo, &stored->state, cancellable, error)) == NULL)
    return FALSE;
  path = overlay_path (folder, stored->name);
  return overlay_write_png (photo, reading, OVERLAY_LONGEST, path, error);
}
