/* workspace/patches-verify.c: whether everything that was computed comes out the same again */
#include <glib/gi18n.h>

#include "combined.h"
#include "config.h"
#include "lot-document.h"
#include "patches-private.h"
#include "reading-json.h"
#include "store/documents.h"

void
reading_difference_free (ReadingDifference *difference)
{
  g_free (difference->name);
  g_free (difference->difference);
  g_free (difference);
}

/* NULL when the row is reproduced to the last digit. */
static char *
find_difference (SaltlineWorkspace *self, const StoredPhoto *photo, const StoredReading *row, GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Photo) pixels = saltline_workspace_load_photo (self, photo->id, cancellable, &error);
  g_autoptr(PatchReading) reading = NULL;
  g_autofree char *now = NULL;

  if (pixels == NULL)
    return g_strdup (error->message);
  if (!g_str_equal (pixels->sha256, photo->sha256))
    return g_strdup (_("the file was changed after it was imported"));
  reading = patches_read_again (self, pixels, row, row->calibration_row, cancellable, &error);
  if (reading == NULL)
    return g_strdup (error->message);
  now = reading_to_json (photo->name, photo->sha256, reading);
  if (g_str_equal (now, row->result))
    return NULL;
  return g_strdup_printf (_("made by Saltline %s as %s; Saltline %s gives %s"), row->program_version, row->result, SALTLINE_VERSION, now);
}

/* Several photos of one patch. */
static gboolean
verify_together (SaltlineWorkspace *self, GPtrArray *differences, guint *checked, GError **error)
{
  guint n = 0;
  g_autoptr(GPtrArray) lines = saltline_workspace_verify_combined (self, &n, error);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      ReadingDifference *difference = g_new (ReadingDifference, 1);

      *difference = (ReadingDifference) { 0, g_strdup (_("photos of one patch")), g_strdup (g_ptr_array_index (lines, i)) };
      g_ptr_array_add (differences, difference);
    }
  *checked += n;
  return lines != NULL;
}

/* Calibrations that say from which standards they were made. */
static gboolean
verify_calibrations (SaltlineWorkspace *self, GPtrArray *differences, guint *checked, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) documents = store_documents (saltline_workspace_get_store (self), DOCUMENT_CALIBRATION, error);

  if (documents == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      const Document *document = g_ptr_array_index (documents, i);
      gboolean has_standards;
      g_autofree char *found = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      found = lot_document_check (document->body, &has_standards);
      *checked += has_standards ? 1 : 0;
      if (found)
        {
          ReadingDifference *difference = g_new0 (ReadingDifference, 1);

          difference->name = g_strdup_printf (_("calibration %s, version %s"), document->name, document->version);
          difference->difference = g_steal_pointer (&found);
          g_ptr_array_add (differences, difference);
        }
    }
  return TRUE;
}

GPtrArray *
saltline_workspace_verify (SaltlineWorkspace *self, VerifyProgress progress, gpointer data, guint *checked, GCancellable *cancellable,
                           GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(GPtrArray) photos = store_photos (store, FALSE, error);
  g_autoptr(GPtrArray) differences = g_ptr_array_new_with_free_func ((GDestroyNotify) reading_difference_free);

  if (photos == NULL)
    return NULL;
  *checked = 0;
  for (guint i = 0; i < photos->len; i++)
    {
      const StoredPhoto *photo = g_ptr_array_index (photos, i);
      g_autoptr(StoredReading) row = NULL;
      g_autofree char *found = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (photo->state.reading == 0)
        continue;
      row = store_reading (store, photo->state.reading, error);
      if (row == NULL)
        return NULL;
      ++*checked;
      found = find_difference (self, photo, row, cancellable);
      if (found)
        {
          ReadingDifference *difference = g_new (ReadingDifference, 1);

          *difference = (ReadingDifference) { photo->id, g_strdup (photo->name), g_steal_pointer (&found) };
          g_ptr_array_add (differences, difference);
        }
      if (progress)
        progress (i + 1, photos->len, data);
    }
  if (!verify_together (self, differences, checked, error) || !verify_calibrations (self, differences, checked, cancellable, error))
    return NULL;
  return g_steal_pointer (&differences);
}
