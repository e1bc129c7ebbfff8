/* tests/store/test-photos.c */
#include <math.h>
#include <string.h>

#include "scratch.h"
#include "store/people.h"
#include "store/photos.h"
#include "store/readings.h"

static gint64
import_text (Store *store, const char *text, gboolean *added)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  gint64 id = 0;

  g_assert_true (store_import_photo (store, "IMG_1.jpg", bytes, "jpg", 4032, 3024, "Phone", NULL, &id, added, &error));
  g_assert_no_error (error);
  return id;
}

static void
test_the_same_bytes_are_one_photo (Scratch *scratch, gconstpointer data)
{
  gboolean added;
  gint64 first = import_text (scratch->store, "pixels", &added), second;
  g_autoptr(StoredPhoto) photo = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autofree char *path = NULL;

  g_assert_true (added);
  second = import_text (scratch->store, "pixels", &added);
  g_assert_false (added);
  g_assert_cmpint (first, ==, second);
  photo = store_photo (scratch->store, first, NULL);
  path = store_photo_path (scratch->store, photo);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_true (isnan (photo->state.worn_min));
  all = store_photos (scratch->store, FALSE, NULL);
  g_assert_cmpuint (all->len, ==, 1);

  /* A file that disappeared comes back with the next import. */
  g_assert_cmpint (g_remove (path), ==, 0);
  import_text (scratch->store, "pixels", &added);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

static void
set_note (Store *store, gint64 id, const char *note)
{
  g_autoptr(StoredPhoto) photo = store_photo (store, id, NULL);
  g_autoptr(GError) error = NULL;

  g_free (photo->state.note);
  photo->state.note = g_strdup (note);
  photo->state.worn_min = 30;
  g_assert_true (store_edit_photo (store, id, &photo->state, "Write a note", 0, &error));
  g_assert_no_error (error);
}

static void
assert_note (Store *store, gint64 id, const char *note)
{
  g_autoptr(StoredPhoto) photo = store_photo (store, id, NULL);

  g_assert_cmpstr (photo->state.note, ==, note);
}

static void
test_edits_are_undone_and_redone_also_after_a_restart (Scratch *scratch, gconstpointer data)
{
  gint64 id = import_text (scratch->store, "pixels", NULL);
  g_autofree char *what = NULL, *again = NULL, *nothing = NULL, *back = NULL;

  set_note (scratch->store, id, "one");
  set_note (scratch->store, id, "two");
  g_clear_pointer (&scratch->store, store_close);
  scratch->store = store_open (scratch->path, STORE_OPEN, NULL);

  g_assert_true (store_undo_step (scratch->store, FALSE, NULL, &what, NULL));
  g_assert_cmpstr (what, ==, "Write a note");
  assert_note (scratch->store, id, "one");
  g_assert_true (store_undo_step (scratch->store, TRUE, NULL, &again, NULL));
  assert_note (scratch->store, id, "two");
  g_assert_true (store_undo_step (scratch->store, TRUE, NULL, &nothing, NULL));
  g_assert_null (nothing);

  /* A new edit ends what could be redone. */
  g_assert_true (store_undo_step (scratch->store, FALSE, NULL, &back, NULL));
  set_note (scratch->store, id, "three");
  g_assert_true (store_undo_step (scratch->store, TRUE, NULL, &nothing, NULL));
  g_assert_null (nothing);
  assert_note (scratch->store, id, "three");
}

static void
test_one_history_of_all_photos_is_undone_step_by_step (Scratch *scratch, gconstpointer data)
{
  gint64 first = import_text (scratch->store, "pixels", NULL), second = import_text (scratch->store, "others", NULL);
  gint64 step = store_new_step ();
  g_autofree char *what = NULL, *batch = NULL, *again = NULL;
  g_autoptr(GArray) photos = NULL, changed = NULL;

  set_note (scratch->store, first, "first");
  set_note (scratch->store, second, "second");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(StoredPhoto) photo = store_photo (scratch->store, i == 0 ? first : second, NULL);

      photo->state.worn_min = 45;
      g_assert_true (store_edit_photo (scratch->store, photo->id, &photo->state, "Set time worn", step, NULL));
    }
  set_note (scratch->store, first, "last");
  g_clear_pointer (&scratch->store, store_close);
  scratch->store = store_open (scratch->path, STORE_OPEN, NULL);

  g_assert_true (store_undo_step (scratch->store, FALSE, &photos, &what, NULL));
  g_assert_cmpuint (photos->len, ==, 1);
  assert_note (scratch->store, first, "first");
  g_assert_true (store_undo_step (scratch->store, FALSE, &changed, &batch, NULL));
  g_assert_cmpstr (batch, ==, "Set time worn");
  g_assert_cmpuint (changed->len, ==, 2);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(StoredPhoto) photo = store_photo (scratch->store, i == 0 ? first : second, NULL);

      g_assert_cmpfloat (photo->state.worn_min, ==, 30);
    }
  g_clear_pointer (&changed, g_array_unref);
  g_assert_true (store_undo_step (scratch->store, TRUE, &changed, &again, NULL));
  g_assert_cmpstr (again, ==, "Set time worn");
  g_assert_cmpuint (changed->len, ==, 2);
  assert_note (scratch->store, first, "first");
}

