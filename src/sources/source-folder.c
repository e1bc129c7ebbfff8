/* sources/source-folder.c: a folder, as a device or a service left it: GARMIN/Activity, Monitor, Sleep; an unpacked export */
#include <string.h>

#include "base/sorting.h"
#include "source-read.h"

#define DEEPEST_FOLDER 12u
static const char *const passed_over[] = { "unknown", "other", "xml", "sqlite", "empty", "json", "text", "html", "git-lfs-pointer", NULL };
/* What is called so should hold an event: when it does not, that is said. */
static const char *const promising[] = { ".fit", ".tcx", ".gpx", ".fit.gz", ".tcx.gz", ".gpx.gz", "/activities.csv", NULL };

static gboolean
promises_events (const char *file)
{
  g_autofree char *name = g_ascii_strdown (file, -1), *base = g_path_get_basename (file);

  if (g_str_has_prefix (base, "._")) /* a Mac packs its notes on each file beside it, by the same name */
    return FALSE;
  for (guint i = 0; promising[i]; i++)
    if (g_str_has_suffix (name, promising[i]))
      return TRUE;
  return FALSE;
}

gboolean
source_report_is_passed_over (const SourceReport *part)
{
  if (part->no_events_by_nature)
    return TRUE;
  if (part->ok) /* a list of settings, laps of an activity that is told of elsewhere */
    return part->events->len == 0 && part->flags->len == 0 && part->n_refused == 0 && !promises_events (part->file);
  return g_strv_contains (passed_over, part->format) && !promises_events (part->file);
}

/* In the order of their names, folder by folder. */
static void
collect_files (SourceJob *job, SourceReport *report, const char *path, guint depth, GPtrArray *files)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (path, 0, &error);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    {
      source_report_say (report, "%s", error->message);
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_strings); /* the order of a file system is nobody's order */
  for (guint i = 0; i < names->len && !source_job_is_cancelled (job); i++)
    {
      g_autofree char *inner = g_build_filename (path, g_ptr_array_index (names, i), NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_SYMLINK)) /* may lead out of the folder, or round in it */
        continue;
      if (!g_file_test (inner, G_FILE_TEST_IS_DIR))
        g_ptr_array_add (files, g_steal_pointer (&inner));
      else if (depth < DEEPEST_FOLDER)
        collect_files (job, report, inner, depth + 1, files);
      else
        source_report_say (report, "%s lies deeper than %u folders and is left out.", inner, DEEPEST_FOLDER);
    }
}

/* The folder's progress is that of its files; each would begin at nothing again. */
static void
read_files (SourceJob *job, SourceReport *report, const GPtrArray *files)
{
  SourceOptions each = job->options ? *job->options : (SourceOptions) { 0 };

  each.progress = NULL;
  for (guint i = 0; i < files->len && !source_job_is_cancelled (job) && source_job_count_file (job, report); i++)
    {
      SourceReport *part = source_read (g_ptr_array_index (files, i), &each);

      if (source_report_is_passed_over (part))
        source_report_free (part);
      else
        source_report_absorb (report, part);
      if (job->options && job->options->progress)
        job->options->progress (i + 1, files->len, job->options->progress_data);
    }
}

SourceReport *
source_read_folder (SourceJob *job, const char *path)
{
  SourceReport *report = source_report_new (path);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

  report->format = "folder";
  collect_files (job, report, path, 0, files);
  read_files (job, report, files);
  if (report->n_files == 0)
    source_report_refuse (report, "folder", "This is a folder, and it holds no file of events.");
  source_report_count_remarks (report);
  if (report->n_files)
    source_report_say (report, "A folder: %u file%s read, of which %u were refused.", report->n_files, report->n_files == 1 ? "" : "s",
                       report->n_refused);
  return report;
}
