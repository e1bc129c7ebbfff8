/* patch/profile.c */
#include "profile.h"

#include <math.h>

/* Channel widths from a corner at which the printed bend leaves the straight line: a quadratic curve through there passes
 * a right-angled corner 0.3 widths (0.1 unit of the arm-18 patch) inside, as FORMATS.md says of turns. */
#define BEND_REACH 0.85
#define AHEAD      6 /* samples whose light is on its way from memory */

/* Where a walk in ascending order stands, so that every step need not begin at the inlet. */
typedef struct {
  guint piece;     /* the polyline's piece that ends in this point */
  double before;   /* arc length of its beginning */
} Walk;

static Point2
walk_to (const PatchChannel *channel, double at, Walk *walk, Point2 *tangent)
{
  const Point2 *points = channel->centreline.points;
  guint n = channel->centreline.n;
  double reach = BEND_REACH * channel->width;

  for (guint i = walk->piece; i < n; i++)
    {
      double before = walk->before;
      Point2 a = points[i - 1], b = points[i];
      double length = point2_distance (a, b), into = at - before;
      Point2 d;

      if (length <= 0)
        continue;
      if (into > length && i + 1 < n)
        {
          walk->piece = i + 1;
          walk->before += length;
          continue;
        }
      d = (Point2) { (b.x - a.x) / length, (b.y - a.y) / length };
      into = CLAMP (into, 0.0, length);
      /* The corner behind (k = i − 1) or ahead (k = i), whichever is near. */
      for (guint k = i - 1; k <= i; k++)
        {
          double other, t, u, from_corner = k == i ? into - length : into;
          Point2 in, out, derivative;

          if (k == 0 || k == n - 1)
            continue;
          other = k == i ? point2_distance (b, points[i + 1]) : point2_distance (points[i - 2], a);
          t = MIN (reach, MIN (length, other) / 2);
          if (other <= 0 || fabs (from_corner) >= t)
            continue;
          in = k == i ? d : (Point2) { (a.x - points[i - 2].x) / other, (a.y - points[i - 2].y) / other };
          out = k == i ? (Point2) { (points[i + 1].x - b.x) / other, (points[i + 1].y - b.y) / other } : d;
          u = (from_corner + t) / (2 * t);
          derivative = (Point2) { (1 - u) * in.x + u * out.x, (1 - u) * in.y + u * out.y };
          if (tangent)
            {
              double norm = MAX (1e-9, hypot (derivative.x, derivative.y));

              *tangent = (Point2) { derivative.x / norm, derivative.y / norm };
            }
          return (Point2) { points[k].x - (1 - u) * (1 - u) * t * in.x + u * u * t * out.x,
                            points[k].y - (1 - u) * (1 - u) * t * in.y + u * u * t * out.y };
        }
      if (tangent)
        *tangent = d;
      return (Point2) { a.x + d.x * into, a.y + d.y * into };
    }
  if (tangent)
    *tangent = (Point2) { 1, 0 };
  return points[n - 1];
}

Point2
channel_point (const PatchChannel *channel, double at, Point2 *tangent)
{
  Walk walk = { .piece = 1 };

  return walk_to (channel, at, &walk, tangent);
}

/* Where a sample of a profile looks: a line across the channel, on the template and in the photo. */
typedef struct {
  Point2 centre;      /* template units */
  Point2 left, right; /* photo pixels */
} Crossing;

static inline Point2
lane_of (const Crossing *crossing, int lane)
{
  double u = (double) lane / (PROFILE_LANES - 1);

  return (Point2) { crossing->left.x + u * (crossing->right.x - crossing->left.x),
                    crossing->left.y + u * (crossing->right.y - crossing->left.y) };
}

ChannelProfile *
profile_sample (const PatchView *view, const Illumination *illumination, const PatchChannel *channel,
                double from, double to, double step)
{
  ChannelProfile *self = g_new0 (ChannelProfile, 1);
  g_autofree Crossing *crossings = NULL;
  Walk walk = { .piece = 1 };
  double side = PROFILE_MIDDLE * PROFILE_LANE_STEP * channel->width;

  self->channel = channel;
  self->step = step;
  self->n = to > from ? (guint) ((to - from) / step) + 1 : 0;
  self->samples = g_new (ProfileSample, MAX (self->n, 1));
  crossings = g_new (Crossing, MAX (self->n, 1));
  for (guint i = 0; i < self->n; i++)
    {
      Crossing *crossing = &crossings[i];
      Point2 tangent, centre;

      self->samples[i].at = from + i * step;
      centre = crossing->centre = walk_to (channel, self->samples[i].at, &walk, &tangent);
      /* Across so short a distance the map is straight to a hundredth of a pixel. */
      crossing->left = patch_map_to_photo (view->map, (Point2) { centre.x + tangent.y * side, centre.y - tangent.x * side });
      crossing->right = patch_map_to_photo (view->map, (Point2) { centre.x - tangent.y * side, centre.y + tangent.x * side });
    }
  for (guint i = 0; i < self->n; i++)
    {
      ProfileSample *sample = &self->samples[i];
      float white[3];

      for (int lane = 0; lane < PROFILE_LANES && i + AHEAD < self->n; lane++)
        patch_view_prefetch (view, lane_of (&crossings[i + AHEAD], lane));
      illumination_at (illumination, crossings[i].centre, white, &sample->around);
      for (int lane = 0; lane < PROFILE_LANES; lane++)
        {
          sample->state[lane] = (guint8) patch_view_light (view, lane_of (&crossings[i], lane), sample->relative[lane]);
          for (int c = 0; c < 3; c++)
            sample->relative[lane][c] /= MAX (white[c], 1e-5f);
        }
    }
  return self;
}

void
profile_free (ChannelProfile *self)
{
  if (self == NULL)
    return;
  g_free (self->samples);
  g_free (self);
}