static void
test_a_reading_keeps_what_is_known_and_what_is_not (Scratch *scratch, gconstpointer data)
{
  StoredReading reading = {
    .photo = import_text (scratch->store, "pixels", NULL), .origin = (char *) "automatic", .program_version = (char *) "0.1",
    .worn_min = NAN, .status = (char *) "partial", .reason = (char *) "Glare", .flags = (char *) "glare gap", .fill = 0.25,
    .fill_sd = 0.01, .volume_ul = NAN, .volume_sd_ul = NAN, .rate = NAN, .rate_sd = NAN, .chloride = NAN, .chloride_sd = NAN,
    .sodium = NAN, .sodium_sd = NAN, .result = (char *) "{}",
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(StoredReading) read = NULL;
  g_autoptr(GPtrArray) history = NULL;

  g_assert_true (store_add_reading (scratch->store, &reading, &error));
  g_assert_no_error (error);
  read = store_reading (scratch->store, reading.id, NULL);
  g_assert_cmpfloat (read->fill, ==, 0.25);
  g_assert_true (isnan (read->volume_ul));
  g_assert_cmpstr (read->flags, ==, "glare gap");
  history = store_history (scratch->store, reading.photo, NULL);
  g_assert_cmpuint (history->len, ==, 1);
}

static void
test_what_cannot_be_is_refused (Scratch *scratch, gconstpointer data)
{
  gint64 id = import_text (scratch->store, "pixels", NULL);
  g_autoptr(StoredPhoto) photo = store_photo (scratch->store, id, NULL);
  g_autoptr(GError) error = NULL;

  photo->state.athlete = 4711;
  g_assert_false (store_edit_photo (scratch->store, id, &photo->state, "Assign", 0, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_REFUSED);
  g_clear_error (&error);
  photo->state.athlete = 0;
  photo->state.worn_min = -5;
  g_assert_false (store_edit_photo (scratch->store, id, &photo->state, "Worn", 0, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Scratch, NULL, scratch_set_up, test, scratch_tear_down)
  ADD ("/store/photos/once", test_the_same_bytes_are_one_photo);
  ADD ("/store/photos/undo", test_edits_are_undone_and_redone_also_after_a_restart);
  ADD ("/store/photos/one-history", test_one_history_of_all_photos_is_undone_step_by_step);
  ADD ("/store/photos/reading", test_a_reading_keeps_what_is_known_and_what_is_not);
  ADD ("/store/photos/refused", test_what_cannot_be_is_refused);
  return g_test_run ();
}
