/* patch/regions.c */
#include "regions.h"

#include <math.h>

/* In widths of the volume channel. The margins keep a moderately blurred neighbour's colour out and allow for what
 * registration leaves. */
#define CELL_SIDE 0.3
#define OUTLINE_MARGIN 0.67
#define CHANNEL_MARGIN 0.45
#define PRINT_MARGIN 0.45

static void
paint_polygon (PatchRegions *self, const Polygon *polygon, RegionKind region)
{
  for (guint row = 0; row < self->height; row++)
    {
      double y = self->y0 + (row + 0.5) * self->step;
      double crossings[64];
      guint n = 0;

      for (guint i = 0, j = polygon->n - 1; i < polygon->n && n < G_N_ELEMENTS (crossings); j = i++)
        {
          Point2 a = polygon->points[j], b = polygon->points[i];

          if ((a.y > y) != (b.y > y))
            crossings[n++] = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
        }
      for (guint i = 1; i < n; i++)
        for (guint j = i; j > 0 && crossings[j] < crossings[j - 1]; j--)
          {
            double swap = crossings[j];

            crossings[j] = crossings[j - 1];
            crossings[j - 1] = swap;
          }
      for (guint i = 0; i + 1 < n; i += 2)
        {
          int first = (int) ceil ((crossings[i] - self->x0) / self->step - 0.5);
          int last = (int) floor ((crossings[i + 1] - self->x0) / self->step - 0.5);

          for (int column = MAX (first, 0); column <= MIN (last, (int) self->width - 1); column++)
            self->cells[row * self->width + column] = region;
        }
    }
}

/* Cells nearer than @radius to the segment. */
static void
paint_segment (PatchRegions *self, Point2 a, Point2 b, double radius, RegionKind region)
{
  double length_2 = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
  int first_row = (int) floor ((MIN (a.y, b.y) - radius - self->y0) / self->step);
  int last_row = (int) floor ((MAX (a.y, b.y) + radius - self->y0) / self->step);
  int first_column = (int) floor ((MIN (a.x, b.x) - radius - self->x0) / self->step);
  int last_column = (int) floor ((MAX (a.x, b.x) + radius - self->x0) / self->step);

  for (int row = MAX (first_row, 0); row <= MIN (last_row, (int) self->height - 1); row++)
    for (int column = MAX (first_column, 0); column <= MIN (last_column, (int) self->width - 1); column++)
      {
        double x = self->x0 + (column + 0.5) * self->step - a.x, y = self->y0 + (row + 0.5) * self->step - a.y;
        double t = length_2 > 0 ? CLAMP ((x * (b.x - a.x) + y * (b.y - a.y)) / length_2, 0.0, 1.0) : 0.0;
        double dx = x - t * (b.x - a.x), dy = y - t * (b.y - a.y);

        if (dx * dx + dy * dy < radius * radius)
          self->cells[row * self->width + column] = region;
      }
}

static void
paint_edge (PatchRegions *self, const Polygon *polygon, double radius, RegionKind region)
{
  for (guint i = 0, j = polygon->n - 1; i < polygon->n; j = i++)
    paint_segment (self, polygon->points[j], polygon->points[i], radius, region);
}

static void
paint_channel (PatchRegions *self, const PatchChannel *channel, double margin)
{
  for (guint i = 1; i < channel->centreline.n; i++)
    paint_segment (self, channel->centreline.points[i - 1], channel->centreline.points[i],
                   channel->width / 2 + margin, REGION_CHANNEL);
}

PatchRegions *
patch_regions_new (const PatchTemplate *geometry)
{
  PatchRegions *self = g_new0 (PatchRegions, 1);
  Point2 low = geometry->outline.points[0], high = low;
  double width = geometry->volume.width;

  for (guint i = 1; i < geometry->outline.n; i++)
    {
      low.x = MIN (low.x, geometry->outline.points[i].x);
      low.y = MIN (low.y, geometry->outline.points[i].y);
      high.x = MAX (high.x, geometry->outline.points[i].x);
      high.y = MAX (high.y, geometry->outline.points[i].y);
    }
  /* A very narrow channel still gets a raster of bearable size. */
  self->step = MAX (CELL_SIDE * width, MAX (high.x - low.x, high.y - low.y) / 400);
  self->x0 = low.x;
  self->y0 = low.y;
  self->width = (guint) ceil ((high.x - low.x) / self->step) + 1;
  self->height = (guint) ceil ((high.y - low.y) / self->step) + 1;
  self->cells = g_malloc0 ((gsize) self->width * self->height);

  paint_polygon (self, &geometry->outline, REGION_BASE);
  paint_edge (self, &geometry->outline, OUTLINE_MARGIN * width, REGION_OUTSIDE);
  for (guint i = 0; i < geometry->n_dark_regions; i++)
    {
      paint_polygon (self, &geometry->dark_regions[i], REGION_PRINT);
      paint_edge (self, &geometry->dark_regions[i], PRINT_MARGIN * width, REGION_PRINT);
    }
  for (guint i = 0; i < geometry->n_blocks; i++)
    {
      paint_polygon (self, &geometry->blocks[i].polygon, REGION_PRINT);
      paint_edge (self, &geometry->blocks[i].polygon, PRINT_MARGIN * width, REGION_PRINT);
    }
  paint_channel (self, &geometry->volume, CHANNEL_MARGIN * width);
  paint_channel (self, &geometry->chloride, CHANNEL_MARGIN * width);
  return self;
}

RegionKind
patch_regions_at (const PatchRegions *self, Point2 on_template)
{
  double column = floor ((on_template.x - self->x0) / self->step);
  double row = floor ((on_template.y - self->y0) / self->step);

  if (!(column >= 0 && row >= 0 && column < self->width && row < self->height))
    return REGION_OUTSIDE;
  return self->cells[(gsize) row * self->width + (gsize) column];
}

void
patch_regions_free (PatchRegions *self)
{
  if (self == NULL)
    return;
  g_free (self->cells);
  g_free (self);
}
