/* base/sha256.h
 *
 * SHA-256 (FIPS 180-4) of bytes: the name that photos, templates and calibrations have in readings. Uses the processor's
 * own instructions where there are any; a photo's hash then costs a twentieth of its decoding instead of a third.
 * May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): 64 hexadecimal digits, the same as g_compute_checksum_for_data gives. */
char *sha256_of (const void *bytes, gsize length);

G_END_DECLS
