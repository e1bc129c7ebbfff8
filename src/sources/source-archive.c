/* sources/source-archive.c: zip, tar and gzip through libarchive. Nothing is unpacked to disk. Limits hold for the number of
 * files, for what they come to, for archives within archives, and for data that swell beyond belief. */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "source-read.h"
#include "source-salvage.h"

/* Health data shrink to a fortieth at best; a thousandth is a bomb. Small files may do what they like. */
#define SWELLS_BEYOND_BELIEF 1000
#define SMALL_ENOUGH_BYTES (G_GUINT64_CONSTANT (64) << 20)
/* Of what came out already, so much is inflated once more for the sake of the block that is missing. */
#define INFLATED_TWICE_BYTES (G_GUINT64_CONSTANT (64) << 20)

typedef struct {
  SourceJob *job;
  struct archive *archive;
  gboolean refused;          /* a limit was met: the archive is not read on */
  GString *why;
  const char *path;          /* (nullable): of the archive; else it is in bytes */
  const guint8 *bytes;
  gsize length;
  SalvageForm form;
  guint64 delivered_bytes;   /* of the entry that is being read */
  GInputStream *salvage;     /* (nullable): of that entry, behind what was delivered */
  GError *fault;             /* (nullable): what ended it */
} Entry;

static guint64
most_unpacked (const SourceJob *job)
{
  return job->options && job->options->max_unpacked_bytes ? job->options->max_unpacked_bytes : SOURCE_MOST_UNPACKED_BYTES;
}

static void
forget_entry (Entry *entry)
{
  entry->delivered_bytes = 0;
  g_clear_object (&entry->salvage);
  g_clear_error (&entry->fault);
}

/* The last block before a break is lost to libarchive, and with it a small file as a whole. */
static void
meet_break (Entry *entry)
{
  gint64 offset = entry->form == SALVAGE_GZIP ? 0 : archive_read_header_position (entry->archive);

  g_set_error (&entry->fault, SOURCE_ERROR, SOURCE_ERROR_DAMAGED, "The archive is damaged here: %s.",
               archive_error_string (entry->archive) ? archive_error_string (entry->archive) : "unknown fault");
  if (entry->delivered_bytes <= INFLATED_TWICE_BYTES)
    entry->salvage = source_salvage_open (entry->path, entry->bytes, entry->length, entry->form, offset);
  while (entry->salvage && entry->delivered_bytes)
    {
      guint8 known[4096];
      gssize n = g_input_stream_read (entry->salvage, known, MIN (sizeof known, entry->delivered_bytes), NULL, NULL);

      if (n <= 0)
        g_clear_object (&entry->salvage);
      else
        entry->delivered_bytes -= (guint64) n;
    }
}

/* Returns: how many bytes, 0 at the end, −1 at a fault */
static gssize
read_packed_bytes (Entry *entry, guint8 *buffer, gsize length, GError **error)
{
  la_ssize_t n = entry->fault ? -1 : archive_read_data (entry->archive, buffer, length);

  if (n >= 0)
    {
      entry->delivered_bytes += (guint64) n;
      return n;
    }
  if (entry->fault == NULL)
    meet_break (entry);
  n = entry->salvage ? g_input_stream_read (entry->salvage, buffer, length, NULL, NULL) : -1;
  if (n > 0)
    return n;
  g_clear_object (&entry->salvage);
  g_propagate_error (error, g_error_copy (entry->fault));
  return -1;
}

static gssize
read_entry (SourceStream *stream, guint8 *buffer, gsize length, GError **error)
{
  Entry *entry = stream->data;
  SourceJob *job = entry->job;
  gint64 packed;
  gssize n;

  if (entry->refused)
    return 0;
  n = read_packed_bytes (entry, buffer, length, error);
  if (n < 0)
    return -1;
  job->unpacked_bytes += (guint64) n;
  packed = archive_filter_bytes (entry->archive, -1);
  if (job->depth == 1)
    source_job_progress (job, (guint64) MAX (packed, 0));
  if (job->unpacked_bytes > most_unpacked (job))
    {
      entry->refused = TRUE;
      g_string_printf (entry->why, "Unpacked it has more than %" G_GUINT64_FORMAT " MB: the rest is left out.", most_unpacked (job) >> 20);
    }
  else if (job->unpacked_bytes > SMALL_ENOUGH_BYTES && packed > 0
           && job->unpacked_bytes / SWELLS_BEYOND_BELIEF > (guint64) packed)
    {
      entry->refused = TRUE;
      g_string_printf (entry->why, "It swells to more than %d times its size: no honest export does, so it is not read on.",
                       SWELLS_BEYOND_BELIEF);
    }
  if (entry->refused)
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE, "%s", entry->why->str);
      return -1;
    }
  return n;
}

/* Names are for people only, but an archive that tries is not to be trusted. */
static gboolean
leads_outside (const char *path)
{
  g_auto(GStrv) parts = g_strsplit_set (path, "/\\", -1);

  return g_path_is_absolute (path) || g_strv_contains ((const char *const *) parts, "..");
}

static void
read_one (Entry *entry, SourceReport *report, struct archive_entry *header, const char *path)
{
  g_autofree char *inner = g_build_filename (report->file, path, NULL);
  SourceStream stream = { read_entry, entry };
  SourceReport *part;

  if (archive_entry_is_encrypted (header))
    {
      source_report_flag (report, "encrypted");
      source_report_say (report, "%s is encrypted; unpack the archive with its password and import the folder.", path);
      return;
    }
  forget_entry (entry);
  part = source_read_stream (entry->job, inner, &stream);
  g_clear_error (&stream.fault);
  if (source_report_is_passed_over (part))
    source_report_free (part);
  else
    source_report_absorb (report, part);
}

