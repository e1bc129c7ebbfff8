/* patch/phantom-pose.h
 *
 * Where the sheet is in space and what the camera sees of it: exact both ways. Template units on the sheet, photo pixels.
 * May include: base. */
#pragma once

#include "phantom.h"

G_BEGIN_DECLS

typedef struct {
  Point2 middle;        /* of the template, on the camera's axis before the shift */
  double unit_mm;
  double cos_bend, sin_bend;
  double radius_mm;     /* INFINITY: flat */
  double rotation[9];   /* sheet to camera axes: x right, y down, z away from the camera */
  double distance_mm;
  double focal_px;
  double centre_x, centre_y; /* photo pixels of the sheet's middle */
} PhantomPose;

void     phantom_pose_init     (PhantomPose *pose, const PhantomScene *scene, const PatchTemplate *geometry);
Point2   phantom_pose_to_photo (const PhantomPose *pose, Point2 on_template);

/**
 * phantom_pose_to_sheet:
 * @facing: (out): cosine between the surface's normal and the line of sight
 *
 * Returns: %FALSE where the line of sight misses the surface.
 */
gboolean phantom_pose_to_sheet (const PhantomPose *pose, double x, double y, Point2 *on_template, double *facing);

G_END_DECLS
