/* store/changes.h
 *
 * Edits of a lot session or a template draft: its whole state as text, before and after each edit, so that every one can be
 * undone and done again, also after a restart. May include: base. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

/* What is edited so. Both functions are called inside the transaction that remembers the edit. */
typedef struct {
  const char *name;                                                   /* in the table of changes */
  char *(*state) (Store *store, gint64 subject, GError **error);      /* as it stands; NULL on an error */
  gboolean (*set_state) (Store *store, gint64 subject, const char *state, GError **error);
} EditedKind;

/**
 * store_edit_state:
 * @state: (transfer full)
 * @step: 0; or what changes that are undone together have in common (store_new_step): keys that are typed into one entry
 *
 * Sets @state and remembers @what was done; what had been undone can no longer be done again. Nothing is remembered when nothing differs.
 */
gboolean store_edit_state (Store *store, const EditedKind *kind, gint64 subject, char *state, const char *what, gint64 step, GError **error);

/**
 * store_undo_state:
 * @redo: do again what was undone last
 * @what: (out) (transfer full) (nullable) (optional): what is undone or done again; NULL with TRUE: there is nothing
 */
gboolean store_undo_state (Store *store, const EditedKind *kind, gint64 subject, gboolean redo, char **what, GError **error);

G_END_DECLS
