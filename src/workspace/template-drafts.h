/* workspace/template-drafts.h
 *
 * Templates drawn on a photo of the workspace: begun from nothing or from one that is there, kept at every edit, saved as the next
 * version once nothing is wrong with them. In: a photo. Out: a template. All functions may be called from a task's thread. */
#pragma once

#include "patch/patch-map.h"
#include "patch/template-edit.h"
#include "store/drafts.h"
#include "workspace.h"

G_BEGIN_DECLS

/**
 * saltline_workspace_begin_draft:
 * @template_row: the one to start from; 0: from nothing: true on a photo that was taken straight from above, else once
 *   template_straighten() was told of a rectangle in it
 * @id: (out)
 *
 * A template to start from is laid where the patch is found in the photo; where it is not found, over the photo's middle.
 */
gboolean       saltline_workspace_begin_draft  (SaltlineWorkspace *self, gint64 photo, gint64 template_row, gint64 *id,
                                                GCancellable *cancellable, GError **error);

/* A draft as it is drawn. */
typedef struct {
  StoredDraft *stored;
  PatchTemplate *geometry;  /* may be edited; the draft's own */
  PatchMap map;             /* from the template to the photo; may be edited too */
} TemplateDraft;

void           template_draft_free             (TemplateDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TemplateDraft, template_draft_free)

TemplateDraft *saltline_workspace_load_draft   (SaltlineWorkspace *self, gint64 id, GError **error);

/* Writes draft->geometry and draft->map into draft->stored, for store_edit_draft(). */
gboolean       template_draft_write            (TemplateDraft *draft, GError **error);

/* Keeps what was edited in draft->geometry and draft->map, as one step. */
gboolean       saltline_workspace_keep_draft   (SaltlineWorkspace *self, TemplateDraft *draft, const char *what, gint64 step, GError **error);
gboolean       saltline_workspace_undo_draft   (SaltlineWorkspace *self, gint64 id, gboolean redo, char **what, GError **error);
gboolean       saltline_workspace_delete_draft (SaltlineWorkspace *self, gint64 id, GError **error);

/**
 * saltline_workspace_save_draft:
 *
 * Returns: (transfer full): the template, kept as the next version of its id; %NULL with the first fault of template_check()
 */
PatchTemplate *saltline_workspace_save_draft   (SaltlineWorkspace *self, gint64 id, GError **error);

G_END_DECLS
