/* patch/patch-features.c */
#include "patch-features.h"

#include <math.h>

/* template units */
#define DARK_SPACING        0.45
#define CUT_SPACING         0.6
#define CHANNEL_SPACING     0.8
#define BASE_SPACING        0.5
#define CORNER_MARGIN       0.3  /* printed corners are a little round */
#define CUT_CORNER_MARGIN   0.9  /* cut ones are very round */
#define BEND_MARGIN         0.45 /* and so are the bends of a channel */
#define ON_THE_CUT          0.45 /* dark print nearer to the outline than this ends where the sticker ends */
#define DARK_INSIDE         0.3
#define AROUND_OUTSIDE      0.5

#define DARK_SD             0.03
#define CUT_SD              0.12 /* beside the shift of the whole die; it wanders, rounds off, and liners show beside it */
#define CHANNEL_SD          0.04
#define BLOCK_SD            0.05

#define DARK_CLEAR          0.7
#define CUT_CLEAR           1.2
#define BLOCK_CLEAR         0.22
#define BESIDE_PRINT        2.0  /* where an affine map that was laid over the print still holds */
#define GAP_STEP            0.08
#define CHANNEL_CLEAR       0.65 /* at most */
#define MATCH_SHARE         0.5  /* of the gap: beyond it the neighbour is nearer */

static double
distance_to_polygon (const Polygon *polygon, Point2 p)
{
  Point2 closing[2] = { polygon->points[polygon->n - 1], polygon->points[0] };

  return MIN (polyline_project (polygon->points, polygon->n, p, NULL), polyline_project (closing, 2, p, NULL));
}

static gboolean
in_or_near (const Polygon *polygon, Point2 p, double margin)
{
  return polygon_contains (polygon->points, polygon->n, p) || distance_to_polygon (polygon, p) < margin;
}

static gboolean
near_dark (const PatchTemplate *t, Point2 p, double margin)
{
  for (guint i = 0; i < t->n_dark_regions; i++)
    if (in_or_near (&t->dark_regions[i], p, margin))
      return TRUE;
  return FALSE;
}

static gboolean
near_block (const PatchTemplate *t, Point2 p, double margin)
{
  for (guint i = 0; i < t->n_blocks; i++)
    if (in_or_near (&t->blocks[i].polygon, p, margin))
      return TRUE;
  return FALSE;
}

static double
distance_to_channels (const PatchTemplate *t, Point2 p)
{
  return MIN (polyline_project (t->volume.centreline.points, t->volume.centreline.n, p, NULL) - t->volume.width / 2,
              polyline_project (t->chloride.centreline.points, t->chloride.centreline.n, p, NULL) - t->chloride.width / 2);
}

static gboolean
is_bare (const PatchTemplate *t, Point2 p)
{
  return polygon_contains (t->outline.points, t->outline.n, p) && distance_to_polygon (&t->outline, p) > 0.4
         && distance_to_channels (t, p) > 0.12 && !near_dark (t, p, 0.25) && !near_block (t, p, 0.2);
}

static Point2
offset (Point2 p, Point2 direction, double by)
{
  return (Point2) { p.x + direction.x * by, p.y + direction.y * by };
}

/* Unit vector from @a to @b, and their distance. */
static double
direction (Point2 a, Point2 b, Point2 *along)
{
  double length = point2_distance (a, b);

  *along = length > 0 ? (Point2) { (b.x - a.x) / length, (b.y - a.y) / length } : (Point2) { 0, 0 };
  return length;
}

/* The normal of a polygon's side that points out of it. */
static Point2
outward (const Polygon *polygon, Point2 along)
{
  double sign = polygon_area (polygon->points, polygon->n) > 0 ? 1 : -1;

  return (Point2) { along.y * sign, -along.x * sign };
}

/* Degrees by which the polygon turns at corner @i. */
static double
turning (const Polygon *polygon, guint i)
{
  Point2 in, out;

  direction (polygon->points[(i + polygon->n - 1) % polygon->n], polygon->points[i], &in);
  direction (polygon->points[i], polygon->points[(i + 1) % polygon->n], &out);
  return fabs (atan2 (in.x * out.y - in.y * out.x, in.x * out.x + in.y * out.y)) * 180 / G_PI;
}

