/* base/json.h
 *
 * Writing JSON that other programs can trust: numbers with a point in every locale, "not known" as null, keys in the
 * order they are added. A thin layer over json-glib's JsonBuilder. Reading uses json-glib itself, behind one door that
 * nothing of strangers gets through that could harm. May include: json-glib. */
#pragma once

#include <json-glib/json-glib.h>

#include "base-error.h"

G_BEGIN_DECLS

/* NAN and infinities become null: JSON has no other word for "not known". */
void  json_put_number  (JsonBuilder *builder, const char *key, double value);
void  json_put_integer (JsonBuilder *builder, const char *key, gint64 value);
/* NULL becomes null. */
void  json_put_string  (JsonBuilder *builder, const char *key, const char *value);
/* "2026-03-29T07:31:00+02:00" on the clock of @offset_s, as instant_format() writes it; INSTANT_UNKNOWN becomes null. */
void  json_put_instant (JsonBuilder *builder, const char *key, gint64 instant_us, int offset_s);
void  json_put_boolean (JsonBuilder *builder, const char *key, gboolean value);
void  json_put_null    (JsonBuilder *builder, const char *key);
void  json_put_object  (JsonBuilder *builder, const char *key); /* opens; close with json_builder_end_object () */
void  json_put_array   (JsonBuilder *builder, const char *key); /* opens; close with json_builder_end_array () */
/* An element of the array that is open. */
void  json_add_number  (JsonBuilder *builder, double value);
/* Whole arrays; a key of NULL makes one an element of the array that is open. */
void  json_put_numbers (JsonBuilder *builder, const char *key, const double *values, guint n);
void  json_put_strings (JsonBuilder *builder, const char *key, const GPtrArray *strings);
void  json_put_words   (JsonBuilder *builder, const char *key, char *const *words); /* up to NULL */

/**
 * json_to_text:
 * @pretty: several lines; %FALSE gives one line, as JSON Lines wants it
 *
 * Returns: (transfer full): what @builder holds, without a newline at the end.
 */
char *json_to_text      (JsonBuilder *builder, gboolean pretty);
/* The same of a tree; the text is JSON where json_to_string()'s of 1e-10 is not. */
char *json_node_to_text (JsonNode *root, gboolean pretty);

/* Whether more than @deepest brackets are open at once anywhere: json-glib's parser goes down with every bracket, and a file of
 * brackets alone would exhaust the stack. */
gboolean json_nests_deeper (const char *bytes, gsize length, guint deepest);

/**
 * json_parse:
 * @length: −1: up to the NUL
 *
 * Parses what a stranger wrote: a byte order mark is skipped, what nests deeper than 200 brackets never reaches the parser
 * (it goes down with every bracket).
 *
 * Returns: (transfer full): a parser with a root; on failure %NULL with %BASE_ERROR_MALFORMED, whose message names the place.
 */
JsonParser *json_parse (const char *bytes, gssize length, GError **error);
/* The same of a file; also %BASE_ERROR_UNREADABLE. */
JsonParser *json_load  (const char *path, GError **error);

G_END_DECLS
