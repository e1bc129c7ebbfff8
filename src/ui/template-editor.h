/* ui/template-editor.h
 *
 * Drawing a template on a photo: the tool and the painter of a photo canvas. The points of one part at a time are handles; every
 * change is one step, handed out when it is done. Tab goes from point to point, arrows nudge, Insert puts a point in, Delete takes it out. */
#pragma once

#include "photo-canvas.h"
#include "workspace/template-drafts.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_TEMPLATE_EDITOR (saltline_template_editor_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineTemplateEditor, saltline_template_editor, SALTLINE, TEMPLATE_EDITOR, GObject)

/* Signals: "edited" (string what, gint64 step: 0, or what nudges that are undone together have in common): the draft's geometry is
 * another now, and shall be kept; "moved" (): it is, but a drag goes on; "part-chosen" (): another part or point is edited. */

SaltlineTemplateEditor *saltline_template_editor_new        (SaltlinePhotoCanvas *canvas);

/* @draft: (nullable): edited in place, borrowed; @photo: (nullable): to snap to, borrowed */
void                    saltline_template_editor_set_draft  (SaltlineTemplateEditor *self, TemplateDraft *draft, const Photo *photo,
                                                             gboolean may_edit);
void                    saltline_template_editor_set_part   (SaltlineTemplateEditor *self, TemplatePart part, guint index);
void                    saltline_template_editor_get_part   (SaltlineTemplateEditor *self, TemplatePart *part, guint *index);
int                     saltline_template_editor_get_point  (SaltlineTemplateEditor *self); /* −1: none */

/* A click puts a point in; else it moves one. */
void                    saltline_template_editor_set_adding (SaltlineTemplateEditor *self, gboolean adding);

/* A new region, block or landmark in the middle of the view; it is edited from now on. */
void                    saltline_template_editor_add_part   (SaltlineTemplateEditor *self, TemplatePart part);
void                    saltline_template_editor_remove_part (SaltlineTemplateEditor *self);

/* Hands out a drag that is under way; nudges after this are another step of undo. */
void                    saltline_template_editor_flush      (SaltlineTemplateEditor *self);

/* Scrolls to a place of the template. */
void                    saltline_template_editor_reveal     (SaltlineTemplateEditor *self, Point2 on_template);

void                    saltline_template_editor_paint      (SaltlineTemplateEditor *self, cairo_t *cr, const ViewTransform *view,
                                                             const GArray *faults);

/* "Outline", "Block red, set 1", "Landmark turn-3". (transfer full) */
char                   *template_part_name                  (const PatchTemplate *geometry, TemplatePart part, guint index);

G_END_DECLS
