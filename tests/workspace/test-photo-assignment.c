/* tests/workspace/test-photo-assignment.c: whose photos are, guessed and given in one go */
#include <math.h>
#include <string.h>

#include "scratch-workspace.h"
#include "store/documents.h"
#include "store/lots.h"
#include "workspace/photo-assignment.h"

typedef struct {
  char *folder;
  SaltlineWorkspace *workspace;
  GPtrArray *athletes;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  static const char *const handles[] = { "anna", "ann", "ben" };
  g_autoptr(GError) error = NULL;

  f->workspace = scratch_workspace_new (&f->folder);
  f->athletes = g_ptr_array_new_with_free_func ((GDestroyNotify) athlete_free);
  for (guint p = 0; p < G_N_ELEMENTS (handles); p++)
    {
      Athlete *athlete = athlete_new (handles[p], handles[p]);

      g_assert_true (store_add_athlete (saltline_workspace_get_store (f->workspace), athlete, &error));
      g_ptr_array_add (f->athletes, athlete);
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_ptr_array_unref (f->athletes);
  scratch_workspace_remove (f->workspace, f->folder);
}

static gint64
add_photo (Fixture *f, const char *name)
{
  g_autoptr(GBytes) bytes = g_bytes_new (name, strlen (name)); /* each its own */
  g_autoptr(GError) error = NULL;
  gint64 id;

  g_assert_true (store_import_photo (saltline_workspace_get_store (f->workspace), name, bytes, "jpg", 0, 0, NULL, NULL, &id, NULL, &error));
  g_assert_no_error (error);
  return id;
}

static void
test_names_tell_whose_photos_are (Fixture *f, gconstpointer data)
{
  g_autoptr(GPtrArray) guesses = NULL, left = NULL;
  g_autoptr(StoredPhoto) photo = NULL;
  gint64 first = add_photo (f, "ANNA-left.jpg");
  guint assigned;

  add_photo (f, "IMG_17.jpg");
  add_photo (f, "ann_2.jpg");
  add_photo (f, "ann ben.jpg"); /* two of them: nobody's */
  guesses = saltline_workspace_guess_photos (f->workspace, f->athletes, NULL);
  g_assert_cmpuint (guesses->len, ==, 4);
  g_assert_cmpuint (((PhotoAssignment *) g_ptr_array_index (guesses, 0))->athlete, ==, 0);
  g_assert_cmpuint (((PhotoAssignment *) g_ptr_array_index (guesses, 1))->athlete, ==, NO_ATHLETE);
  g_assert_cmpuint (((PhotoAssignment *) g_ptr_array_index (guesses, 2))->athlete, ==, 1);
  g_assert_cmpuint (((PhotoAssignment *) g_ptr_array_index (guesses, 3))->athlete, ==, NO_ATHLETE);
  g_assert_true (saltline_workspace_assign_photos (f->workspace, guesses, f->athletes, &assigned, NULL));
  g_assert_cmpuint (assigned, ==, 2);
  photo = store_photo (saltline_workspace_get_store (f->workspace), first, NULL);
  g_assert_cmpint (photo->state.athlete, ==, ((Athlete *) g_ptr_array_index (f->athletes, 0))->id);
  left = saltline_workspace_guess_photos (f->workspace, f->athletes, NULL);
  g_assert_cmpuint (left->len, ==, 2);
}

static void
test_one_photo_for_each_goes_by_the_order (Fixture *f, gconstpointer data)
{
  g_autoptr(GPtrArray) guesses = NULL;

  for (guint p = 0; p < 3; p++)
    {
      g_autofree char *name = g_strdup_printf ("IMG_%u.jpg", 9 - p);

      add_photo (f, name);
    }
  guesses = saltline_workspace_guess_photos (f->workspace, f->athletes, NULL);
  for (guint p = 0; p < 3; p++)
    g_assert_cmpuint (((PhotoAssignment *) g_ptr_array_index (guesses, p))->athlete, ==, p);
}

static void
test_photos_of_bench_standards_are_nobodys_and_stay_so (Fixture *f, gconstpointer data)
{
  Store *store = saltline_workspace_get_store (f->workspace);
  gint64 worn = add_photo (f, "IMG_1.jpg"), standard = add_photo (f, "40 microlitres.jpg"), template_row = 0;
  g_autoptr(GPtrArray) guesses = NULL, after = NULL;
  g_autoptr(StoredLot) lot = NULL;

  g_assert_true (store_keep_document (store, DOCUMENT_TEMPLATE, "patch", "1", "abc", "{}", &template_row, NULL));
  lot = stored_lot_new ("lot-7", template_row);
  stored_lot_append (lot, standard, 40, NAN, NULL);
  g_assert_true (store_add_lot (store, lot, NULL));
  guesses = saltline_workspace_guess_photos (f->workspace, f->athletes, NULL);
  g_assert_cmpuint (guesses->len, ==, 1);
  g_assert_cmpint (((PhotoAssignment *) g_ptr_array_index (guesses, 0))->photo, ==, worn);

  lot->deleted = TRUE;
  g_assert_true (store_edit_lot (store, NULL, lot, "Remove", 0, NULL));
  after = saltline_workspace_guess_photos (f->workspace, f->athletes, NULL);
  g_assert_cmpuint (after->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/photo-assignment/names-tell-whose-photos-are", Fixture, NULL, set_up, test_names_tell_whose_photos_are, tear_down);
  g_test_add ("/photo-assignment/one-photo-for-each-goes-by-the-order", Fixture, NULL, set_up, test_one_photo_for_each_goes_by_the_order, tear_down);
  g_test_add ("/photo-assignment/photos-of-bench-standards-are-nobodys", Fixture, NULL, set_up, test_photos_of_bench_standards_are_nobodys_and_stay_so, tear_down);
  return g_test_run ();
}
