/* patch/blocks.c */
#include "blocks.h"

#include <math.h>

#define SAMPLES_ALONG 12   /* a side; 144 samples average the halftone over several dots */
#define CORE 0.68          /* of the block's size about its centre: what blur and misplacement leave clean */
#define ENOUGH 0.6         /* share of the samples that must be known */

static Point2
centre_of (const Polygon *polygon)
{
  Point2 sum = { 0, 0 };

  for (guint i = 0; i < polygon->n; i++)
    {
      sum.x += polygon->points[i].x;
      sum.y += polygon->points[i].y;
    }
  return (Point2) { sum.x / polygon->n, sum.y / polygon->n };
}

static void
measure_block (const PatchView *view, BlockLight *result)
{
  const Polygon *polygon = &result->block->polygon;
  Point2 low = polygon->points[0], high = low;
  double sum[3] = { 0 }, squares[3] = { 0 };
  guint n = 0, n_clean = 0, n_inside = 0;

  for (guint i = 1; i < polygon->n; i++)
    {
      low.x = MIN (low.x, polygon->points[i].x);
      low.y = MIN (low.y, polygon->points[i].y);
      high.x = MAX (high.x, polygon->points[i].x);
      high.y = MAX (high.y, polygon->points[i].y);
    }
  for (guint row = 0; row < SAMPLES_ALONG; row++)
    for (guint column = 0; column < SAMPLES_ALONG; column++)
      {
        Point2 p = { low.x + (high.x - low.x) * (column + 0.5) / SAMPLES_ALONG,
                     low.y + (high.y - low.y) * (row + 0.5) / SAMPLES_ALONG };
        Point2 core = { result->centre.x + (p.x - result->centre.x) * CORE,
                        result->centre.y + (p.y - result->centre.y) * CORE };
        float rgb[3];
        LightState state;

        if (!polygon_contains (polygon->points, polygon->n, p))
          continue;
        n_inside++;
        /* A saturated ink may well have a component at zero: that is its colour, not a fault. */
        state = patch_view_light (view, patch_map_to_photo (view->map, core), rgb);
        if (state & LIGHT_ABSENT)
          continue;
        n++;
        n_clean += !(state & LIGHT_CLIPPED_HIGH);
        for (int c = 0; c < 3; c++)
          {
            sum[c] += rgb[c];
            squares[c] += rgb[c] * rgb[c];
          }
      }
  result->seen = n_inside > 0 && n >= ENOUGH * n_inside;
  result->usable = result->seen && n_clean >= ENOUGH * n_inside;
  for (int c = 0; c < 3 && n > 0; c++)
    {
      result->light[c] = sum[c] / n;
      result->sd[c] = sqrt (MAX (0.0, squares[c] / n - result->light[c] * result->light[c]));
    }
}

BlockLight *
blocks_measure (const PatchView *view)
{
  guint n = view->geometry->n_blocks;
  BlockLight *lights = g_new0 (BlockLight, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      lights[i].block = &view->geometry->blocks[i];
      lights[i].centre = centre_of (&lights[i].block->polygon);
      measure_block (view, &lights[i]);
    }
  return lights;
}