static void
add_dark_edges (const PatchTemplate *t, const Polygon *polygon, GArray *features, GArray *dark)
{
  for (guint i = 0; i < polygon->n; i++)
    {
      Point2 from = polygon->points[i], along, normal;
      double length = direction (from, polygon->points[(i + 1) % polygon->n], &along);

      normal = outward (polygon, along);
      for (double s = CORNER_MARGIN; s <= length - CORNER_MARGIN; s += DARK_SPACING)
        {
          Point2 at = offset (from, along, s), inside = offset (at, normal, -DARK_INSIDE);
          PatchFeature feature = { FEATURE_DARK_EDGE, at, normal, 0.15, DARK_SD, 0, DARK_CLEAR, FALSE, FALSE };

          if (polygon_contains (polygon->points, polygon->n, inside))
            g_array_append_val (dark, inside);
          if (distance_to_polygon (&t->outline, at) > ON_THE_CUT)
            g_array_append_val (features, feature);
        }
    }
}

static void
add_cut_edges (const PatchTemplate *t, GArray *features, GArray *around)
{
  const Polygon *polygon = &t->outline;

  for (guint i = 0; i < polygon->n; i++)
    {
      guint next = (i + 1) % polygon->n;
      Point2 from = polygon->points[i], along, normal;
      double length = direction (from, polygon->points[next], &along);
      double before = turning (polygon, i) > 15 ? CUT_CORNER_MARGIN : CORNER_MARGIN;
      double after = turning (polygon, next) > 15 ? CUT_CORNER_MARGIN : CORNER_MARGIN;

      normal = outward (polygon, along);
      for (double s = before; s <= length - after; s += CUT_SPACING)
        {
          Point2 at = offset (from, along, s), inside = offset (at, normal, -0.35), outside = offset (at, normal, AROUND_OUTSIDE);
          PatchFeature feature = { FEATURE_CUT_EDGE, at, normal, 0.2, CUT_SD, 0, CUT_CLEAR, FALSE, TRUE };

          feature.base_inside = !near_dark (t, inside, 0.1) && !near_block (t, inside, 0.1);
          /* Between blocks and skin, print and film, an edge is no more than that: what lies inside has to be known. */
          feature.print_inside = near_dark (t, inside, 0);
          if (feature.base_inside || feature.print_inside)
            g_array_append_val (features, feature);
          g_array_append_val (around, outside);
        }
    }
}

/* From the middle of a channel to the next thing that could be taken for one of its walls, on the nearer side. */
static double
gap_beside (const PatchTemplate *t, Point2 at, Point2 normal, double width)
{
  for (double d = width / 2 + 0.1; d < 2; d += GAP_STEP)
    for (int side = -1; side <= 1; side += 2)
      {
        Point2 p = offset (at, normal, side * d);

        if (distance_to_channels (t, p) < 0 || near_dark (t, p, 0) || near_block (t, p, 0)
            || !polygon_contains (t->outline.points, t->outline.n, p))
          return d;
      }
  return 2;
}

double
patch_feature_gap (const PatchFeature *channel)
{
  return channel->clear / MATCH_SHARE;
}

static void
add_channel (const PatchTemplate *t, const PatchChannel *channel, GArray *features)
{
  for (guint i = 1; i < channel->centreline.n; i++)
    {
      Point2 from = channel->centreline.points[i - 1], along;
      double length = direction (from, channel->centreline.points[i], &along), margin = MIN (BEND_MARGIN, 0.47 * length);
      guint n = (guint) MAX (1, floor ((length - 2 * margin) / CHANNEL_SPACING) + 1);

      for (guint k = 0; k < n; k++)
        {
          double s = n == 1 ? length / 2 : margin + (length - 2 * margin) * k / (n - 1);
          Point2 at = offset (from, along, s);
          PatchFeature feature = { FEATURE_CHANNEL, at, { along.y, -along.x }, n > 1 ? 0.3 : 0.12, CHANNEL_SD, channel->width, 0, FALSE, FALSE };

          if (near_dark (t, at, 0.35) || distance_to_polygon (&t->outline, at) < channel->width / 2 + 0.2
              || near_block (t, at, channel->width / 2 + 0.02))
            continue;
          feature.clear = MIN (CHANNEL_CLEAR, MATCH_SHARE * gap_beside (t, at, feature.normal, channel->width));
          g_array_append_val (features, feature);
        }
    }
}

