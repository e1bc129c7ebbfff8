/* store/reminders.h
 *
 * What was said of which reminder, so that none is said twice after a restart. May include: advice. */
#pragma once

#include "advice/reminders.h"
#include "store.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (element-type ReminderMark): of the last 60 days. */
GPtrArray *store_reminder_marks      (Store *store, GError **error);
gboolean   store_mark_reminder       (Store *store, const ReminderMark *mark, GError **error);

/* Returns: (transfer full) (element-type gint64): rows of athletes who are not deleted and have a plan that begins between. */
GArray    *store_athletes_with_plans (Store *store, gint64 from_us, gint64 to_us, GError **error);

G_END_DECLS
