/* tests/store/test-people.c */
#include <math.h>
#include <string.h>

#include "scratch.h"
#include "store/people.h"

static void
add (Store *store, const char *handle, const char *name)
{
  g_autoptr(Athlete) athlete = athlete_new (handle, name);
  g_autoptr(GError) error = NULL;

  g_assert_true (store_add_athlete (store, athlete, &error));
  g_assert_no_error (error);
}

static void
test_a_handle_finds_its_athlete_and_a_wrong_one_names_its_neighbours (Scratch *scratch, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Athlete) found = NULL;

  add (scratch->store, "mia", "Mia Weiß");
  add (scratch->store, "mika", "Mika Aalto");
  found = store_find_athlete (scratch->store, "mia", &error);
  g_assert_cmpstr (found->name, ==, "Mia Weiß");
  g_assert_true (isnan (found->mass_kg));
  g_assert_null (store_find_athlete (scratch->store, "mi", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "mia, mika"));
}

static void
test_handles_are_unique_and_values_possible (Scratch *scratch, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Athlete) twin = athlete_new ("mia", "Another");
  g_autoptr(Athlete) heavy = athlete_new ("heavy", "In Pounds");
  g_autoptr(Athlete) tall = athlete_new ("tall", "In Centimetres");

  add (scratch->store, "mia", "Mia");
  g_assert_false (store_add_athlete (scratch->store, twin, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_EXISTS);
  g_clear_error (&error);
  heavy->mass_kg = 310;
  g_assert_false (store_add_athlete (scratch->store, heavy, &error));
  g_assert_nonnull (strstr (error->message, "pounds"));
  g_clear_error (&error);
  tall->height_m = 180;
  g_assert_false (store_add_athlete (scratch->store, tall, &error));
  g_assert_nonnull (strstr (error->message, "centimetres"));
}

static void
test_a_team_lists_its_members_only (Scratch *scratch, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Athlete) mia = NULL;
  g_autoptr(GPtrArray) squad = NULL, all = NULL;

  add (scratch->store, "mia", "Mia");
  add (scratch->store, "bo", "Bo");
  mia = store_find_athlete (scratch->store, "mia", NULL);
  g_assert_true (store_add_team (scratch->store, "First squad", NULL));
  g_assert_false (store_add_team (scratch->store, "First squad", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_EXISTS);
  g_assert_true (store_join_team (scratch->store, "First squad", mia->id, TRUE, NULL));
  squad = store_athletes (scratch->store, "First squad", NULL);
  g_assert_cmpuint (squad->len, ==, 1);
  all = store_athletes (scratch->store, NULL, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  g_clear_error (&error);
  g_assert_null (store_athletes (scratch->store, "No such", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_MISSING);
}

static void
test_a_deleted_athlete_is_hidden_and_comes_back (Scratch *scratch, gconstpointer data)
{
  g_autoptr(Athlete) mia = NULL, back = NULL;

  add (scratch->store, "mia", "Mia");
  mia = store_find_athlete (scratch->store, "mia", NULL);
  g_assert_true (store_delete_athlete (scratch->store, mia->id, TRUE, NULL));
  g_assert_null (store_find_athlete (scratch->store, "mia", NULL));
  g_assert_true (store_delete_athlete (scratch->store, mia->id, FALSE, NULL));
  back = store_find_athlete (scratch->store, "mia", NULL);
  g_assert_nonnull (back);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Scratch, NULL, scratch_set_up, test, scratch_tear_down)
  ADD ("/store/people/handle", test_a_handle_finds_its_athlete_and_a_wrong_one_names_its_neighbours);
  ADD ("/store/people/refused", test_handles_are_unique_and_values_possible);
  ADD ("/store/people/team", test_a_team_lists_its_members_only);
  ADD ("/store/people/deleted", test_a_deleted_athlete_is_hidden_and_comes_back);
  return g_test_run ();
}
