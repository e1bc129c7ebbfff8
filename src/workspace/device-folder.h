/* workspace/device-folder.h
 *
 * Watches that are mounted like a stick: where their activities lie. In: a mount's folder. Out: the folder to import. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): the folder with a watch's files below @root ("GARMIN", in any case of letters); %NULL when
 * this is no watch. Reads two folders at most. */
GFile *device_folder_find (GFile *root, GCancellable *cancellable);

G_END_DECLS
