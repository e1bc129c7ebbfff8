/* patch/phantom-pose.c */
#include "phantom-pose.h"

#include <math.h>

#define RADIANS(deg) ((deg) * G_PI / 180.0)

static void
multiply (const double a[9], const double b[9], double out[9])
{
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      out[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
}

/* Rodrigues: by @angle about the axis (cos @axis, sin @axis, 0) in the photo's plane. */
static void
tilt_matrix (double angle, double axis, double out[9])
{
  double c = cos (angle), s = sin (angle), ux = cos (axis), uy = sin (axis);
  const double m[9] = { c + ux * ux * (1 - c), ux * uy * (1 - c), uy * s,
                        ux * uy * (1 - c), c + uy * uy * (1 - c), -ux * s,
                        -uy * s, ux * s, c };

  for (int i = 0; i < 9; i++)
    out[i] = m[i];
}

void
phantom_pose_init (PhantomPose *pose, const PhantomScene *scene, const PatchTemplate *geometry)
{
  Point2 low = geometry->outline.points[0], high = low;
  double turn = RADIANS (scene->rotate_deg);
  const double spin[9] = { cos (turn), -sin (turn), 0, sin (turn), cos (turn), 0, 0, 0, 1 };
  double tilt[9];

  for (guint i = 1; i < geometry->outline.n; i++)
    {
      low = (Point2) { MIN (low.x, geometry->outline.points[i].x), MIN (low.y, geometry->outline.points[i].y) };
      high = (Point2) { MAX (high.x, geometry->outline.points[i].x), MAX (high.y, geometry->outline.points[i].y) };
    }
  pose->middle = (Point2) { (low.x + high.x) / 2, (low.y + high.y) / 2 };
  pose->unit_mm = isnan (geometry->unit_mm) ? PHANTOM_UNIT_MM_ASSUMED : geometry->unit_mm;
  pose->cos_bend = cos (RADIANS (scene->bend_axis_deg));
  pose->sin_bend = sin (RADIANS (scene->bend_axis_deg));
  pose->radius_mm = scene->bend_radius_mm;
  tilt_matrix (RADIANS (scene->tilt_deg), RADIANS (scene->tilt_axis_deg), tilt);
  multiply (tilt, spin, pose->rotation);
  pose->distance_mm = scene->distance_mm;
  pose->focal_px = scene->px_per_unit / pose->unit_mm * scene->distance_mm;
  pose->centre_x = scene->width * (0.5 + scene->shift_x);
  pose->centre_y = scene->height * (0.5 + scene->shift_y);
}

Point2
phantom_pose_to_photo (const PhantomPose *pose, Point2 on_template)
{
  double x = (on_template.x - pose->middle.x) * pose->unit_mm, y = (on_template.y - pose->middle.y) * pose->unit_mm;
  double along = x * pose->cos_bend + y * pose->sin_bend, around = -x * pose->sin_bend + y * pose->cos_bend;
  double sideways = around, depth = 0.0, seen[3];
  const double *m = pose->rotation;

  if (isfinite (pose->radius_mm))
    {
      sideways = pose->radius_mm * sin (around / pose->radius_mm);
      depth = pose->radius_mm * (1.0 - cos (around / pose->radius_mm));
    }
  x = along * pose->cos_bend - sideways * pose->sin_bend;
  y = along * pose->sin_bend + sideways * pose->cos_bend;
  for (int i = 0; i < 3; i++)
    seen[i] = m[3 * i] * x + m[3 * i + 1] * y + m[3 * i + 2] * depth;
  seen[2] += pose->distance_mm;
  return (Point2) { pose->centre_x + pose->focal_px * seen[0] / seen[2], pose->centre_y + pose->focal_px * seen[1] / seen[2] };
}

gboolean
phantom_pose_to_sheet (const PhantomPose *pose, double px, double py, Point2 *on_template, double *facing)
{
  const double *m = pose->rotation;
  double ray[3] = { (px - pose->centre_x) / pose->focal_px, (py - pose->centre_y) / pose->focal_px, 1.0 };
  double length = sqrt (ray[0] * ray[0] + ray[1] * ray[1] + 1.0);
  double from[3], to[3], along, around, x, y;

  /* Camera and ray in the sheet's own axes: the transpose of the rotation, the forearm's axis turned to x. */
  for (int i = 0; i < 3; i++)
    {
      from[i] = -m[6 + i] * pose->distance_mm;
      to[i] = (m[i] * ray[0] + m[3 + i] * ray[1] + m[6 + i] * ray[2]) / length;
    }
  x = from[0] * pose->cos_bend + from[1] * pose->sin_bend;
  from[1] = -from[0] * pose->sin_bend + from[1] * pose->cos_bend;
  from[0] = x;
  x = to[0] * pose->cos_bend + to[1] * pose->sin_bend;
  to[1] = -to[0] * pose->sin_bend + to[1] * pose->cos_bend;
  to[0] = x;
  if (!isfinite (pose->radius_mm))
    {
      double t;

      if (to[2] < 1e-6)
        return FALSE;
      t = -from[2] / to[2];
      along = from[0] + t * to[0];
      around = from[1] + t * to[1];
      *facing = to[2];
    }
  else
    {
      /* y² + (z − R)² = R² */
      double r = pose->radius_mm, z = from[2] - r;
      double a = to[1] * to[1] + to[2] * to[2], b = from[1] * to[1] + z * to[2], c = from[1] * from[1] + z * z - r * r;
      double inside = b * b - a * c, t, hit_y, hit_z;

      if (inside <= 0.0 || a <= 0.0)
        return FALSE;
      t = (-b - sqrt (inside)) / a;
      if (t <= 0.0)
        return FALSE;
      along = from[0] + t * to[0];
      hit_y = from[1] + t * to[1];
      hit_z = z + t * to[2];
      around = r * atan2 (hit_y, -hit_z);
      *facing = -(hit_y * to[1] + hit_z * to[2]) / r;
    }
  x = along * pose->cos_bend - around * pose->sin_bend;
  y = along * pose->sin_bend + around * pose->cos_bend;
  *on_template = (Point2) { pose->middle.x + x / pose->unit_mm, pose->middle.y + y / pose->unit_mm };
  return TRUE;
}
