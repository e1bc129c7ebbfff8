/* tests/workspace/test-demo-season.c */
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>

#include "workspace/demo-season.h"
#include "workspace/sweat-tests.h"

#define FACTOR 1.3

static void
test_an_invented_season_tells_the_factor_that_it_was_made_with (void)
{
  g_autofree char *folder = g_dir_make_tmp ("saltline-season-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "w.saltline", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (file, STORE_OPEN_CREATE, &error);
  g_autoptr(Athlete) athlete = athlete_new ("ada", "Ada");
  g_autoptr(SourceReport) season = NULL;
  g_autoptr(AthleteTimeline) timeline = NULL;
  g_autoptr(AthletePrediction) prediction = NULL;
  g_auto(Occasion) occasion;
  guint nights = 0, workouts = 0;
  ImportCounts counts;

  g_assert_no_error (error);
  athlete->mass_kg = 60;
  athlete->height_m = 1.7;
  athlete->sport = g_strdup ("running");
  athlete->zone = g_strdup ("Europe/Zurich");
  g_assert_true (store_add_athlete (saltline_workspace_get_store (workspace), athlete, &error));
  season = demo_season (athlete, civil_day_from_date (2026, 6, 1), FACTOR); /* the clocks change in it */
  g_assert_true (saltline_workspace_import_report (workspace, athlete->id, season, NULL, &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counts.added, ==, season->events->len);

  timeline = saltline_workspace_timeline (workspace, athlete, &error);
  for (guint i = 0; i < timeline->nights->len; i++)
    nights += ((const Night *) g_ptr_array_index (timeline->nights, i))->main;
  for (guint i = 0; i < timeline->timeline->events->len; i++)
    workouts += ((const TimelineEvent *) g_ptr_array_index (timeline->timeline->events, i))->merged->kind == EVENT_WORKOUT;
  g_assert_cmpuint (nights, ==, 84);
  g_assert_cmpuint (workouts, ==, 60);

  occasion_init (&occasion);
  occasion.sport = g_strdup ("running");
  occasion.minutes = 60;
  occasion.air_c = 15;
  prediction = saltline_workspace_predict (workspace, athlete, &occasion, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (prediction->profile.n_rates, ==, 6);
  g_assert_cmpfloat (fabs (log (prediction->prediction.athlete_factor / FACTOR)), <, 0.15);
  g_clear_object (&workspace);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-season/factor", test_an_invented_season_tells_the_factor_that_it_was_made_with);
  return g_test_run ();
}
