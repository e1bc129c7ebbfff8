/* patch/phantom-scene.c: scenes, plain and random */
#include <glib/gi18n.h>
#include <math.h>

#include "phantom-colour.h"
#include "phantom-random.h"
#include "phantom.h"

#define FARTHEST_AROUND_RAD 1.4 /* of a patch around its forearm: beyond, the camera cannot see its sides */

static const char *const surface_names[PHANTOM_N_SURFACES]
  = { "skin-1", "skin-2", "skin-3", "skin-4", "skin-5", "skin-6", "dark", "grey", "wood", "white", "cloth", "plain" };
static const char *const object_names[PHANTOM_N_OBJECTS]
  = { "patch", "nothing", "ruler", "orange-lines", "chequerboard", "page", "white-card", "black-box" };

const char *
phantom_surface_name (PhantomSurface surface)
{
  g_return_val_if_fail ((guint) surface < PHANTOM_N_SURFACES, NULL);

  return surface_names[surface];
}

const char *
phantom_object_name (PhantomObject object)
{
  g_return_val_if_fail ((guint) object < PHANTOM_N_OBJECTS, NULL);

  return object_names[object];
}

/* As a careful drawing of a production patch. */
static void
look_like_a_patch (PhantomLook *look, guint64 *random)
{
  look->corner_radius = phantom_between (random, 0.3, 1.0);
  look->trim = phantom_between (random, 0.0, 0.12);
  look->bend_radius = phantom_between (random, 0.15, 0.32);
  for (int c = 0; c < 3; c++)
    look->white[c] = 0.85 + phantom_between (random, -0.03, 0.03);
  look->empty_grey = phantom_between (random, 0.0, 0.06);
  look->emboss = phantom_between (random, 0.03, 0.15);
  look->emboss_width = phantom_between (random, 0.03, 0.08);
  look->halftone = TRUE;
  look->box_light = phantom_between (random, 0.010, 0.03);
  look->emblem = (PhantomEmblem) (phantom_next (random) % PHANTOM_N_EMBLEMS);
  look->rim = phantom_chance (random, 0.3) ? phantom_between (random, 0.1, 0.4) : 0.0;
  look->drop_shadow = phantom_between (random, 0.0, 0.5);
  look->paper_noise = phantom_between (random, 0.0, 0.012);
  look->dye_from = phantom_between (random, 0.0, 1.0);
  look->dye_to = phantom_between (random, 0.2, 1.0);
  look->dye_wave = phantom_between (random, 0.0, 0.3);
  look->bleed = phantom_chance (random, 0.4) ? phantom_between (random, 0.0, 0.10) : 0.0;
  look->meniscus = phantom_between (random, -0.15, 0.15);
  look->tab = phantom_chance (random, 0.15);
  look->ink_shift = phantom_between (random, 0.0, 0.15);
}

/* As a flat drawing: no relief, perhaps outlines, perhaps jagged. */
static void
look_like_a_drawing (PhantomLook *look, guint64 *random)
{
  look->corner_radius = phantom_chance (random, 0.5) ? 0.0 : phantom_between (random, 0.1, 0.8);
  look->bend_radius = phantom_chance (random, 0.5) ? 0.0 : phantom_between (random, 0.1, 0.3);
  look->mitred = phantom_chance (random, 0.5);
  for (int c = 0; c < 3; c++)
    look->white[c] = 0.86 + phantom_between (random, -0.05, 0.05);
  look->empty_grey = phantom_chance (random, 0.3) ? 0.0 : phantom_between (random, 0.02, 0.15);
  look->emboss = 0.0;
  look->emboss_width = 0.05;
  look->edge_line = phantom_chance (random, 0.35) ? phantom_between (random, 0.1, 0.35) : 0.0;
  look->block_line = phantom_chance (random, 0.25) ? phantom_between (random, 0.1, 0.6) : 0.0;
  look->outline_line = phantom_chance (random, 0.3) ? phantom_between (random, 0.1, 0.6) : 0.0;
  look->halftone = phantom_chance (random, 0.5);
  look->box_light = phantom_between (random, 0.004, 0.03);
  look->emblem = phantom_chance (random, 0.5) ? PHANTOM_EMBLEM_NONE : PHANTOM_EMBLEM_RING;
  look->drop_shadow = phantom_chance (random, 0.3) ? phantom_between (random, 0.0, 0.5) : 0.0;
  look->paper_noise = phantom_chance (random, 0.5) ? 0.0 : phantom_between (random, 0.0, 0.006);
  look->dye_from = phantom_between (random, 0.0, 1.0);
  look->dye_to = phantom_chance (random, 0.5) ? look->dye_from : phantom_between (random, 0.0, 1.0);
  look->jagged = phantom_chance (random, 0.1);
  look->empty_printed = phantom_chance (random, 0.4);
  look->ink_shift = phantom_between (random, 0.0, 0.3);
}

