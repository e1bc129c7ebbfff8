/* base/zip-part.h
 *
 * One file out of a small zip that is in memory, found by its name: the parts of office documents. Archives of any size and
 * kind are for sources/source-archive.c. In: bytes. Out: bytes. May include: libarchive. */
#pragma once

#include <glib.h>

#include "base-error.h"

G_BEGIN_DECLS

#define ZIP_PART_MOST_BYTES (64u << 20)

/**
 * zip_part_read:
 * @name: what messages call the zip
 * @part: its path within, without regard to case
 *
 * Returns: (transfer full) (nullable): %NULL without an error when there is no such part; with one, %BASE_ERROR_MALFORMED or
 * %BASE_ERROR_TOO_LARGE, when the zip is damaged, encrypted, or swells beyond %ZIP_PART_MOST_BYTES.
 */
GByteArray *zip_part_read (const char *name, const char *bytes, gsize length, const char *part, GError **error);

G_END_DECLS
