/* commands/command-phantom.c: saltline phantom, a patch with known truth as a photo or on paper */
#include "commands-list.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "patch/phantom.h"
#include "workspace/installed.h"

#define DEFAULT_TEMPLATE "gx-18-arm"
#define QUALITY 92

/* What was asked for. NAN and −1: not said, so that the level or the plain scene decides. */
typedef struct {
  char *template, *calibration, *pdf, *level, *surface, *object;
  char **gaps;
  gint64 seed;
  int width, height, quality, hairs, drops;
  gboolean json, no_patch, mirror, two, glare_on_front;
  double fill, chloride, chloride_fill, rotate, tilt, tilt_axis, bend, bend_axis, distance, scale;
  double ev, kelvin, tint, gradient, shadow, glare, glare_width, blur, motion, noise, hide;
} PhantomRequest;

static void
phantom_request_clear (PhantomRequest *r)
{
  g_free (r->template);
  g_free (r->calibration);
  g_free (r->pdf);
  g_free (r->level);
  g_free (r->surface);
  g_free (r->object);
  g_strfreev (r->gaps);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PhantomRequest, phantom_request_clear)

static void
set_if_said (double *value, double said)
{
  if (!isnan (said))
    *value = said;
}

static gboolean
read_gap (const char *text, PhantomGap *gap)
{
  char *colon, *end;

  gap->from = g_ascii_strtod (text, &colon);
  if (colon == text || *colon != ':')
    return FALSE;
  gap->to = g_ascii_strtod (colon + 1, &end);
  return end != colon + 1 && *end == '\0';
}

static gboolean
find_name (const char *option, const char *text, const char *(*name_of) (guint), guint n, guint *found)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (text, name_of (i)))
        {
          *found = i;
          return TRUE;
        }
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name_of (i));
    }
  command_complain ("phantom", _("%s knows %s; not “%s”"), option, names->str, text);
  return FALSE;
}

static const char *
level_name (guint level)
{
  static const char *const names[] = { "easy", "medium", "hard" };

  return names[level];
}

static const char *
surface_name (guint surface)
{
  return phantom_surface_name ((PhantomSurface) surface);
}

static const char *
object_name (guint object)
{
  return phantom_object_name ((PhantomObject) object);
}

static void
apply_numbers (const PhantomRequest *request, PhantomScene *scene)
{
  if (!isnan (request->fill) && request->fill != scene->fill)
    scene->n_gaps = 0; /* the level's gaps belonged to its own fill */
  set_if_said (&scene->fill, request->fill);
  set_if_said (&scene->chloride_mmol_l, request->chloride);
  if (!isnan (request->chloride))
    scene->chloride_departure = 0;
  set_if_said (&scene->chloride_fill, request->chloride_fill);
  set_if_said (&scene->rotate_deg, request->rotate);
  set_if_said (&scene->tilt_deg, request->tilt);
  set_if_said (&scene->tilt_axis_deg, request->tilt_axis);
  set_if_said (&scene->bend_radius_mm, request->bend);
  set_if_said (&scene->bend_axis_deg, request->bend_axis);
  set_if_said (&scene->distance_mm, request->distance);
  set_if_said (&scene->px_per_unit, request->scale);
  set_if_said (&scene->ev, request->ev);
  set_if_said (&scene->kelvin, request->kelvin);
  set_if_said (&scene->tint, request->tint);
  set_if_said (&scene->gradient, request->gradient);
  set_if_said (&scene->shadow, request->shadow);
  set_if_said (&scene->glare, request->glare);
  set_if_said (&scene->glare_width, request->glare_width);
  set_if_said (&scene->blur_px, request->blur);
  set_if_said (&scene->motion_px, request->motion);
  set_if_said (&scene->noise, request->noise);
  set_if_said (&scene->hide, request->hide);
  scene->mirrored = request->mirror;
  scene->two = request->two;
  scene->glare_on_front = request->glare_on_front;
  if (request->glare_on_front && isnan (request->glare))
    scene->glare = 1.0;
  if (request->glare_on_front && isnan (request->glare_width))
    scene->glare_width = 0.20;
  if (request->hairs >= 0)
    scene->hairs = (guint) request->hairs;
  if (request->drops >= 0)
    scene->drops = (guint) request->drops;
  if (request->no_patch)
    scene->object = PHANTOM_OBJECT_NOTHING;
}

