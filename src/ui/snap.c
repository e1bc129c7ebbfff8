/* ui/snap.c */
#include "snap.h"

#include <math.h>

#define CELLS        33     /* along one side of what is looked at */
#define WINDOW       2      /* cells around each whose gradients are gathered */
#define STANDS_OUT   4.0    /* times the mean measure */
#define LEAST_CORNER 2e-4   /* of relative light squared: less is noise */

/* Light on a square of cells around @at, relative to its mean. */
static void
sample_cells (const Photo *photo, Point2 at, double cell, float light[CELLS][CELLS])
{
  double sum = 0.0;

  for (int j = 0; j < CELLS; j++)
    for (int i = 0; i < CELLS; i++)
      {
        float rgb[3];

        photo_sample (photo, at.x + (i - CELLS / 2) * cell, at.y + (j - CELLS / 2) * cell, rgb);
        light[j][i] = 0.25f * rgb[0] + 0.5f * rgb[1] + 0.25f * rgb[2];
        sum += light[j][i];
      }
  for (int j = 0; j < CELLS; j++)
    for (int i = 0; i < CELLS; i++)
      light[j][i] /= (float) fmax (sum / (CELLS * CELLS), 1e-4);
}

static double
corner_measure (float light[CELLS][CELLS], int i, int j)
{
  double xx = 0.0, xy = 0.0, yy = 0.0;

  for (int v = j - WINDOW; v <= j + WINDOW; v++)
    for (int u = i - WINDOW; u <= i + WINDOW; u++)
      {
        double gx = 0.5 * (light[v][u + 1] - light[v][u - 1]);
        double gy = 0.5 * (light[v + 1][u] - light[v - 1][u]);

        xx += gx * gx;
        xy += gx * gy;
        yy += gy * gy;
      }
  return 0.5 * (xx + yy - sqrt ((xx - yy) * (xx - yy) + 4.0 * xy * xy));
}

/* Top of the parabola through three values, within half a cell. */
static double
top_between (double before, double here, double after)
{
  double curvature = before - 2.0 * here + after;

  return curvature < 0.0 ? CLAMP (0.5 * (before - after) / curvature, -0.5, 0.5) : 0.0;
}

Point2
snap_to_corner (const Photo *photo, Point2 at, double reach)
{
  const int first = WINDOW + 1, last = CELLS - WINDOW - 2;
  double cell = fmax (reach / ((last - first) / 2.0), 0.5);
  float light[CELLS][CELLS];
  double measure[CELLS][CELLS] = { { 0.0 } };
  double best = 0.0, sum = 0.0;
  int best_i = -1, best_j = -1;

  g_return_val_if_fail (photo != NULL, at);

  sample_cells (photo, at, cell, light);
  for (int j = first; j <= last; j++)
    for (int i = first; i <= last; i++)
      {
        double distance = hypot (i - CELLS / 2, j - CELLS / 2) / (CELLS / 2);
        double weighed;

        measure[j][i] = corner_measure (light, i, j);
        sum += measure[j][i];
        weighed = measure[j][i] * exp (-2.0 * distance * distance);
        if (weighed > best)
          {
            best = weighed;
            best_i = i;
            best_j = j;
          }
      }
  if (best_i <= first || best_i >= last || best_j <= first || best_j >= last || measure[best_j][best_i] < LEAST_CORNER
      || measure[best_j][best_i] < STANDS_OUT * sum / ((last - first + 1) * (last - first + 1)))
    return at;
  return (Point2) {
    at.x + cell * (best_i - CELLS / 2 + top_between (measure[best_j][best_i - 1], measure[best_j][best_i], measure[best_j][best_i + 1])),
    at.y + cell * (best_j - CELLS / 2 + top_between (measure[best_j - 1][best_i], measure[best_j][best_i], measure[best_j + 1][best_i])),
  };
}
