/* workspace/landmarks-file.h
 *
 * A person's landmarks in a file, for `saltline read --landmarks`: a JSON object of landmark ids and photo pixels,
 * {"box-1": [512.5, 380.0], …}, for all photos; or one such object for each photo, by its path or its file name,
 * {"a.jpg": {"box-1": [512.5, 380.0]}, "b.jpg": {…}}. */
#pragma once

#include "patch/reading.h"

G_BEGIN_DECLS

typedef struct _LandmarksFile LandmarksFile;

/**
 * landmarks_file_load:
 * @templates: an id must be a landmark of one of them
 *
 * Returns: %NULL with a PATCH_ERROR that names the file, the key and the fault.
 */
LandmarksFile *landmarks_file_load (const char *path, const PatchTemplate *const *templates, guint n_templates, GError **error);
void           landmarks_file_free (LandmarksFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LandmarksFile, landmarks_file_free)

/**
 * landmarks_file_find:
 * @photo: path of a photo
 * @n: (out): how many; 0 when the file says nothing about this photo
 *
 * Returns: (transfer none) (nullable): from any thread.
 */
const FoundLandmark *landmarks_file_find (const LandmarksFile *self, const char *photo, guint *n);

G_END_DECLS
