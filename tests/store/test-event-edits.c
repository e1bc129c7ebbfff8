/* tests/store/test-event-edits.c: adding, changing and deleting events by hand, and taking it back */
#include "scratch.h"
#include "store/event-edits.h"
#include "store/events.h"
#include "store/people.h"

static Event *
ride (const char *source, double distance_m)
{
  Event *event = event_new (EVENT_WORKOUT, source);

  event->source_id = g_strdup ("a");
  event->start_us = 1000;
  event->end_us = event->start_us + INSTANT_HOUR;
  event->distance_m = distance_m;
  return event;
}

/* −1: there is none */
static double
distance (Store *store, gint64 athlete)
{
  g_autoptr(GPtrArray) events = store_events (store, athlete, INSTANT_UNKNOWN, INSTANT_UNKNOWN, NULL);

  g_assert_cmpuint (events->len, <=, 1);
  return events->len ? ((StoredEvent *) events->pdata[0])->event->distance_m : -1;
}

static void
undo (Store *store, gint64 athlete, gboolean redo, const char *expected)
{
  g_autofree char *what = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (store_undo_events (store, athlete, redo, &what, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (what, ==, expected);
}

static void
change (Store *store, gint64 athlete, const Event *event, gboolean deleted, const char *what)
{
  EventChange change = { event, deleted };
  g_autoptr(GError) error = NULL;

  g_assert_true (store_change_events (store, athlete, &change, 1, what, &error));
  g_assert_no_error (error);
}

static void
test_adding_changing_and_deleting_are_undone_and_redone_in_their_order (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autoptr(Event) first = ride ("typed", 1), second = ride ("typed", 2);

  change (scratch->store, mia, first, FALSE, "add");
  change (scratch->store, mia, second, FALSE, "change");
  change (scratch->store, mia, second, TRUE, "delete");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, -1);
  undo (scratch->store, mia, FALSE, "delete");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, 2);
  undo (scratch->store, mia, FALSE, "change");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, 1);
  undo (scratch->store, mia, FALSE, "add");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, -1);
  undo (scratch->store, mia, FALSE, NULL);
  undo (scratch->store, mia, TRUE, "add");
  undo (scratch->store, mia, TRUE, "change");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, 2);
}

static void
test_a_new_step_ends_what_could_be_redone (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autoptr(Event) first = ride ("typed", 1), second = ride ("typed", 2);

  change (scratch->store, mia, first, FALSE, "add");
  undo (scratch->store, mia, FALSE, "add");
  change (scratch->store, mia, second, FALSE, "add again");
  undo (scratch->store, mia, TRUE, NULL);
  g_assert_cmpfloat (distance (scratch->store, mia), ==, 2);
}

static void
test_a_deleted_event_stays_away_when_it_is_imported_again_and_comes_back_as_it_is_told_by_then (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autoptr(Event) told = ride ("fit", 1);
  EventOutcome outcome;

  g_assert_true (store_put_event (scratch->store, mia, told, NULL, NULL));
  change (scratch->store, mia, told, TRUE, "delete");
  told->distance_m = 5;
  g_assert_true (store_put_event (scratch->store, mia, told, &outcome, NULL));
  g_assert_cmpint (outcome, ==, EVENT_UNCHANGED);
  g_assert_cmpfloat (distance (scratch->store, mia), ==, -1);
  undo (scratch->store, mia, FALSE, "delete");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, 5);
}

static void
test_a_step_that_fails_changes_nothing (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autoptr(Event) first = ride ("typed", 1), absent = ride ("fit", 1);
  EventChange changes[] = { { first, FALSE }, { absent, TRUE } };
  g_autoptr(GError) error = NULL;

  g_assert_false (store_change_events (scratch->store, mia, changes, 2, "both", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_MISSING);
  g_assert_cmpfloat (distance (scratch->store, mia), ==, -1);
  undo (scratch->store, mia, FALSE, NULL);
}

static void
test_an_answer_is_remembered_and_can_be_taken_back (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autoptr(GHashTable) before = NULL, after = NULL;

  g_assert_true (store_answer_workout (scratch->store, mia, "fit a", WORKOUT_ANSWER_PHOTO, NULL));
  g_assert_true (store_answer_workout (scratch->store, mia, "fit a", WORKOUT_ANSWER_NOTHING, NULL));
  before = store_workout_answers (scratch->store, mia, NULL);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (before, "fit a")), ==, WORKOUT_ANSWER_NOTHING);
  g_assert_true (store_answer_workout (scratch->store, mia, "fit a", WORKOUT_ANSWER_NONE, NULL));
  after = store_workout_answers (scratch->store, mia, NULL);
  g_assert_cmpuint (g_hash_table_size (after), ==, 0);
}

#define TEST(name, function) g_test_add ("/store/event-edits/" name, Scratch, NULL, scratch_set_up, function, scratch_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("adding-changing-and-deleting-are-undone-and-redone-in-their-order", test_adding_changing_and_deleting_are_undone_and_redone_in_their_order);
  TEST ("a-new-step-ends-what-could-be-redone", test_a_new_step_ends_what_could_be_redone);
  TEST ("a-deleted-event-stays-away-when-it-is-imported-again-and-comes-back-as-it-is-told-by-then",
        test_a_deleted_event_stays_away_when_it_is_imported_again_and_comes_back_as_it_is_told_by_then);
  TEST ("a-step-that-fails-changes-nothing", test_a_step_that_fails_changes_nothing);
  TEST ("an-answer-is-remembered-and-can-be-taken-back", test_an_answer_is_remembered_and_can_be_taken_back);
  return g_test_run ();
}
