/* patch/front.h
 *
 * Where a channel is filled: empty or filled at each sample by likelihood along the channel, the farthest filled
 * stretch, and the edge at its end to a fraction of a sample. In: coverage along a channel. Out: runs, front, its
 * standard deviation. Lengths in template units. May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double at;           /* arc length */
  double coverage;     /* 0 empty, 1 dye */
  gboolean usable;     /* FALSE: clipped, glaring, hidden */
  double filled;       /* (out) probability that there is dye, 0–1 */
} FrontSample;

typedef struct {
  double from, to;
} FilledRun;

#define FRONT_MAX_RUNS 64

typedef struct {
  gboolean any;                      /* there is a filled stretch */
  double front;                      /* end of the farthest filled stretch */
  double sd;                         /* of the front, from this profile alone */
  double unseen;                     /* length around the front of which nothing is known */
  gboolean gap;                      /* empty stretches, films or droplets behind the front, or specks ahead of it */
  gboolean fading;                   /* the dye thins out over a length instead of ending */
  double foot;                       /* length of that, template units; 0 where the dye ends */
  FilledRun runs[FRONT_MAX_RUNS];    /* filled stretches, in order */
  guint n_runs;
  double noise;                      /* standard deviation of one sample's coverage */
} FrontResult;

/**
 * front_find:
 * @samples: evenly spaced in ascending order; filled is set
 * @width: of the channel: nothing shorter than 1.2 widths counts as filled
 */
void   front_find   (FrontSample *samples, guint n, double step, double width, FrontResult *result);

/**
 * front_refine:
 * @samples: finely spaced around the front
 * @result: front and sd are replaced where an edge is found within the samples
 *
 * Least squares of an edge blurred by a Gaussian; position, blur and both levels free.
 */
void   front_refine (const FrontSample *samples, guint n, double step, double width, FrontResult *result);

G_END_DECLS
