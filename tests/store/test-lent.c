/* tests/store/test-lent.c */
#include "scratch.h"
#include "store/events.h"
#include "store/lent.h"
#include "store/people.h"
#include "store/statement.h"

#define SOURCE "strava-api"

static GPtrArray *
rides (guint first, guint n)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);

  for (guint i = first; i < first + n; i++)
    {
      Event *event = event_new (EVENT_WORKOUT, SOURCE);

      event->source_id = g_strdup_printf ("%u", i);
      event->start_us = (gint64) i * INSTANT_HOUR;
      event_end_after (event, 1800);
      event_set_text (event, EVENT_FIELD_TITLE, "Strasse der Geheimnisse");
      g_ptr_array_add (events, event);
    }
  return events;
}

static void
lend (Store *store, gint64 athlete, const LentReading *reading, guint first, guint n, LentCounts *counts)
{
  g_autoptr(GPtrArray) events = rides (first, n);
  guint n_new;

  g_assert_true (store_lend_events (store, athlete, SOURCE, reading, events, (gint64) (first + n) * INSTANT_HOUR, counts, &n_new, NULL));
}

static guint
count (Store *store, gint64 athlete)
{
  g_autoptr(GPtrArray) events = store_lent_events (store, athlete, NULL);

  g_assert_nonnull (events);
  return events->len;
}

static void
test_it_is_seen_by_nobody_else_and_in_no_timeline (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia"), tom = scratch_add_athlete (scratch->store, "tom");
  g_autoptr(GPtrArray) events = NULL;
  LentCounts counts = { 0 };
  LentReading reading;

  g_assert_true (store_begin_lent (scratch->store, mia, SOURCE, 0, &reading, NULL));
  lend (scratch->store, mia, &reading, 1, 3, &counts);
  g_assert_cmpuint (counts.added, ==, 3);
  g_assert_cmpuint (count (scratch->store, mia), ==, 3);
  g_assert_cmpuint (count (scratch->store, tom), ==, 0);
  events = store_events (scratch->store, mia, INSTANT_UNKNOWN, INSTANT_UNKNOWN, NULL);
  g_assert_cmpuint (events->len, ==, 0);
}

static void
test_after_seven_days_it_is_gone_from_the_very_bytes (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autofree char *path = g_strconcat (scratch->path, "-lent", NULL), *bytes = NULL;
  LentCounts counts = { 0 };
  LentReading reading;
  gsize length;
  guint erased;

  g_assert_true (store_begin_lent (scratch->store, mia, SOURCE, 0, &reading, NULL));
  lend (scratch->store, mia, &reading, 1, 50, &counts);
  g_assert_true (store_run (scratch->store, NULL, NULL, "UPDATE lent.event SET received_us = received_us - ? WHERE start_us < ?", "ii",
                            STORE_LENT_US - INSTANT_MINUTE, 10 * INSTANT_HOUR));
  g_assert_true (store_expire_lent (scratch->store, &erased, NULL));
  g_assert_cmpuint (erased, ==, 0);
  g_assert_true (store_run (scratch->store, NULL, NULL, "UPDATE lent.event SET received_us = received_us - ?", "i", STORE_LENT_US));
  g_assert_cmpuint (count (scratch->store, mia), ==, 0);
  g_clear_pointer (&scratch->store, store_close);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_null (g_strstr_len (bytes, (gssize) length, "Geheimnisse"));
}

static void
test_what_a_wrong_clock_received_in_the_future_is_erased (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  LentCounts counts = { 0 };
  LentReading reading;

  g_assert_true (store_begin_lent (scratch->store, mia, SOURCE, 0, &reading, NULL));
  lend (scratch->store, mia, &reading, 1, 2, &counts);
  g_assert_true (store_run (scratch->store, NULL, NULL, "UPDATE lent.event SET received_us = received_us + ?", "i", 400 * G_TIME_SPAN_DAY));
  g_assert_cmpuint (count (scratch->store, mia), ==, 0);
}

