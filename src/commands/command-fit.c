/* commands/command-fit.c: saltline fit, a model of a table */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "commands-list.h"
#include "fit-text.h"
#include "model/fit-json.h"
#include "model/preview.h"
#include "with-workspace.h"
#include "workspace/model-figures.h"

typedef struct {
  char *formula;
  char *method;
  char *weights;
  char *censor;
  char *where;
  char **derive;
  char **exclude;
  char *cv;
  int n_folds;
  int n_shuffles;
  int n_bootstrap;
  char *cluster;
  gint64 seed;
  char *predict;
  char *figures;
  char *against;
  char *save;
  char *workspace;
  gboolean diagnostics;
  gboolean preview;
  gboolean as_json;
} Options;


static void
options_clear (Options *options)
{
  g_free (options->formula);
  g_free (options->method);
  g_free (options->weights);
  g_free (options->censor);
  g_free (options->where);
  g_strfreev (options->derive);
  g_strfreev (options->exclude);
  g_free (options->cv);
  g_free (options->cluster);
  g_free (options->predict);
  g_free (options->figures);
  g_free (options->against);
  g_free (options->save);
  g_free (options->workspace);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
results_clear (FitResults *results)
{
  study_fit_free (results->study);
  bootstrap_free (results->bootstrap);
  g_clear_pointer (&results->predictions, g_array_unref);
  g_strfreev (results->figures);
  stored_model_free (results->saved);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FitResults, results_clear)

/* What was said of rows and columns. */
static StudyDecisions *
decisions_of (const Options *options, GError **error)
{
  g_autoptr(StudyDecisions) decisions = study_decisions_new ();

  for (guint i = 0; options->exclude && options->exclude[i]; i++)
    if (!study_decisions_exclude_text (decisions, options->exclude[i], error))
      return NULL;
  for (guint i = 0; options->derive && options->derive[i]; i++)
    g_ptr_array_add (decisions->derived, g_strdup (options->derive[i]));
  decisions->filter = g_strdup (options->where);
  return g_steal_pointer (&decisions);
}

/* The group of the first random part, unless a column was named. */
static const char *
cluster_column (const Options *options, const ModelData *data)
{
  const RandomPart *first = data->formula->random->len ? g_ptr_array_index (data->formula->random, 0) : NULL;

  if (options->cluster)
    return options->cluster;
  return first ? g_ptr_array_index (first->columns, 0) : NULL;
}

static gboolean
find_predictions (FitResults *results, const Options *options, GError **error)
{
  g_autoptr(DataFrame) frame = data_frame_load (options->predict, error);

  for (guint i = 0; frame && options->derive && options->derive[i]; i++)
    if (!data_frame_derive (frame, options->derive[i], error))
      return FALSE;
  results->predictions = frame ? predict_rows (results->study->fit, results->study->data, frame, error) : NULL;
  return results->predictions != NULL;
}

/* The table becomes a data set of the workspace, the fit the next version of a model. */
static gboolean
save (FitResults *results, const Options *options, GError **error)
{
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (options->workspace, STORE_OPEN_CREATE | STORE_OPEN_WRITE, error);
  gint64 data_set;

  if (workspace == NULL || !saltline_workspace_keep_table (workspace, results->study->table, &data_set, error))
    return FALSE;
  results->saved = saltline_workspace_keep_model (workspace, results->study, data_set, options->save, error);
  return results->saved != NULL;
}

static gboolean
find_results (FitResults *results, const Options *options, GError **error)
{
  Fit *fit = results->study->fit;
  const ModelData *data = results->study->data;

  if (options->n_bootstrap > 0)
    {
      results->bootstrap = bootstrap_by_cluster (fit, data, cluster_column (options, data), (guint) options->n_bootstrap,
                                                 (guint64) options->seed, error);
      if (results->bootstrap == NULL)
        return FALSE;
      if (results->bootstrap->n_failed > 0)
        fit_warn (fit, _("%u of %d bootstrap draws did not determine all coefficients and were left out."), results->bootstrap->n_failed,
                  options->n_bootstrap);
    }
  if (options->predict && !find_predictions (results, options, error))
    return FALSE;
  if ((options->diagnostics || options->figures) && !study_fit_diagnose (results->study, options->cluster, error))
    return FALSE;
  if (options->against)
    {
      const ModelDataOptions wants = { options->weights, options->censor, data->dropped_censored };

      if (!models_compare (fit, data, options->against, &wants, &results->comparison, error))
        return FALSE;
      results->against = options->against;
    }
  if (options->figures)
    {
      results->figures = model_figures_write (results->study, options->figures, error);
      if (results->figures == NULL)
        return FALSE;
    }
  return options->save == NULL || save (results, options, error);
}

static void
print_json (const FitResults *results, const Options *options)
{
  const StudyFit *study = results->study;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_put_object (builder, NULL);
  fit_to_json (study->fit, study->data, builder);
  if (study->validation)
    validation_to_json (study->validation, options->cv, builder);
  if (results->bootstrap)
    bootstrap_to_json (results->bootstrap, study->fit, study->data, builder);
  if (results->predictions)
    predictions_to_json (results->predictions, study->fit, study->data, builder);
  if (results->against)
    comparison_to_json (&results->comparison, results->against, builder);
  if (options->diagnostics)
    diagnostics_to_json (study->diagnostics, study->fit, study->data, builder);
  json_put_integer (builder, "filtered", study->table->n_filtered);
  study_decisions_put_excluded (study->table->decisions, builder);
  if (results->figures)
    json_put_words (builder, "figures", results->figures);
  if (results->saved)
    {
      json_put_object (builder, "saved");
      json_put_string (builder, "name", results->saved->name);
      json_put_integer (builder, "version", results->saved->version);
      json_builder_end_object (builder);
    }
  json_put_strings (builder, "warnings", study->fit->warnings);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_preview (const DataFrame *frame, gboolean as_json)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!as_json)
    {
      g_print (_("%s: %u rows, %s, delimiter “%s”\n"), frame->source, frame->n_rows, frame->encoding,
               frame->delimiter == '\t' ? _("tab") : (char[]) { frame->delimiter, 0 });
      for (guint c = 0; c < frame->columns->len; c++)
        {
          const Column *column = g_ptr_array_index (frame->columns, c);
          g_autofree char *summary = column_summary (frame, column);

          g_print ("  %s: %s\n", column->name, summary);
        }
      return;
    }
  json_put_object (builder, NULL);
  frame_preview_to_json (frame, builder);
  json_builder_end_object (builder);
  command_print_json (builder);
}

