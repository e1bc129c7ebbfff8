/* base/column-map.h
 *
 * Which column of a table is what, as people type it: `time=Datum,body_mass_kg=Gewicht`. Names of columns may hold commas: a
 * part without "=" goes on with the name before it, and a name in double quotes is taken as it stands (a quote within is
 * doubled). In: text. Out: pairs. May include: nothing. */
#pragma once

#include <glib.h>

#include "base-error.h"

G_BEGIN_DECLS

typedef struct {
  char *field;    /* trimmed */
  char *column;   /* trimmed unless it was quoted; "" when the map says that no column is meant */
} ColumnPair;

/**
 * column_map_parse:
 *
 * Returns: (transfer full): of ColumnPair, with a clear function; %NULL with %BASE_ERROR_MALFORMED, whose message names the part
 * that is not of the form FIELD=COLUMN. An empty map has no pairs.
 */
GArray *column_map_parse (const char *map, GError **error);

/* Adds a pair to a map under way, with quotes where the name needs them. */
void    column_map_put   (GString *map, const char *field, const char *column);

/**
 * column_map_take:
 * @rest: (out) (transfer full): the map without that field
 *
 * Returns: (transfer full) (nullable): the column of @field; %NULL when the map names none, or is not understood.
 */
char   *column_map_take  (const char *map, const char *field, char **rest);

/**
 * column_plain_name:
 * @header: a column's header
 *
 * Small letters and digits of any script, without accents: "Körpergröße (cm)" is "korpergrossecm", so that a name is found
 * however it is written. Bytes that are no text are passed over.
 *
 * Returns: (transfer full)
 */
char   *column_plain_name (const char *header);

G_END_DECLS
