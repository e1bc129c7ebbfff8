/* patch/corrected-plane.c */
#include "corrected-plane.h"

#include <math.h>

#include "blocks.h"
#include "colour-correction.h"
#include "patch-features.h"
#include "patch-view.h"

#define CELL 8 /* pixels of the plane: between its corners the light of the base is straight enough for the eye */

typedef struct {
  gboolean inside;
  float white[3];
} Corner;

typedef struct {
  const PatchReading *reading;
  const Illumination *illumination;
  ColourCorrection correction;
  double level; /* linear light that the base gets */
} Corrector;

static Point2
on_photo (const PhotoPlane *plane, guint x, guint y)
{
  return (Point2) { (x + 0.5) * plane->scale, (y + 0.5) * plane->scale };
}

static gboolean
is_inside (const Corrector *self, Point2 at, Point2 *on_template)
{
  const Polygon *outline = &self->reading->geometry->outline;

  return patch_map_to_template (&self->reading->map, at, on_template) && polygon_contains (outline->points, outline->n, *on_template);
}

static Corner
look_at (const Corrector *self, const PhotoPlane *plane, guint x, guint y)
{
  Corner corner = { FALSE, { 0, 0, 0 } };
  Point2 on_template;

  corner.inside = is_inside (self, on_photo (plane, x, y), &on_template);
  if (corner.inside)
    illumination_at (self->illumination, on_template, corner.white, NULL);
  return corner;
}

static void
correct_pixel (const Corrector *self, const float white[3], float rgb[3])
{
  double relative[3], corrected[3];

  for (int c = 0; c < 3; c++)
    relative[c] = rgb[c] / MAX (white[c], 1e-5f);
  colour_correction_apply (&self->correction, relative, corrected);
  for (int c = 0; c < 3; c++)
    rgb[c] = (float) CLAMP (self->level * corrected[c], 0.0, 1.0);
}

/* @corners: top left, top right, bottom left, bottom right */
static void
correct_cell (const Corrector *self, PhotoPlane *plane, guint left, guint top, const Corner corners[4])
{
  guint n_inside = corners[0].inside + corners[1].inside + corners[2].inside + corners[3].inside;

  for (guint y = top; n_inside > 0 && y < MIN (top + CELL, plane->height); y++)
    for (guint x = left; x < MIN (left + CELL, plane->width); x++)
      {
        double u = (double) (x - left) / CELL, v = (double) (y - top) / CELL;
        const double weights[4] = { (1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v };
        float white[3] = { 0, 0, 0 };
        double total = 0;
        Point2 on_template;

        if (n_inside < 4 && !is_inside (self, on_photo (plane, x, y), &on_template))
          continue;
        for (int k = 0; k < 4; k++)
          if (corners[k].inside)
            {
              total += weights[k];
              for (int c = 0; c < 3; c++)
                white[c] += (float) (weights[k] * corners[k].white[c]);
            }
        if (total < 1e-6)
          continue;
        for (int c = 0; c < 3; c++)
          white[c] /= (float) total;
        correct_pixel (self, white, plane->rgb + 3 * ((gsize) y * plane->width + x));
      }
}

gboolean
patch_correct_plane (const Photo *photo, const PatchReading *reading, PhotoPlane *plane)
{
  const PatchRegions *regions;
  g_autoptr(Illumination) illumination = NULL;
  g_autofree BlockLight *blocks = NULL;
  g_autofree Corner *corners = NULL;
  Corrector corrector = { .reading = reading };
  PatchView view;
  guint columns, rows;

  g_return_val_if_fail (photo != NULL && plane != NULL, FALSE);
  g_return_val_if_fail (reading != NULL && reading->registered && reading->geometry != NULL, FALSE);

  patch_view_init (&view, photo, reading, NULL);
  regions = patch_features_of (reading->geometry)->regions;
  blocks = blocks_measure (&view);
  illumination = illumination_new (&view, regions, blocks, reading->geometry->n_blocks);
  if (illumination == NULL)
    return FALSE;
  corrector.illumination = illumination;
  colour_correction_from_blocks (&corrector.correction, blocks, reading->geometry->n_blocks, illumination);
  corrector.level = (illumination->level[0] + illumination->level[1] + illumination->level[2]) / 3;
  columns = (plane->width + CELL - 1) / CELL;
  rows = (plane->height + CELL - 1) / CELL;
  corners = g_new (Corner, (gsize) (columns + 1) * (rows + 1));
  for (guint j = 0; j <= rows; j++)
    for (guint i = 0; i <= columns; i++)
      corners[j * (columns + 1) + i] = look_at (&corrector, plane, i * CELL, j * CELL);
  for (guint j = 0; j < rows; j++)
    for (guint i = 0; i < columns; i++)
      {
        const Corner *first = &corners[j * (columns + 1) + i];
        const Corner around[4] = { first[0], first[1], first[columns + 1], first[columns + 2] };

        correct_cell (&corrector, plane, i * CELL, j * CELL, around);
      }
  return TRUE;
}
