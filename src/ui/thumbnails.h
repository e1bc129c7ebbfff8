/* ui/thumbnails.h
 *
 * Small pictures for lists: made in threads, kept in the user's cache by the photo's SHA-256, so that thousands of rows
 * scroll without decoding a photo. */
#pragma once

#include "photo-item.h"

G_BEGIN_DECLS

/* From any thread. (transfer full) */
GdkTexture *thumbnail_of      (const Photo *photo);

/* Writes it to the cache; a cache that cannot be written is no error. From any thread. */
void        thumbnail_keep    (GdkTexture *thumbnail, const char *sha256);

/* Main thread: sets the item's thumbnail when it is at hand. @path: of the photo's file */
void        thumbnail_request (SaltlinePhotoItem *item, const char *path);

G_END_DECLS
