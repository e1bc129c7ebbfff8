/* sources/apple-tag.h
 *
 * What one tag of Apple's export says: exports have millions of them, and most are passed over, so nothing is parsed but the
 * attribute that is asked for. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One start tag: "<Record type=… >", without the brackets. */
typedef struct {
  const char *bytes;
  gsize length;
} AppleTag;

/* Returns: (transfer full) (nullable): the value, entities resolved, control bytes dropped, no-break spaces made plain. */
char   *apple_tag_text    (AppleTag tag, const char *name);

double  apple_tag_number  (AppleTag tag, const char *name); /* NAN: it is not there, or no number */

/* INSTANT_UNKNOWN: it is not there. The instant is right; the offset is that of the phone on the day of the export, whatever the season, and is
 * not taken. */
gint64  apple_tag_instant (AppleTag tag, const char *name);

G_END_DECLS
