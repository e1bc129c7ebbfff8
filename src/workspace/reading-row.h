/* workspace/reading-row.h: numbers of a stored reading, in the form that everything above patch/ shows */
#pragma once

#include "patch/reading.h"
#include "store/readings.h"

G_BEGIN_DECLS

/**
 * reading_from_row:
 *
 * Status, reason, flags and numbers; without map, profiles and colour, and without template and calibration. The chloride's bound
 * is there when @row has its result.
 *
 * Returns: (transfer full)
 */
PatchReading *reading_from_row (const StoredReading *row);

G_END_DECLS
