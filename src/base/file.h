/* base/file.h
 *
 * Writing files so that nobody ever finds half of one. May include: gio. */
#pragma once

#include <gio/gio.h>

#include "base-error.h"

G_BEGIN_DECLS

/**
 * file_replace:
 * @path: in the file system's encoding; what stands there is replaced
 *
 * Writes beside @path, syncs, and renames. An export that fails leaves the old file, or none.
 *
 * Returns: %FALSE with BASE_ERROR_UNREADABLE; the message names @path and the fault.
 */
gboolean file_replace (const char *path, const void *bytes, gsize length, GError **error);

G_END_DECLS
