/* patch/phantom.c: from a scene to its photo */
#include "phantom.h"

#include <math.h>

#include "phantom-camera.h"
#include "phantom-colour.h"
#include "phantom-pose.h"
#include "phantom-random.h"
#include "phantom-sheet.h"
#include "phantom-surface.h"

#define BASE_AT_0_EV 0.5      /* encoded light of a white sheet: room for highlights, as phones expose */
#define BRIGHTEST_HUE 1.3     /* of green: cameras expose for the brightest component of coloured light */
#define SAMPLES 2             /* by side of a pixel on the patch: edges are averaged over a sample besides */
#define SECOND_PATCH_UNITS 16.5
#define FRONT_MARGIN 0.3       /* template units: a front nearer to the cover has nothing empty beside it */
#define BLINDING 0.35          /* highlight, relative to full light on white: dye and base are both white in it */
#define SHADE_OF_BEND 0.6     /* how much of the light comes from one side */

/* Everything that is the same for all pixels. */
typedef struct {
  const PhantomScene *scene;
  const PatchTemplate *geometry;
  const PhantomSheet *sheet;
  PhantomPose pose;
  double light[3];       /* of full illumination, linear */
  Point2 middle_px;
  double half_px;        /* half the patch's long side in the photo */
  Point2 glare_px;
  double shadow_angle;
  Point2 gradient_way;   /* unit vectors in the photo: where the light falls off, where the shadow lies */
  Point2 shadow_way;
  double hide_at;        /* template units along hide's direction: beyond it the cloth */
  guint32 seed;
} Drawing;

/* The patch lies at its own place, and perhaps a second one beside it. */
static Point2
in_first_patch (const Drawing *self, Point2 p)
{
  double middle = self->pose.middle.x;

  if (self->scene->two && p.y > self->pose.middle.y + SECOND_PATCH_UNITS / 2)
    p.y -= SECOND_PATCH_UNITS;
  if (self->scene->mirrored)
    p.x = 2 * middle - p.x;
  return p;
}

/* How far @p lies beyond the cover's ragged edge, template units. */
static double
beneath_cover (const Drawing *self, Point2 p)
{
  double a = self->scene->hide_deg * G_PI / 180.0;

  return (p.x - self->pose.middle.x) * cos (a) + (p.y - self->pose.middle.y) * sin (a) - self->hide_at
         + 0.3 * phantom_noise (self->seed + 31, p.x * 0.5, p.y * 0.5);
}

static void
draw_cover (const Drawing *self, Point2 p, double pixel, double light[3])
{
  double share = CLAMP (0.5 + beneath_cover (self, p) / pixel, 0.0, 1.0), cover[3];

  if (share <= 0.0)
    return;
  phantom_surface_light (PHANTOM_SURFACE_CLOTH, self->seed + 33, p, cover);
  for (int c = 0; c < 3; c++)
    light[c] += share * (cover[c] - light[c]);
}

static void
draw_on_surface (const Drawing *self, Point2 p, double pixel, double light[3])
{
  const PhantomScene *scene = self->scene;

  if (scene->object == PHANTOM_OBJECT_PATCH)
    phantom_sheet_light (self->sheet, in_first_patch (self, p), pixel, light);
  else if (scene->object != PHANTOM_OBJECT_NOTHING)
    {
      double object[3] = { light[0], light[1], light[2] };
      double share = phantom_object_light (scene->object, self->seed, p, pixel, object);

      for (int c = 0; c < 3; c++)
        light[c] += share * (object[c] - light[c]);
    }
  if (scene->hide > 0.0)
    draw_cover (self, p, pixel, light);
}

/* Light that falls on photo position (x, y), relative to full light. */
static void
illumination (const Drawing *self, double x, double y, double gain[3])
{
  const PhantomScene *scene = self->scene;
  double dx = (x - self->middle_px.x) / self->half_px, dy = (y - self->middle_px.y) / self->half_px;
  double even = 1.0 - scene->gradient * CLAMP (0.5 + 0.5 * (dx * self->gradient_way.x + dy * self->gradient_way.y), 0.0, 1.5);
  double edge = dx * self->shadow_way.x + dy * self->shadow_way.y - 0.15;
  double dark = scene->shadow * CLAMP (0.5 + edge / 0.12, 0.0, 1.0);

  /* What light a shadow leaves comes from the sky. */
  gain[0] = MAX (even, 0.05) * (1.0 - dark);
  gain[1] = MAX (even, 0.05) * (1.0 - 0.98 * dark);
  gain[2] = MAX (even, 0.05) * (1.0 - 0.95 * dark);
}

