/* patch/phantom-sheet-private.h: what the three files of the sheet share. May include: base. */
#pragma once

#include <math.h>

#include "phantom-channel.h"
#include "phantom-sheet.h"

G_BEGIN_DECLS

#define PHANTOM_MOST_DROPS 64

typedef struct {
  Point2 at;
  double radius;
} SweatDrop;

struct _PhantomSheet {
  const PhantomScene *scene;
  const PatchTemplate *geometry;
  Polygon outline;          /* trimmed and rounded */
  Point2 corner;            /* of the grid */
  guint columns, rows;
  float *edge_distance;     /* signed, at the middle of each cell; negative inside */
  PhantomChannel *volume, *chloride;
  double dyes[8][3];
  guint n_dyes;
  double empty[3];          /* printed colour of the empty channel */
  double chloride_light[3]; /* relative to the base */
  double (*blocks)[3];
  Point2 box_middle;        /* of the first dark region */
  double box_size;
  SweatDrop drops[PHANTOM_MOST_DROPS];
  guint n_drops;
  Point2 light_from;        /* unit vector on the sheet: where embossed edges are bright */
  guint32 seed;
};

/* Signed, negative inside. */
double phantom_edge_distance (const Polygon *polygon, Point2 p);

/* Share of a sample of width @pixel that lies on the negative side of an edge at signed @distance. */
static inline double
phantom_covered (const PhantomSheet *self, double distance, double pixel)
{
  if (self->scene->look.jagged)
    return distance < 0.0 ? 1.0 : 0.0;
  return CLAMP (0.5 - distance / pixel, 0.0, 1.0);
}

static inline void
phantom_blend (double under[3], const double over[3], double share)
{
  for (int c = 0; c < 3; c++)
    under[c] += share * (over[c] - under[c]);
}

static inline void
phantom_darken (double light[3], double share)
{
  for (int c = 0; c < 3; c++)
    light[c] *= 1.0 - share;
}

/* The soaked channels, and the print, over the base's light at @p. */
void   phantom_draw_volume       (const PhantomSheet *self, Point2 p, double pixel, double light[3]);
void   phantom_draw_chloride     (const PhantomSheet *self, Point2 p, double pixel, double light[3]);
void   phantom_draw_blocks       (const PhantomSheet *self, Point2 p, double pixel, double light[3]);
void   phantom_draw_dark_regions (const PhantomSheet *self, Point2 p, double pixel, double light[3]);

G_END_DECLS
