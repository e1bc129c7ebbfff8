/* model/preview.h
 *
 * What was understood of a table, to be looked at before anything is fitted to it: delimiter, encoding, and of each column its
 * kind, unit, decimal mark, missing cells, range or levels. */
#pragma once

#include "base/json.h"
#include "data-frame.h"

G_BEGIN_DECLS

#define PREVIEW_LEVELS 20u /* so many levels of a column of words are named */

/* Adds "file", "encoding", "delimiter", "rows" and "columns" to the object that is open. */
void frame_preview_to_json (const DataFrame *frame, JsonBuilder *builder);
/* "numbers, °C (converted), 15 to 34.2; 2 missing" */
char *column_summary       (const DataFrame *frame, const Column *column);

G_END_DECLS
