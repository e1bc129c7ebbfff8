/* tests/workspace/test-weigh-station.c: a scale that asks instead of refusing, and that forgets nothing */
#include <math.h>
#include <string.h>

#include "scratch-workspace.h"
#include "workspace/weigh-station.h"

typedef struct {
  char *folder;
  SaltlineWorkspace *workspace;
  GPtrArray *athletes;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *handle;
    double mass_kg;
  } people[] = { { "anna", 60 }, { "ben", NAN }, { "7", 71 } };
  g_autoptr(GError) error = NULL;

  f->workspace = scratch_workspace_new (&f->folder);
  f->athletes = g_ptr_array_new_with_free_func ((GDestroyNotify) athlete_free);
  for (guint p = 0; p < G_N_ELEMENTS (people); p++)
    {
      Athlete *athlete = athlete_new (people[p].handle, people[p].handle);

      athlete->mass_kg = people[p].mass_kg;
      athlete->sport = g_strdup ("soccer");
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

static const StationSession session = { 60, 25, 50, NULL };

static StationOutcome
enter (WeighStation *station, const char *who, double kg, gboolean confirmed, const char *word)
{
  g_autofree char *sentence = NULL;
  StationOutcome outcome = weigh_station_enter (station, &session, who, kg, NAN, confirmed, &sentence);

  if (strstr (sentence, word) == NULL)
    g_error ("“%s” does not say “%s”", sentence, word);
  return outcome;
}

static void
test_slips_are_asked_about_and_can_be_kept (Fixture *f, gconstpointer data)
{
  g_autoptr(WeighStation) station = weigh_station_new (f->workspace, f->athletes, NULL);

  g_assert_cmpint (enter (station, "1", 132, FALSE, "pounds"), ==, STATION_QUESTION);
  g_assert_cmpint (enter (station, "anna", 71, FALSE, "right athlete"), ==, STATION_QUESTION);
  g_assert_cmpint (enter (station, "1", 60.4, FALSE, "before"), ==, STATION_KEPT_BEFORE);
  g_assert_cmpint (enter (station, "1", 61.6, FALSE, "swapped"), ==, STATION_QUESTION);
  g_assert_cmpint (enter (station, "1", 54.4, FALSE, "8 %"), ==, STATION_QUESTION);
  g_assert_cmpint (enter (station, "1", 130, FALSE, "pounds"), ==, STATION_QUESTION);
  g_assert_cmpint (enter (station, "1", 54.4, TRUE, "after"), ==, STATION_KEPT_AFTER); /* kept when a person says so */
  g_assert_cmpint (enter (station, "2", 190, FALSE, "pounds"), ==, STATION_QUESTION);  /* even of one whose mass is not known */
  g_assert_cmpint (enter (station, "12", 70, FALSE, "12"), ==, STATION_REFUSED);
  g_assert_cmpint (enter (station, "2", 6, FALSE, "between"), ==, STATION_REFUSED);
}

static void
test_a_handle_that_is_a_number_is_the_athlete_and_not_the_place (Fixture *f, gconstpointer data)
{
  g_autoptr(WeighStation) station = weigh_station_new (f->workspace, f->athletes, NULL);

  g_assert_cmpint (enter (station, "7", 71.2, FALSE, "7:"), ==, STATION_KEPT_BEFORE);
  g_assert_cmpint (enter (station, "3", 70.4, FALSE, "after"), ==, STATION_KEPT_AFTER);
}

static void
test_a_station_that_was_closed_goes_on_where_it_was (Fixture *f, gconstpointer data)
{
  g_autoptr(AthletePrediction) prediction = NULL;
  g_auto(Occasion) occasion;
  const StationRow *row;

  for (guint time = 0; time < 2; time++)
    {
      g_autoptr(WeighStation) station = weigh_station_new (f->workspace, f->athletes, NULL);

      if (time == 0)
        g_assert_cmpint (enter (station, "1", 60.4, FALSE, "before"), ==, STATION_KEPT_BEFORE);
      else
        g_assert_cmpint (enter (station, "1", 59.6, FALSE, "after"), ==, STATION_KEPT_AFTER);
    }
  {
    g_autoptr(WeighStation) station = weigh_station_new (f->workspace, f->athletes, NULL);

    row = g_ptr_array_index ((GPtrArray *) weigh_station_rows (station), 0);
    g_assert_true (isnan (row->before_kg)); /* the test is done */
  }
  occasion_init (&occasion);
  occasion.minutes = 60;
  occasion.sport = g_strdup ("soccer");
  prediction = saltline_workspace_predict (f->workspace, g_ptr_array_index (f->athletes, 0), &occasion, NULL);
  g_assert_cmpuint (prediction->profile.n_rates, ==, 1); /* and speaks for the athlete */
}

static void
test_a_weighing_tells_the_mass_that_the_roster_does_not_know (Fixture *f, gconstpointer data)
{
  const Athlete *ben = g_ptr_array_index (f->athletes, 1);
  g_autoptr(WeighStation) station = weigh_station_new (f->workspace, f->athletes, NULL);
  g_autoptr(AthletePrediction) before = NULL, after = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(Occasion) occasion;

  occasion_init (&occasion);
  occasion.minutes = 60;
  occasion.sport = g_strdup ("soccer");
  before = saltline_workspace_predict (f->workspace, ben, &occasion, &error);
  g_assert_null (before);
  g_assert_nonnull (strstr (error->message, "body mass of ben"));
  g_assert_cmpint (enter (station, "ben", 81.5, FALSE, "before"), ==, STATION_KEPT_BEFORE);
  after = saltline_workspace_predict (f->workspace, ben, &occasion, NULL);
  g_assert_nonnull (after);
  g_assert_cmpfloat (after->condition.mass_kg, ==, 81.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/weigh-station/slips-are-asked-about-and-can-be-kept", Fixture, NULL, set_up, test_slips_are_asked_about_and_can_be_kept, tear_down);
  g_test_add ("/weigh-station/a-handle-that-is-a-number-is-the-athlete", Fixture, NULL, set_up,
              test_a_handle_that_is_a_number_is_the_athlete_and_not_the_place, tear_down);
  g_test_add ("/weigh-station/a-weighing-tells-the-mass-that-the-roster-does-not-know", Fixture, NULL, set_up,
              test_a_weighing_tells_the_mass_that_the_roster_does_not_know, tear_down);
  g_test_add ("/weigh-station/a-closed-station-goes-on-where-it-was", Fixture, NULL, set_up, test_a_station_that_was_closed_goes_on_where_it_was, tear_down);
  return g_test_run ();
}
