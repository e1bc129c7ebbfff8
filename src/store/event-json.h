/* store/event-json.h
 *
 * An event as text and back, whole: what the workspace file keeps. Unknown values are left out. May include: timeline. */
#pragma once

#include "timeline/event.h"

G_BEGIN_DECLS

char  *event_to_json   (const Event *event);
Event *event_from_json (const char *json, GError **error);

G_END_DECLS