static void
test_no_copy_of_the_workspace_holds_it (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autofree char *copy = g_strconcat (scratch->path, ".copy", NULL), *bytes = NULL, *own = NULL;
  LentCounts counts = { 0 };
  LentReading reading;
  gsize length;

  g_assert_true (store_begin_lent (scratch->store, mia, SOURCE, 0, &reading, NULL));
  lend (scratch->store, mia, &reading, 1, 5, &counts);
  g_assert_true (store_backup (scratch->store, copy, NULL, NULL));
  g_assert_true (g_file_get_contents (copy, &bytes, &length, NULL));
  g_assert_null (g_strstr_len (bytes, (gssize) length, "Geheimnisse"));
  g_clear_pointer (&scratch->store, store_close);
  g_assert_true (g_file_get_contents (scratch->path, &own, &length, NULL));
  g_assert_null (g_strstr_len (own, (gssize) length, "Geheimnisse"));
}

static void
test_a_reading_goes_on_where_it_broke_off_and_erases_what_was_deleted (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  LentReading reading, again;
  LentCounts counts = { 0 };

  g_assert_true (store_begin_lent (scratch->store, mia, SOURCE, 0, &reading, NULL));
  lend (scratch->store, mia, &reading, 1, 10, &counts);
  g_assert_true (store_end_lent (scratch->store, mia, SOURCE, &reading, &counts, NULL));

  g_assert_true (store_begin_lent (scratch->store, mia, SOURCE, 3 * INSTANT_HOUR, &reading, NULL));
  counts = (LentCounts) { 0 };
  lend (scratch->store, mia, &reading, 3, 2, &counts);
  g_clear_pointer (&scratch->store, store_close);
  scratch->store = store_open (scratch->path, STORE_OPEN, NULL);
  g_assert_cmpuint (count (scratch->store, mia), ==, 10);
  g_assert_true (store_lent_reading (scratch->store, mia, SOURCE, &again, NULL));
  g_assert_cmpint (again.run, ==, reading.run);
  g_assert_cmpint (again.cursor_us, ==, 5 * INSTANT_HOUR);
  lend (scratch->store, mia, &again, 5, 1, &counts);
  g_assert_true (store_end_lent (scratch->store, mia, SOURCE, &again, &counts, NULL));
  g_assert_cmpuint (counts.unchanged, ==, 3);
  g_assert_cmpuint (counts.added, ==, 0);
  g_assert_cmpuint (counts.erased, ==, 5);
  g_assert_cmpuint (count (scratch->store, mia), ==, 5); /* 1 and 2 lie before what was read */
}

static void
test_erasing_leaves_nothing_and_other_athletes_alone (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia"), tom = scratch_add_athlete (scratch->store, "tom");
  LentCounts counts = { 0 };
  LentReading reading;
  guint erased;

  g_assert_true (store_begin_lent (scratch->store, mia, SOURCE, 0, &reading, NULL));
  lend (scratch->store, mia, &reading, 1, 3, &counts);
  g_assert_true (store_begin_lent (scratch->store, tom, SOURCE, 0, &reading, NULL));
  lend (scratch->store, tom, &reading, 1, 2, &counts);
  g_assert_true (store_erase_lent (scratch->store, mia, SOURCE, &erased, NULL));
  g_assert_cmpuint (erased, ==, 3);
  g_assert_cmpuint (count (scratch->store, tom), ==, 2);
  g_assert_true (store_lent_reading (scratch->store, mia, SOURCE, &reading, NULL));
  g_assert_cmpint (reading.run, ==, 0);
}

static void
test_nothing_is_made_before_something_is_lent (Scratch *scratch, gconstpointer data)
{
  gint64 mia = scratch_add_athlete (scratch->store, "mia");
  g_autofree char *path = g_strconcat (scratch->path, "-lent", NULL);

  g_assert_cmpuint (count (scratch->store, mia), ==, 0);
  g_assert_true (store_erase_lent (scratch->store, mia, SOURCE, NULL, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Scratch, NULL, scratch_set_up, test, scratch_tear_down)
  ADD ("/store/lent/own-view", test_it_is_seen_by_nobody_else_and_in_no_timeline);
  ADD ("/store/lent/seven-days", test_after_seven_days_it_is_gone_from_the_very_bytes);
  ADD ("/store/lent/wrong-clock", test_what_a_wrong_clock_received_in_the_future_is_erased);
  ADD ("/store/lent/no-copy", test_no_copy_of_the_workspace_holds_it);
  ADD ("/store/lent/resume", test_a_reading_goes_on_where_it_broke_off_and_erases_what_was_deleted);
  ADD ("/store/lent/erase", test_erasing_leaves_nothing_and_other_athletes_alone);
  ADD ("/store/lent/lazy", test_nothing_is_made_before_something_is_lent);
  return g_test_run ();
}
