/* patch/template-shape.h
 *
 * What shapes a template may have: polygons that enclose something, channels that stay inside the sticker; and the words
 * of its format that reading and writing share. Private to patch. May include: base. */
#pragma once

#include "template.h"

G_BEGIN_DECLS

#define TEMPLATE_FORMAT "saltline-template/1"
#define TEMPLATE_N_LANDMARK_KINDS 3

/* By LandmarkKind. */
extern const char *const template_landmark_kinds[TEMPLATE_N_LANDMARK_KINDS];

/* (nullable): why @polygon encloses no area or crosses itself; NULL: it is fine. */
const char *template_shape_fault_of_polygon (const Polygon *polygon);
/* Whether no two stretches of the open polyline cross. */
gboolean    template_shape_is_simple_line   (const Polygon *line);

/**
 * template_shape_leaves:
 * @margin: how far outside @outline is still inside, template units
 * @where: (out): the first place of @line found outside
 */
gboolean    template_shape_leaves           (const Polygon *outline, const Polygon *line, gboolean closed, double margin,
                                             Point2 *where);

G_END_DECLS
