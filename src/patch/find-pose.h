/* patch/find-pose.h
 *
 * Which affine maps lay a polygon of the template over a region of the photo.
 * Both shapes are brought to a common form by their second moments; what remains is a rotation, and perhaps a mirror,
 * found by their distance from the middle in every direction. Private to patch. May include: base, find-regions,
 * map-model. */
#pragma once

#include "find-regions.h"
#include "map-model.h"
#include "template.h"

G_BEGIN_DECLS

#define POSE_DIRECTIONS 90

/* The convex hull of a shape, its middle, and how far it reaches after its moments are made those of a circle. */
typedef struct {
  Point2 middle;
  double area;
  double whiten[4];               /* row-major: (p − middle) → normal form */
  float reach[POSE_DIRECTIONS];
} ShapeSignature;

typedef struct {
  const PatchTemplate *geometry;
  const Region *region;
  int dark_region;    /* index of the template's polygon; −1: the outline */
  double affine[6];   /* template units → photo pixels, 2 × 3 row-major */
  MapModel model;     /* the same with perspective, laid along the region's edge */
  gboolean by_corners; /* the model is laid on the region's corners, not on its moments */
  gboolean mirrored;  /* the photo shows the template's mirror image */
  double difference;  /* of the two shapes: root mean square relative to the mean reach */
  double distance;    /* of the two outlines then, root mean square, template units */
  double score;       /* how well the photo looks like the template there; see pose_score() */
} Pose;

gboolean shape_signature_of (const Point2 *hull, guint n, ShapeSignature *signature);

/* Appends the poses of @geometry's polygon @dark_region that lie over @region. */
void     find_poses (const PatchTemplate *geometry, int dark_region, const ShapeSignature *drawn,
                     const ShapeSignature *seen, GArray *poses);

/* The hull of a template's polygon; returns its number of corners. */
guint    convex_hull (const Polygon *polygon, Point2 *hull);

G_END_DECLS
