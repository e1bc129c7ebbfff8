/* tests/store/test-photos.c */
#include <math.h>
#include <string.h>

#include "scratch.h"
#include "store/people.h"
#include "store/photo-edits.h"
#include "store/readings.h"
#include "store/statement.h"

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

/* What decides and what is read follow each other: a landmark is moved by keys, then what was read comes, then all is undone. */
static gint64
add_reading (Store *store, gint64 photo)
{
  StoredReading reading = {
    .photo = photo, .origin = (char *) "by hand", .program_version = (char *) "0.1", .worn_min = NAN, .status = (char *) "ok",
    .flags = (char *) "", .fill = 0.25, .result = (char *) "{}",
  };

  g_assert_true (store_add_reading (store, &reading, NULL));
  return reading.id;
}

static void
place (Store *store, gint64 id, const char *by_hand, gint64 step)
{
  const PhotoChange change = { .kind = CHANGE_BY_HAND, .text = (char *) by_hand };
  g_autoptr(GError) error = NULL;

  g_assert_true (store_change_photos (store, &id, 1, &change, 1, "Move landmark", step, &error));
  g_assert_no_error (error);
}

static gint64
count_edits (Store *store)
{
  g_autoptr(StoreRows) rows = store_query (store, NULL, "SELECT count (*) FROM edit", "");

  g_assert_true (store_next (rows));
  return store_int (rows, 0);
}

static void
assert_state (Store *store, gint64 id, const char *by_hand, gint64 reading, gboolean due)
{
  g_autoptr(StoredPhoto) photo = store_photo (store, id, NULL);
  g_autoptr(GArray) waiting = store_photos_due (store, NULL);

  g_assert_cmpstr (photo->state.by_hand, ==, by_hand);
  g_assert_cmpint (photo->state.reading, ==, reading);
  g_assert_cmpint (photo->state.due, ==, due);
  g_assert_cmpuint (waiting->len, ==, due ? 1 : 0);
}

static void
test_keys_of_one_step_are_each_kept_and_undone_together (Scratch *scratch, gconstpointer data)
{
  gint64 id = import_text (scratch->store, "pixels", NULL), step = store_new_step ();
  g_autofree char *what = NULL;

  place (scratch->store, id, "{\"front_fraction\":0.1}", step);
  place (scratch->store, id, "{\"front_fraction\":0.2}", step);
  assert_state (scratch->store, id, "{\"front_fraction\":0.2}", 0, TRUE);
  g_assert_cmpint (count_edits (scratch->store), ==, 1);
  place (scratch->store, id, "{\"front_fraction\":0.3}", step + 1);
  g_assert_cmpint (count_edits (scratch->store), ==, 2);
  g_assert_true (store_undo_step (scratch->store, FALSE, NULL, &what, NULL));
  assert_state (scratch->store, id, "{\"front_fraction\":0.2}", 0, TRUE);
  g_clear_pointer (&what, g_free);
  g_assert_true (store_undo_step (scratch->store, FALSE, NULL, &what, NULL));
  assert_state (scratch->store, id, NULL, 0, FALSE);
}

static void
test_a_step_that_leads_back_leaves_nothing_to_undo_and_nothing_to_read (Scratch *scratch, gconstpointer data)
{
  gint64 id = import_text (scratch->store, "pixels", NULL), step = store_new_step ();

  place (scratch->store, id, "{\"front_fraction\":0.1}", step);
  place (scratch->store, id, NULL, step);
  g_assert_cmpint (count_edits (scratch->store), ==, 0);
  assert_state (scratch->store, id, NULL, 0, FALSE);
}

static void
test_the_reading_that_comes_later_belongs_to_the_edit_that_asked_for_it (Scratch *scratch, gconstpointer data)
{
  gint64 id = import_text (scratch->store, "pixels", NULL), automatic = add_reading (scratch->store, id), by_hand = add_reading (scratch->store, id);
  const PhotoState at_first = { .worn_min = NAN }, placed = { .worn_min = NAN, .by_hand = (char *) "{\"front_fraction\":0.1}" };
  g_autofree char *what = NULL, *again = NULL;
  gboolean stands;

  g_assert_true (store_let_reading_stand (scratch->store, id, &at_first, automatic, &stands, NULL));
  g_assert_true (stands);
  place (scratch->store, id, placed.by_hand, 0);
  set_note (scratch->store, id, "a note while it is read"); /* sets the time worn, too */
  assert_state (scratch->store, id, placed.by_hand, automatic, TRUE);
  g_assert_true (store_undo_step (scratch->store, FALSE, NULL, &what, NULL));

  /* Too late for what was decided meanwhile. */
  g_assert_true (store_let_reading_stand (scratch->store, id, &at_first, by_hand, &stands, NULL));
  g_assert_false (stands);
  assert_state (scratch->store, id, placed.by_hand, automatic, TRUE);

  g_assert_true (store_let_reading_stand (scratch->store, id, &placed, by_hand, &stands, NULL));
  g_assert_true (stands);
  assert_state (scratch->store, id, placed.by_hand, by_hand, FALSE);
  g_clear_pointer (&what, g_free);
  g_assert_true (store_undo_step (scratch->store, FALSE, NULL, &what, NULL));
  assert_state (scratch->store, id, NULL, automatic, FALSE);
  g_assert_true (store_undo_step (scratch->store, TRUE, NULL, &again, NULL));
  assert_state (scratch->store, id, placed.by_hand, by_hand, FALSE);
}

static void
test_a_change_of_many_photos_is_of_all_or_of_none (Scratch *scratch, gconstpointer data)
{
  gint64 ids[] = { import_text (scratch->store, "pixels", NULL), import_text (scratch->store, "others", NULL), 4711 };
  const PhotoChange change = { .kind = CHANGE_NOTE, .text = (char *) "all" };
  g_autoptr(GError) error = NULL;

  g_assert_false (store_change_photos (scratch->store, ids, 3, &change, 1, "Write a note", 0, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_MISSING);
  assert_note (scratch->store, ids[0], "");
  g_assert_true (store_change_photos (scratch->store, ids, 2, &change, 1, "Write a note", 0, NULL));
  assert_note (scratch->store, ids[1], "all");
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
  ADD ("/store/photos/step", test_keys_of_one_step_are_each_kept_and_undone_together);
  ADD ("/store/photos/there-and-back", test_a_step_that_leads_back_leaves_nothing_to_undo_and_nothing_to_read);
  ADD ("/store/photos/due", test_the_reading_that_comes_later_belongs_to_the_edit_that_asked_for_it);
  ADD ("/store/photos/all-or-none", test_a_change_of_many_photos_is_of_all_or_of_none);
  ADD ("/store/photos/refused", test_what_cannot_be_is_refused);
  return g_test_run ();
}
