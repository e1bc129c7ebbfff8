/* patch/cut-corners.c */
#include "cut-corners.h"

#include <math.h>

#include "order-statistic.h"

#define SAME_CORNER   0.05 /* template units */
#define ON_CUT        0.30 /* template units from the outline: the drawing is no surer of the cut */
#define SAME_SIDE     0.98 /* cosine */
#define NEAR          5.0  /* template units: the cut of a whole side may be slanted */
#define NEAREST       5    /* places on the cut that tell where it is */
#define FEWEST        3
#define FARTHEST      0.50 /* template units that a corner moves */
#define LEAST_CROSSED 0.4  /* sine between the printed edge and the cut */
#define BELIEVED      0.3  /* weight of a place in the map's least squares */

typedef struct {
  Point2 on;     /* a point of the outline's side */
  Point2 normal; /* unit vector, outwards or inwards */
  Point2 along;  /* unit vector of the printed edge that meets the side */
} CutCorner;

static Point2
unit_from (Point2 a, Point2 b)
{
  double length = point2_distance (a, b);

  return (Point2) { (b.x - a.x) / length, (b.y - a.y) / length };
}

/* The side of the outline that passes nearest to the corner. */
static gboolean
find_side (const Polygon *outline, Point2 corner, CutCorner *cut)
{
  double least = ON_CUT;
  gboolean found = FALSE;

  for (guint i = 0, j = outline->n - 1; i < outline->n; j = i++)
    {
      Point2 a = outline->points[j], b = outline->points[i], way;
      double length = point2_distance (a, b), along, across;

      if (!(length > 0))
        continue;
      way = unit_from (a, b);
      along = (corner.x - a.x) * way.x + (corner.y - a.y) * way.y;
      across = fabs ((corner.y - a.y) * way.x - (corner.x - a.x) * way.y);
      if (along < 0 || along > length || across >= least)
        continue;
      least = across;
      cut->on = a;
      cut->normal = (Point2) { -way.y, way.x };
      found = TRUE;
    }
  return found;
}

static gboolean
find_corner (const PatchTemplate *geometry, Point2 corner, CutCorner *cut)
{
  if (!find_side (&geometry->outline, corner, cut))
    return FALSE;
  for (guint r = 0; r < geometry->n_dark_regions; r++)
    {
      const Polygon *print = &geometry->dark_regions[r];

      for (guint i = 0; i < print->n; i++)
        {
          Point2 before = unit_from (print->points[i], print->points[(i + print->n - 1) % print->n]);
          Point2 after = unit_from (print->points[i], print->points[(i + 1) % print->n]);
          double crossed[2] = { fabs (before.x * cut->normal.x + before.y * cut->normal.y),
                                fabs (after.x * cut->normal.x + after.y * cut->normal.y) };

          if (point2_distance (print->points[i], corner) > SAME_CORNER)
            continue;
          cut->along = crossed[0] > crossed[1] ? before : after;
          return MAX (crossed[0], crossed[1]) > LEAST_CROSSED;
        }
    }
  return FALSE;
}

gboolean
corner_is_cut (const PatchTemplate *geometry, Point2 corner)
{
  CutCorner cut;

  return find_corner (geometry, corner, &cut);
}

/* How far outside the drawing the cut was located at @feature, template units along cut->normal. */
static gboolean
cut_offset (const Refinement *refinement, guint i, const CutCorner *cut, double *offset)
{
  const PatchFeature *feature = &refinement->features->features[i];
  const MapObservation *seen = &refinement->located[i].observation;
  double local[4], unit;
  Point2 photo;

  if (feature->kind != FEATURE_CUT_EDGE || !refinement->located[i].found || seen->weight < BELIEVED
      || fabs (feature->normal.x * cut->normal.x + feature->normal.y * cut->normal.y) < SAME_SIDE
      || !map_model_project (&refinement->model, feature->at, FALSE, &photo, NULL, local))
    return FALSE;
  unit = (local[0] * cut->normal.x + local[1] * cut->normal.y) * seen->normal.x
         + (local[2] * cut->normal.x + local[3] * cut->normal.y) * seen->normal.y;
  if (!(fabs (unit) > 0))
    return FALSE;
  *offset = (feature->at.x - cut->on.x) * cut->normal.x + (feature->at.y - cut->on.y) * cut->normal.y
            + ((seen->target.x - photo.x) * seen->normal.x + (seen->target.y - photo.y) * seen->normal.y) / unit;
  return TRUE;
}

Point2
corner_at_cut (const Refinement *refinement, Point2 corner)
{
  double nearest[NEAREST], offsets[NEAREST], drawn, moved;
  CutCorner cut;
  guint n = 0;

  if (!find_corner (refinement->features->geometry, corner, &cut))
    return corner;
  for (guint i = 0; i < refinement->features->n_features; i++)
    {
      double offset, distance = point2_distance (refinement->features->features[i].at, corner);
      guint k;

      if (distance > NEAR || !cut_offset (refinement, i, &cut, &offset) || (n == NEAREST && distance >= nearest[n - 1]))
        continue;
      for (k = n < NEAREST ? n++ : NEAREST - 1; k > 0 && nearest[k - 1] > distance; k--)
        {
          nearest[k] = nearest[k - 1];
          offsets[k] = offsets[k - 1];
        }
      nearest[k] = distance;
      offsets[k] = offset;
    }
  if (n < FEWEST)
    return corner;
  drawn = (corner.x - cut.on.x) * cut.normal.x + (corner.y - cut.on.y) * cut.normal.y;
  moved = (order_statistic (offsets, n, 0.5) - drawn) / (cut.along.x * cut.normal.x + cut.along.y * cut.normal.y);
  if (!(fabs (moved) < FARTHEST))
    return corner;
  return (Point2) { corner.x + moved * cut.along.x, corner.y + moved * cut.along.y };
}
