/* patch/blocks.h
 *
 * The light of the printed reference blocks. The same name in two sets is the same ink: whatever differs between them
 * is light, or a template that does not belong to this patch. May include: base, photo, template, view. */
#pragma once

#include "patch-view.h"

G_BEGIN_DECLS

typedef struct {
  const ReferenceBlock *block;
  Point2 centre;           /* template units */
  gboolean usable;         /* enough of it is visible and neither clipped nor hidden */
  gboolean seen;           /* enough of it is visible; clipped components are at least what light says */
  double light[3];         /* mean linear light, over several halftone dots */
  double sd[3];            /* standard deviation of one sample */
} BlockLight;

/**
 * blocks_measure:
 *
 * Returns: (transfer full): geometry->n_blocks entries
 */
BlockLight *blocks_measure (const PatchView *view);

G_END_DECLS
