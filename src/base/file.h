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
 * Writes a file without a name, syncs it, and puts it at @path. An export that fails or is killed leaves the old file, or none, and
 * nothing beside it; where the file system knows no files without a name, a killed one leaves what it had written beside @path.
 *
 * Returns: %FALSE with BASE_ERROR_UNREADABLE; the message names @path and the fault.
 */
gboolean file_replace (const char *path, const void *bytes, gsize length, GError **error);

G_END_DECLS