static void
choose_look (PhantomLook *look, guint64 seed)
{
  guint64 random = seed ^ 0x100c;

  *look = (PhantomLook) { .white = { 0.85, 0.85, 0.85 } };
  if (phantom_chance (&random, 0.6))
    look_like_a_patch (look, &random);
  else
    look_like_a_drawing (look, &random);
}

void
phantom_scene_init (PhantomScene *scene, guint64 seed)
{
  g_return_if_fail (scene != NULL);

  *scene = (PhantomScene) {
    .seed = seed, .width = 1600, .height = 1200, .object = PHANTOM_OBJECT_PATCH,
    .fill = 0.4, .chloride_mmol_l = 45.0, .chloride_strength = 0.5, .chloride_fill = 1.0,
    .px_per_unit = 58.0, .bend_radius_mm = INFINITY, .distance_mm = 250.0,
    .kelvin = 6500.0, .glare_width = 0.14, .blur_px = 0.7, .noise = 1.0, .surface = PHANTOM_SURFACE_SKIN_3,
  };
  choose_look (&scene->look, seed);
}

static PhantomSurface
choose_surface (guint64 *random)
{
  if (phantom_chance (random, 0.6))
    return (PhantomSurface) (PHANTOM_SURFACE_SKIN_1 + phantom_next (random) % 6);
  return (PhantomSurface) (PHANTOM_SURFACE_DARK_TABLE + phantom_next (random) % (PHANTOM_N_SURFACES - PHANTOM_SURFACE_DARK_TABLE));
}

/* Dry stretches behind the front, none of which reaches it. */
static void
choose_gaps (PhantomScene *scene, guint64 *random, guint n)
{
  double from = 0.0;

  for (guint i = 0; i < n && scene->fill > 0.15; i++)
    {
      double room = scene->fill - 0.04 - from, length;

      if (room < 0.06)
        return;
      from += phantom_between (random, 0.0, 0.5) * room;
      length = phantom_between (random, 0.02, MIN (0.15, scene->fill - 0.03 - from));
      scene->gaps[scene->n_gaps++] = (PhantomGap) { from < 0.02 ? 0.0 : from, from + length };
      from += length + 0.02;
    }
}

/* As large as fits: the patch's long side in the smaller share of what a turned patch needs. */
static double
largest_scale (const PhantomScene *scene)
{
  double c = fabs (cos (scene->rotate_deg * G_PI / 180.0)), s = fabs (sin (scene->rotate_deg * G_PI / 180.0));

  return MIN (scene->width / (19.0 * c + 13.8 * s), scene->height / (19.0 * s + 13.8 * c));
}

static void
choose_pose (PhantomScene *scene, PhantomLevel level, guint64 *random)
{
  static const double most_tilt[] = { 10, 22, 35 }, chance_of_bend[] = { 0.4, 0.7, 0.9 };
  double spare;

  scene->rotate_deg = phantom_between (random, 0, 360);
  scene->tilt_deg = phantom_between (random, 0, most_tilt[level]);
  scene->tilt_axis_deg = phantom_between (random, 0, 360);
  if (phantom_chance (random, chance_of_bend[level]))
    scene->bend_radius_mm = level == PHANTOM_EASY ? phantom_between (random, 55, 80) : phantom_between (random, 35, 80);
  scene->bend_axis_deg = phantom_chance (random, 0.8) ? phantom_between (random, -25, 25) : phantom_between (random, 0, 180);
  scene->distance_mm = phantom_between (random, 160, 400);
  spare = phantom_between (random, level == PHANTOM_EASY ? 0.6 : level == PHANTOM_MEDIUM ? 0.45 : 0.35, 0.85);
  scene->px_per_unit = spare * largest_scale (scene);
  scene->shift_x = (1 - spare) * 0.35 * phantom_between (random, -1, 1);
  scene->shift_y = (1 - spare) * 0.35 * phantom_between (random, -1, 1);
}

