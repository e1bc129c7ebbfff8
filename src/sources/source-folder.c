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

static void
read_entries (SourceJob *job, SourceReport *report, const char *path, guint depth)
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
      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        {
          if (depth < DEEPEST_FOLDER)
            read_entries (job, report, inner, depth + 1);
          else
            source_report_say (report, "%s lies deeper than %u folders and is left out.", inner, DEEPEST_FOLDER);
        }
      else
        {
          SourceReport *part;

          if (!source_job_count_file (job, report))
            return;
          part = source_read (inner, job->options);
          if (source_report_is_passed_over (part))
            source_report_free (part);
          else
            source_report_absorb (report, part);
        }
    }
}

SourceReport *
source_read_folder (SourceJob *job, const char *path)
{
  SourceReport *report = source_report_new (path);

  report->format = "folder";
  read_entries (job, report, path, 0);
  if (report->n_files == 0)
    source_report_refuse (report, "folder", "This is a folder, and it holds no file of events.");
  source_report_count_remarks (report);
  if (report->n_files)
    source_report_say (report, "A folder: %u file%s read, of which %u were refused.", report->n_files, report->n_files == 1 ? "" : "s",
                       report->n_refused);
  return report;
}
