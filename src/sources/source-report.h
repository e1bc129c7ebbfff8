/* sources/source-report.h
 *
 * What a file, an archive or a folder held: events, and what was odd about it. */
#pragma once

#include "timeline/event.h"

G_BEGIN_DECLS

typedef struct {
  char *file;          /* as it was given */
  const char *format;  /* "fit", "tcx", "gpx", "apple-health", "strava-csv", "strava-json", "garmin-connect", "garmin-health",
                          "fitbit", "oura", "sleep-diary", "table", "zip", "folder", "git-lfs-pointer", "html", "empty", … */
  gboolean ok;         /* it was understood; a damaged file of which something could be kept is ok, and flagged */
  GString *reason;     /* sentences: what is wrong, where, what to do; empty when nothing is to be said */
  GPtrArray *flags;    /* of char *, each once */
  GPtrArray *events;   /* of Event */
  gboolean no_events_by_nature;  /* settings, a workout to come: nothing is missing when it holds no event */
  guint n_files;       /* read, of an archive or a folder */
  guint n_refused;     /* of those, not understood though they look like something */
  guint n_remarks;     /* that files of it gave cause to */
} SourceReport;

SourceReport *source_report_new    (const char *file);
void          source_report_free   (SourceReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SourceReport, source_report_free)

void          source_report_flag   (SourceReport *report, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Adds a sentence. */
void          source_report_say    (SourceReport *report, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Says why nothing could be read. */
void          source_report_refuse (SourceReport *report, const char *kind, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* @event: (transfer full) */
void          source_report_take   (SourceReport *report, Event *event);

/**
 * source_report_absorb:
 * @part: (transfer full): of a file within the archive or folder that @report is about
 *
 * Its events become this one's; its reason, if it has one, is added behind its name. The first twenty are; how many there are in
 * all, source_report_count_remarks() says at the end.
 */
void          source_report_absorb (SourceReport *report, SourceReport *part);

void          source_report_count_remarks (SourceReport *report);

/**
 * source_hash:
 *
 * 128 bits of a fast hash, for telling copies apart from revisions; no protection against anybody.
 */
typedef struct { guint64 a, b; } SourceHash;
void          source_hash_add      (SourceHash *hash, guint64 word);
char         *source_hash_text     (const SourceHash *hash);

G_END_DECLS
