/* tests/store/test-lots.c */
#include <math.h>
#include <string.h>

#include "scratch.h"
#include "store/documents.h"
#include "store/lots.h"
#include "store/photos.h"

static gint64
import_text (Store *store, const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  gint64 id = 0;

  g_assert_true (store_import_photo (store, text, bytes, "jpg", 0, 0, NULL, NULL, &id, NULL, NULL));
  return id;
}

static StoredLot *
add_lot (Store *store)
{
  gint64 template_row = 0;
  StoredLot *lot;

  g_assert_true (store_keep_document (store, DOCUMENT_TEMPLATE, "t", "1", "sha of t", "{}", &template_row, NULL));
  lot = stored_lot_new ("lot-7", template_row);
  stored_lot_append (lot, import_text (store, "one"), 20, NAN, NULL);
  stored_lot_append (lot, import_text (store, "two"), 40, 60, "bubble");
  g_assert_true (store_add_lot (store, lot, NULL));
  return lot;
}

static void
test_a_session_comes_back_as_it_was_kept (Scratch *scratch, gconstpointer data)
{
  g_autoptr(StoredLot) lot = add_lot (scratch->store);
  g_autoptr(StoredLot) back = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&scratch->store, store_close);
  scratch->store = store_open (scratch->path, STORE_OPEN, &error);
  g_assert_no_error (error);
  back = store_lot (scratch->store, lot->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->name, ==, "lot-7");
  g_assert_cmpuint (back->standards->len, ==, 2);
  g_assert_true (isnan (back->area_cm2) && isnan (back->sodium_slope));
  g_assert_true (isnan (g_array_index (back->standards, StoredStandard, 0).chloride_mmol_l));
  g_assert_cmpstr (g_array_index (back->standards, StoredStandard, 1).excluded, ==, "bubble");
}

static void
test_every_edit_is_undone_and_done_again_also_after_a_restart (Scratch *scratch, gconstpointer data)
{
  g_autoptr(StoredLot) lot = add_lot (scratch->store);
  g_autoptr(StoredLot) undone = NULL, redone = NULL;
  g_autofree char *what = NULL, *again = NULL, *nothing = NULL;
  g_autoptr(GError) error = NULL;

  g_array_index (lot->standards, StoredStandard, 0).excluded = g_strdup ("spilt");
  lot->area_cm2 = 1.1;
  g_assert_true (store_edit_lot (scratch->store, NULL, lot, "Leave out one", 0, &error));
  g_array_remove_index (lot->standards, 1);
  g_assert_true (store_edit_lot (scratch->store, NULL, lot, "Remove two", 0, &error));
  g_clear_pointer (&scratch->store, store_close);
  scratch->store = store_open (scratch->path, STORE_OPEN, &error);
  g_assert_true (store_undo_lot (scratch->store, lot->id, FALSE, &what, &error));
  g_assert_cmpstr (what, ==, "Remove two");
  undone = store_lot (scratch->store, lot->id, NULL);
  g_assert_cmpuint (undone->standards->len, ==, 2);
  g_assert_cmpstr (g_array_index (undone->standards, StoredStandard, 0).excluded, ==, "spilt");
  g_assert_cmpfloat (undone->area_cm2, ==, 1.1);
  g_assert_true (store_undo_lot (scratch->store, lot->id, TRUE, &again, &error));
  g_assert_cmpstr (again, ==, "Remove two");
  redone = store_lot (scratch->store, lot->id, NULL);
  g_assert_cmpuint (redone->standards->len, ==, 1);
  g_assert_true (store_undo_lot (scratch->store, lot->id, TRUE, &nothing, &error));
  g_assert_null (nothing);
}

static void
write_lot_name (Store *store, StoredLot *lot, const char *name, gint64 step)
{
  g_free (lot->lot);
  lot->lot = g_strdup (name);
  g_assert_true (store_edit_lot (store, NULL, lot, "Write the lot", step, NULL));
}

static void
test_keys_of_one_entry_are_each_kept_and_undone_together (Scratch *scratch, gconstpointer data)
{
  g_autoptr(StoredLot) lot = add_lot (scratch->store);
  g_autoptr(StoredLot) kept = NULL, undone = NULL;
  g_autofree char *before = g_strdup (lot->lot), *what = NULL, *nothing = NULL;

  write_lot_name (scratch->store, lot, "B", 7);
  write_lot_name (scratch->store, lot, "B1", 7);
  write_lot_name (scratch->store, lot, "B12", 7);
  kept = store_lot (scratch->store, lot->id, NULL);
  g_assert_cmpstr (kept->lot, ==, "B12");
  g_assert_true (store_undo_lot (scratch->store, lot->id, FALSE, &what, NULL));
  undone = store_lot (scratch->store, lot->id, NULL);
  g_assert_cmpstr (undone->lot, ==, before);

  /* There and back: nothing is left to undo. */
  write_lot_name (scratch->store, lot, "C", 8);
  write_lot_name (scratch->store, lot, before, 8);
  g_assert_true (store_undo_lot (scratch->store, lot->id, FALSE, &nothing, NULL));
  g_assert_null (nothing);
}

