/* store/event-edits-private.h: for event-edits.c and event-undo.c */
#pragma once

#include "event-edits.h"

G_BEGIN_DECLS

gboolean event_row_hide    (Store *store, gint64 row, gboolean hidden, GError **error);

/* @verdict: EventVerdict */
gboolean event_verdict_set (Store *store, gint64 athlete, const char *key, const char *other, gint64 verdict, GError **error);

G_END_DECLS
