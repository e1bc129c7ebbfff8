/* patch/ink-match.c */
#include "ink-match.h"

#include <math.h>

#define MOST_BLOCKS 64
#define ACROSS      5    /* places along each axis of a block: a halftone has to be averaged */
#define INNER       0.25 /* of a block's half extent: its edges may be a little off */
#define SHIFTS      2
#define SHIFT       0.12 /* template units between two displacements that are tried */
#define UNSURE      0.03 /* distance of two colours, as shares of their sum, that noise alone gives one ink */

/* Mean light of the block's middle as shares of red, green and blue: what a shadow does not change. */
static gboolean
colour_of (const Pyramid *pyramid, const Polygon *polygon, const MapModel *model, Point2 shift, double shares[3])
{
  Point2 low = polygon->points[0], high = low;
  double sum[3] = { 0, 0, 0 }, total, step = 0.05 * model->photo_half / model->half_size;
  guint n = 0;

  for (guint i = 1; i < polygon->n; i++)
    {
      low = (Point2) { MIN (low.x, polygon->points[i].x), MIN (low.y, polygon->points[i].y) };
      high = (Point2) { MAX (high.x, polygon->points[i].x), MAX (high.y, polygon->points[i].y) };
    }
  for (int row = 0; row < ACROSS; row++)
    for (int column = 0; column < ACROSS; column++)
      {
        double across = INNER + (1 - 2 * INNER) * column / (ACROSS - 1), down = INNER + (1 - 2 * INNER) * row / (ACROSS - 1);
        Point2 at = { low.x + across * (high.x - low.x), low.y + down * (high.y - low.y) }, photo;
        float rgb[3];

        if (!polygon_contains (polygon->points, polygon->n, at))
          continue;
        at = (Point2) { at.x + shift.x, at.y + shift.y };
        if (!map_model_project (model, at, FALSE, &photo, NULL, NULL)
            || !pyramid_sample (pyramid, photo.x, photo.y, step, rgb))
          continue;
        for (int c = 0; c < 3; c++)
          sum[c] += MAX (rgb[c], 0.0f);
        n++;
      }
  total = sum[0] + sum[1] + sum[2];
  for (int c = 0; c < 3; c++)
    shares[c] = total > 0 ? sum[c] / total : 0;
  return n > 0 && total > 0;
}

/* With all blocks displaced by @shift. */
static double
match_at (const Pyramid *pyramid, const PatchTemplate *geometry, const MapModel *model, Point2 shift)
{
  double colours[MOST_BLOCKS][3], alike = 0, apart = 0;
  gboolean seen[MOST_BLOCKS];
  guint n = MIN (geometry->n_blocks, MOST_BLOCKS), n_alike = 0, n_apart = 0;

  for (guint i = 0; i < n; i++)
    seen[i] = colour_of (pyramid, &geometry->blocks[i].polygon, model, shift, colours[i]);
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      {
        double distance = 0;

        if (!seen[i] || !seen[k])
          continue;
        for (int c = 0; c < 3; c++)
          distance += fabs (colours[i][c] - colours[k][c]);
        if (g_str_equal (geometry->blocks[i].name, geometry->blocks[k].name))
          {
            alike += distance;
            n_alike++;
          }
        else
          {
            apart += distance;
            n_apart++;
          }
      }
  if (n_alike == 0 || n_apart == 0)
    return NAN;
  alike /= n_alike;
  apart /= n_apart;
  return apart / (apart + alike + UNSURE);
}

double
ink_match (const Pyramid *pyramid, const PatchTemplate *geometry, const MapModel *model)
{
  double best = NAN;

  /* The map is not fine yet where the print has few lines, as beside the blocks. */
  for (int row = -SHIFTS; row <= SHIFTS; row++)
    for (int column = -SHIFTS; column <= SHIFTS; column++)
      {
        double match = match_at (pyramid, geometry, model, (Point2) { column * SHIFT, row * SHIFT });

        if (!isnan (match) && !(match <= best))
          best = match;
      }
  return best;
}
