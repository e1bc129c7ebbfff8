/* tests/workspace/test-lots.c: sessions, versions and what depends on them, on drawn standards */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "patch/phantom.h"
#include "patch/template-straighten.h"
#include "store/documents.h"
#include "workspace/installed.h"
#include "workspace/lots.h"
#include "workspace/patches.h"
#include "workspace/recompute.h"
#include "workspace/template-drafts.h"

#define N_STANDARDS 5

/* One workspace for all cases: a lot of five standards, saved as version 1. Photos are the slow part. */
static char *folder;
static SaltlineWorkspace *workspace;
static gint64 lot_id, version_1;

static void
set_up (void)
{
  g_autoptr(PatchTemplate) geometry = installed_open_template ("gx-18-arm", NULL);
  g_autoptr(PatchCalibration) truth = installed_open_calibration ("demo-lot", NULL);
  g_autoptr(LotSession) session = lot_session_new (N_STANDARDS + 1);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr(StoredLot) lot = NULL;
  g_autoptr(PatchCalibration) saved = NULL;
  gboolean is_new;
  guint n;

  folder = g_dir_make_tmp ("saltline-lots-XXXXXX", NULL);
  path = g_build_filename (folder, "lots.saltline", NULL);
  workspace = saltline_workspace_open (path, STORE_OPEN_NEW, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_STANDARDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("s%u.png", i);
      g_auto(PhantomTruth) drawn = { 0 };
      g_autofree guint8 *rgb = NULL;
      PhantomScene scene;

      phantom_scene_random (&scene, PHANTOM_EASY, 40 + i, 800, 600, truth);
      scene.object = PHANTOM_OBJECT_PATCH;
      scene.n_gaps = 0;
      scene.hide = 0;
      scene.fill = 0.15 + 0.17 * i;
      scene.chloride_fill = 1;
      scene.chloride_mmol_l = 15 + 18 * i;
      rgb = phantom_draw (&scene, geometry, truth, &drawn);
      session->paths[i] = g_build_filename (folder, name, NULL);
      g_assert_true (phantom_save (session->paths[i], 800, 600, rgb, 90, NULL));
      session->standards[i].photo = g_strdup (name);
      session->standards[i].volume_ul = 100 * scene.fill;
      session->standards[i].chloride_mmol_l = scene.chloride_mmol_l;
    }
  session->paths[N_STANDARDS] = g_build_filename (folder, "none.png", NULL);
  session->standards[N_STANDARDS].photo = g_strdup ("none.png");
  lot = stored_lot_new ("lot-7", saltline_workspace_keep_template (workspace, geometry, NULL));
  g_assert_true (saltline_workspace_add_lot (workspace, lot, &error));
  lot_id = lot->id;
  g_assert_true (saltline_workspace_add_standards (workspace, lot_id, session, NULL, NULL, &n, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, N_STANDARDS);
  g_assert_nonnull (session->faults[N_STANDARDS]); /* what is no photo is named and passed over */
  saved = saltline_workspace_save_lot (workspace, lot_id, &version_1, &is_new, &error);
  g_assert_no_error (error);
  g_assert_true (is_new);
}

static void
test_the_same_photos_are_standards_once_and_the_same_lot_is_no_new_version (void)
{
  g_autoptr(LotSession) again = lot_session_new (1);
  g_autoptr(PatchCalibration) saved = NULL;
  g_autoptr(GError) error = NULL;
  gint64 row;
  gboolean is_new;
  guint n;

  again->paths[0] = g_build_filename (folder, "s1.png", NULL);
  again->standards[0].photo = g_strdup ("s1.png");
  g_assert_true (saltline_workspace_add_standards (workspace, lot_id, again, NULL, NULL, &n, NULL, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_nonnull (again->faults[0]);
  saved = saltline_workspace_save_lot (workspace, lot_id, &row, &is_new, &error);
  g_assert_no_error (error);
  g_assert_false (is_new);
  g_assert_cmpint (row, ==, version_1);
}

static void
test_a_calibration_names_its_standards_and_a_changed_curve_is_found (void)
{
  g_autoptr(Document) document = store_document (saltline_workspace_get_store (workspace), version_1, NULL);
  g_autofree char *fine = NULL, *found = NULL, *changed = NULL;
  gboolean has_standards;
  const char *fill = strstr (document->body, "\"fill_fraction\"");

  fine = lot_document_check (document->body, &has_standards);
  g_assert_null (fine);
  g_assert_true (has_standards);
  g_assert_nonnull (fill);
  changed = g_strdup (document->body);
  changed[strstr (strchr (changed + (fill - document->body), ':'), "0.") - changed + 3] ^= 1; /* another second digit */
  found = lot_document_check (changed, &has_standards);
  g_assert_nonnull (found);
}

/* Version 2 without the last standard; @row: (out) */
static void
save_without_last (gint64 *row)
{
  g_autoptr(StoredLot) lot = store_lot (saltline_workspace_get_store (workspace), lot_id, NULL);
  StoredStandard *last = &g_array_index (lot->standards, StoredStandard, N_STANDARDS - 2);
  g_autoptr(PatchCalibration) saved = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_new;

  g_free (last->excluded);
  last->excluded = g_strdup ("spilt");
  g_assert_true (saltline_workspace_edit_lot (workspace, NULL, lot, "Leave a standard out", 0, &error));
  saved = saltline_workspace_save_lot (workspace, lot_id, row, &is_new, &error);
  g_assert_no_error (error);
  g_assert_true (is_new);
}

static void
choose_calibration (gint64 photo, gint64 row, double worn_min)
{
  g_autoptr(StoredPhoto) stored = store_photo (saltline_workspace_get_store (workspace), photo, NULL);
  g_autoptr(GError) error = NULL;

  stored->state.calibration_row = row;
  stored->state.worn_min = worn_min;
  g_assert_true (saltline_workspace_edit_photo (workspace, photo, &stored->state, NULL, "Choose calibration", 0, NULL, &error));
  g_assert_no_error (error);
}

static void
test_readings_move_all_or_none_and_go_back (void)
{
  Store *store = saltline_workspace_get_store (workspace);
  g_autoptr(StoredLot) lot = store_lot (store, lot_id, NULL);
  gint64 one = g_array_index (lot->standards, StoredStandard, 1).photo, two = g_array_index (lot->standards, StoredStandard, 2).photo;
  gint64 version_2;
  g_autoptr(GPtrArray) stale = NULL, moved = NULL, differences = NULL;
  g_autoptr(GError) error = NULL;
  guint n, checked;

  choose_calibration (one, version_1, 30);
  choose_calibration (two, version_1, 30);
  save_without_last (&version_2);
  stale = saltline_workspace_recompute (workspace, version_2, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stale->len, ==, 2);

  /* somebody changes one of them meanwhile: nothing is kept */
  choose_calibration (two, version_1, 31);
  g_assert_false (saltline_workspace_keep_recomputed (workspace, version_2, stale, &n, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_REFUSED);
  g_clear_error (&error);
  {
    g_autoptr(GArray) dependents = saltline_workspace_dependents (workspace, version_2, NULL);
    g_autoptr(GPtrArray) history = store_history (store, one, NULL);

    g_assert_cmpuint (dependents->len, ==, 2);
    g_assert_cmpstr (((const StoredReading *) g_ptr_array_index (history, history->len - 1))->origin, ==, "automatic");
  }

  moved = saltline_workspace_recompute (workspace, version_2, NULL, NULL, NULL, &error);
  g_assert_true (saltline_workspace_keep_recomputed (workspace, version_2, moved, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  differences = saltline_workspace_verify (workspace, NULL, NULL, &checked, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (differences->len, ==, 0);
  {
    g_autoptr(StoredPhoto) photo = store_photo (store, one, NULL);
    g_autoptr(StoredReading) standing = store_reading (store, photo->state.reading, NULL);
    double in_sd, difference = moved_difference (g_ptr_array_index (moved, 0), MOVED_VOLUME, &in_sd);

    g_assert_cmpint (photo->state.calibration_row, ==, version_2);
    g_assert_cmpstr (standing->origin, ==, "recomputed");
    g_assert_true (isfinite (difference) && isfinite (in_sd));
    g_assert_cmpfloat (standing->worn_min, ==, 30);
  }

  g_assert_true (saltline_workspace_undo_recomputed (workspace, moved, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  {
    g_autoptr(StoredPhoto) photo = store_photo (store, one, NULL);

    g_assert_cmpint (photo->state.calibration_row, ==, version_1);
    g_assert_cmpint (photo->state.reading, ==, ((const MovedReading *) g_ptr_array_index (moved, 0))->before->id);
  }
}

static gboolean
is_listed (DocumentKind kind, gint64 row)
{
  g_autoptr(GPtrArray) documents = store_documents (saltline_workspace_get_store (workspace), kind, NULL);

  for (guint i = 0; i < documents->len; i++)
    if (((const Document *) g_ptr_array_index (documents, i))->id == row)
      return TRUE;
  return FALSE;
}

static gint64
saved_last (void)
{
  g_autoptr(StoredLot) lot = store_lot (saltline_workspace_get_store (workspace), lot_id, NULL);

  return lot->calibration_row;
}

static void
step_lot (gboolean redo, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *what = NULL;

  g_assert_true (saltline_workspace_undo_lot (workspace, lot_id, redo, &what, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (what, ==, expected);
}

static void
test_undoing_a_save_takes_the_version_back_and_doing_it_again_brings_it_back (void)
{
  gint64 version_2 = saved_last (), again;
  g_autoptr(PatchCalibration) saved = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_new;

  g_assert_true (is_listed (DOCUMENT_CALIBRATION, version_2));
  step_lot (FALSE, "Save version 2");
  g_assert_cmpint (saved_last (), ==, version_1);
  g_assert_false (is_listed (DOCUMENT_CALIBRATION, version_2));
  g_assert_cmpint (saltline_workspace_newest_calibration (workspace, "lot-7", NULL), ==, version_1);
  step_lot (TRUE, "Save version 2");
  g_assert_cmpint (saved_last (), ==, version_2);
  g_assert_true (is_listed (DOCUMENT_CALIBRATION, version_2));

  step_lot (FALSE, "Save version 2");
  saved = saltline_workspace_save_lot (workspace, lot_id, &again, &is_new, &error);
  g_assert_no_error (error);
  g_assert_true (is_new);
  g_assert_cmpstr (saved->version, ==, "2");
  g_assert_cmpint (again, ==, version_2);
  g_assert_true (is_listed (DOCUMENT_CALIBRATION, version_2));
}

static void
test_a_version_that_readings_depend_on_stays_and_says_so (void)
{
  gint64 version_2 = saved_last (), version_3, photo;
  g_autoptr(StoredLot) lot = store_lot (saltline_workspace_get_store (workspace), lot_id, NULL);
  g_autoptr(PatchCalibration) saved = NULL;
  g_autoptr(Document) third = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *what = NULL, *undone = NULL;
  gboolean is_new;

  photo = g_array_index (lot->standards, StoredStandard, 1).photo;
  choose_calibration (photo, version_2, 30);
  g_assert_false (saltline_workspace_undo_lot (workspace, lot_id, FALSE, &what, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Version 2 of lot-7 stays"));
  g_assert_null (what);
  g_clear_error (&error);
  g_assert_cmpint (saved_last (), ==, version_2);
  g_assert_true (is_listed (DOCUMENT_CALIBRATION, version_2));

  /* The reading has another: the version may go; that edit undone, the version is used and so it is listed. */
  choose_calibration (photo, version_1, 30);
  step_lot (FALSE, "Save version 2");
  g_assert_false (is_listed (DOCUMENT_CALIBRATION, version_2));
  g_assert_true (saltline_workspace_undo (workspace, FALSE, NULL, &undone, &error));
  g_assert_no_error (error);
  g_assert_true (is_listed (DOCUMENT_CALIBRATION, version_2));
  choose_calibration (photo, version_1, 30);

  /* Another curve gets another number. */
  g_clear_pointer (&lot, stored_lot_free);
  lot = store_lot (saltline_workspace_get_store (workspace), lot_id, NULL);
  lot->area_cm2 = 1.25;
  g_assert_true (saltline_workspace_edit_lot (workspace, NULL, lot, "Set the collection area", 0, &error));
  saved = saltline_workspace_save_lot (workspace, lot_id, &version_3, &is_new, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (saved->version, ==, "3");
  g_assert_cmpint (version_3, !=, version_2);
}

static void
test_a_template_is_adjusted_where_the_patch_lies_and_a_new_one_begins_empty (void)
{
  g_autoptr(StoredLot) lot = store_lot (saltline_workspace_get_store (workspace), lot_id, NULL);
  gint64 photo = g_array_index (lot->standards, StoredStandard, 0).photo, adjusted, empty;
  g_autoptr(TemplateDraft) draft = NULL, nothing = NULL;
  g_autoptr(PatchTemplate) saved = NULL, refused = NULL;
  g_autoptr(GArray) faults = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *next = NULL;
  Point2 corner, middle;

  g_assert_true (saltline_workspace_begin_draft (workspace, photo, lot->template_row, &adjusted, NULL, &error));
  g_assert_no_error (error);
  draft = saltline_workspace_load_draft (workspace, adjusted, &error);
  g_assert_no_error (error);
  corner = patch_map_to_photo (&draft->map, draft->geometry->outline.points[0]);
  g_assert_true (corner.x > 0 && corner.x < 800 && corner.y > 0 && corner.y < 600);
  draft->geometry->landmarks[0].at.x += 0.1;
  next = g_strdup_printf ("%d", atoi (draft->geometry->version) + 1);
  g_assert_true (saltline_workspace_keep_draft (workspace, draft, "Move a landmark", 0, &error));
  saved = saltline_workspace_save_draft (workspace, adjusted, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (saved->id, ==, "gx-18-arm");
  g_assert_cmpstr (saved->version, ==, next);
  {
    g_autoptr(StoredDraft) stored = store_draft (saltline_workspace_get_store (workspace), adjusted, &error);

    g_assert_true (is_listed (DOCUMENT_TEMPLATE, stored->document));
    g_assert_true (saltline_workspace_undo_draft (workspace, adjusted, FALSE, NULL, &error));
    g_assert_false (is_listed (DOCUMENT_TEMPLATE, stored->document));
    g_assert_true (saltline_workspace_undo_draft (workspace, adjusted, TRUE, NULL, &error));
    g_assert_true (is_listed (DOCUMENT_TEMPLATE, stored->document));
  }

  g_assert_true (saltline_workspace_begin_draft (workspace, photo, 0, &empty, NULL, &error));
  nothing = saltline_workspace_load_draft (workspace, empty, &error);
  g_assert_no_error (error);
  faults = template_check (nothing->geometry);
  g_assert_cmpuint (faults->len, ==, 3);
  g_assert_true (patch_map_to_template (&nothing->map, (Point2) { 400, 300 }, &middle));
  g_assert_cmpfloat_with_epsilon (middle.x, 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (middle.y, 7.5, 1e-9);

  /* A tilted photo: four corners are a rectangle in truth, and that is undone with its map. */
  {
    const Point2 corners[] = { { 3, 3 }, { 15, 4 }, { 13, 11 }, { 5, 10 } };
    g_autoptr(TemplateDraft) straight = NULL, undone = NULL;
    Point2 seen = patch_map_to_photo (&nothing->map, corners[2]);

    for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
      g_assert_true (template_insert_point (nothing->geometry, (TemplateSpot) { TEMPLATE_OUTLINE, 0, i }, corners[i]));
    g_assert_true (saltline_workspace_keep_draft (workspace, nothing, "Draw", 0, &error));
    g_assert_true (template_straighten (nothing->geometry, &nothing->map, TEMPLATE_OUTLINE, 0, 85.6, 54, &error));
    g_assert_true (saltline_workspace_keep_draft (workspace, nothing, "Straighten", 0, &error));
    straight = saltline_workspace_load_draft (workspace, empty, &error);
    g_assert_no_error (error);
    g_assert_cmpfloat (fabs (straight->map.h[6]) + fabs (straight->map.h[7]), >, 0.01);
    middle = patch_map_to_photo (&straight->map, straight->geometry->outline.points[2]);
    g_assert_cmpfloat (hypot (middle.x - seen.x, middle.y - seen.y), <, 1e-6);
    g_assert_true (saltline_workspace_undo_draft (workspace, empty, FALSE, NULL, &error));
    undone = saltline_workspace_load_draft (workspace, empty, &error);
    g_assert_cmpfloat (undone->map.h[6], ==, 0);
    g_assert_cmpfloat (undone->geometry->outline.points[2].x, ==, corners[2].x);
  }
  refused = saltline_workspace_save_draft (workspace, empty, &error);
  g_assert_null (refused);
  g_assert_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE);
}

int
main (int argc, char **argv)
{
  int failed;

  g_test_init (&argc, &argv, NULL);
  set_up ();
  g_test_add_func ("/workspace/lots/once", test_the_same_photos_are_standards_once_and_the_same_lot_is_no_new_version);
  g_test_add_func ("/workspace/lots/checked", test_a_calibration_names_its_standards_and_a_changed_curve_is_found);
  g_test_add_func ("/workspace/lots/moved", test_readings_move_all_or_none_and_go_back);
  g_test_add_func ("/workspace/lots/save-undone", test_undoing_a_save_takes_the_version_back_and_doing_it_again_brings_it_back);
  g_test_add_func ("/workspace/lots/in-use", test_a_version_that_readings_depend_on_stays_and_says_so);
  g_test_add_func ("/workspace/lots/templates", test_a_template_is_adjusted_where_the_patch_lies_and_a_new_one_begins_empty);
  failed = g_test_run ();
  g_clear_object (&workspace);
  g_free (folder);
  return failed;
}