static gboolean
looks_like_document (const char *path)
{
  return g_str_equal (path, "mimetype"); /* a text or drawing of OpenDocument; spreadsheets never come here */
}

static void
read_entries (Entry *entry, SourceReport *report)
{
  struct archive_entry *header;
  guint n_met = 0;
  int status;

  while (!entry->refused && !source_job_is_cancelled (entry->job)
         && (status = archive_read_next_header (entry->archive, &header)) != ARCHIVE_EOF)
    {
      const char *raw;
      g_autofree char *path = NULL;

      if (status < ARCHIVE_WARN)
        {
          source_report_flag (report, "damaged");
          source_report_say (report, "The archive is damaged after %u entries (%s); what stands before is kept.", n_met,
                             archive_error_string (entry->archive) ? archive_error_string (entry->archive) : "unknown fault");
          if (n_met == 0)
            report->ok = FALSE;
          return;
        }
      raw = archive_entry_pathname_utf8 (header) ? archive_entry_pathname_utf8 (header) : archive_entry_pathname (header);
      path = g_utf8_make_valid (raw ? raw : "unnamed", -1);
      n_met++;
      if (n_met == 1 && looks_like_document (path))
        {
          source_report_refuse (report, "spreadsheet", "This is a document; save its table as CSV and read that.");
          return;
        }
      if (archive_entry_filetype (header) == AE_IFDIR)
        continue;
      if (leads_outside (path))
        {
          source_report_flag (report, "path_outside");
          source_report_say (report, "The entry “%s” has a path that leads out of the archive and is left out.", path);
          continue;
        }
      if (archive_entry_filetype (header) != AE_IFREG && archive_entry_filetype (header) != 0)
        continue;
      if (!source_job_count_file (entry->job, report))
        return;
      read_one (entry, report, header, path);
    }
}

static struct archive *
archive_new (const char *format)
{
  struct archive *archive = archive_read_new ();

  if (g_str_equal (format, "zip"))
    archive_read_support_format_zip (archive);
  else
    {
      archive_read_support_filter_all (archive);
      archive_read_support_format_tar (archive);
    }
  return archive;
}

/* A compressed file that is no tar is one file: "12.fit.gz". */
static SourceReport *
read_single (SourceJob *job, struct archive *archive, gboolean opened, const char *name, const char *path, const guint8 *bytes, gsize length)
{
  Entry entry = { job, archive, FALSE, g_string_new (NULL), path, bytes, length, SALVAGE_GZIP };
  SourceStream stream = { read_entry, &entry };
  struct archive_entry *header;
  SourceReport *report;

  if (!opened || archive_read_next_header (archive, &header) != ARCHIVE_OK)
    meet_break (&entry);
  if (entry.fault && entry.salvage == NULL)
    {
      report = source_report_new (name);
      source_report_refuse (report, "gzip", "Cannot be unpacked: %s.",
                            archive_error_string (archive) ? archive_error_string (archive) : "unknown fault");
    }
  else
    {
      report = source_read_stream (job, name, &stream);
      g_clear_error (&stream.fault);
      source_report_flag (report, "compressed");
    }
  forget_entry (&entry);
  g_string_free (entry.why, TRUE);
  return report;
}

static int
open_archive (struct archive *archive, const char *path, const guint8 *bytes, gsize length)
{
  return path ? archive_read_open_filename (archive, path, 128 * 1024) : archive_read_open_memory (archive, bytes, length);
}

SourceReport *
source_read_archive (SourceJob *job, const char *name, const char *path, const guint8 *bytes, gsize length, const char *format)
{
  SourceReport *report = NULL;
  struct archive *archive;

  if (job->depth >= SOURCE_MOST_DEPTH)
    {
      report = source_report_new (name);
      source_report_refuse (report, format, "An archive within %u archives is not opened.", SOURCE_MOST_DEPTH);
      return report;
    }
  job->depth++;
  archive = archive_new (format);
  if (open_archive (archive, path, bytes, length) != ARCHIVE_OK)
    {
      /* Not a tar within: then it is one compressed file. */
      archive_read_free (archive);
      archive = archive_read_new ();
      archive_read_support_filter_all (archive);
      archive_read_support_format_raw (archive);
      if (!g_str_equal (format, "zip"))
        {
          gboolean opened = open_archive (archive, path, bytes, length) == ARCHIVE_OK;

          report = read_single (job, archive, opened, name, path, bytes, length);
        }
      else
        {
          report = source_report_new (name);
          source_report_refuse (report, format, "Cannot be opened as %s: %s.", format,
                                archive_error_string (archive) ? archive_error_string (archive) : "unknown fault");
        }
    }
  else
    {
      Entry entry = { job, archive, FALSE, g_string_new (NULL), path, bytes, length, SALVAGE_ZIP_ENTRY };

      report = source_report_new (name);
      report->format = format;
      read_entries (&entry, report);
      if (entry.refused)
        {
          source_report_flag (report, "too_large");
          source_report_say (report, "%s", entry.why->str);
        }
      source_report_count_remarks (report);
      if (report->ok && report->n_files == 0)
        source_report_refuse (report, format, "The archive holds no file of events.");
      else if (report->ok && job->depth == 1)
        source_report_say (report, "An archive (%s): %u file%s read, of which %u were refused.", format, report->n_files,
                           report->n_files == 1 ? "" : "s", report->n_refused);
      forget_entry (&entry);
      g_string_free (entry.why, TRUE);
    }
  archive_read_free (archive);
  job->depth--;
  return report;
}
