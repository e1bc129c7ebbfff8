/* workspace/import-paths.c */
#include "import-paths.h"

#include <glib/gi18n.h>

#define STEPS_OF_A_PATH 1000u

typedef struct {
  const SourceOptions *options;
  guint n_read, n_paths;
} Progress;

static void
progress_cb (guint64 done, guint64 all, gpointer data)
{
  const Progress *progress = data;
  guint64 steps = all ? MIN (done, all) * STEPS_OF_A_PATH / all : 0;

  progress->options->progress (progress->n_read * STEPS_OF_A_PATH + steps, (guint64) progress->n_paths * STEPS_OF_A_PATH,
                               progress->options->progress_data);
}

/* (transfer full) */
static char *
name_of_step (const char *const *paths, guint n)
{
  g_autofree char *base = n == 1 ? g_path_get_basename (paths[0]) : NULL, *name = base ? g_filename_display_name (base) : NULL;

  return name ? g_strdup_printf (_("Import %s"), name) : g_strdup_printf (ngettext ("Import %u file", "Import %u files", n), n);
}

static void
add_counts (ImportCounts *all, const ImportCounts *counts)
{
  all->added += counts->added;
  all->updated += counts->updated;
  all->unchanged += counts->unchanged;
  all->left_out += counts->left_out;
}

static SourceReport *
import_one (SaltlineWorkspace *self, const Athlete *athlete, const char *path, const SourceOptions *options, EventImport *step,
            ImportCounts *counts, GError **error)
{
  g_autoptr(SourceReport) report = source_read (path, options);

  if (g_cancellable_set_error_if_cancelled (options->cancellable, error)
      || !saltline_workspace_import_report (self, athlete->id, report, step, counts, error))
    return NULL;
  return g_steal_pointer (&report);
}

static SourceOptions
options_for (const Athlete *athlete, const SourceOptions *options)
{
  SourceOptions with_zone = { 0 };

  if (options)
    with_zone = *options;
  if (with_zone.zone == NULL)
    with_zone.zone = athlete->zone;
  return with_zone;
}

SourceReport *
saltline_workspace_import_path (SaltlineWorkspace *self, const Athlete *athlete, const char *path, const SourceOptions *options,
                                ImportCounts *counts, GError **error)
{
  const SourceOptions with_zone = options_for (athlete, options);
  const char *paths[] = { path, NULL };
  g_autofree char *what = name_of_step (paths, 1);
  EventImport step = { athlete->id, what, 0 };

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athlete != NULL && path != NULL, NULL);

  return import_one (self, athlete, path, &with_zone, &step, counts, error);
}

gboolean
saltline_workspace_import_paths (SaltlineWorkspace *self, const Athlete *athlete, const char *const *paths, const SourceOptions *options,
                                 ImportTold told, gpointer data, ImportTally *tally, GError **error)
{
  const guint n = g_strv_length ((char **) paths);
  g_autofree char *what = name_of_step (paths, n);
  EventImport step = { athlete->id, what, 0 };
  SourceOptions each = options_for (athlete, options);
  Progress progress = { options, 0, n };

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && tally != NULL, FALSE);

  *tally = (ImportTally) { 0 };
  if (each.progress)
    {
      each.progress = progress_cb;
      each.progress_data = &progress;
    }
  for (; progress.n_read < n; progress.n_read++)
    {
      ImportCounts counts = { 0 };
      g_autoptr(GError) fault = NULL;
      g_autoptr(SourceReport) report = import_one (self, athlete, paths[progress.n_read], &each, &step, &counts, &fault);

      if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          tally->cancelled = TRUE;
          return TRUE;
        }
      if (report == NULL)
        {
          g_propagate_prefixed_error (error, g_steal_pointer (&fault), "%s: ", paths[progress.n_read]);
          return FALSE;
        }
      tally->n_read++;
      tally->n_failed += !report->ok || report->n_refused > 0;
      add_counts (&tally->counts, &counts);
      if (told)
        told (report, &counts, data);
    }
  return TRUE;
}
