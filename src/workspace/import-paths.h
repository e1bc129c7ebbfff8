/* workspace/import-paths.h
 *
 * Files, folders and archives that are given together: read one after the other, each kept as soon as it is read, one step to undo.
 * In: paths, an athlete. Out: what became of each, and of all. May include: sources, store, timeline. */
#pragma once

#include "athlete-events.h"

G_BEGIN_DECLS

typedef struct {
  ImportCounts counts;
  guint n_read;        /* of the paths */
  guint n_failed;      /* of the paths: not understood, or something in them was not */
  gboolean cancelled;  /* what had been read before stays */
} ImportTally;

/* What became of one path; on the thread that imports. */
typedef void (*ImportTold) (const SourceReport *report, const ImportCounts *counts, gpointer data);

/**
 * saltline_workspace_import_paths:
 * @paths: %NULL-terminated; one that cannot be read keeps none of the others back
 * @options: (nullable): without a zone the athlete's is taken; its progress is that of all paths, each a thousand steps
 * @told: (nullable)
 *
 * Returns: %FALSE when the workspace could not keep something; what was kept before stays, and @tally counts it.
 */
gboolean saltline_workspace_import_paths (SaltlineWorkspace *self, const Athlete *athlete, const char *const *paths, const SourceOptions *options,
                                          ImportTold told, gpointer data, ImportTally *tally, GError **error);

G_END_DECLS
