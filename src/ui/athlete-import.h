/* ui/athlete-import.h
 *
 * Files of an athlete's devices and services into her timeline, beside the user: what `saltline import` does. */
#pragma once

#include "job.h"
#include "workspace/athlete-events.h"

G_BEGIN_DECLS

/* On the main thread, when all is done; @outcome as a person reads it. */
typedef void (*AthleteImported) (const char *outcome, gpointer data);

/**
 * athlete_import_run:
 * @files: of GFile with paths
 * @data: (transfer none): an object that is kept until @imported was called
 *
 * A file that was being read when the job was cancelled leaves nothing behind.
 *
 * Returns: (transfer full): it runs already.
 */
SaltlineJob *athlete_import_run (SaltlineWorkspace *workspace, gint64 athlete, GListModel *files, AthleteImported imported, GObject *data);

G_END_DECLS
