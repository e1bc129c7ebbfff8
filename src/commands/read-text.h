/* commands/read-text.h: a reading in words, as `saltline read` prints it without --json */
#pragma once

#include "workspace/batch-reader.h"

G_BEGIN_DECLS

/* Returns: (transfer full): several lines, the first with the photo's name; intervals are two standard deviations. */
char *read_text (const BatchResult *result);

G_END_DECLS
