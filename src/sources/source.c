/* sources/source.c */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apple-health.h"
#include "base/spreadsheet.h"
#include "fit-events.h"
#include "json-source.h"
#include "source-kind.h"
#include "source-read.h"
#include "source-table.h"
#include "tracks.h"

static guint64
most_file_bytes (const SourceJob *job)
{
  return job->options && job->options->max_file_bytes ? job->options->max_file_bytes : SOURCE_MOST_FILE_BYTES;
}

gboolean
source_job_is_cancelled (const SourceJob *job)
{
  return job->options && g_cancellable_is_cancelled (job->options->cancellable);
}

gboolean
source_job_count_file (SourceJob *job, SourceReport *report)
{
  guint most = job->options && job->options->max_files ? job->options->max_files : SOURCE_MOST_FILES;

  if (job->n_files >= most)
    {
      source_report_flag (report, "too_many_files");
      source_report_say (report, "More than %u files: the rest is left out. Import it in parts.", most);
      return FALSE;
    }
  job->n_files++;
  return TRUE;
}

void
source_job_progress (const SourceJob *job, guint64 done_bytes)
{
  if (job->options && job->options->progress)
    job->options->progress (done_bytes, job->all_bytes, job->options->progress_data);
}

gssize
source_stream_fill (SourceStream *stream, guint8 *buffer, gsize length, GError **error)
{
  gsize filled = MIN (length, stream->n_head);

  if (filled)
    {
      memcpy (buffer, stream->head, filled);
      stream->head += filled;
      stream->n_head -= filled;
    }
  if (stream->fault && filled == 0)
    {
      g_propagate_error (error, g_error_copy (stream->fault));
      return -1;
    }
  while (filled < length && stream->fault == NULL)
    {
      g_autoptr(GError) fault = NULL;
      gssize n = stream->read (stream, buffer + filled, length - filled, &fault);

      if (n < 0 && filled && g_error_matches (fault, SOURCE_ERROR, SOURCE_ERROR_DAMAGED))
        {
          stream->fault = g_steal_pointer (&fault);
          break;
        }
      if (n < 0)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return -1;
        }
      if (n == 0)
        break;
      filled += (gsize) n;
    }
  return (gssize) filled;
}

/* The rest of a stream in memory, up to the limit. @error: not %NULL */
static GByteArray *
read_whole (SourceJob *job, SourceStream *stream, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint64 most = most_file_bytes (job);

  for (;;)
    {
      guint before = bytes->len;
      guint step = MAX (64 * 1024u, before);
      gssize n;

      step = (guint) MIN ((guint64) step, most + 1 - before);
      g_byte_array_set_size (bytes, before + step);
      n = source_stream_fill (stream, bytes->data + before, step, error);
      if (n < 0 && before && stream->fault == NULL && g_error_matches (*error, SOURCE_ERROR, SOURCE_ERROR_DAMAGED))
        {
          stream->fault = g_steal_pointer (error);
          n = 0;
        }
      if (n < 0)
        return NULL;
      g_byte_array_set_size (bytes, before + (guint) n);
      if (bytes->len > most)
        {
          g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_TOO_LARGE,
                       "The file has more than %" G_GUINT64_FORMAT " MB, the most that is read of one file of its kind", most >> 20);
          return NULL;
        }
      if ((guint) n < step)
        return g_steal_pointer (&bytes);
      if (source_job_is_cancelled (job))
        {
          g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_CANCELLED, "Cancelled");
          return NULL;
        }
    }
}

static void
refuse_kind (SourceReport *report, SourceKind kind, const char *words)
{
  switch (kind)
    {
    case SOURCE_KIND_EMPTY:
      source_report_flag (report, "zero_length");
      source_report_refuse (report, "empty", "The file is empty (0 bytes): the device or the download wrote nothing. Copy it again.");
      break;
    case SOURCE_KIND_LFS_POINTER:
      source_report_flag (report, "lfs_pointer");
      source_report_refuse (report, "git-lfs-pointer", "This is a Git LFS pointer, not the file itself: fetch it with “git lfs pull”.");
      break;
    case SOURCE_KIND_HTML:
      source_report_flag (report, "html");
      source_report_refuse (report, "html", "This is a web page (HTML), probably a page of login or of an error saved under the "
                            "file's name: download the file again.");
      break;
    case SOURCE_KIND_SQLITE:
      source_report_refuse (report, "sqlite", "This is an SQLite database; export its events as FIT, TCX, GPX or CSV.");
      break;
    case SOURCE_KIND_OTHER_XML:
      source_report_refuse (report, "xml", "This is %s; no reader here takes it.", words);
      break;
    case SOURCE_KIND_KNOWN_BINARY:
      source_report_refuse (report, "other", "This is %s; no event can be read from it here.", words);
      break;
    default:
      source_report_refuse (report, "unknown", "These are %s: no FIT, TCX, GPX, JSON, CSV, Apple Health export or archive.", words);
      break;
    }
}

static void
read_in_memory (SourceJob *job, SourceReport *report, SourceKind kind, const guint8 *bytes, gsize length)
{
  switch (kind)
    {
    case SOURCE_KIND_FIT:
      fit_events_read (report, bytes, length);
      break;
    case SOURCE_KIND_TCX:
      tcx_events_read (report, (const char *) bytes, length);
      break;
    case SOURCE_KIND_GPX:
      gpx_events_read (report, (const char *) bytes, length);
      break;
    case SOURCE_KIND_TEXT:
      table_events_read (job, report, (const char *) bytes, length);
      break;
    case SOURCE_KIND_JSON:
      json_events_read (job, report, (const char *) bytes, length);
      break;
    default:
      refuse_kind (report, kind, "bytes");
      break;
    }
  for (guint i = 0; i < report->events->len; i++)
    {
      Event *event = g_ptr_array_index (report->events, i);

      if (event->kind == EVENT_WORKOUT && kind != SOURCE_KIND_JSON && kind != SOURCE_KIND_TEXT)
        track_add_name_links (event, report->file);
    }
}

