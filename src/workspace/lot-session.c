/* workspace/lot-session.c */
#include "lot-session.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/table.h"
#include "batch-reader.h"

static gboolean
read_cell (const Table *table, const char *table_path, guint row, int column, double most, double *value, GError **error)
{
  *value = NAN;
  if (column < 0)
    return TRUE;
  if (table_number (table, row, (guint) column, value) && (isnan (*value) || (*value >= 0 && *value <= most)))
    return TRUE;
  g_set_error (error, BASE_ERROR, BASE_ERROR_OUT_OF_RANGE, _("%s, line %u, column %s: “%s” is no amount from 0 to %g."), table_path,
               g_array_index (table->line_numbers, guint, row), table->names[column], table_cell (table, row, (guint) column), most);
  return FALSE;
}

LotSession *
lot_session_new (guint n)
{
  LotSession *session = g_new0 (LotSession, 1);

  session->n = n;
  session->standards = g_new0 (LotStandard, MAX (n, 1));
  session->paths = g_new0 (char *, n + 1);
  session->faults = g_new0 (char *, MAX (n, 1));
  session->hashes = g_new0 (char *, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      LotStandard *standard = &session->standards[i];

      standard->volume_ul = standard->chloride_mmol_l = standard->fraction = standard->fraction_sd = NAN;
      standard->lab[0] = standard->lab[1] = standard->lab[2] = NAN;
    }
  return session;
}

LotSession *
lot_session_load (const char *table_path, GError **error)
{
  g_autoptr(Table) table = table_load (table_path, error);
  g_autoptr(LotSession) session = NULL;
  g_autofree char *folder = g_path_get_dirname (table_path);
  int photo, microlitre, mmol, excluded;

  if (table == NULL)
    return NULL;
  photo = table_find_column (table, "photo");
  microlitre = table_find_column (table, "microlitre");
  mmol = table_find_column (table, "mmol_l");
  excluded = table_find_column (table, "excluded");
  if (photo < 0 || (microlitre < 0 && mmol < 0))
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED,
                   _("%s needs a column “photo” and at least one of “microlitre” and “mmol_l” in its first line."), table_path);
      return NULL;
    }
  if (table->rows->len == 0)
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, _("%s lists no standards."), table_path);
      return NULL;
    }
  session = lot_session_new (table->rows->len);
  for (guint i = 0; i < session->n; i++)
    {
      LotStandard *standard = &session->standards[i];
      const char *name = table_cell (table, i, (guint) photo);

      if (*name == '\0')
        {
          g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, _("%s, line %u: the photo is not named."), table_path,
                       g_array_index (table->line_numbers, guint, i));
          return NULL;
        }
      standard->photo = g_strdup (name);
      session->paths[i] = g_path_is_absolute (name) ? g_strdup (name) : g_build_filename (folder, name, NULL);
      if (!read_cell (table, table_path, i, microlitre, 10000, &standard->volume_ul, error)
          || !read_cell (table, table_path, i, mmol, 2000, &standard->chloride_mmol_l, error))
        return NULL;
      if (excluded >= 0 && *table_cell (table, i, (guint) excluded))
        standard->excluded = g_strdup (table_cell (table, i, (guint) excluded));
    }
  return g_steal_pointer (&session);
}

void
lot_session_free (LotSession *session)
{
  if (session == NULL)
    return;
  for (guint i = 0; i < session->n; i++)
    {
      g_free (session->standards[i].photo);
      g_free (session->standards[i].excluded);
      g_free (session->faults[i]);
      g_free (session->hashes[i]);
    }
  g_free (session->standards);
  g_free (session->faults);
  g_free (session->hashes);
  g_strfreev (session->paths);
  g_free (session);
}

gboolean
lot_session_exclude (LotSession *session, const char *photo, const char *reason)
{
  gboolean found = FALSE;

  for (guint i = 0; i < session->n; i++)
    {
      g_autofree char *base = g_path_get_basename (session->standards[i].photo);

      if (g_str_equal (photo, session->standards[i].photo) || g_str_equal (photo, base))
        {
          g_free (session->standards[i].excluded);
          session->standards[i].excluded = g_strdup (reason);
          found = TRUE;
        }
    }
  return found;
}

typedef struct {
  LotSession *session;
  LotProgress progress;
  gpointer data;
} Reading;

static void
deliver_cb (const BatchResult *result, gpointer data)
{
  LotSession *session = ((Reading *) data)->session;
  LotStandard *standard = &session->standards[result->index];
  const PatchReading *reading = result->reading;

  session->hashes[result->index] = g_strdup (result->sha256);
  if (reading == NULL || reading->status != READING_OK)
    session->faults[result->index] = g_strdup (reading ? reading->reason : result->fault);
  if (reading && reading->volume_read)
    {
      standard->fraction = reading->fill_fraction;
      standard->fraction_sd = reading->fill_sd;
      standard->overflow = reading->overflow;
    }
  if (reading && reading->chloride_read)
    for (int c = 0; c < 3; c++)
      standard->lab[c] = reading->lab[c];
}

static void
progress_cb (guint done, guint of, gpointer data)
{
  Reading *reading = data;

  if (reading->progress)
    reading->progress (done, of, reading->data);
}

gboolean
lot_session_read (LotSession *session, const PatchTemplate *geometry, LotProgress progress, gpointer data, GCancellable *cancellable)
{
  Reading reading = { session, progress, data };
  BatchPlan plan = {
    .templates = &geometry, .n_templates = 1, .worn_min = NAN, .progress = progress_cb, .data = &reading,
  };

  g_return_val_if_fail (session != NULL && geometry != NULL, FALSE);

  return batch_read (&plan, (const char *const *) session->paths, session->n, deliver_cb, cancellable) == session->n;
}