static void
test_an_edit_from_an_older_copy_changes_only_what_it_changed (Scratch *scratch, gconstpointer data)
{
  g_autoptr(StoredLot) older = add_lot (scratch->store);
  g_autoptr(StoredLot) typed = stored_lot_copy (older), joined = stored_lot_copy (older), cut = stored_lot_copy (older), now = NULL;
  gint64 one = g_array_index (older->standards, StoredStandard, 0).photo, two = g_array_index (older->standards, StoredStandard, 1).photo;
  gint64 three = import_text (scratch->store, "three");

  /* Standards come in, one is removed, and somebody types: each from the copy that there was at the beginning. */
  stored_lot_append (joined, three, 80, NAN, NULL);
  g_array_remove_index (cut->standards, 1);
  g_free (typed->lot);
  typed->lot = g_strdup ("B12");
  stored_lot_find (typed, one)->volume_ul = 25;
  stored_lot_find (typed, two)->volume_ul = 45;
  g_assert_true (store_edit_lot (scratch->store, older, joined, "Add one", 0, NULL));
  g_assert_true (store_edit_lot (scratch->store, older, cut, "Remove two", 0, NULL));
  g_assert_true (store_edit_lot (scratch->store, older, typed, "Type", 0, NULL));

  now = store_lot (scratch->store, older->id, NULL);
  g_assert_cmpstr (now->lot, ==, "B12");
  g_assert_cmpuint (now->standards->len, ==, 2);
  g_assert_null (stored_lot_find (now, two));
  g_assert_cmpfloat (stored_lot_find (now, one)->volume_ul, ==, 25);
  g_assert_cmpfloat (stored_lot_find (now, three)->volume_ul, ==, 80);
}

static void
test_an_impossible_amount_is_refused_and_nothing_is_half_written (Scratch *scratch, gconstpointer data)
{
  g_autoptr(StoredLot) lot = add_lot (scratch->store);
  g_autoptr(StoredLot) back = NULL;
  g_autoptr(GError) error = NULL;

  g_array_index (lot->standards, StoredStandard, 1).volume_ul = -1;
  g_assert_false (store_edit_lot (scratch->store, NULL, lot, "Type", 0, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_REFUSED);
  back = store_lot (scratch->store, lot->id, NULL);
  g_assert_cmpuint (back->standards->len, ==, 2);
  g_assert_cmpfloat (g_array_index (back->standards, StoredStandard, 1).volume_ul, ==, 40);
}

static void
test_a_removed_session_is_listed_no_more_and_comes_back_by_undo (Scratch *scratch, gconstpointer data)
{
  g_autoptr(StoredLot) lot = add_lot (scratch->store);
  g_autoptr(GPtrArray) without = NULL, with = NULL;

  lot->deleted = TRUE;
  g_assert_true (store_edit_lot (scratch->store, NULL, lot, "Remove", 0, NULL));
  without = store_lots (scratch->store, NULL);
  g_assert_cmpuint (without->len, ==, 0);
  g_assert_true (store_undo_lot (scratch->store, lot->id, FALSE, NULL, NULL));
  with = store_lots (scratch->store, NULL);
  g_assert_cmpuint (with->len, ==, 1);
  g_assert_cmpuint (((const StoredLot *) g_ptr_array_index (with, 0))->standards->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/store/lots/" path, Scratch, NULL, scratch_set_up, test, scratch_tear_down)
  ADD ("kept", test_a_session_comes_back_as_it_was_kept);
  ADD ("undo", test_every_edit_is_undone_and_done_again_also_after_a_restart);
  ADD ("keys", test_keys_of_one_entry_are_each_kept_and_undone_together);
  ADD ("older-copy", test_an_edit_from_an_older_copy_changes_only_what_it_changed);
  ADD ("refused", test_an_impossible_amount_is_refused_and_nothing_is_half_written);
  ADD ("removed", test_a_removed_session_is_listed_no_more_and_comes_back_by_undo);
  return g_test_run ();
}
