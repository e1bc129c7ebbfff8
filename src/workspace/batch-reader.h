/* workspace/batch-reader.h
 *
 * Many photos → readings, on all cores, handed out in the order in which the photos were given. At most one photo for
 * each core is in memory, and fewer when they are large: what is decoded at the same time stays below 1.2 GB. */
#pragma once

#include "landmarks-file.h"
#include "patch/reading.h"

G_BEGIN_DECLS

typedef struct {
  guint index;           /* of the photo, from 0 */
  const char *path;
  char *sha256;          /* of the file's bytes; NULL when it cannot be opened */
  PatchReading *reading; /* NULL when the file is no photo that can be read; then @fault says why */
  char *fault;
  char *look_fault;      /* what BatchLook complained of; NULL when all went well */
} BatchResult;

/* While the pixels are there: in a worker's thread, for different photos at the same time. */
typedef gboolean (*BatchLook) (guint index, const Photo *photo, const PatchReading *reading, gpointer data, GError **error);

/* In the thread that called batch_read; @result is freed afterwards. */
typedef void (*BatchDeliver) (const BatchResult *result, gpointer data);

/* In the thread that called batch_read, when @n_done photos are read, in whichever order. */
typedef void (*BatchProgress) (guint n_done, guint n_photos, gpointer data);

typedef struct {
  const PatchTemplate *const *templates;
  guint n_templates;
  const PatchCalibration *const *calibrations; /* (nullable) */
  guint n_calibrations;
  double worn_min;                             /* minutes on the skin; NAN: not known */
  const LandmarksFile *landmarks;              /* (nullable): a person's points */
  guint n_threads;                             /* 0: one for each processor */
  BatchLook look;                              /* (nullable) */
  BatchProgress progress;                      /* (nullable) */
  gpointer data;                               /* for look, progress and deliver */
} BatchPlan;

/**
 * batch_read:
 * @deliver: called once for each photo, in order
 *
 * Blocks until all photos are read. When @cancellable is cancelled, photos that are being read are given up, and what was
 * delivered is the beginning of the list.
 *
 * Returns: how many were delivered.
 */
guint batch_read (const BatchPlan *plan, const char *const *paths, guint n_paths, BatchDeliver deliver, GCancellable *cancellable);

G_END_DECLS
