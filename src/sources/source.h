/* sources/source.h
 *
 * Whatever an athlete's devices and services wrote becomes events: FIT, TCX, GPX, Apple Health, Strava's and Garmin's exports,
 * Fitbit and Oura sleep, sleep diaries, tables, and the archives and folders that hold them. A file is known by what it
 * begins with, never by its name. Lenient: what stands before a fault is kept, and the fault is said.
 * In: a path. Out: events (timeline/event.h), and what was odd. Stores nothing. May include: base, timeline. */
#pragma once

#include <gio/gio.h>

#include "source-error.h"
#include "source-report.h"

G_BEGIN_DECLS

typedef struct {
  const char *zone;              /* (nullable): IANA; of clock times that a file gives without one */
  const char *map;               /* (nullable): columns of a table, "mass=Poids,time=Date" (source-table.h) */
  gsize max_file_bytes;          /* 0: 512 MB; of one file that has to be in memory whole */
  guint max_files;               /* 0: 200,000; in all archives and folders of one call */
  guint64 max_unpacked_bytes;    /* 0: 32 GB; of everything that archives hold */
  GCancellable *cancellable;     /* (nullable) */
  void (*progress) (guint64 bytes_done, guint64 bytes_all, gpointer data);  /* (nullable): of the file or archive itself; files of a folder */
  gpointer progress_data;
} SourceOptions;

/**
 * source_read:
 * @path: a file, an archive or a folder
 * @options: (nullable)
 *
 * Never fails: what could not be read says why in the report.
 *
 * Returns: (transfer full)
 */
SourceReport *source_read (const char *path, const SourceOptions *options);

/**
 * source_read_bytes:
 * @name: what messages call it; its last part may hold an id that the service gave it
 *
 * The same for bytes that are in memory. Archives within are opened.
 */
SourceReport *source_read_bytes (const char *name, const guint8 *bytes, gsize length, const SourceOptions *options);

G_END_DECLS
