/* store/drafts.h
 *
 * Templates while they are drawn on a photo: every edit is kept as it is made, though the template may not be usable yet.
 * May include: base. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  gint64 photo;        /* that it is drawn on; 0: it is gone */
  char *body;          /* JSON of the template */
  char *map;           /* JSON: where it lies in the photo */
  gint64 document;     /* the version that was saved last; 0: none */
  gint64 created_us;
  gboolean deleted;
} StoredDraft;

StoredDraft *stored_draft_copy (const StoredDraft *draft);
void         stored_draft_free (StoredDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoredDraft, stored_draft_free)

/* Sets the id. */
gboolean     store_add_draft   (Store *store, StoredDraft *draft, GError **error);
StoredDraft *store_draft       (Store *store, gint64 id, GError **error);
GPtrArray   *store_drafts      (Store *store, GError **error); /* of StoredDraft, newest first; without those that were deleted */

/* Sets body, map, document and deleted, and remembers @what was done; undo and redo of the last. As for sessions of a lot. */
gboolean     store_edit_draft  (Store *store, const StoredDraft *draft, const char *what, gint64 step, GError **error);
gboolean     store_undo_draft  (Store *store, gint64 id, gboolean redo, char **what, GError **error);

G_END_DECLS
