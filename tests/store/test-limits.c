/* tests/store/test-limits.c: what holds for an athlete whatever the workout */
#include "scratch.h"
#include "store/athlete-limits.h"
#include "store/people.h"

static gint64
add_athlete (Store *store, const char *handle)
{
  g_autoptr(Athlete) athlete = athlete_new (handle, handle);

  g_assert_true (store_add_athlete (store, athlete, NULL));
  return athlete->id;
}

static void
test_what_was_never_said_is_no_limit (Scratch *scratch, gconstpointer data)
{
  g_autoptr(AthleteLimits) limits = store_limits (scratch->store, add_athlete (scratch->store, "anna"), NULL);

  g_assert_nonnull (limits);
  g_assert_false (limits->pregnant || limits->trained_gut);
  g_assert_cmpuint (g_strv_length (limits->choice.avoid) + g_strv_length (limits->choice.only) + g_strv_length (limits->choice.exclude)
                    + g_strv_length (limits->choice.must), ==, 0);
}

static void
test_what_is_kept_comes_back_for_that_athlete_alone (Scratch *scratch, gconstpointer data)
{
  gint64 anna = add_athlete (scratch->store, "anna"), ben = add_athlete (scratch->store, "ben");
  AthleteLimits given = { TRUE, FALSE, { g_strsplit ("Miso, red;Cola, 330 ml", ";", -1), g_strsplit ("Banana", ";", -1),
                                         g_strsplit ("milk nuts", " ", -1), g_strsplit ("vegan", " ", -1) } };
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteLimits) kept = NULL, other = NULL, copy = NULL;

  g_assert_true (store_keep_limits (scratch->store, anna, &given, &error));
  kept = store_limits (scratch->store, anna, &error);
  g_assert_no_error (error);
  g_assert_true (athlete_limits_equal (kept, &given));
  copy = athlete_limits_copy (kept);
  g_assert_true (athlete_limits_equal (kept, copy));
  copy->trained_gut = TRUE;
  g_assert_false (athlete_limits_equal (kept, copy));
  g_assert_true (store_keep_limits (scratch->store, anna, copy, &error)); /* again: it is replaced */
  athlete_limits_free (kept);
  kept = store_limits (scratch->store, anna, &error);
  g_assert_true (athlete_limits_equal (kept, copy));
  other = store_limits (scratch->store, ben, &error);
  g_assert_false (other->pregnant);
  plan_choice_clear (&given.choice);
}

static void
test_two_choices_together_shut_out_what_either_does (void)
{
  g_auto(PlanChoice) team = { g_strsplit ("Cola", ";", -1), NULL, g_strsplit ("milk", " ", -1), NULL }, all = { 0 };
  g_auto(PlanChoice) own = { g_strsplit ("Miso;Cola", ";", -1), g_strsplit ("Banana", ";", -1), NULL, g_strsplit ("vegan", " ", -1) };
  const char *const nutrients[] = { "sodium_mg", NULL };
  g_autoptr(Catalogue) catalogue = catalogue_new ("test", nutrients);
  g_autofree char *exclude = NULL, *after = NULL;

  plan_choice_copy (&team, &all);
  plan_choice_add (&all, &own);
  exclude = g_strjoinv (";", all.exclude);
  g_assert_cmpstr (exclude, ==, "Cola;Miso");
  g_assert_cmpstr (all.must[0], ==, "Banana");
  g_assert_cmpstr (all.avoid[0], ==, "milk");
  g_assert_cmpstr (all.only[0], ==, "vegan");
  g_ptr_array_add (catalogue->products, product_new (catalogue, "Cola"));
  plan_choice_drop_unknown (&all, catalogue);
  after = g_strjoinv (";", all.exclude);
  g_assert_cmpstr (after, ==, "Cola");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/limits/never-said", Scratch, NULL, scratch_set_up, test_what_was_never_said_is_no_limit, scratch_tear_down);
  g_test_add ("/limits/kept", Scratch, NULL, scratch_set_up, test_what_is_kept_comes_back_for_that_athlete_alone, scratch_tear_down);
  g_test_add_func ("/limits/together", test_two_choices_together_shut_out_what_either_does);
  return g_test_run ();
}
