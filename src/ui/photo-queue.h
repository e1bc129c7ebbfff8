/* ui/photo-queue.h
 *
 * Reads photos on all cores while the window goes on: each item changes when its turn comes and when it is done. */
#pragma once

#include "job.h"
#include "photo-item.h"

G_BEGIN_DECLS

/* Called on the main thread when the last of a batch is done or stopped. */
typedef void (*PhotoQueueDone) (SaltlineJob *job, gpointer data);

/**
 * photo_queue_read:
 * @items: of SaltlinePhotoItem; referenced until they are done
 * @job: shows progress, stops the batch
 *
 * Reads automatically, by the installed template that fits best.
 */
void photo_queue_read (GPtrArray *items, SaltlineJob *job, PhotoQueueDone done, gpointer data);

/* The photo, in a size for lists. (transfer full) */
GdkTexture *photo_thumbnail (const Photo *photo);

G_END_DECLS
