/* store/changes.h
 *
 * What was changed of a lot session or a template draft: its whole state before and after, so that each change can be undone
 * and done again, also after a restart. Call inside the transaction that writes the state itself. May include: base. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

typedef enum { CHANGED_LOT, CHANGED_DRAFT } ChangedKind;

/* Remembers a step; what had been undone can no longer be done again. */
gboolean store_note_change (Store *store, ChangedKind kind, gint64 subject, const char *what, const char *before, const char *after,
                            GError **error);

/**
 * store_step_change:
 * @what: (out) (transfer full) (nullable): what is undone or done again; NULL with TRUE: there is nothing
 * @state: (out) (transfer full) (nullable): as it shall be now
 */
gboolean store_step_change (Store *store, ChangedKind kind, gint64 subject, gboolean redo, char **what, char **state, GError **error);

G_END_DECLS
