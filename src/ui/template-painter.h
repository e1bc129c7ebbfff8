/* ui/template-painter.h
 *
 * A template while it is drawn, over its photo: the parts in their colours, what is wrong with it, the points of the part that is
 * edited. In: a draft, its faults. Out: strokes. May include: workspace. */
#pragma once

#include <cairo.h>

#include "view-transform.h"
#include "workspace/template-drafts.h"

G_BEGIN_DECLS

/* The part that is edited, and its points that the keys move, and that is under the pointer; −1: none */
typedef struct {
  TemplatePart part;
  guint index;
  int chosen, hovered;
} TemplateLook;

/* @faults: (nullable): of TemplateFault */
void template_paint (cairo_t *cr, const ViewTransform *view, const TemplateDraft *draft, const GArray *faults, const TemplateLook *look);

G_END_DECLS