CommandStatus
command_fit (int argc, char **argv)
{
  g_auto(Options) options = { .seed = 1 };
  g_auto(FitResults) results = { 0 };
  g_autoptr(StudyDecisions) decisions = NULL;
  g_autoptr(StudyTable) table = NULL;
  g_autoptr(GError) error = NULL;
  FitMethod method;
  CommandStatus status;

  const GOptionEntry entries[] = {
    { "formula", 0, 0, G_OPTION_ARG_STRING, &options.formula, N_("The model in R's grammar: \"y ~ a + b + (1 | athlete)\""), "F" },
    { "method", 0, 0, G_OPTION_ARG_STRING, &options.method, N_("reml, ml, ols, huber, bisquare or tobit (reml with random terms, tobit with lower bounds, else ols)"), "M" },
    { "weights", 0, 0, G_OPTION_ARG_STRING, &options.weights, N_("Weights of the rows"), "COL" },
    { "censor", 0, 0, G_OPTION_ARG_STRING, &options.censor, N_("Marks rows whose response is only a lower bound"), "COL" },
    { "where", 0, 0, G_OPTION_ARG_STRING, &options.where, N_("Use only rows for which this holds: \"sport == 'soccer' & mass > 60\""), "EXPR" },
    { "derive", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.derive, N_("Add a column: \"name = expression\" (repeatable)"), "DEF" },
    { "exclude", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.exclude, N_("Leave rows out: \"3,7-9:reason\" (repeatable)"), "ROWS:WHY" },
    { "cv", 0, 0, G_OPTION_ARG_STRING, &options.cv, N_("Leave out all rows of each value of COL and predict them"), "COL" },
    { "folds", 0, 0, G_OPTION_ARG_INT, &options.n_folds, N_("With --cv: deal the values to K folds instead"), "K" },
    { "importance", 0, 0, G_OPTION_ARG_INT, &options.n_shuffles, N_("With --cv: shuffle each column N times"), "N" },
    { "bootstrap", 0, 0, G_OPTION_ARG_INT, &options.n_bootstrap, N_("Refit N draws of whole clusters"), "N" },
    { "cluster", 0, 0, G_OPTION_ARG_STRING, &options.cluster, N_("The clusters of --bootstrap and of robust errors"), "COL" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, N_("Of all that is drawn at random (1)"), "S" },
    { "predict", 0, 0, G_OPTION_ARG_FILENAME, &options.predict, N_("Predict the rows of another table"), "NEW.csv" },
    { "against", 0, 0, G_OPTION_ARG_STRING, &options.against, N_("Compare with another model of the same response"), "F2" },
    { "figures", 0, 0, G_OPTION_ARG_FILENAME, &options.figures, N_("Write figures (SVG, PDF, PNG) and their data (CSV)"), "DIR" },
    { "save", 0, 0, G_OPTION_ARG_STRING, &options.save, N_("Keep table and fit in the workspace, as the next version of model NAME"), N_("NAME") },
    COMMAND_WORKSPACE_ENTRY (options.workspace),
    { "preview", 0, 0, G_OPTION_ARG_NONE, &options.preview, N_("Only print what was understood of the table"), NULL },
    { "diagnostics", 0, 0, G_OPTION_ARG_NONE, &options.diagnostics, N_("Residuals, influence, collinearity, robust errors"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!command_parse_options ("--formula F DATA.csv [--method M] [--cv COL] [--bootstrap N --cluster COL] [--predict NEW.csv] [--json]", entries, &argc, &argv, &status))
    return status;
  if ((options.formula == NULL && !options.preview) || argc != 2)
    {
      command_complain ("fit", "%s", options.formula || options.preview ? _("One table is needed, and only one.") : _("--formula is needed."));
      return COMMAND_USAGE;
    }
  if (options.method && !fit_method_from_word (options.method, &method))
    {
      command_complain ("fit", _("There is no method “%s”: reml, ml, ols, huber, bisquare or tobit."), options.method);
      return COMMAND_USAGE;
    }
  if (options.n_bootstrap < 0 || options.n_folds < 0 || options.n_folds == 1 || options.n_shuffles < 0 || options.seed < 0)
    {
      command_complain ("fit", _("--bootstrap, --importance and --seed take numbers from 0, --folds from 2."));
      return COMMAND_USAGE;
    }
  if ((options.n_folds || options.n_shuffles) && options.cv == NULL)
    {
      command_complain ("fit", _("--folds and --importance need --cv COL: whose values are left out together."));
      return COMMAND_USAGE;
    }
  decisions = decisions_of (&options, &error);
  table = decisions ? study_table_load (argv[1], decisions, &error) : NULL;
  if (table && options.preview)
    {
      print_preview (table->frame, options.as_json);
      return COMMAND_DONE;
    }
  if (table)
    results.study = study_fit_new (table, &(StudyRecipe) { options.formula, options.method, options.weights, options.censor, options.cv,
                                                           (guint) options.n_folds, (guint) options.n_shuffles, (guint64) options.seed }, NULL, &error);
  if (results.study && options.n_bootstrap > 0 && cluster_column (&options, results.study->data) == NULL)
    {
      command_complain ("fit", _("--bootstrap needs --cluster COL: rows of one athlete are not independent draws."));
      return COMMAND_USAGE;
    }
  results.diagnostics = options.diagnostics;
  if (results.study == NULL || !find_results (&results, &options, &error))
    {
      command_complain ("fit", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (options.as_json)
    print_json (&results, &options);
  else
    fit_print (&results);
  return COMMAND_DONE;
}