/* Returns: %FALSE after a complaint. */
static gboolean
make_scene (const PhantomRequest *request, const PatchCalibration *calibration, PhantomScene *scene)
{
  guint chosen;

  if (request->level)
    {
      if (!find_name ("--level", request->level, level_name, 3, &chosen))
        return FALSE;
      phantom_scene_random (scene, (PhantomLevel) chosen, (guint64) request->seed, (guint) request->width, (guint) request->height,
                            calibration);
    }
  else
    {
      phantom_scene_init (scene, (guint64) request->seed);
      scene->width = (guint) request->width;
      scene->height = (guint) request->height;
      scene->px_per_unit = MIN (request->width / 25.0, request->height / 18.0);
      if (request->two)
        scene->px_per_unit = MIN (request->width / 25.0, request->height / 50.0);
    }
  if (request->surface)
    {
      if (!find_name ("--surface", request->surface, surface_name, PHANTOM_N_SURFACES, &chosen))
        return FALSE;
      scene->surface = (PhantomSurface) chosen;
    }
  if (request->object)
    {
      if (!find_name ("--object", request->object, object_name, PHANTOM_N_OBJECTS, &chosen))
        return FALSE;
      scene->object = (PhantomObject) chosen;
    }
  apply_numbers (request, scene);
  if (request->gaps)
    scene->n_gaps = 0;
  for (guint i = 0; request->gaps && request->gaps[i]; i++)
    {
      if (i >= PHANTOM_MOST_GAPS || !read_gap (request->gaps[i], &scene->gaps[i]))
        {
          command_complain ("phantom", _("--gap “%s”: at most %d, each as FROM:TO, fractions of the channel"), request->gaps[i],
                            PHANTOM_MOST_GAPS);
          return FALSE;
        }
      scene->n_gaps = i + 1;
    }
  return TRUE;
}

static void
put_point (JsonBuilder *builder, const char *key, double x, double y)
{
  json_put_numbers (builder, key, (double[]) { x, y }, 2);
}

static void
put_pose (JsonBuilder *builder, const PhantomScene *scene)
{
  json_put_object (builder, "pose");
  json_put_number (builder, "rotate_deg", scene->rotate_deg);
  json_put_number (builder, "tilt_deg", scene->tilt_deg);
  json_put_number (builder, "tilt_axis_deg", scene->tilt_axis_deg);
  json_put_number (builder, "bend_radius_mm", scene->bend_radius_mm);
  json_put_number (builder, "bend_axis_deg", scene->bend_axis_deg);
  json_put_number (builder, "distance_mm", scene->distance_mm);
  json_put_number (builder, "px_per_unit", scene->px_per_unit);
  json_builder_end_object (builder);
  json_put_object (builder, "light");
  json_put_number (builder, "ev", scene->ev);
  json_put_number (builder, "kelvin", scene->kelvin);
  json_put_number (builder, "tint", scene->tint);
  json_put_number (builder, "gradient", scene->gradient);
  json_put_number (builder, "shadow", scene->shadow);
  json_put_number (builder, "glare", scene->glare);
  json_builder_end_object (builder);
  json_put_object (builder, "camera");
  json_put_number (builder, "blur_px", scene->blur_px);
  json_put_number (builder, "motion_px", scene->motion_px);
  json_put_number (builder, "noise", scene->noise);
  json_builder_end_object (builder);
}

