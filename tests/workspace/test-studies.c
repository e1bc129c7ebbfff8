/* tests/workspace/test-studies.c: what is decided, fitted and adopted is in the workspace, can be undone, and is the same on another day */
#include <glib/gstdio.h>
#include <math.h>

#include "store/statement.h"
#include "workspace/adopted-model.h"
#include "workspace/methods-text.h"
#include "workspace/model-pairs.h"
#include "workspace/patch-rate.h"
#include "workspace/readings-study.h"
#include "workspace/studies.h"
#include "workspace/synthetic-study.h"

typedef struct {
  char *folder, *path;
  SaltlineWorkspace *workspace;
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  scene->folder = g_dir_make_tmp ("saltline-studies-XXXXXX", NULL);
  scene->path = g_build_filename (scene->folder, "w.saltline", NULL);
  scene->workspace = saltline_workspace_open (scene->path, STORE_OPEN_NEW, &error);
  g_assert_no_error (error);
}

static void
close_workspace (Scene *scene)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&scene->workspace));
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  close_workspace (scene);
  dir = g_dir_open (scene->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (scene->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (scene->folder);
  g_free (scene->path);
  g_free (scene->folder);
}

static StudyTable *
trials (const StudyDecisions *decisions)
{
  g_autoptr(GBytes) bytes = synthetic_study_draw (7);
  g_autoptr(GError) error = NULL;
  StudyTable *table = study_table_new ("trials.csv", "synthetic", bytes, decisions, &error);

  g_assert_no_error (error);
  return table;
}

static StudyFit *
fit (StudyTable *table, const char *formula, const char *left_out_by)
{
  const StudyRecipe recipe = { .formula = (char *) formula, .left_out_by = (char *) left_out_by };
  g_autoptr(GError) error = NULL;
  StudyFit *study = study_fit_new (table, &recipe, NULL, &error);

  g_assert_no_error (error);
  return study;
}

static gint64
keep (Scene *scene, const char *formula, const char *name, gint64 *data_set)
{
  g_autoptr(StudyTable) table = trials (NULL);
  g_autoptr(StudyFit) study = fit (table, formula, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(StoredModel) model = NULL;
  gint64 id;

  g_assert_true (saltline_workspace_keep_table (scene->workspace, table, &id, &error));
  model = saltline_workspace_keep_model (scene->workspace, study, id, name, &error);
  g_assert_no_error (error);
  if (data_set)
    *data_set = id;
  return model->id;
}

static void
test_decisions_are_there_after_a_restart_and_can_be_undone (Scene *scene, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StudyDecisions) decisions = study_decisions_new ();
  gint64 id;

  {
    g_autoptr(StudyTable) table = trials (NULL);
    g_autoptr(StudyTable) decided = NULL;

    g_assert_true (saltline_workspace_keep_table (scene->workspace, table, &id, &error));
    g_assert_true (study_decisions_exclude_text (decisions, "3,7-9: the patch fell off", &error));
    g_ptr_array_add (decisions->derived, g_strdup ("per_kg = rate / mass"));
    decisions->filter = g_strdup ("mass > 60");
    decided = saltline_workspace_decide (scene->workspace, id, decisions, "Leave out", &error);
    g_assert_no_error (error);
    g_assert_cmpstr (decided->frame->out[7], ==, "the patch fell off");
  }
  close_workspace (scene);
  scene->workspace = saltline_workspace_open (scene->path, STORE_OPEN, &error);
  {
    g_autoptr(StudyTable) table = saltline_workspace_open_table (scene->workspace, id, &error);
    g_autofree char *what = NULL;

    g_assert_no_error (error);
    g_assert_true (study_decisions_equal (table->decisions, decisions));
    g_assert_nonnull (data_frame_find (table->frame, "per_kg"));
    g_assert_cmpuint (table->n_filtered, >, 0);
    g_assert_true (saltline_workspace_undo_study (scene->workspace, FALSE, &what, &error));
    g_assert_cmpstr (what, ==, "Leave out");
  }
  {
    g_autoptr(StudyTable) table = saltline_workspace_open_table (scene->workspace, id, &error);

    g_assert_cmpuint (table->decisions->excluded->len, ==, 0);
  }
  g_clear_pointer (&decisions->filter, g_free);
  decisions->filter = g_strdup ("mas > 60");
  g_assert_null (saltline_workspace_decide (scene->workspace, id, decisions, "Slip", &error));
  g_assert_nonnull (strstr (error->message, "mas"));
  g_clear_error (&error);
  g_assert_true (saltline_workspace_undo_study (scene->workspace, TRUE, NULL, &error)); /* what could not be applied was not stored: redo goes on */
  {
    g_autoptr(StudyTable) table = saltline_workspace_open_table (scene->workspace, id, &error);

    g_assert_cmpuint (table->decisions->excluded->len, ==, 4);
  }
}

static void
test_the_same_bytes_are_one_table (Scene *scene, gconstpointer data)
{
  g_autoptr(StudyTable) table = trials (NULL);
  g_autoptr(GPtrArray) stored = NULL;
  g_autoptr(GError) error = NULL;
  gint64 first, second;

  g_assert_true (saltline_workspace_keep_table (scene->workspace, table, &first, &error));
  g_assert_true (saltline_workspace_drop_table (scene->workspace, first, &error));
  stored = store_data_sets (saltline_workspace_get_store (scene->workspace), &error);
  g_assert_cmpuint (stored->len, ==, 0);
  g_assert_true (saltline_workspace_keep_table (scene->workspace, table, &second, &error));
  g_assert_cmpint (first, ==, second);
}

static void
test_a_written_down_model_predicts_as_the_fit_does (void)
{
  g_autoptr(StudyTable) table = trials (NULL);
  g_autoptr(StudyFit) study = fit (table, "log(rate) ~ log(local_rate) + scale(mass) + poly(temperature, 2) + sport + (1 | athlete)", "athlete");
  g_autoptr(ModelEquation) equation = study_fit_equation (study);
  g_autofree char *text = equation_to_text (equation, FALSE), *again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelEquation) read = equation_from_text ("x.json", text, &error);
  g_autoptr(GArray) predictions = NULL;

  g_assert_no_error (error);
  again = equation_to_text (read, FALSE);
  g_assert_cmpstr (text, ==, again);
  predictions = equation_predict (read, table->frame, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < study->data->n; i++)
    {
      const EquationPrediction *p = &g_array_index (predictions, EquationPrediction, study->data->rows[i]);

      g_assert_cmpfloat_with_epsilon (p->expected, study->fit->fitted[i], 1e-9);
      g_assert_cmpfloat_with_epsilon (p->fixed, study->fit->fitted_fixed[i], 1e-9);
      g_assert_true (p->known && p->extrapolates[0] == NULL);
    }
  g_assert_cmpfloat (read->left_out.loa_high, ==, study->validation->original.loa_high);
}

