/* patch/illumination.h
 *
 * How much light falls on each place of the patch, from its white base: a robust cubic in template coordinates for what
 * is smooth, and a local correction from the base nearby for shadow edges. The light of anything printed or filled is
 * divided by it. In: a view, the raster of regions, the reference blocks. Out: the base white's light at any point,
 * with how well it is known. May include: base, photo, template, view. */
#pragma once

#include "blocks.h"
#include "patch-view.h"
#include "regions.h"

G_BEGIN_DECLS

/* What was seen where bare base should be. */
typedef struct {
  gint8 kind;              /* 0 nothing to see, 1 base, −1 something else */
  float light[3];          /* linear */
} BasePlace;

typedef struct {
  double x0, y0, step;     /* template units: nodes of the grid are cell centres, the first at (x0, y0) */
  guint width, height;     /* nodes */
  float *white;            /* width × height × 3: linear light of the base white */
  guint8 *glaring;         /* width × height: the base here is clipped or shines */
  guint8 *hidden_here;     /* width × height: most of what lies around here covers the patch */
  BasePlace *places;       /* width × height */
  float *veil;             /* width × height: light that shine adds, relative to the base's own; 0 none */

  guint n_places;          /* places on the base that were looked at */
  double hidden;           /* share of them that is absent or does not look like base, 0–1 */
  double shining;          /* share that is clipped or shines, 0–1 */
  double clipped;          /* share with a clipped component, also where the others made up for it, 0–1 */
  double level[3];         /* median linear light of the base */
  double unevenness;       /* log of brightest over darkest base (2nd to 98th percentile) */
  double noise[3];         /* relative standard deviation of one pixel of base */
  double sd;               /* relative standard deviation of the white between places that agree */
} Illumination;

/**
 * illumination_new:
 *
 * Returns: (transfer full) (nullable): NULL when fewer than a dozen places look like base.
 */
Illumination *illumination_new  (const PatchView *view, const PatchRegions *regions, const BlockLight *blocks, guint n_blocks);

/* What is said of the base around a point. */
typedef struct {
  gboolean glaring;        /* it shines or is clipped */
  gboolean hidden;         /* most of it is covered */
  float veil;              /* share of added light in units of the base's own: colours there are paler than they are */
} BaseAround;

/* @around: (out) (optional) */
void          illumination_at   (const Illumination *self, Point2 on_template, float white[3], BaseAround *around);
/* Share of the places within @nodes grid nodes of the point that are hidden, 0–1. */
double        illumination_hidden_near (const Illumination *self, Point2 on_template, guint nodes);
void          illumination_free (Illumination *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Illumination, illumination_free)

G_END_DECLS