static void
print_truth (const char *path, const PhantomScene *scene, const PatchTemplate *geometry, const PatchCalibration *calibration,
             const PhantomTruth *truth)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_put_string (builder, "photo", path);
  json_put_string (builder, "template", geometry->id);
  json_put_string (builder, "calibration", calibration ? calibration->id : NULL);
  json_put_integer (builder, "seed", (gint64) scene->seed);
  json_put_string (builder, "object", phantom_object_name (scene->object));
  json_put_string (builder, "surface", phantom_surface_name (scene->surface));
  json_put_number (builder, "fill_fraction", truth->fill);
  put_point (builder, "front", truth->front_px[0], truth->front_px[1]);
  json_put_boolean (builder, "front_hidden", truth->front_hidden);
  json_put_array (builder, "gaps");
  for (guint i = 0; i < scene->n_gaps; i++)
    put_point (builder, NULL, scene->gaps[i].from, scene->gaps[i].to);
  json_builder_end_array (builder);
  json_put_numbers (builder, "lab", truth->lab, 3);
  json_put_number (builder, "chloride_mmol_l", truth->chloride_mmol_l);
  json_put_number (builder, "chloride_departure_mmol_l", scene->chloride_departure);
  json_put_number (builder, "chloride_fill", scene->chloride_fill);
  json_put_number (builder, "hidden", scene->hide);
  json_put_number (builder, "unit_mm", truth->unit_mm);
  json_put_boolean (builder, "unit_assumed", truth->unit_assumed);
  put_pose (builder, scene);
  json_put_object (builder, "landmarks");
  for (guint i = 0; i < truth->n_landmarks; i++)
    put_point (builder, geometry->landmarks[i].id, truth->landmarks_px[i].x, truth->landmarks_px[i].y);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  command_print_json (builder);
}

/* The lot that was asked for, or an installed one that belongs to the template: a drawing needs some colour.
 * Returns: %FALSE with @error; @calibration is NULL when there is none. */
static gboolean
find_calibration (const char *asked, const PatchTemplate *geometry, PatchCalibration **calibration, GError **error)
{
  const Installed *installed = installed_get ();

  *calibration = NULL;
  for (guint i = 0; asked == NULL && i < installed->n_calibrations; i++)
    if (g_str_equal (installed->calibrations[i]->template_id, geometry->id))
      asked = installed->calibrations[i]->id;
  if (asked == NULL)
    return TRUE;
  *calibration = installed_open_calibration (asked, error);
  return *calibration != NULL;
}

