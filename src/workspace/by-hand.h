/* workspace/by-hand.h
 *
 * What a person placed on a photo: landmarks, bend points, the front, the stretch of the chloride channel, regions to be left out. One value, kept as text in the workspace
 * file and handed to the reading as options. */
#pragma once

#include "patch/reading.h"

G_BEGIN_DECLS

typedef struct {
  GArray *landmarks;       /* of FoundLandmark; manual; bend points too (patch/bend-points.h) */
  gboolean front_set;
  double front_fraction;
  gboolean chloride_set;
  double chloride_from, chloride_to; /* fractions of the chloride channel that are measured; chloride_from < chloride_to */
  GArray *left_out;        /* of Polygon; photo pixels */
} ByHand;

ByHand  *by_hand_new       (void);
ByHand  *by_hand_copy      (const ByHand *by_hand);
void     by_hand_free      (ByHand *by_hand);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ByHand, by_hand_free)

/* Places or moves a landmark; its point is kept by id. */
void     by_hand_place     (ByHand *by_hand, const char *landmark, Point2 at);
/* %FALSE: it was not placed. */
gboolean by_hand_release   (ByHand *by_hand, const char *landmark);
const FoundLandmark *by_hand_find (const ByHand *by_hand, const char *landmark); /* (nullable) */
void     by_hand_leave_out (ByHand *by_hand, const Point2 *corners, guint n);

/* (nullable): NULL when empty. */
char    *by_hand_to_json   (const ByHand *by_hand);
/* @json: (nullable): NULL gives an empty one. */
ByHand  *by_hand_from_json (const char *json, GError **error);

/* @options points into @by_hand as long as that lives. */
void     by_hand_options   (const ByHand *by_hand, double worn_min, ReadingOptions *options);

G_END_DECLS
