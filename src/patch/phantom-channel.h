/* patch/phantom-channel.h
 *
 * A channel as it is moulded: the template's sharp centreline with rounded bends, and for every point near it how far along
 * and how far beside it lies. Positions are fractions of the sharp centreline, as the template defines them. May include: base. */
#pragma once

#include "template.h"

G_BEGIN_DECLS

typedef struct {
  Point2 *points;     /* of the rounded centreline */
  double *fraction;   /* of the sharp one, at each point */
  guint n;
  double width;
  double length;      /* of the sharp centreline */
  gboolean mitred;
  /* Segments near each cell of a grid: cells[c] … cells[c + 1] in segments. */
  Point2 corner;
  guint columns, rows;
  guint *cells;
  guint *segments;
} PhantomChannel;

typedef struct {
  double fraction;
  double beside;      /* distance from the centreline, ≥ 0 */
  Point2 outward;     /* unit vector away from the centreline */
} PhantomChannelPlace;

PhantomChannel *phantom_channel_new  (const PatchChannel *channel, double bend_radius, gboolean mitred);
void            phantom_channel_free (PhantomChannel *self);

/* Returns: %FALSE far (about a channel's width) from the channel. */
gboolean        phantom_channel_find (const PhantomChannel *self, Point2 p, PhantomChannelPlace *place);

/* The point of the rounded centreline at @fraction. */
Point2          phantom_channel_at   (const PhantomChannel *self, double fraction);

/* A polygon or line with its corners rounded by arcs; each point's arc length on the sharp one in @along (nullable). */
Polygon         phantom_round        (const Polygon *sharp, gboolean closed, double radius, double **along);

G_END_DECLS