static CommandStatus
draw (const PhantomRequest *request, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PatchTemplate) geometry = installed_open_template (request->template ? request->template : DEFAULT_TEMPLATE, &error);
  g_autoptr(PatchCalibration) calibration = NULL;
  g_autofree guint8 *rgb = NULL;
  g_auto(PhantomTruth) truth = { 0 };
  PhantomScene scene;

  if (geometry == NULL || !find_calibration (request->calibration, geometry, &calibration, &error))
    {
      command_complain ("phantom", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (!isnan (request->chloride) && calibration == NULL)
    {
      command_complain ("phantom", _("--chloride needs a lot's curve, and no calibration for template “%s” is at hand; name one with --calibration"),
                        geometry->id);
      return COMMAND_USAGE;
    }
  if (!make_scene (request, calibration, &scene))
    return COMMAND_USAGE;
  if (isnan (request->chloride) && request->level == NULL && calibration && calibration->n_chloride >= 2)
    scene.chloride_mmol_l = 0.5 * (calibration->chloride[0].chloride_mmol_l + calibration->chloride[calibration->n_chloride - 1].chloride_mmol_l);
  if (!phantom_scene_check (&scene, geometry, calibration, &error))
    {
      command_complain ("phantom", "%s", error->message);
      return COMMAND_USAGE;
    }
  if (request->pdf && !phantom_print (request->pdf, &scene, geometry, calibration, &error))
    {
      command_complain ("phantom", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (isnan (geometry->unit_mm) && (request->pdf || isfinite (scene.bend_radius_mm)) && !request->json)
    g_printerr (_("saltline phantom: template “%s” knows no size; one unit is taken as %g mm\n"), geometry->id, PHANTOM_UNIT_MM_ASSUMED);
  if (path == NULL)
    return COMMAND_DONE;
  rgb = phantom_draw (&scene, geometry, calibration, &truth);
  if (!phantom_save (path, scene.width, scene.height, rgb, request->quality, &error))
    {
      command_complain ("phantom", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (request->json)
    print_truth (path, &scene, geometry, calibration, &truth);
  else
    g_print (_("%s: fill %.4f, front at pixel (%.1f, %.1f)\n"), path, truth.fill, truth.front_px[0], truth.front_px[1]);
  return COMMAND_DONE;
}

CommandStatus
command_phantom (int argc, char **argv)
{
  g_auto(PhantomRequest) r = {
    .width = 1600, .height = 1200, .quality = QUALITY, .hairs = -1, .drops = -1, .seed = 1,
    .fill = NAN, .chloride = NAN, .chloride_fill = NAN, .rotate = NAN, .tilt = NAN, .tilt_axis = NAN, .bend = NAN, .bend_axis = NAN,
    .distance = NAN, .scale = NAN, .ev = NAN, .kelvin = NAN, .tint = NAN, .gradient = NAN, .shadow = NAN, .glare = NAN, .glare_width = NAN, .blur = NAN,
    .motion = NAN, .noise = NAN, .hide = NAN,
  };
  const GOptionEntry entries[] = {
    { "template", 0, 0, G_OPTION_ARG_STRING, &r.template, N_("The kind of patch (default gx-18-arm)"), N_("ID|FILE") },
    { "calibration", 0, 0, G_OPTION_ARG_STRING, &r.calibration, N_("The lot whose colours and curve are used"), N_("ID|FILE") },
    { "fill", 0, 0, G_OPTION_ARG_DOUBLE, &r.fill, N_("Farthest filled position, 0–1"), "F" },
    { "gap", 0, 0, G_OPTION_ARG_STRING_ARRAY, &r.gaps, N_("A dry stretch behind the front; may be repeated"), N_("FROM:TO") },
    { "chloride", 0, 0, G_OPTION_ARG_DOUBLE, &r.chloride, N_("Chloride in mmol/L"), "MM" },
    { "chloride-fill", 0, 0, G_OPTION_ARG_DOUBLE, &r.chloride_fill, N_("How far the chloride channel is filled, 0–1"), "F" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &r.seed, N_("The same seed draws the same photo, bit for bit"), "N" },
    { "level", 0, 0, G_OPTION_ARG_STRING, &r.level, N_("Everything at random from the seed: easy, medium or hard"), N_("LEVEL") },
    { "width", 0, 0, G_OPTION_ARG_INT, &r.width, N_("Pixels (1600)"), "PX" },
    { "height", 0, 0, G_OPTION_ARG_INT, &r.height, N_("Pixels (1200)"), "PX" },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &r.scale, N_("Photo pixels for a template unit"), "PX" },
    { "rotate", 0, 0, G_OPTION_ARG_DOUBLE, &r.rotate, N_("Clockwise, degrees"), N_("DEG") },
    { "tilt", 0, 0, G_OPTION_ARG_DOUBLE, &r.tilt, N_("Away from the camera, 0–60 degrees"), N_("DEG") },
    { "tilt-axis", 0, 0, G_OPTION_ARG_DOUBLE, &r.tilt_axis, N_("Direction of the axis of tilt in the photo"), N_("DEG") },
    { "bend-radius-mm", 0, 0, G_OPTION_ARG_DOUBLE, &r.bend, N_("Radius of the forearm; 3 mm are taken for a unit of unknown size"), "MM" },
    { "bend-axis", 0, 0, G_OPTION_ARG_DOUBLE, &r.bend_axis, N_("Direction of the forearm on the patch"), N_("DEG") },
    { "distance-mm", 0, 0, G_OPTION_ARG_DOUBLE, &r.distance, N_("Camera to patch (250)"), "MM" },
    { "ev", 0, 0, G_OPTION_ARG_DOUBLE, &r.ev, N_("Exposure in stops"), "EV" },
    { "kelvin", 0, 0, G_OPTION_ARG_DOUBLE, &r.kelvin, N_("Colour temperature of the light (6500)"), "K" },
    { "tint", 0, 0, G_OPTION_ARG_DOUBLE, &r.tint, N_("Gain of green, −0.3 to 0.3"), "T" },
    { "gradient", 0, 0, G_OPTION_ARG_DOUBLE, &r.gradient, N_("Fall of light across the patch, 0–1"), "G" },
    { "shadow", 0, 0, G_OPTION_ARG_DOUBLE, &r.shadow, N_("Depth of a shadow across the patch, 0–0.9"), "S" },
    { "glare", 0, 0, G_OPTION_ARG_DOUBLE, &r.glare, N_("Strength of a highlight on the patch, 0–1"), "G" },
    { "glare-width", 0, 0, G_OPTION_ARG_DOUBLE, &r.glare_width, N_("Its standard deviation in half lengths of the patch (0.14)"), "W" },
    { "glare-on-front", 0, 0, G_OPTION_ARG_NONE, &r.glare_on_front, N_("The highlight hides the front"), NULL },
    { "blur", 0, 0, G_OPTION_ARG_DOUBLE, &r.blur, N_("Standard deviation of the lens's blur"), "PX" },
    { "motion", 0, 0, G_OPTION_ARG_DOUBLE, &r.motion, N_("Length of a blur by motion"), "PX" },
    { "noise", 0, 0, G_OPTION_ARG_DOUBLE, &r.noise, N_("Standard deviation at middle grey, counts of 255"), "N" },
    { "jpeg", 0, 0, G_OPTION_ARG_INT, &r.quality, N_("Quality of a JPEG, 1–100 (92)"), "Q" },
    { "surface", 0, 0, G_OPTION_ARG_STRING, &r.surface, N_("skin-1 … skin-6, dark, grey, wood, white, cloth, plain"), N_("NAME") },
    { "hair", 0, 0, G_OPTION_ARG_INT, &r.hairs, N_("Number of hairs"), "N" },
    { "drops", 0, 0, G_OPTION_ARG_INT, &r.drops, N_("Number of sweat drops on the patch"), "N" },
    { "hide", 0, 0, G_OPTION_ARG_DOUBLE, &r.hide, N_("Share of the patch that a cloth covers, 0–1"), "F" },
    { "mirror", 0, 0, G_OPTION_ARG_NONE, &r.mirror, N_("A mirror image"), NULL },
    { "two", 0, 0, G_OPTION_ARG_NONE, &r.two, N_("Two patches"), NULL },
    { "no-patch", 0, 0, G_OPTION_ARG_NONE, &r.no_patch, N_("No patch: what it would lie on"), NULL },
    { "object", 0, 0, G_OPTION_ARG_STRING, &r.object, N_("Something else: ruler, orange-lines, chequerboard, page, white-card, black-box"), N_("NAME") },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &r.pdf, N_("Write a page to print, at true size"), N_("OUT") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &r.json, N_("Print the truth as JSON"), NULL },
    { NULL },
  };
  CommandStatus status;

  if (!command_parse_options ("[OUT.png|OUT.jpg]", entries, &argc, &argv, &status))
    return status;
  if (argc > 2 || (argc < 2 && r.pdf == NULL))
    {
      command_complain ("phantom", _("name one file to draw, or a page with --pdf; “saltline phantom --help” explains"));
      return COMMAND_USAGE;
    }
  if (r.quality < 1 || r.quality > 100 || r.width < 16 || r.height < 16)
    {
      command_complain ("phantom", _("--jpeg is from 1 to 100, --width and --height are 16 or more"));
      return COMMAND_USAGE;
    }
  return draw (&r, argc == 2 ? argv[1] : NULL);
}
