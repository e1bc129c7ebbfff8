/* patch/template-straighten.h
 *
 * A template that is drawn on a tilted photo, made true by a rectangle in it whose sides are known.
 * In: geometry, the map that it was drawn by. Out: both anew; every point stays where the photo shows it. May include: template-edit. */
#pragma once

#include "patch-map.h"
#include "template-edit.h"

G_BEGIN_DECLS

/**
 * template_straighten:
 * @part, @index: of four corners, one after the other round what is a rectangle in truth: the outline, a printed block, a card beside it
 * @width_mm: of the side from the first corner to the second; more than 0
 * @height_mm: of the side from the second corner to the third; more than 0
 *
 * The homography from the rectangle to its four corners in the photo (Heckbert, Fundamentals of Texture Mapping and Image Warping,
 * 1989, §2.2.3). The drawing keeps its size in template units and the direction of the first side; unit_mm follows from the
 * rectangle. Any bend of @map goes: four corners say nothing of it.
 *
 * Returns: %FALSE with PATCH_ERROR_IMPOSSIBLE, and nothing changed
 */
gboolean template_straighten (PatchTemplate *geometry, PatchMap *map, TemplatePart part, guint index, double width_mm, double height_mm,
                              GError **error);

G_END_DECLS
