/* tests/store/test-event-edits.c: adding, changing and deleting events by hand, and taking it back */
#include "scratch.h"
#include "store/event-edits.h"
#include "store/events.h"
#include "store/people.h"
#include "store/statement.h"

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

static EventOutcome
import (Store *store, EventImport *import, const Event *event)
{
  g_autoptr(GError) error = NULL;
  EventOutcome outcome;

  g_assert_true (store_import_event (store, import, event, &outcome, &error));
  g_assert_no_error (error);
  return outcome;
}

static guint
count_rows (Store *store)
{
  g_autoptr(StoreRows) rows = store_query (store, NULL, "SELECT count (*) FROM event", "");

  g_assert_true (store_next (rows));
  return (guint) store_int (rows, 0);
}

static void
test_files_imported_together_are_undone_together_and_can_be_imported_again (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  EventImport both = { mia, "import two", 0 }, again = { mia, "import again", 0 }, third = { mia, "import a third time", 0 };
  g_autoptr(Event) one = ride ("fit", 1), other = ride ("tcx", 2);

  other->source_id[0] = 'b';
  other->start_us += 24 * INSTANT_HOUR;
  g_assert_cmpint (import (scratch->store, &both, one), ==, EVENT_ADDED);
  g_assert_cmpint (import (scratch->store, &both, other), ==, EVENT_ADDED);
  g_assert_cmpint (import (scratch->store, &again, one), ==, EVENT_UNCHANGED);
  g_assert_cmpint (again.step, ==, 0); /* nothing changed: there is nothing to undo */
  undo (scratch->store, mia, FALSE, "import two");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, -1);
  undo (scratch->store, mia, TRUE, "import two");
  undo (scratch->store, mia, FALSE, "import two");
  undo (scratch->store, mia, FALSE, NULL);
  /* One of the files again: it is no deleted event that has to stay hidden. The other is gone for good. */
  g_assert_cmpint (import (scratch->store, &third, one), ==, EVENT_ADDED);
  g_assert_cmpfloat (distance (scratch->store, mia), ==, 1);
  g_assert_cmpuint (count_rows (scratch->store), ==, 1);
  undo (scratch->store, mia, TRUE, NULL);
  undo (scratch->store, mia, FALSE, "import a third time");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, -1);
}

static void
test_an_undone_import_leaves_the_earlier_telling_as_if_the_file_had_never_come (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  EventImport first = { mia, "first", 0 }, second = { mia, "second", 0 }, once_more = { mia, "once more", 0 };
  g_autoptr(Event) told = ride ("garmin-connect", 1), later = ride ("garmin-connect", 5);

  later->revision = 7;
  import (scratch->store, &first, told);
  g_assert_cmpint (import (scratch->store, &second, later), ==, EVENT_UPDATED);
  undo (scratch->store, mia, FALSE, "second");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, 1);
  undo (scratch->store, mia, TRUE, "second");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, 5);
  undo (scratch->store, mia, FALSE, "second");
  g_assert_cmpint (import (scratch->store, &once_more, told), ==, EVENT_UNCHANGED);
  g_assert_cmpint (import (scratch->store, &once_more, later), ==, EVENT_UPDATED);
  g_assert_cmpfloat (distance (scratch->store, mia), ==, 5);
}

static void
test_an_event_that_was_deleted_after_its_import_stays_away_from_the_next_import (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  EventImport first = { mia, "first", 0 }, second = { mia, "second", 0 };
  g_autoptr(Event) told = ride ("fit", 1);

  import (scratch->store, &first, told);
  change (scratch->store, mia, told, TRUE, "delete");
  told->distance_m = 4;
  told->n_records = 9;
  g_assert_cmpint (import (scratch->store, &second, told), ==, EVENT_UNCHANGED);
  g_assert_cmpint (second.step, ==, 0);
  g_assert_cmpfloat (distance (scratch->store, mia), ==, -1);
}

/* "one other verdict" of what is decided of the two, or "". */
static char *
decided (Store *store, gint64 athlete)
{
  g_autoptr(GPtrArray) decisions = store_decisions (store, athlete, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < decisions->len; i++)
    {
      const EventDecision *decision = g_ptr_array_index (decisions, i);

      g_string_append_printf (text, "%s%s %s", decision->one, decision->same ? " =" : " |", decision->other);
    }
  return g_string_free (text, FALSE);
}

#define ASSERT_DECIDED(expected) \
  G_STMT_START { g_autofree char *now = decided (scratch->store, mia); g_assert_cmpstr (now, ==, expected); } G_STMT_END

static void
test_decisions_are_undone_among_the_other_steps (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  EventImport file = { mia, "file", 0 };
  g_autoptr(Event) told = ride ("fit", 1);
  const char *keys[] = { "tcx b", NULL }, *others[] = { "fit a", "tcx b", NULL };

  g_assert_true (store_decide_events (scratch->store, mia, keys, others, EVENTS_APART, "split", NULL));
  ASSERT_DECIDED ("fit a | tcx b"); /* nothing is said of one and itself */
  import (scratch->store, &file, told);
  g_assert_true (store_decide_events (scratch->store, mia, others, keys, EVENTS_SAME, "join", NULL));
  g_assert_true (store_decide_events (scratch->store, mia, keys, others, EVENTS_UNDECIDED, "forget", NULL));
  ASSERT_DECIDED ("");
  undo (scratch->store, mia, FALSE, "forget");
  ASSERT_DECIDED ("fit a = tcx b");
  undo (scratch->store, mia, FALSE, "join");
  ASSERT_DECIDED ("fit a | tcx b");
  undo (scratch->store, mia, FALSE, "file");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, -1);
  undo (scratch->store, mia, FALSE, "split");
  ASSERT_DECIDED ("");
  undo (scratch->store, mia, FALSE, NULL);
  undo (scratch->store, mia, TRUE, "split");
  undo (scratch->store, mia, TRUE, "file");
  undo (scratch->store, mia, TRUE, "join");
  ASSERT_DECIDED ("fit a = tcx b");
  g_assert_cmpfloat (distance (scratch->store, mia), ==, 1);
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
  TEST ("files-imported-together-are-undone-together-and-can-be-imported-again", test_files_imported_together_are_undone_together_and_can_be_imported_again);
  TEST ("an-undone-import-leaves-the-earlier-telling", test_an_undone_import_leaves_the_earlier_telling_as_if_the_file_had_never_come);
  TEST ("deleted-after-its-import", test_an_event_that_was_deleted_after_its_import_stays_away_from_the_next_import);
  TEST ("decisions-are-undone-among-the-other-steps", test_decisions_are_undone_among_the_other_steps);
  TEST ("a-step-that-fails-changes-nothing", test_a_step_that_fails_changes_nothing);
  TEST ("an-answer-is-remembered-and-can-be-taken-back", test_an_answer_is_remembered_and_can_be_taken_back);
  return g_test_run ();
}
