/* workspace/demo-lot.c */
#include "demo-lot.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

#include "lots.h"
#include "patch/concentration.h"
#include "patch/phantom.h"
#include "patches.h"

#define WIDTH 800
#define HEIGHT 600
#define DIGITS 10.0 /* amounts are known to a tenth */

/* Fill and concentration of each standard; twice each, as on a bench. */
static const struct {
  double fill, chloride_mmol_l;
} levels[] = { { 0.12, 10 }, { 0.28, 25 }, { 0.44, 40 }, { 0.6, 60 }, { 0.76, 80 }, { 0.92, 100 } };

#define N_STANDARDS (2 * G_N_ELEMENTS (levels))
#define SPOILT 8u /* the standard with a bubble */

static gboolean
draw (const char *folder, guint i, const PatchTemplate *geometry, const PatchCalibration *calibration, LotSession *session, GError **error)
{
  LotStandard *standard = &session->standards[i];
  g_auto(PhantomTruth) truth = { 0 };
  g_autofree guint8 *rgb = NULL;
  PhantomScene scene;
  double sd;

  standard->photo = g_strdup_printf ("standard-%02u.jpg", i + 1);
  session->paths[i] = g_build_filename (folder, standard->photo, NULL);
  phantom_scene_random (&scene, PHANTOM_EASY, 500 + i, WIDTH, HEIGHT, calibration);
  scene.object = PHANTOM_OBJECT_PATCH;
  scene.n_gaps = 0;
  scene.hide = 0;
  scene.fill = levels[i / 2].fill;
  scene.chloride_fill = 1;
  scene.chloride_mmol_l = levels[i / 2].chloride_mmol_l;
  volume_from_fraction (calibration, scene.fill, 0, &standard->volume_ul, &sd);
  standard->volume_ul = round (DIGITS * standard->volume_ul) / DIGITS;
  standard->chloride_mmol_l = scene.chloride_mmol_l;
  if (i == SPOILT)
    {
      scene.fill = levels[i / 2].fill + 0.08; /* the bubble takes room */
      standard->excluded = g_strdup (_("Air bubble behind the inlet"));
    }
  rgb = phantom_draw (&scene, geometry, calibration, &truth);
  return phantom_save (session->paths[i], WIDTH, HEIGHT, rgb, 90, error);
}

static gboolean
fill (SaltlineWorkspace *workspace, const char *folder, const PatchTemplate *geometry, const PatchCalibration *calibration,
      GCancellable *cancellable, GError **error)
{
  gint64 template_row = saltline_workspace_keep_template (workspace, geometry, error), row;
  g_autoptr(LotSession) session = lot_session_new (N_STANDARDS);
  g_autoptr(StoredLot) lot = template_row ? stored_lot_new ("demo-bench", template_row) : NULL;
  g_autoptr(PatchCalibration) saved = NULL;
  gboolean is_new;

  if (lot == NULL)
    return FALSE;
  g_free (lot->lot);
  lot->lot = g_strdup (_("Demonstration"));
  g_free (lot->made_on);
  lot->made_on = g_strdup ("2026-11-02");
  g_free (lot->source);
  lot->source = g_strdup (_("Drawn by Saltline, with known truth."));
  lot->area_cm2 = calibration->collection_area_cm2;
  if (calibration->has_sodium)
    {
      lot->sodium_slope = calibration->sodium_slope;
      lot->sodium_intercept_mmol_l = calibration->sodium_intercept_mmol_l;
      lot->sodium_sd_mmol_l = calibration->sodium_sd_mmol_l;
    }
  for (guint i = 0; i < N_STANDARDS; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !draw (folder, i, geometry, calibration, session, error))
      return FALSE;
  if (!saltline_workspace_add_lot (workspace, lot, error)
      || !saltline_workspace_add_standards (workspace, lot->id, session, NULL, NULL, NULL, cancellable, error))
    return FALSE;
  saved = saltline_workspace_save_lot (workspace, lot->id, &row, &is_new, error);
  return saved != NULL;
}

gboolean
demo_lot_fill (SaltlineWorkspace *workspace, const PatchTemplate *geometry, const PatchCalibration *calibration, GCancellable *cancellable,
               GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-demo-XXXXXX", error);
  gboolean done;

  if (folder == NULL)
    return FALSE;
  done = fill (workspace, folder, geometry, calibration, cancellable, error);
  for (guint i = 0; i < N_STANDARDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("standard-%02u.jpg", i + 1);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  return done;
}