static void
add_block_edges (const PatchTemplate *t, GArray *features)
{
  for (guint b = 0; b < t->n_blocks; b++)
    {
      const Polygon *polygon = &t->blocks[b].polygon;

      for (guint i = 0; i < polygon->n; i++)
        {
          Point2 from = polygon->points[i], along;
          double length = direction (from, polygon->points[(i + 1) % polygon->n], &along);
          PatchFeature feature = { FEATURE_BLOCK_EDGE, offset (from, along, length / 2), outward (polygon, along), 0.1, BLOCK_SD, 0, BLOCK_CLEAR, FALSE, FALSE };

          if (length >= 0.35 && distance_to_polygon (&t->outline, feature.at) > 0.25 && !near_dark (t, feature.at, 0.1)
              && distance_to_channels (t, feature.at) > 0.1)
            g_array_append_val (features, feature);
        }
    }
}

static void
add_base (const PatchTemplate *t, GArray *base)
{
  Point2 low = t->outline.points[0], high = low;

  for (guint i = 1; i < t->outline.n; i++)
    {
      low.x = MIN (low.x, t->outline.points[i].x);
      low.y = MIN (low.y, t->outline.points[i].y);
      high.x = MAX (high.x, t->outline.points[i].x);
      high.y = MAX (high.y, t->outline.points[i].y);
    }
  for (double y = low.y; y <= high.y; y += BASE_SPACING)
    for (double x = low.x; x <= high.x; x += BASE_SPACING)
      {
        Point2 p = { x, y };

        if (is_bare (t, p))
          g_array_append_val (base, p);
      }
}

static PatchFeatures *
patch_features_new (const PatchTemplate *geometry)
{
  PatchFeatures *self = g_new0 (PatchFeatures, 1);
  GArray *features = g_array_new (FALSE, FALSE, sizeof (PatchFeature));
  GArray *base = g_array_new (FALSE, FALSE, sizeof (Point2));
  GArray *dark = g_array_new (FALSE, FALSE, sizeof (Point2));
  GArray *around = g_array_new (FALSE, FALSE, sizeof (Point2));

  self->geometry = geometry;
  self->regions = patch_regions_new (geometry);
  for (guint i = 0; i < geometry->n_dark_regions; i++)
    add_dark_edges (geometry, &geometry->dark_regions[i], features, dark);
  add_cut_edges (geometry, features, around);
  add_channel (geometry, &geometry->volume, features);
  add_channel (geometry, &geometry->chloride, features);
  add_block_edges (geometry, features);
  add_base (geometry, base);
  self->n_features = features->len;
  self->features = (PatchFeature *) (void *) g_array_free (features, FALSE);
  self->n_base = base->len;
  self->base = (Point2 *) (void *) g_array_free (base, FALSE);
  self->beside = g_new (int, self->n_base + 1);
  for (guint i = 0; i < self->n_base; i++)
    {
      self->beside[i] = -1;
      for (guint k = 0; k < geometry->n_dark_regions && self->beside[i] < 0; k++)
        if (distance_to_polygon (&geometry->dark_regions[k], self->base[i]) < BESIDE_PRINT)
          self->beside[i] = (int) k;
    }
  self->n_dark = dark->len;
  self->dark = (Point2 *) (void *) g_array_free (dark, FALSE);
  self->n_around = around->len;
  self->around = (Point2 *) (void *) g_array_free (around, FALSE);
  return self;
}

void
patch_features_free (PatchFeatures *self)
{
  if (self == NULL)
    return;
  g_free (self->features);
  g_free (self->base);
  g_free (self->beside);
  g_free (self->dark);
  g_free (self->around);
  patch_regions_free (self->regions);
  g_free (self);
}

const PatchFeatures *
patch_features_of (const PatchTemplate *geometry)
{
  gpointer *kept = (gpointer *) &geometry->features; /* the one place of a template that is filled later */
  PatchFeatures *features = g_atomic_pointer_get (kept);

  if (features)
    return features;
  features = patch_features_new (geometry);
  if (!g_atomic_pointer_compare_and_exchange (kept, NULL, features))
    {
      /* another thread was quicker */
      patch_features_free (features);
      features = g_atomic_pointer_get (kept);
    }
  return features;
}