static void
choose_light (PhantomScene *scene, PhantomLevel level, guint64 *random)
{
  static const double low_ev[] = { -0.5, -1.0, -1.5 }, high_ev[] = { 0.5, 0.7, 0.8 }, most_tint[] = { 0.03, 0.08, 0.15 };
  static const double most_gradient[] = { 0.15, 0.35, 0.5 };

  scene->ev = phantom_between (random, low_ev[level], high_ev[level]);
  scene->kelvin = level == PHANTOM_EASY ? phantom_between (random, 5000, 7500)
                  : level == PHANTOM_MEDIUM ? phantom_between (random, 3500, 8000) : phantom_between (random, 2700, 8000);
  scene->tint = most_tint[level] * phantom_between (random, -1, 1);
  scene->gradient = phantom_between (random, 0, most_gradient[level]);
  scene->gradient_deg = phantom_between (random, 0, 360);
  if (level == PHANTOM_MEDIUM && phantom_chance (random, 0.2))
    scene->shadow = phantom_between (random, 0.1, 0.4);
  if (level == PHANTOM_HARD && phantom_chance (random, 0.4))
    scene->shadow = phantom_between (random, 0.2, 0.65);
  if (level == PHANTOM_HARD && phantom_chance (random, 0.3))
    scene->glare = phantom_between (random, 0.1, 0.8);
}

static void
choose_camera (PhantomScene *scene, PhantomLevel level, guint64 *random)
{
  static const double most_blur[] = { 1.0, 1.6, 2.4 }, most_noise[] = { 1.5, 3.0, 6.0 };

  scene->blur_px = phantom_between (random, 0.3, most_blur[level]);
  scene->noise = phantom_between (random, 0.3, most_noise[level]);
  if (level == PHANTOM_HARD && phantom_chance (random, 0.3))
    scene->motion_px = phantom_between (random, 1.0, 5.0);
}

/* Patches of one lot scatter around its curve. A stream of its own, so that nothing else of a scene hangs on it. */
static double
choose_departure (const PatchCalibration *calibration, guint64 seed)
{
  guint64 random = phantom_mix (seed ^ 0x10c5);
  double sum = 0;

  /* twelve evenly distributed numbers make a normal one */
  for (int i = 0; i < 12; i++)
    sum += phantom_uniform (&random) - 0.5;
  return isnan (calibration->chloride_sd_mmol_l) ? 0 : sum * calibration->chloride_sd_mmol_l;
}

void
phantom_scene_random (PhantomScene *scene, PhantomLevel level, guint64 seed, guint width, guint height,
                      const PatchCalibration *calibration)
{
  guint64 random = phantom_mix (seed * 3 + level);

  g_return_if_fail (scene != NULL);

  phantom_scene_init (scene, seed);
  scene->width = width;
  scene->height = height;
  scene->surface = choose_surface (&random);
  scene->fill = phantom_chance (&random, 0.03) ? 0.0 : phantom_chance (&random, 0.03) ? 1.0 : phantom_between (&random, 0.02, 0.985);
  scene->chloride_strength = phantom_between (&random, 0.05, 1.0);
  if (calibration && calibration->n_chloride >= 2)
    {
      double low = calibration->chloride[0].chloride_mmol_l, high = calibration->chloride[calibration->n_chloride - 1].chloride_mmol_l;

      scene->chloride_mmol_l = phantom_between (&random, low + 0.08 * (high - low), high - 0.05 * (high - low));
      scene->chloride_departure = choose_departure (calibration, seed);
    }
  scene->chloride_fill = level == PHANTOM_EASY || phantom_chance (&random, 0.7) ? 1.0 : phantom_between (&random, 0.45, 1.0);
  choose_pose (scene, level, &random);
  choose_light (scene, level, &random);
  choose_camera (scene, level, &random);
  if (level != PHANTOM_EASY && phantom_chance (&random, level == PHANTOM_MEDIUM ? 0.25 : 0.4))
    choose_gaps (scene, &random, 1 + (guint) (phantom_next (&random) % 3));
  if (scene->surface <= PHANTOM_SURFACE_SKIN_6)
    scene->hairs = (guint) phantom_between (&random, 0, level == PHANTOM_EASY ? 25 : level == PHANTOM_MEDIUM ? 80 : 160);
  if (level != PHANTOM_EASY && phantom_chance (&random, 0.35))
    scene->drops = (guint) phantom_between (&random, 1, level == PHANTOM_MEDIUM ? 5 : 12);
  if (level == PHANTOM_HARD && phantom_chance (&random, 0.15))
    {
      scene->hide = phantom_between (&random, 0.02, 0.10);
      scene->hide_deg = phantom_between (&random, 20, 160); /* from the side of the far arms' lower ends: channels' ends may go */
    }
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE, message);
  return FALSE;
}