/* The file itself may be whole, and what it was packed in is not. */
static void
say_damaged (SourceReport *report, gsize at, const GError *fault)
{
  source_report_flag (report, "damaged");
  source_report_say (report, "%s What stands before byte %" G_GSIZE_FORMAT " of it is kept.", fault->message, at);
  if (report->events->len)
    ((Event *) g_ptr_array_index (report->events, report->events->len - 1))->flags |= EVENT_FLAG_PARTIAL;
}

/* The file itself is read where it lies; an archive within it has to be in memory. */
static SourceReport *
read_packed (SourceJob *job, const char *name, const char *format, SourceStream *stream)
{
  g_autoptr(GByteArray) bytes = NULL;
  g_autoptr(GError) error = NULL;
  SourceReport *report;

  if (job->depth == 0 && job->path)
    return source_read_archive (job, name, job->path, NULL, 0, format);
  bytes = read_whole (job, stream, &error);
  if (bytes)
    return source_read_archive (job, name, NULL, bytes->data, bytes->len, format);
  report = source_report_new (name);
  source_report_refuse (report, format, "%s", error->message);
  return report;
}

SourceReport *
source_read_stream (SourceJob *job, const char *name, SourceStream *stream)
{
  g_autoptr(SourceReport) report = source_report_new (name);
  g_autoptr(GByteArray) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree guint8 *head = g_malloc (SOURCE_KIND_HEAD);
  gssize n_head = source_stream_fill (stream, head, SOURCE_KIND_HEAD, &error);
  const char *words;
  SourceKind kind;

  if (n_head < 0)
    {
      source_report_refuse (report, "unreadable", "%s", error->message);
      return g_steal_pointer (&report);
    }
  stream->head = head;
  stream->n_head = (gsize) n_head;
  kind = source_kind_of (head, (gsize) n_head, &words);
  if (kind == SOURCE_KIND_ZIP && spreadsheet_sniff ((const char *) head, (gsize) n_head))
    kind = SOURCE_KIND_TEXT; /* a table, packed */
  switch (kind)
    {
    case SOURCE_KIND_FIT:
    case SOURCE_KIND_TCX:
    case SOURCE_KIND_GPX:
    case SOURCE_KIND_JSON:
    case SOURCE_KIND_TEXT:
      bytes = read_whole (job, stream, &error);
      if (bytes == NULL)
        source_report_refuse (report, words, "%s", error->message);
      else
        read_in_memory (job, report, kind, bytes->data, bytes->len);
      if (bytes && stream->fault)
        say_damaged (report, bytes->len, stream->fault);
      break;
    case SOURCE_KIND_APPLE_HEALTH:
      apple_health_read (job, report, stream);
      break;
    case SOURCE_KIND_ZIP:
    case SOURCE_KIND_COMPRESSED:
      return read_packed (job, name, kind == SOURCE_KIND_ZIP ? "zip" : "gzip", stream);
    default:
      refuse_kind (report, kind, words);
      break;
    }
  return g_steal_pointer (&report);
}

static gssize
read_descriptor (SourceStream *stream, guint8 *buffer, gsize length, GError **error)
{
  gssize n;

  do
    n = read (GPOINTER_TO_INT (stream->data), buffer, length);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_UNREADABLE, "Reading failed: %s", g_strerror (errno));
  return n;
}

SourceReport *
source_read (const char *path, const SourceOptions *options)
{
  SourceJob job = { .options = options };
  SourceReport *report;
  struct stat status;
  int descriptor;

  g_return_val_if_fail (path != NULL, NULL);
  descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0 || fstat (descriptor, &status) < 0)
    {
      report = source_report_new (path);
      source_report_refuse (report, "unreadable", "Cannot be opened: %s.", g_strerror (errno));
    }
  else if (S_ISDIR (status.st_mode))
    report = source_read_folder (&job, path);
  else if (!S_ISREG (status.st_mode))
    {
      report = source_report_new (path);
      source_report_refuse (report, "other", "Neither a file nor a folder.");
    }
  else
    {
      SourceStream stream = { read_descriptor, GINT_TO_POINTER (descriptor) };

      job.all_bytes = (guint64) status.st_size;
      job.path = path;
      report = source_read_stream (&job, path, &stream);
      g_clear_error (&stream.fault);
    }
  if (descriptor >= 0)
    close (descriptor);
  return report;
}

/* What is left to read of bytes in memory. */
typedef struct {
  const guint8 *bytes;
  gsize length;
} Remainder;

static gssize
read_remainder (SourceStream *stream, guint8 *buffer, gsize length, GError **error)
{
  Remainder *rest = stream->data;
  gsize n = MIN (length, rest->length);

  memcpy (buffer, rest->bytes, n);
  rest->bytes += n;
  rest->length -= n;
  return (gssize) n;
}

SourceReport *
source_read_bytes (const char *name, const guint8 *bytes, gsize length, const SourceOptions *options)
{
  SourceJob job = { .options = options, .all_bytes = length };
  Remainder rest = { bytes, length };
  SourceStream stream = { read_remainder, &rest };

  g_return_val_if_fail (name != NULL && (bytes != NULL || length == 0), NULL);
  return source_read_stream (&job, name, &stream); /* memory has no faults */
}
