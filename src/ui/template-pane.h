/* ui/template-pane.h
 *
 * A template drawn on a photo: the photo with all parts of the template over it, which part is edited, and what is wrong with it, each
 * fault one press away from its place. Edits are kept in the workspace as they are made. */
#pragma once

#include <adwaita.h>

#include "template-editor.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_TEMPLATE_PANE (saltline_template_pane_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineTemplatePane, saltline_template_pane, SALTLINE, TEMPLATE_PANE, AdwBin)

/* Emits "changed" (): the draft, its faults, or the part that is edited; "failed" (string message).
 * Actions: template.add (string part), template.remove-part, template.adding, template.zoom-in, …-out, …-fit, …-actual. */

/* @draft: row; 0: nothing */
void                 saltline_template_pane_show        (SaltlineTemplatePane *self, SaltlineWorkspace *workspace, gint64 draft);

/* The draft was changed elsewhere: by undo. */
void                 saltline_template_pane_refresh     (SaltlineTemplatePane *self);

const TemplateDraft *saltline_template_pane_get_draft   (SaltlineTemplatePane *self); /* (nullable) */
const GArray        *saltline_template_pane_get_faults  (SaltlineTemplatePane *self); /* of TemplateFault */
void                 saltline_template_pane_get_part    (SaltlineTemplatePane *self, TemplatePart *part, guint *index);

/* For the inspector: what it writes into the geometry that is returned is kept by _commit(). (nullable): only for reading */
PatchTemplate       *saltline_template_pane_begin_edit  (SaltlineTemplatePane *self);
void                 saltline_template_pane_commit      (SaltlineTemplatePane *self, const char *what, gint64 step);

/* The part that is edited is a rectangle with these sides in truth: the photo may be tilted (patch/template-straighten.h). */
gboolean             saltline_template_pane_straighten  (SaltlineTemplatePane *self, double width_mm, double height_mm, GError **error);

/* What was edited is in the file when this returns. */
void                 saltline_template_pane_flush       (SaltlineTemplatePane *self);

SaltlinePhotoCanvas    *saltline_template_pane_get_canvas (SaltlineTemplatePane *self);
SaltlineTemplateEditor *saltline_template_pane_get_editor (SaltlineTemplatePane *self);

G_END_DECLS
