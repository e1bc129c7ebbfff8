/* patch/regions.h
 *
 * What lies where on a patch: a coarse raster of the template, so that a point is known to be bare base, channel, print
 * or outside without walking through every polygon. Only what is clear of its neighbours counts as base: edges blur.
 * In: a template. Out: a raster. May include: base, template. */
#pragma once

#include "template.h"

G_BEGIN_DECLS

typedef enum {
  REGION_OUTSIDE,  /* off the sticker, or too near its edge */
  REGION_BASE,     /* bare white base */
  REGION_CHANNEL,  /* one of the channels, or too near one */
  REGION_PRINT,    /* dark print or a reference block, or too near one */
} RegionKind;

typedef struct {
  double x0, y0;   /* template units: corner of the first cell */
  double step;     /* template units: side of a cell */
  guint width;     /* cells */
  guint height;
  guint8 *cells;   /* RegionKind, row by row */
} PatchRegions;

PatchRegions *patch_regions_new  (const PatchTemplate *geometry);
RegionKind    patch_regions_at   (const PatchRegions *self, Point2 on_template);
void          patch_regions_free (PatchRegions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PatchRegions, patch_regions_free)

G_END_DECLS
