/* ui/photo-files.h
 *
 * From what a user drops or chooses to the photo files in it: folders are searched through, other files are passed on
 * as they are, so that a wrong one gets its message. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @files: of GFile. @callback gets the result by photo_files_finish. */
void       photo_files_find_async  (GListModel *files, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* Returns: (transfer full): of GFile, in natural order of their paths. */
GPtrArray *photo_files_find_finish (GAsyncResult *result, GError **error);

/* Whether the name ends like a photo's. */
gboolean   photo_files_is_photo_name (const char *name);

G_END_DECLS