static gboolean
check_gaps (const PhantomScene *scene, GError **error)
{
  for (guint i = 0; i < scene->n_gaps; i++)
    {
      const PhantomGap *gap = &scene->gaps[i];

      if (!(gap->from >= 0.0 && gap->from < gap->to && gap->to < scene->fill))
        {
          g_set_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE,
                       _("the gap from %g to %g must lie behind the front at %g: the front is the farthest filled position"), gap->from,
                       gap->to, scene->fill);
          return FALSE;
        }
    }
  return TRUE;
}

/* What each number of a scene may be. */
static gboolean
check_ranges (const PhantomScene *scene, GError **error)
{
  const struct {
    const char *name;
    double value, least, most;
  } ranges[] = {
    { N_("fill"), scene->fill, 0, 1 },
    { N_("filled part of the chloride channel"), scene->chloride_fill, 0, 1 },
    { N_("pixels for a template unit"), scene->px_per_unit, 2, 2000 },
    { N_("rotation"), scene->rotate_deg, -3600, 3600 },
    { N_("tilt"), scene->tilt_deg, 0, 60 },
    { N_("axis of tilt"), scene->tilt_axis_deg, -3600, 3600 },
    { N_("axis of the bend"), scene->bend_axis_deg, -3600, 3600 },
    { N_("distance in mm"), scene->distance_mm, 80, 10000 },
    { N_("exposure"), scene->ev, -8, 8 },
    { N_("colour temperature"), scene->kelvin, 1700, 20000 },
    { N_("tint"), scene->tint, -0.5, 0.5 },
    { N_("gradient"), scene->gradient, 0, 1 },
    { N_("shadow"), scene->shadow, 0, 0.9 },
    { N_("glare"), scene->glare, 0, 1 },
    { N_("width of the glare"), scene->glare_width, 0.02, 2 },
    { N_("blur"), scene->blur_px, 0, 100 },
    { N_("motion"), scene->motion_px, 0, 300 },
    { N_("noise"), scene->noise, 0, 60 },
    { N_("hidden share"), scene->hide, 0, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (!(ranges[i].value >= ranges[i].least && ranges[i].value <= ranges[i].most))
      {
        g_set_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE, _("%s: %g is not between %g and %g"), _(ranges[i].name),
                     ranges[i].value, ranges[i].least, ranges[i].most);
        return FALSE;
      }
  return TRUE;
}

gboolean
phantom_scene_check (const PhantomScene *scene, const PatchTemplate *geometry, const PatchCalibration *calibration, GError **error)
{
  double unit_mm, reach = 0.0;

  g_return_val_if_fail (scene != NULL && geometry != NULL, FALSE);

  if (scene->width < 16 || scene->height < 16 || scene->width > PHANTOM_MOST_SIDE || scene->height > PHANTOM_MOST_SIDE)
    return refuse (error, _("width and height must lie between 16 and 12000 pixels"));
  if (!check_ranges (scene, error))
    return FALSE;
  if (calibration && calibration->n_chloride >= 2
      && !(scene->chloride_mmol_l >= calibration->chloride[0].chloride_mmol_l
           && scene->chloride_mmol_l <= calibration->chloride[calibration->n_chloride - 1].chloride_mmol_l))
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE, _("%g mmol/L lies outside the curve of lot “%s” (%g to %g)"),
                   scene->chloride_mmol_l, calibration->id, calibration->chloride[0].chloride_mmol_l,
                   calibration->chloride[calibration->n_chloride - 1].chloride_mmol_l);
      return FALSE;
    }
  unit_mm = isnan (geometry->unit_mm) ? PHANTOM_UNIT_MM_ASSUMED : geometry->unit_mm;
  for (guint i = 0; i < geometry->outline.n; i++)
    reach = MAX (reach, 0.5 * point2_distance (geometry->outline.points[0], geometry->outline.points[i]) * unit_mm);
  if (!(scene->bend_radius_mm > 0.0) || reach / scene->bend_radius_mm > 2 * FARTHEST_AROUND_RAD)
    return refuse (error, _("the patch cannot be bent that tightly and still be seen"));
  return check_gaps (scene, error);
}
