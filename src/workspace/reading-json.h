/* workspace/reading-json.h
 *
 * A reading as `saltline read --json` prints it and as the workspace file keeps it: one object, the same bits everywhere. */
#pragma once

#include "base/json.h"
#include "patch/reading.h"

G_BEGIN_DECLS

/**
 * reading_put_json:
 * @builder: an object is opened and closed
 * @photo: what the photo is called
 * @sha256: (nullable): of its bytes; NULL when the file could not be read
 */
void  reading_put_json  (JsonBuilder *builder, const char *photo, const char *sha256, const PatchReading *reading);

/* The same for a photo that could not be loaded: refused, with @reason. */
void  unread_put_json   (JsonBuilder *builder, const char *photo, const char *sha256, const char *reason);

/* Names of the flags that are set, separated by @separator. */
char *reading_flag_list (ReadingFlags flags, const char *separator);

/* Returns: (transfer full): the object that reading_put_json() puts, in one line: what the workspace keeps as the result. */
char *reading_to_json   (const char *photo, const char *sha256, const PatchReading *reading);

G_END_DECLS