static double
highlight (const Drawing *self, double x, double y)
{
  double wide = self->half_px * self->scene->glare_width;
  double dx = (x - self->glare_px.x) / wide, dy = (y - self->glare_px.y) / wide;

  return self->scene->glare > 0.0 ? 2.2 * self->scene->glare * exp (-0.5 * (dx * dx + dy * dy)) : 0.0;
}

/* Reflected light of one sample of the photo, without its illumination. */
static void
sample (const Drawing *self, double x, double y, double pixel_px, double light[3])
{
  Point2 p;
  double facing, pixel, shade;

  light[0] = light[1] = light[2] = 0.0;
  if (!phantom_pose_to_sheet (&self->pose, x, y, &p, &facing))
    {
      phantom_background_light (self->seed + 40, x / self->scene->height, y / self->scene->height, light);
      return;
    }
  /* A tilted sheet is seen compressed: the footprint is the geometric mean of both directions. */
  pixel = pixel_px / (self->scene->px_per_unit * sqrt (CLAMP (facing, 0.05, 1.0)));
  if (self->scene->object != PHANTOM_OBJECT_PATCH || !phantom_sheet_covers (self->sheet, in_first_patch (self, p)))
    phantom_surface_light (self->scene->surface, self->seed + 50, p, light);
  draw_on_surface (self, p, pixel, light);
  shade = isfinite (self->pose.radius_mm) ? 1.0 - SHADE_OF_BEND * (1.0 - facing) : 1.0;
  for (int c = 0; c < 3; c++)
    light[c] *= shade;
}

static gboolean
needs_many_samples (const Drawing *self, double x, double y)
{
  Point2 p;
  double facing;

  if (self->scene->object == PHANTOM_OBJECT_NOTHING || !phantom_pose_to_sheet (&self->pose, x, y, &p, &facing))
    return FALSE;
  return self->scene->object != PHANTOM_OBJECT_PATCH || phantom_sheet_is_near (self->sheet, in_first_patch (self, p));
}

static void
draw_row (const Drawing *self, guint row, float *out)
{
  for (guint column = 0; column < self->scene->width; column++)
    {
      double x = column + 0.5, y = row + 0.5, sum[3] = { 0, 0, 0 }, gain[3], glare = highlight (self, x, y);
      int n = needs_many_samples (self, x, y) && !self->scene->look.jagged ? SAMPLES : 1;

      for (int i = 0; i < n * n; i++)
        {
          double light[3];

          sample (self, x + (i % n + 0.5) / n - 0.5, y + (i / n + 0.5) / n - 0.5, 1.0 / n, light);
          for (int c = 0; c < 3; c++)
            sum[c] += light[c];
        }
      illumination (self, x, y, gain);
      for (int c = 0; c < 3; c++)
        out[3 * column + (guint) c] = (float) (self->light[c] * (gain[c] * sum[c] / (n * n) + glare));
    }
}

/* Where a straight cover must end to hide the share scene->hide of the outline's area. */
static double
find_cover (const PhantomScene *scene, const PatchTemplate *geometry, Point2 middle)
{
  double a = scene->hide_deg * G_PI / 180.0, low = -30.0, high = 30.0;
  guint inside = 0;
  g_autoptr(GArray) along = g_array_new (FALSE, FALSE, sizeof (double));

  for (double y = -15; y < 15; y += 0.25)
    for (double x = -15; x < 15; x += 0.25)
      if (polygon_contains (geometry->outline.points, geometry->outline.n, (Point2) { middle.x + x, middle.y + y }))
        {
          double at = x * cos (a) + y * sin (a);

          g_array_append_val (along, at);
        }
  for (int step = 0; step < 40; step++)
    {
      double at = 0.5 * (low + high);

      inside = 0;
      for (guint i = 0; i < along->len; i++)
        inside += g_array_index (along, double, i) > at;
      if (inside > scene->hide * along->len)
        low = at;
      else
        high = at;
    }
  return low;
}

