/* base/json.h
 *
 * Writing JSON that other programs can trust: numbers with a point in every locale, "not known" as null, keys in the
 * order they are added. A thin layer over json-glib's JsonBuilder; reading uses json-glib itself.
 * May include: json-glib. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* NAN and infinities become null: JSON has no other word for "not known". */
void  json_put_number  (JsonBuilder *builder, const char *key, double value);
void  json_put_integer (JsonBuilder *builder, const char *key, gint64 value);
/* NULL becomes null. */
void  json_put_string  (JsonBuilder *builder, const char *key, const char *value);
void  json_put_boolean (JsonBuilder *builder, const char *key, gboolean value);
void  json_put_null    (JsonBuilder *builder, const char *key);
void  json_put_object  (JsonBuilder *builder, const char *key); /* opens; close with json_builder_end_object () */
void  json_put_array   (JsonBuilder *builder, const char *key); /* opens; close with json_builder_end_array () */
/* An element of the array that is open. */
void  json_add_number  (JsonBuilder *builder, double value);

/**
 * json_to_text:
 * @pretty: several lines; %FALSE gives one line, as JSON Lines wants it
 *
 * Returns: (transfer full): what @builder holds, without a newline at the end.
 */
char *json_to_text     (JsonBuilder *builder, gboolean pretty);

G_END_DECLS
