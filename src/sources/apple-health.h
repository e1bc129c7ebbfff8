/* sources/apple-health.h
 *
 * Apple's export.xml, as a stream: gigabytes of it pass through a window of a megabyte. The DTD is skipped (that of version 12
 * is broken), bytes that XML forbids do no harm, and what the export is not asked for (heart rate, steps …) is passed over
 * without being looked into. Taken: workouts, sleep, body mass. */
#pragma once

#include "source-read.h"

G_BEGIN_DECLS

void apple_health_read (SourceJob *job, SourceReport *report, SourceStream *stream);

G_END_DECLS
