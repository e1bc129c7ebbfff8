/* ui/athlete-import.h
 *
 * Files of an athlete's devices and services into her timeline, beside the user: what `saltline import` does. */
#pragma once

#include "job.h"
#include "workspace/athlete-events.h"

G_BEGIN_DECLS

/* What came of files that were given together, as a person reads it. */
typedef struct {
  gint64 athlete;
  char *outcome;      /* "12 events new, 3 updated, 5 as before from 4 files." */
  GPtrArray *remarks; /* of ImportRemark: of each file that something is to be said of, in the order given */
  guint n_files;      /* that were given */
  guint n_failed;     /* of them: not read, or not whole */
  gboolean changed;   /* there is something to undo */
} ImportReport;

typedef struct {
  char *file;         /* its name */
  char *text;         /* why it could not be read, or what was odd about it */
  gboolean failed;
} ImportRemark;

/* On the main thread, when all is done. */
typedef void (*AthleteImported) (const ImportReport *report, gpointer data);

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
