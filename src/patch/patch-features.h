/* patch/patch-features.h
 *
 * What can be located of a template in a photo: short straight stretches of edges and channels, and places whose look
 * is known. Private to patch. May include: base, regions, template. */
#pragma once

#include "regions.h"
#include "template.h"

G_BEGIN_DECLS

typedef enum {
  FEATURE_DARK_EDGE,  /* dark print against base or blocks */
  FEATURE_CUT_EDGE,   /* where the sticker ends */
  FEATURE_CHANNEL,    /* both walls of a channel, full or empty: a pair of edges at a known distance */
  FEATURE_BLOCK_EDGE, /* between two inks, or ink and base */
} FeatureKind;

typedef struct {
  FeatureKind kind;
  Point2 at;           /* template units */
  Point2 normal;       /* unit vector; from inside to outside */
  double reach;        /* half the length, along the stretch, that is straight */
  double sd;           /* template units: how far the printed thing may lie from the drawing */
  double width;        /* of a channel */
  double clear;        /* how far from its expected place it may be sought without meeting something that looks alike */
  gboolean print_inside; /* of a cut edge: dark print just inside */
  gboolean base_inside; /* of a cut edge: bare base just inside */
} PatchFeature;

typedef struct {
  const PatchTemplate *geometry;
  PatchFeature *features; guint n_features;
  Point2 *base;           guint n_base;   /* bare base, all over the sticker */
  int *beside;                            /* for each of base: the dark region that it is close to, −1: none */
  Point2 *dark;           guint n_dark;   /* dark print, just inside its edges (a mark may be left out of its middle) */
  Point2 *around;         guint n_around; /* just outside the sticker */
  PatchRegions *regions;                  /* what each place of the sticker is: painted once, not at every step of a drag */
} PatchFeatures;

/* From the middle of a channel to the next thing that could be taken for one of its walls, template units; where that is far
 * away, how far it would be sought. */
double               patch_feature_gap   (const PatchFeature *channel);

/* Made when first asked for and kept with the template, as every photo needs the same; any thread may ask. */
const PatchFeatures *patch_features_of   (const PatchTemplate *geometry);
void                 patch_features_free (PatchFeatures *self);

G_END_DECLS