static void
prepare (Drawing *self, const PhantomScene *scene, const PatchTemplate *geometry, const PhantomSheet *sheet)
{
  guint64 random = scene->seed ^ 0x119475;
  double hue[3];

  self->scene = scene;
  self->geometry = geometry;
  self->sheet = sheet;
  self->seed = (guint32) phantom_next (&random);
  phantom_pose_init (&self->pose, scene, geometry);
  phantom_light (scene->kelvin, hue);
  hue[1] *= 1.0 + scene->tint;
  for (int c = 0; c < 3; c++)
    self->light[c] = BASE_AT_0_EV / 0.85 * exp2 (scene->ev) * hue[c] / MAX (MAX (hue[0], hue[2]) / BRIGHTEST_HUE, 1.0);
  self->middle_px = phantom_pose_to_photo (&self->pose, self->pose.middle);
  self->half_px = scene->px_per_unit * 9.5;
  self->shadow_angle = phantom_between (&random, 0, 2 * G_PI);
  self->shadow_way = (Point2) { cos (self->shadow_angle), sin (self->shadow_angle) };
  self->gradient_way = (Point2) { cos (scene->gradient_deg * G_PI / 180.0), sin (scene->gradient_deg * G_PI / 180.0) };
  self->glare_px = (Point2) { self->middle_px.x + self->half_px * phantom_between (&random, -0.7, 0.7),
                              self->middle_px.y + self->half_px * phantom_between (&random, -0.5, 0.5) };
  if (scene->glare_on_front)
    self->glare_px = phantom_pose_to_photo (&self->pose, phantom_sheet_front (sheet, scene->fill));
  self->hide_at = scene->hide > 0.0 ? find_cover (scene, geometry, self->pose.middle) : 0.0;
}

static void
tell_truth (const Drawing *self, const PatchCalibration *calibration, PhantomTruth *truth)
{
  double linear[3];
  Point2 front = phantom_sheet_front (self->sheet, self->scene->fill);
  const PatchTemplate *geometry = self->geometry;

  *truth = (PhantomTruth) { .fill = self->scene->fill, .px_per_unit = self->scene->px_per_unit, .unit_mm = self->pose.unit_mm,
                            .unit_assumed = isnan (geometry->unit_mm), .n_landmarks = geometry->n_landmarks };
  if (self->scene->mirrored)
    front.x = 2 * self->pose.middle.x - front.x;
  truth->front_hidden = self->scene->hide > 0.0 && beneath_cover (self, front) > -FRONT_MARGIN;
  front = phantom_pose_to_photo (&self->pose, front);
  truth->front_hidden = truth->front_hidden || highlight (self, front.x, front.y) > BLINDING;
  truth->front_px[0] = front.x;
  truth->front_px[1] = front.y;
  truth->landmarks_px = g_new (Point2, MAX (geometry->n_landmarks, 1));
  for (guint i = 0; i < geometry->n_landmarks; i++)
    {
      Point2 at = geometry->landmarks[i].at;

      if (self->scene->mirrored)
        at.x = 2 * self->pose.middle.x - at.x;
      truth->landmarks_px[i] = phantom_pose_to_photo (&self->pose, at);
    }
  phantom_chloride (self->scene, calibration, linear, truth->lab);
  truth->chloride_mmol_l = calibration && calibration->n_chloride >= 2 ? self->scene->chloride_mmol_l : NAN;
}

void
phantom_truth_clear (PhantomTruth *truth)
{
  g_clear_pointer (&truth->landmarks_px, g_free);
}

guint8 *
phantom_draw (const PhantomScene *scene, const PatchTemplate *geometry, const PatchCalibration *calibration, PhantomTruth *truth)
{
  g_autoptr(PhantomSheet) sheet = NULL;
  g_autofree float *light = NULL;
  Drawing drawing;

  g_return_val_if_fail (scene != NULL && geometry != NULL && truth != NULL, NULL);

  sheet = phantom_sheet_new (scene, geometry, calibration);
  prepare (&drawing, scene, geometry, sheet);
  light = g_new (float, (gsize) scene->width * scene->height * 3);
  for (guint row = 0; row < scene->height; row++)
    draw_row (&drawing, row, light + 3 * (gsize) row * scene->width);
  phantom_draw_hairs (light, scene->width, scene->height, drawing.seed, scene->hairs, scene->px_per_unit, drawing.light[1]);
  phantom_camera_blur (light, scene->width, scene->height, scene->blur_px, scene->motion_px, drawing.shadow_angle);
  tell_truth (&drawing, calibration, truth);
  return phantom_camera_expose (light, scene->width, scene->height, scene->noise, drawing.seed + 60);
}
