/* patch/json-fields.h
 *
 * Strict reading of the two JSON formats of this folder: every getter says which file, which key and what is wrong with it.
 * In: bytes. Out: values that have the type and lie in the range that was asked for. May include: base. */
#pragma once

#include <json-glib/json-glib.h>

#include "base/geometry.h"
#include "patch-error.h"
#include "template.h"

G_BEGIN_DECLS

/* An object of the file, and where it stands in it. */
typedef struct {
  const char *file;   /* what messages call the file */
  char *path;         /* "volume_channel."; "" at the top */
  JsonObject *object; /* (transfer none) */
} JsonFields;

/* How a key that may be null is asked for. */
typedef enum { JSON_FIELD_NEEDED, JSON_FIELD_NULLABLE } JsonFieldNeed;

#define JSON_FIELDS_MOST_POINTS 2000

/**
 * json_fields_parse:
 * @format: the value that "format" must have
 * @parser: owns what @fields refers to
 *
 * Refuses more than 4 MB, text that is not UTF-8, nesting deeper than 32 and any other format.
 */
gboolean json_fields_parse   (const char *file, const char *bytes, gsize length, const char *format,
                              JsonParser *parser, JsonFields *fields, GError **error);
gboolean json_fields_load    (const char *path, char **bytes, gsize *length, GError **error);
void     json_fields_clear   (JsonFields *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JsonFields, json_fields_clear)

/* Sets @error to "FILE: “path.key”: message". */
void     json_fields_refuse  (const JsonFields *self, const char *key, PatchError code, GError **error,
                              const char *format, ...) G_GNUC_PRINTF (5, 6);

gboolean json_fields_string  (const JsonFields *self, const char *key, char **value, GError **error);
/* null becomes %NAN when it is allowed. */
gboolean json_fields_number  (const JsonFields *self, const char *key, JsonFieldNeed need, double least, double most,
                              double *value, GError **error);
/* Three whole numbers 0–255. @known (nullable): set to %FALSE for null; without it null is refused. */
gboolean json_fields_srgb    (const JsonFields *self, const char *key, guint8 srgb[3], gboolean *known, GError **error);
/* @value->object is NULL for an allowed null. */
gboolean json_fields_object  (const JsonFields *self, const char *key, JsonFieldNeed need, JsonFields *value,
                              GError **error);
gboolean json_fields_array   (const JsonFields *self, const char *key, JsonArray **value, GError **error);
/* Element @i of the array under @key, which must be an object. */
gboolean json_fields_element (const JsonFields *self, const char *key, JsonArray *array, guint i, JsonFields *value,
                              GError **error);
/* "[1, 2, …]" with exactly @n finite numbers; @name is the key with an index, for messages. */
gboolean json_fields_numbers (const JsonFields *self, const char *name, JsonNode *node, double *values, guint n,
                              GError **error);
/* [[x, y], …] with at least @least points, no two neighbours equal. */
gboolean json_fields_points  (const JsonFields *self, const char *name, JsonNode *node, guint least, Polygon *value,
                              GError **error);

G_END_DECLS
