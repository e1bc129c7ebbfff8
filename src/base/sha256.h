/* base/sha256.h
 *
 * SHA-256 (FIPS 180-4) of bytes: the name that photos, templates and calibrations have in readings. By Nettle, which uses
 * the processor's own instructions where there are any and is several times as fast as GLib's: a photo's hash would otherwise
 * cost a third of its decoding. May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): 64 hexadecimal digits, the same as g_compute_checksum_for_data gives. */
char *sha256_of (const void *bytes, gsize length);

G_END_DECLS
