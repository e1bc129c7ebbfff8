/* workspace/demo.c */
#include "demo.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

#include "demo-lot.h"
#include "demo-season.h"
#include "installed.h"
#include "patch/phantom.h"
#include "patches.h"
#include "store/athlete-limits.h"
#include "synthetic-study.h"
#include "typed-events.h"

#define TEAM N_("Demonstration squad")

/* Invented people. One is a minor whenever the demonstration is made, one is pregnant: the advice minds both. */
static const struct {
  const char *handle, *name, *sex, *sport;
  double mass_kg, height_m;
  int age;
  const char *birthday;
  gboolean pregnant;
  double factor;            /* demo_season () */
} people[] = {
  { "ada", "Ada Example", "female", "running", 58, 1.68, 27, "03-14", FALSE, 0.9 },
  { "ben", "Ben Example", "male", "basketball", 94, 1.98, 31, "11-02", FALSE, 1.25 },
  { "caro", "Caro Example", "female", "cycling", 63, 1.72, 29, "07-21", TRUE, 0.75 },
  { "dev", "Dev Example", "male", "soccer", 76, 1.81, 24, "01-30", FALSE, 1.1 },
  { "emi", "Emi Example", "female", "soccer", 61, 1.66, 16, "05-09", FALSE, 0.95 },
  { "finn", "Finn Example", "male", "american football", 108, 1.9, 22, "09-17", FALSE, 1.4 },
};

/* What each photo shows. The last two teach what cannot be read. */
static const struct {
  guint athlete;
  PhantomLevel level;
  double fill, chloride_mmol_l, worn_min;
  PhantomObject object;
  double hide;
} photos[] = {
  { 0, PHANTOM_EASY, 0.34, 38, 45, PHANTOM_OBJECT_PATCH, 0 },   { 1, PHANTOM_EASY, 0.71, 52, 60, PHANTOM_OBJECT_PATCH, 0 },
  { 2, PHANTOM_MEDIUM, 0.46, 27, 50, PHANTOM_OBJECT_PATCH, 0 }, { 3, PHANTOM_MEDIUM, 0.58, 64, 60, PHANTOM_OBJECT_PATCH, 0 },
  { 4, PHANTOM_MEDIUM, 0.22, 33, 40, PHANTOM_OBJECT_PATCH, 0 }, { 5, PHANTOM_HARD, 0.88, 81, 75, PHANTOM_OBJECT_PATCH, 0 },
  { 0, PHANTOM_EASY, 0.39, 41, 50, PHANTOM_OBJECT_PATCH, 0 },   { 3, PHANTOM_EASY, 0.5, 60, 60, PHANTOM_OBJECT_PATCH, 0.55 },
  { 1, PHANTOM_EASY, 0.5, 60, 60, PHANTOM_OBJECT_RULER, 0 },
};

#define ZONE "Europe/Zurich"
#define WIDTH 1280
#define HEIGHT 960

static gboolean
add_season (SaltlineWorkspace *workspace, const Athlete *athlete, double factor, GError **error)
{
  g_autoptr(GTimeZone) zone = athlete_zone (athlete);
  const gint64 now = g_get_real_time ();
  g_autoptr(SourceReport) season = demo_season (athlete, instant_civil_day (now, instant_offset_in_zone (now, zone)), factor);

  return saltline_workspace_import_report (workspace, athlete->id, season, NULL, NULL, error);
}

static gboolean
add_people (SaltlineWorkspace *workspace, gint64 *ids, GError **error)
{
  Store *store = saltline_workspace_get_store (workspace);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  if (!store_add_team (store, _(TEAM), error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr(Athlete) athlete = athlete_new (people[i].handle, people[i].name);

      athlete->sex = g_strdup (people[i].sex);
      athlete->sport = g_strdup (people[i].sport);
      athlete->mass_kg = people[i].mass_kg;
      athlete->height_m = people[i].height_m;
      athlete->zone = g_strdup (ZONE);
      athlete->born = g_strdup_printf ("%d-%s", g_date_time_get_year (now) - people[i].age, people[i].birthday);
      g_free (athlete->note);
      athlete->note = g_strdup (_("Invented, for the demonstration."));
      if (!store_add_athlete (store, athlete, error) || !store_join_team (store, _(TEAM), athlete->id, TRUE, error)
          || !add_season (workspace, athlete, people[i].factor, error))
        return FALSE;
      if (people[i].pregnant && !store_keep_condition (store, athlete->id, TRUE, FALSE, error))
        return FALSE;
      ids[i] = athlete->id;
    }
  return TRUE;
}

/* Draws photo @i into a temporary file. */
static char *
draw (guint i, const PatchTemplate *geometry, const PatchCalibration *calibration, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-demo-XXXXXX", error);
  g_autofree char *name = g_strdup_printf ("demonstration-%u.jpg", i + 1);
  g_autofree char *path = folder ? g_build_filename (folder, name, NULL) : NULL;
  g_auto(PhantomTruth) truth = { 0 };
  g_autofree guint8 *rgb = NULL;
  PhantomScene scene;

  if (path == NULL)
    return NULL;
  phantom_scene_random (&scene, photos[i].level, 100 + i, WIDTH, HEIGHT, calibration);
  scene.object = photos[i].object;
  scene.fill = photos[i].fill;
  scene.n_gaps = 0;
  scene.chloride_mmol_l = photos[i].chloride_mmol_l;
  scene.chloride_fill = 1;
  scene.hide = photos[i].hide;
  rgb = phantom_draw (&scene, geometry, calibration, &truth);
  return phantom_save (path, WIDTH, HEIGHT, rgb, 90, error) ? g_steal_pointer (&path) : NULL;
}

static gboolean
add_photo (SaltlineWorkspace *workspace, guint i, gint64 athlete, const PatchTemplate *geometry, const PatchCalibration *calibration,
           gint64 calibration_row, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = draw (i, geometry, calibration, error);
  g_autofree char *folder = path ? g_path_get_dirname (path) : NULL;
  PhotoState state = { .athlete = athlete, .worn_min = photos[i].worn_min, .calibration_row = calibration_row,
                       .note = (char *) _("Drawn by Saltline, with known truth.") };
  gint64 id;
  gboolean done;

  if (path == NULL)
    return FALSE;
  done = saltline_workspace_add_photo (workspace, path, &id, NULL, cancellable, error)
         && saltline_workspace_edit_photo (workspace, id, &state, NULL, _("Set up the demonstration"), 0, cancellable, error);
  g_unlink (path);
  g_rmdir (folder);
  return done;
}

gboolean
demo_fill (SaltlineWorkspace *workspace, DemoProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(PatchTemplate) geometry = installed_open_template ("gx-18-arm", error);
  g_autoptr(PatchCalibration) calibration = geometry ? installed_open_calibration ("demo-lot", error) : NULL;
  gint64 ids[G_N_ELEMENTS (people)], calibration_row;

  if (calibration == NULL || !add_people (workspace, ids, error)
      || (calibration_row = saltline_workspace_keep_calibration (workspace, calibration, error)) == 0)
    return FALSE;
  saltline_workspace_roster_changed (workspace);
  for (guint i = 0; i < G_N_ELEMENTS (photos); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !add_photo (workspace, i, ids[photos[i].athlete], geometry, calibration, calibration_row, cancellable, error))
        return FALSE;
      if (progress)
        progress (i + 1, G_N_ELEMENTS (photos), data);
    }
  return demo_lot_fill (workspace, geometry, calibration, cancellable, error) && synthetic_study_keep (workspace, cancellable, error);
}
