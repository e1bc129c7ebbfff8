/* sources/source-read.h
 *
 * Inside the folder: how a stream of bytes, wherever it comes from, becomes a report. A file, an entry of an archive and an
 * entry of an archive in an archive are read by one function, so that limits hold for all of them together. */
#pragma once

#include "source.h"

G_BEGIN_DECLS

#define SOURCE_MOST_FILE_BYTES     (G_GUINT64_CONSTANT (512) << 20)
#define SOURCE_MOST_FILES          200000u
#define SOURCE_MOST_UNPACKED_BYTES (G_GUINT64_CONSTANT (32) << 30)
#define SOURCE_MOST_DEPTH          4u      /* archives within archives, folders within folders count apart */

/* What one call of source_read () carries along. */
typedef struct {
  const SourceOptions *options;
  guint64 unpacked_bytes;     /* so far, of all archives */
  guint n_files;
  guint depth;                /* of archives */
  guint64 all_bytes;          /* of the file itself */
  const char *path;           /* (nullable): of the file itself, for seeking in it */
} SourceJob;

typedef struct _SourceStream SourceStream;

struct _SourceStream {
  /* Returns: how many bytes, 0 at the end, −1 on error */
  gssize (*read) (SourceStream *stream, guint8 *buffer, gsize length, GError **error);
  gpointer data;
  const guint8 *head;         /* looked at already, and not yet read */
  gsize n_head;
  GError *fault;              /* (nullable): met behind bytes that could still be read; what opened the stream clears it */
};

/* Reads until @length bytes or the end. Where a stream is damaged, what stands before comes first, and the next call fails. */
gssize        source_stream_fill (SourceStream *stream, guint8 *buffer, gsize length, GError **error);

/**
 * source_read_stream:
 * @name: what the report calls it
 *
 * Returns: (transfer full): never %NULL.
 */
SourceReport *source_read_stream (SourceJob *job, const char *name, SourceStream *stream);

/* Of everything the archive holds. @path: (nullable): when the archive is a file of its own, for seeking in it;
 * else it is in @bytes. */
SourceReport *source_read_archive (SourceJob *job, const char *name, const char *path, const guint8 *bytes, gsize length,
                                   const char *format);

SourceReport *source_read_folder (SourceJob *job, const char *path);

/* Whether there is room for one more file; else says so in the report. */
gboolean      source_job_count_file (SourceJob *job, SourceReport *report);
gboolean      source_job_is_cancelled (const SourceJob *job);
void          source_job_progress (const SourceJob *job, guint64 done_bytes);

/* Device folders and archives hold settings, maps, pictures and lists beside the events; they are no faults. */
gboolean      source_report_is_passed_over (const SourceReport *report);

G_END_DECLS
