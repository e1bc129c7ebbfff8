/* patch/blur.c */
#include "blur.h"

#include <math.h>

#include "order-statistic.h"

#define PLACES_PER_EDGE 5
#define REACH_WIDTHS 1.3      /* channel widths to either side of an edge */
#define SAMPLES 41            /* across an edge */
#define QUARTILES_SIGMA 1.349 /* distance of the quartiles of a Gaussian, in standard deviations */
#define FEWEST 4
#define MAX_PLACES 128

/* Luminance across one place of an edge, from the dark side (negative) to the base. FALSE where there is no step. */
static gboolean
measure_place (const PatchView *view, Point2 at, Point2 outward, double reach, double *sigma, double *contrast)
{
  double light[SAMPLES], dark = 0, bright = 0, crossing[2] = { NAN, NAN };
  const int end = SAMPLES / 5;
  double step = 2 * reach / (SAMPLES - 1);

  for (int i = 0; i < SAMPLES; i++)
    {
      double offset = -reach + i * step;
      Point2 p = patch_map_to_photo (view->map, (Point2) { at.x + outward.x * offset, at.y + outward.y * offset });
      float rgb[3];

      /* Regions left out are larger than an edge is blurred: the ends tell. */
      if ((i == 0 || i == SAMPLES / 2 || i == SAMPLES - 1) && (patch_view_light (view, p, rgb) & LIGHT_ABSENT))
        return FALSE;
      photo_sample (view->photo, p.x, p.y, rgb);
      light[i] = 0.25 * rgb[0] + 0.6 * rgb[1] + 0.15 * rgb[2];
    }
  for (int i = 0; i < end; i++)
    {
      dark += light[i] / end;
      bright += light[SAMPLES - 1 - i] / end;
    }
  *contrast = dark / MAX (bright, 1e-6);
  if (bright <= 0 || *contrast > 0.7)
    return FALSE;
  for (int q = 0; q < 2; q++)
    {
      double level = dark + (q == 0 ? 0.25 : 0.75) * (bright - dark);

      for (int i = 1; i < SAMPLES && isnan (crossing[q]); i++)
        if (light[i - 1] < level && light[i] >= level)
          crossing[q] = i - 1 + (level - light[i - 1]) / (light[i] - light[i - 1]);
    }
  *sigma = fabs (crossing[1] - crossing[0]) * step / QUARTILES_SIGMA;
  return !isnan (*sigma);
}

void
blur_measure (const PatchView *view, const PatchRegions *regions, EdgeBlur *blur)
{
  double reach = REACH_WIDTHS * view->geometry->volume.width;
  double sigmas[MAX_PLACES], contrasts[MAX_PLACES];
  guint n = 0;

  *blur = (EdgeBlur) { .sigma_px = NAN, .contrast = NAN };
  for (guint r = 0; r < view->geometry->n_dark_regions; r++)
    {
      const Polygon *polygon = &view->geometry->dark_regions[r];
      double sign = polygon_area (polygon->points, polygon->n) > 0 ? 1 : -1;

      for (guint i = 0, j = polygon->n - 1; i < polygon->n; j = i++)
        {
          Point2 a = polygon->points[j], b = polygon->points[i];
          double length = point2_distance (a, b);
          Point2 outward = { sign * (b.y - a.y) / length, -sign * (b.x - a.x) / length };

          for (guint k = 0; k < PLACES_PER_EDGE && n < MAX_PLACES; k++)
            {
              double t = (k + 1.0) / (PLACES_PER_EDGE + 1);
              Point2 at = { a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) };
              Point2 near = { at.x + 0.5 * reach * outward.x, at.y + 0.5 * reach * outward.y };
              Point2 far = { at.x + reach * outward.x, at.y + reach * outward.y };

              if (length < 2 * reach || patch_regions_at (regions, near) != REGION_BASE
                  || patch_regions_at (regions, far) != REGION_BASE)
                continue;
              blur->n_looked++;
              if (!measure_place (view, at, outward, reach, &sigmas[n], &contrasts[n]))
                continue;
              sigmas[n] *= patch_map_scale (view->map, at);
              n++;
            }
        }
    }
  blur->n_edges = n;
  if (n < FEWEST)
    return;
  /* Texture and misplaced corners only widen an edge: the sharper third tells. */
  blur->sigma_px = order_statistic (sigmas, n, 1.0 / 3);
  blur->contrast = order_statistic (contrasts, n, 0.5);
}
