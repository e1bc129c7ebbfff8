/* patch/ink-match.c */
#include "ink-match.h"

#include <math.h>
#include <string.h>

#define MOST_BLOCKS 64
#define ACROSS      5    /* places along each axis of a block: a halftone has to be averaged */
#define INNER       0.25 /* of a block's half extent: its edges may be a little off */
#define STEP        0.12 /* template units between two displacements that are tried */
#define NEAR_STEPS  2
#define FAR_STEPS   5    /* a map that took the film's edge for the base's is so far off */
#define CLEAR_MATCH 0.85 /* no farther one is looked for */
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

guint
ink_set_of (const PatchTemplate *geometry, guint block)
{
  int sets[INK_MOST_SETS] = { 0 };
  guint n = 0;

  for (guint i = 0; i <= block; i++)
    {
      guint k = 0;

      while (k < n && sets[k] != geometry->blocks[i].set)
        k++;
      if (k == n && n < INK_MOST_SETS)
        sets[n++] = geometry->blocks[i].set;
      if (i == block)
        return MIN (k, n - 1);
    }
  return 0;
}

/* What the photo has where a set of blocks would be, displaced. */
typedef struct {
  const Pyramid *pyramid;
  const PatchTemplate *geometry;
  const MapModel *model;
  guint n, set[MOST_BLOCKS];
  double colours[MOST_BLOCKS][3];
  gboolean seen[MOST_BLOCKS];
} Inks;

/* @set: whose blocks are looked at again; −1: all */
static void
look_at (Inks *inks, int set, Point2 shift)
{
  for (guint i = 0; i < inks->n; i++)
    if (set < 0 || inks->set[i] == (guint) set)
      inks->seen[i] = colour_of (inks->pyramid, &inks->geometry->blocks[i].polygon, inks->model, shift, inks->colours[i]);
}

static double
match_of (const Inks *inks)
{
  double alike = 0, apart = 0;
  guint n_alike = 0, n_apart = 0;

  for (guint i = 0; i < inks->n; i++)
    for (guint k = i + 1; k < inks->n; k++)
      {
        double distance = 0;

        if (!inks->seen[i] || !inks->seen[k])
          continue;
        for (int c = 0; c < 3; c++)
          distance += fabs (inks->colours[i][c] - inks->colours[k][c]);
        if (g_str_equal (inks->geometry->blocks[i].name, inks->geometry->blocks[k].name))
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

/* The best of the shifts of @set (−1: of all sets together) around @about, those beyond @inner and up to @outer steps away. */
static void
search (Inks *inks, int set, Point2 about, int inner, int outer, InkMatch *best)
{
  Point2 found = about;
  gboolean better = FALSE;

  for (int row = -outer; row <= outer; row++)
    for (int column = -outer; column <= outer; column++)
      {
        Point2 shift = { about.x + column * STEP, about.y + row * STEP };
        double match;

        if (MAX (ABS (row), ABS (column)) < inner)
          continue;
        look_at (inks, set, shift);
        match = match_of (inks);
        if (isnan (match) || match <= best->match)
          continue;
        best->match = match;
        found = shift;
        better = TRUE;
      }
  for (int k = 0; k < INK_MOST_SETS && better; k++)
    if (set < 0 || k == set)
      best->shift[k] = found;
  look_at (inks, set, set < 0 ? best->shift[0] : best->shift[set]);
}

void
ink_match (const Pyramid *pyramid, const PatchTemplate *geometry, const MapModel *model, InkMatch *result)
{
  Inks inks = { .pyramid = pyramid, .geometry = geometry, .model = model, .n = MIN (geometry->n_blocks, MOST_BLOCKS) };
  guint n_sets = 0;

  memset (result, 0, sizeof *result);
  for (guint i = 0; i < inks.n; i++)
    {
      inks.set[i] = ink_set_of (geometry, i);
      n_sets = MAX (n_sets, inks.set[i] + 1);
    }
  look_at (&inks, -1, (Point2) { 0, 0 });
  result->match = result->match_unmoved = match_of (&inks);
  if (isnan (result->match))
    return;
  /* The map is not fine yet where the print has few lines, as beside the blocks. */
  search (&inks, -1, result->shift[0], 1, NEAR_STEPS, result);
  if (result->match < CLEAR_MATCH)
    search (&inks, -1, (Point2) { 0, 0 }, NEAR_STEPS + 1, FAR_STEPS, result);
  for (guint set = 0; set < n_sets; set++)
    search (&inks, (int) set, result->shift[set], 1, NEAR_STEPS, result);
}