static void
test_a_damaged_table_or_model_is_named_by_verify (Scene *scene, gconstpointer data)
{
  Store *store = saltline_workspace_get_store (scene->workspace);
  g_autoptr(GPtrArray) differences = NULL;
  g_autoptr(GError) error = NULL;
  guint checked;

  keep (scene, "rate ~ local_rate", "good", NULL);
  keep (scene, "rate ~ mass", "bad", NULL);
  differences = saltline_workspace_verify_models (scene->workspace, &checked, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (checked, ==, 2);
  g_assert_cmpuint (differences->len, ==, 0);
  g_assert_true (store_run (store, NULL, &error, "UPDATE model SET recipe = replace (recipe, 'rate ~ mass', 'rate ~ temperature') WHERE name = 'bad'", ""));
  g_clear_pointer (&differences, g_ptr_array_unref);
  differences = saltline_workspace_verify_models (scene->workspace, &checked, NULL, &error);
  g_assert_cmpuint (differences->len, ==, 1);
  g_assert_cmpstr (((ModelDifference *) g_ptr_array_index (differences, 0))->name, ==, "bad v1");
  g_assert_true (store_run (store, NULL, &error, "UPDATE table_file SET body = CAST (replace (CAST (body AS TEXT), ',soccer', ',Soccer') AS BLOB)", ""));
  g_clear_pointer (&differences, g_ptr_array_unref);
  differences = saltline_workspace_verify_models (scene->workspace, &checked, NULL, &error);
  g_assert_cmpuint (differences->len, ==, 2);
}

static void
test_an_expectation_carries_every_uncertainty (Scene *scene, gconstpointer data)
{
  const gint64 id = keep (scene, "log(rate) ~ log(local_rate) + log(mass) + temperature + (1 | athlete)", "lab", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(AdoptedModel) adopted = NULL;
  g_auto(ModelExpectation) known = { 0 }, exact = { 0 }, new = { 0 };
  ModelInputs inputs;
  ModelPurpose purpose;

  g_assert_true (saltline_workspace_adopt (scene->workspace, id, "because", &purpose, &error));
  g_assert_cmpint (purpose, ==, PURPOSE_PATCH);
  g_assert_null (saltline_workspace_adopted (scene->workspace, PURPOSE_OCCASION, &error));
  adopted = saltline_workspace_adopted (scene->workspace, PURPOSE_PATCH, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (adopted->why, ==, "because");
  g_assert_nonnull (strstr (adopted->label, "synthetic"));

  model_inputs_init (&inputs);
  inputs.value[INPUT_LOCAL_RATE] = 1;
  inputs.value[INPUT_MASS] = 75;
  inputs.value[INPUT_TEMPERATURE] = 25;
  inputs.athlete = "synthetic-001";
  g_assert_true (adopted_model_expect (adopted, &inputs, &known, &error));
  g_assert_true (known.knows_athlete && known.log_athlete != 0);
  inputs.athlete = "somebody else";
  g_assert_true (adopted_model_expect (adopted, &inputs, &exact, &error));
  g_assert_false (exact.knows_athlete);
  g_assert_cmpfloat (exact.log_athlete, ==, 0);
  g_assert_cmpfloat (exact.athlete_sd, >, known.athlete_sd);
  g_assert_cmpfloat (exact.input_sd, ==, 0);
  inputs.sd[INPUT_LOCAL_RATE] = 0.1;
  g_assert_true (adopted_model_expect (adopted, &inputs, &new, &error));
  /* d ln W = β d ln L */
  g_assert_cmpfloat_with_epsilon (new.input_sd, adopted->equation->beta[1] * 0.1, 1e-3);
  g_assert_null (new.extrapolates[0]);

  model_expectation_clear (&new);
  inputs.value[INPUT_TEMPERATURE] = 50;
  g_assert_true (adopted_model_expect (adopted, &inputs, &new, &error));
  g_assert_cmpstr (new.extrapolates[0], ==, "temperature");
  inputs.value[INPUT_MASS] = NAN;
  model_expectation_clear (&new);
  g_assert_false (adopted_model_expect (adopted, &inputs, &new, &error));
  g_assert_nonnull (strstr (error->message, "mass"));
}

static void
test_words_are_filled_in_the_models_own_words (void)
{
  static const char model[] = "{\"saltline_model\": 1, \"formula\": \"rate ~ Gender + Sport\", \"coefficients\": [{\"name\": \"(Intercept)\", \"estimate\": 1},"
                              " {\"name\": \"GenderM\", \"estimate\": 0.5}, {\"name\": \"SportTrack Cycling\", \"estimate\": 0.25}],"
                              " \"columns\": [{\"name\": \"Gender\", \"levels\": [\"F\", \"M\"]}, {\"name\": \"Sport\", \"levels\": [\"Rowing\", \"Track Cycling\"]}]}";
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelEquation) equation = equation_from_text ("m.json", model, &error);
  g_autoptr(DataFrame) frame = NULL;
  g_autoptr(GArray) predictions = NULL;
  ModelInputs inputs;

  g_assert_no_error (error);
  model_inputs_init (&inputs);
  inputs.sex = "male";
  inputs.sport = "track_cycling";
  frame = model_inputs_frame (&inputs, equation, &error);
  g_assert_no_error (error);
  predictions = equation_predict (equation, frame, &error);
  g_assert_cmpfloat (g_array_index (predictions, EquationPrediction, 0).expected, ==, 1.75);
  inputs.sport = "chess";
  g_assert_null (model_inputs_frame (&inputs, equation, &error));
  g_assert_nonnull (strstr (error->message, "chess"));
  g_assert_nonnull (strstr (error->message, "Rowing"));
}

static void
test_the_synthetic_study_is_the_same_each_time_and_near_the_norms (void)
{
  g_autoptr(GBytes) one = synthetic_study_draw (2026);
  g_autoptr(GBytes) other = synthetic_study_draw (2026);
  g_autoptr(GError) error = NULL;
  g_autoptr(StudyTable) table = study_table_new ("s.csv", "synthetic", one, NULL, &error);
  g_autoptr(StudyFit) study = fit (table, "rate ~ local_rate + temperature + mass + sport", "athlete");
  const Column *sport = data_frame_find (table->frame, "sport"), *rate = data_frame_find (table->frame, "rate");
  double sum = 0;
  guint n = 0;

  g_assert_true (g_bytes_equal (one, other));
  for (guint r = 0; r < table->frame->n_rows; r++)
    if (g_str_equal (sport->words[r], "basketball"))
      {
        sum += rate->values[r];
        n++;
      }
  g_assert_cmpfloat_with_epsilon (sum / n, 0.95, 0.15);                                /* Barnes 2019 */
  g_assert_cmpfloat_with_epsilon (study->fit->r2, 0.725, 0.08);                        /* SCIENCE §5 */
  g_assert_cmpfloat_with_epsilon (study->validation->all.loa_high, 0.57, 0.08);
  g_assert_cmpfloat_with_epsilon (study->validation->all.mape, 20.3, 3);
}

static void
test_the_methods_say_rows_method_versions_and_limits (void)
{
  g_autoptr(StudyDecisions) decisions = study_decisions_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(StudyTable) table = NULL;
  g_autoptr(StudyFit) study = NULL;
  g_autofree char *text = NULL;

  g_assert_true (study_decisions_exclude_text (decisions, "3: fell off", &error));
  table = trials (decisions);
  study = fit (table, "rate ~ local_rate + (1 | athlete)", "athlete");
  text = methods_text (study);
  for (guint i = 0; i < 8; i++)
    {
      static const char *const words[] = { "synthetic", "trials.csv", "row 3: fell off", "restricted maximum likelihood", "rate ~ local_rate + (1 | athlete)",
                                           "Saltline ", "limits of agreement", "L/h" };

      if (strstr (text, words[i]) == NULL)
        g_error ("no “%s” in: %s", words[i], text);
    }
}

static void
test_the_benchmark_is_only_for_rates (void)
{
  g_autoptr(StudyTable) table = trials (NULL);
  g_autoptr(StudyFit) rate = fit (table, "log(rate) ~ mass", "athlete"), mass = NULL;
  g_autoptr(ModelPairs) pairs = model_pairs_left_out (rate), others = NULL;
  AgreementOfPredictions agreement;

  mass = fit (table, "mass ~ rate", NULL);
  others = model_pairs_fitted (mass);
  g_assert_cmpfloat (model_pairs_benchmark (pairs), ==, PUBLISHED_LOA_L_PER_H);
  g_assert_true (isnan (model_pairs_benchmark (others)));
  /* what the figure shows is what the comparison says */
  agreement_measure (&agreement, pairs->observed, pairs->predicted, pairs->n);
  g_assert_cmpfloat_with_epsilon (agreement.loa_high, rate->validation->original.loa_high, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/studies/" path, Scene, NULL, set_up, function, tear_down)
  ADD ("decisions", test_decisions_are_there_after_a_restart_and_can_be_undone);
  ADD ("same-bytes", test_the_same_bytes_are_one_table);
  ADD ("verify", test_a_damaged_table_or_model_is_named_by_verify);
  ADD ("expectation", test_an_expectation_carries_every_uncertainty);
  g_test_add_func ("/studies/equation", test_a_written_down_model_predicts_as_the_fit_does);
  g_test_add_func ("/studies/words", test_words_are_filled_in_the_models_own_words);
  g_test_add_func ("/studies/synthetic", test_the_synthetic_study_is_the_same_each_time_and_near_the_norms);
  g_test_add_func ("/studies/methods", test_the_methods_say_rows_method_versions_and_limits);
  g_test_add_func ("/studies/benchmark", test_the_benchmark_is_only_for_rates);
  return g_test_run ();
}
