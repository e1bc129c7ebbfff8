/* ui/demo-photos.h
 *
 * Photos to try the program with, drawn by the phantom from fixed seeds: no real person, known truth. Drawn once into the
 * user's cache, in a thread. */
#pragma once

#include "job.h"

G_BEGIN_DECLS

/* @job: shows progress and can be stopped. */
void        demo_photos_async  (SaltlineJob *job, GAsyncReadyCallback callback, gpointer data);

/* Returns: (transfer full): of GFile */
GListModel *demo_photos_finish (GAsyncResult *result, GError **error);

G_END_DECLS
