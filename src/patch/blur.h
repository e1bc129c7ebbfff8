/* patch/blur.h
 *
 * How blurred the photo is, from the edges of the dark print, whose true edge is a step. May include: view, regions. */
#pragma once

#include "patch-view.h"
#include "regions.h"

G_BEGIN_DECLS

typedef struct {
  double sigma_px;  /* photo pixels: standard deviation of a Gaussian of like blur; NAN: no edge could be measured */
  double contrast;  /* dark print / base white beside it; NAN likewise */
  guint n_edges;    /* places that were measured */
  guint n_looked;   /* places that could have been */
} EdgeBlur;

void blur_measure (const PatchView *view, const PatchRegions *regions, EdgeBlur *blur);

G_END_DECLS
