/* patch/template.h
 *
 * What a kind of patch looks like: saltline-template/1. Lengths in template units (about the distance of two arms of
 * the serpentine), x along the long side, y down. A template is never changed after it is loaded; one may be shared
 * by threads. In: JSON. Out: PatchTemplate. May include: base. */
#pragma once

#include <glib.h>

#include "base/geometry.h"
#include "patch-error.h"

G_BEGIN_DECLS

typedef struct {
  Point2 *points;
  guint n;
} Polygon; /* closed; also an open polyline where it is called centreline */

typedef enum { LANDMARK_CORNER, LANDMARK_TURN, LANDMARK_EDGE } LandmarkKind;

typedef struct {
  char *id;
  Point2 at;
  LandmarkKind kind;
} TemplateLandmark;

typedef struct {
  char *name;        /* the ink: the same name in two sets is the same ink */
  int set;
  Polygon polygon;
  gboolean known;    /* srgb is the true colour */
  guint8 srgb[3];
} ReferenceBlock;

typedef struct {
  double width;
  Polygon centreline;      /* open; in filling order */
  double length;           /* of the centreline */
} PatchChannel;

typedef struct {
  char *id;
  char *version;
  char *name;
  char *source;
  char *sha256;            /* of the file's bytes */
  char *body;              /* the file's bytes, as they were read */
  double unit_mm;          /* NAN: no trustworthy size is known */
  Polygon outline;
  Polygon *dark_regions;        guint n_dark_regions;
  TemplateLandmark *landmarks;  guint n_landmarks;
  PatchChannel volume;
  double hidden_before;    /* NAN: not known */
  guint8 empty_srgb[3];
  guint8 (*dye_srgb)[3];        guint n_dyes;      /* from diluted to full */
  PatchChannel chloride;
  ReferenceBlock *blocks;       guint n_blocks;
  Polygon *base_regions;        guint n_base_regions;
  gpointer features;       /* patch_features_of() keeps here what it made; atomic */
} PatchTemplate;

PatchTemplate *patch_template_load       (const char *path, GError **error);
PatchTemplate *patch_template_parse      (const char *name, const char *bytes, gssize length, GError **error);

/* JSON as it is read back, byte for byte the same for the same template. */
char          *patch_template_to_json    (const PatchTemplate *self);
void           patch_template_free       (PatchTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PatchTemplate, patch_template_free)

G_END_DECLS
