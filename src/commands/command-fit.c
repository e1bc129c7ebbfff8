/* commands/command-fit.c: saltline fit, a model of a table */
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "commands-list.h"
#include "model/fit-json.h"
#include "model/mixed-fit.h"
#include "model/preview.h"
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
  gboolean diagnostics;
  gboolean preview;
  gboolean as_json;
} Options;

/* What was asked of the fit. */
typedef struct {
  Validation *validation;
  Bootstrap *bootstrap;
  GArray *predictions;
  Diagnostics *diagnostics;
  char **figures;
  gboolean has_comparison;
  Comparison comparison;
} Results;

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
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
results_clear (Results *results)
{
  validation_free (results->validation);
  bootstrap_free (results->bootstrap);
  g_clear_pointer (&results->predictions, g_array_unref);
  diagnostics_free (results->diagnostics);
  g_strfreev (results->figures);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Results, results_clear)

/* Exclusions first: they speak of the file's rows; then derived columns, then the filter, which may use them. */
static DataFrame *
load_frame (const char *path, const Options *options, int *n_filtered, GError **error)
{
  g_autoptr(DataFrame) frame = data_frame_load (path, error);

  if (frame == NULL)
    return NULL;
  for (guint i = 0; options->exclude && options->exclude[i]; i++)
    {
      const char *colon = strchr (options->exclude[i], ':');
      g_autofree char *rows = colon ? g_strndup (options->exclude[i], colon - options->exclude[i]) : NULL;

      if (colon == NULL || colon[1 + strspn (colon + 1, " ")] == '\0')
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                       _("--exclude %s gives no reason: write --exclude \"3,7-9:patch fell off\"."), options->exclude[i]);
          return NULL;
        }
      if (!data_frame_exclude (frame, rows, colon + 1 + strspn (colon + 1, " "), error))
        return NULL;
    }
  for (guint i = 0; options->derive && options->derive[i]; i++)
    if (!data_frame_derive (frame, options->derive[i], error))
      return NULL;
  *n_filtered = options->where ? data_frame_where (frame, options->where, error) : 0;
  return *n_filtered < 0 ? NULL : g_steal_pointer (&frame);
}

/* The method is the one that the formula and the censored rows ask for, if none is given. Only Tobit takes lower bounds as such:
 * for other methods these rows are left out, and the fit says so. */
static ModelData *
load_model (const DataFrame *frame, const Options *options, FitMethod *method, GError **error)
{
  ModelDataOptions wants = { options->weights, options->censor, FALSE };
  g_autoptr(ModelData) data = model_data_new (frame, options->formula, &wants, error);

  if (data == NULL)
    return NULL;
  if (options->method == NULL)
    *method = data->random->len > 0 ? METHOD_REML : data->n_censored > 0 ? METHOD_TOBIT : METHOD_OLS;
  else
    fit_method_from_word (options->method, method);
  if (*method == METHOD_TOBIT && options->censor == NULL)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("--method tobit needs --censor COL: which responses are lower bounds."));
      return NULL;
    }
  if (data->n_censored == 0 || *method == METHOD_TOBIT)
    return g_steal_pointer (&data);
  wants.drop_censored = TRUE;
  return model_data_new (frame, options->formula, &wants, error);
}

static void
excluded_to_json (const DataFrame *frame, int n_filtered, JsonBuilder *builder)
{
  json_put_integer (builder, "filtered", n_filtered);
  json_put_array (builder, "excluded");
  for (guint r = 0; r < frame->n_rows; r++)
    if (frame->out[r] && !g_str_has_prefix (frame->out[r], "not where "))
      {
        json_put_object (builder, NULL);
        json_put_integer (builder, "row", r + 1);
        json_put_string (builder, "reason", frame->out[r]);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
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
find_results (Results *results, Fit *fit, const ModelData *data, const Options *options, GError **error)
{
  if (options->cv)
    {
      results->validation = validate_by_group (fit, data, options->cv, (guint) options->n_folds, (guint) options->n_shuffles,
                                               (guint64) options->seed, error);
      if (results->validation == NULL)
        return FALSE;
      if (results->validation->n_impossible > 0)
        fit_warn (fit, _("%u rows could not be predicted without their “%s”: no other has their levels."),
                  results->validation->n_impossible, options->cv);
    }
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
  if (options->predict)
    {
      g_autoptr(DataFrame) frame = data_frame_load (options->predict, error);

      for (guint i = 0; frame && options->derive && options->derive[i]; i++)
        if (!data_frame_derive (frame, options->derive[i], error))
          return FALSE;
      results->predictions = frame ? predict_rows (fit, data, frame, error) : NULL;
      if (results->predictions == NULL)
        return FALSE;
    }
  if (options->diagnostics || options->figures)
    {
      results->diagnostics = diagnostics_new (fit, data, options->cluster, error);
      if (results->diagnostics == NULL)
        return FALSE;
      if (results->diagnostics->suggests_log)
        fit_warn (fit, _("The residuals grow with the response: try log(%s)."), data->formula->response_name);
    }
  if (options->against)
    {
      const ModelDataOptions wants = { options->weights, options->censor, data->dropped_censored };

      if (!models_compare (fit, data, options->against, &wants, &results->comparison, error))
        return FALSE;
      results->has_comparison = TRUE;
    }
  if (options->figures)
    {
      if (fit->mixed)
        mixed_effect_sds (fit);
      results->figures = model_figures_write (fit, data, results->validation, results->diagnostics, options->cv, options->figures, error);
      if (results->figures == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
print_json (const Fit *fit, const ModelData *data, const Options *options, const Results *results, int n_filtered)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_put_object (builder, NULL);
  fit_to_json (fit, data, builder);
  if (results->validation)
    validation_to_json (results->validation, options->cv, builder);
  if (results->bootstrap)
    bootstrap_to_json (results->bootstrap, fit, data, builder);
  if (results->predictions)
    predictions_to_json (results->predictions, fit, data, builder);
  if (results->has_comparison)
    comparison_to_json (&results->comparison, options->against, builder);
  if (options->diagnostics)
    diagnostics_to_json (results->diagnostics, fit, data, builder);
  excluded_to_json (data->frame, n_filtered, builder);
  if (results->figures)
    {
      json_put_array (builder, "figures");
      for (guint i = 0; results->figures[i]; i++)
        json_builder_add_string_value (builder, results->figures[i]);
      json_builder_end_array (builder);
    }
  json_put_array (builder, "warnings");
  for (guint i = 0; i < fit->warnings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (fit->warnings, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  text = json_to_text (builder, FALSE);
  fputs (text, stdout); /* g_print() would turn JSON's UTF-8 into the locale's characters */
  fputc ('\n', stdout);
}

static void
print_random (const Fit *fit)
{
  for (guint i = 0; i < fit->random->len; i++)
    {
      const RandomEffect *effect = g_ptr_array_index (fit->random, i);

      for (guint t = 0; t < effect->n_terms; t++)
        {
          g_print (_("SD between %s (%u), %s: %.5g"), effect->group, effect->n_levels, effect->terms[t], effect->sd[t]);
          for (guint u = 0; u < t; u++)
            g_print (_(", correlation %.3f"), effect->correlation[t * effect->n_terms + u]);
          g_print ("\n");
        }
    }
}

static void
print_agreement (const char *what, const AgreementOfPredictions *a)
{
  g_print (_("%s: n %u, bias %.4g, 95 %% limits %.4g … %.4g, RMSE %.4g, MAE %.4g, MAPE %.1f %%, R² %.3f, CCC %.3f\n"), what, a->n, a->bias,
           a->loa_low, a->loa_high, a->rmse, a->mae, a->mape, a->r2, a->ccc);
}

static void
print_diagnostics (const Diagnostics *d, const Fit *fit, const ModelData *data)
{
  g_print (_("Residuals: Shapiro–Wilk W %.4f (p %.3g)"), d->shapiro_wilk, d->shapiro_wilk_p);
  if (fit->method == METHOD_OLS)
    g_print (_("; Breusch–Pagan %.3f (p %.3g); Durbin–Watson %.3f (p %.3g)"), d->breusch_pagan, d->breusch_pagan_p, d->durbin_watson,
             d->durbin_watson_p);
  g_print ("\n");
  for (guint k = 0; k < fit->rank; k++)
    {
      const char *name = data->fixed->names[fit->kept[k]];

      if (!isnan (d->vif[k]))
        g_print (_("VIF of %s: %.2f\n"), name, d->vif[k]);
      if (d->robust_se[ROBUST_HC3])
        g_print (_("SE of %s: HC3 %.5g"), name, d->robust_se[ROBUST_HC3][k]);
      if (d->robust_se[ROBUST_CR1])
        g_print (_(", by cluster %.5g"), d->robust_se[ROBUST_CR1][k]);
      if (d->robust_se[ROBUST_HC3])
        g_print ("\n");
    }
}

static void
print_comparison (const Comparison *c, const char *against)
{
  g_print (_("Against %s (both by maximum likelihood): AIC %.2f and %.2f, BIC %.2f and %.2f\n"), against, c->first.aic, c->second.aic,
           c->first.bic, c->second.bic);
  if (!isnan (c->f))
    g_print (_("F %.4f, p %.4g\n"), c->f, c->f_p);
  else if (c->is_nested)
    g_print (_("Likelihood ratio: χ² %.4f, %g df, p %.4g%s\n"), c->chi2, c->df, c->p,
             c->on_boundary ? _(" (half of χ²: a variance cannot be negative)") : "");
  else
    g_print (_("Neither model holds the other: there is no test.\n"));
}

static void
print_results (const Results *results, const Fit *fit, const ModelData *data, const Options *options)
{
  if (results->validation)
    {
      g_autofree char *what = g_strdup_printf (_("Left out by %s"), options->cv);

      print_agreement (what, &results->validation->all);
      if (results->validation->has_original)
        print_agreement (_("… taken back from logarithms"), &results->validation->original);
      for (guint i = 0; results->validation->importance && i < results->validation->importance->len; i++)
        {
          const Importance *importance = &g_array_index (results->validation->importance, Importance, i);

          g_print (_("Shuffling %s raises the RMSE by %.4g\n"), importance->name, importance->rmse_increase);
        }
    }
  for (guint k = 0; results->bootstrap && k < fit->rank; k++)
    g_print (_("Bootstrap (%u) %s: %.6g … %.6g\n"), results->bootstrap->n, data->fixed->names[fit->kept[k]], results->bootstrap->low[k],
             results->bootstrap->high[k]);
  for (guint r = 0; results->predictions && r < results->predictions->len; r++)
    {
      const Prediction *p = &g_array_index (results->predictions, Prediction, r);
      g_autofree char *outside = g_strjoinv (", ", p->extrapolates);

      g_print (_("Row %u: %.5g, 95 %% of the mean %.5g … %.5g, of one %.5g … %.5g"), r + 1, p->fit, p->ci_low, p->ci_high, p->pi_low,
               p->pi_high);
      if (*outside)
        g_print (_("; extrapolates in %s"), outside);
      g_print ("\n");
    }
  if (results->has_comparison)
    print_comparison (&results->comparison, options->against);
  if (options->diagnostics)
    print_diagnostics (results->diagnostics, fit, data);
}

static void
print_text (const Fit *fit, const ModelData *data, const Options *options, const Results *results)
{
  gsize width = 12;

  g_print ("%s\n%s\n", data->formula->text, _(fit->algorithm));
  g_print (_("%u rows; %u left out because a value is missing\n\n"), fit->n, fit->n_missing);
  for (guint k = 0; k < fit->coefficients->len; k++)
    width = MAX (width, (gsize) g_utf8_strlen (g_array_index (fit->coefficients, Coefficient, k).name, -1));
  g_print ("%-*s %12s %12s %8s %8s %10s   %s\n", (int) width, "", _("estimate"), _("SE"), _("df"), "t", "p", _("95 % interval"));
  for (guint k = 0; k < fit->coefficients->len; k++)
    {
      const Coefficient *c = &g_array_index (fit->coefficients, Coefficient, k);

      g_autofree char *df = isnan (c->df) ? g_strdup (_("normal")) : g_strdup_printf ("%.1f", c->df);

      g_print ("%-*s %12.6g %12.6g %8s %8.3f %10.4g   %.6g … %.6g\n", (int) width, c->name, c->estimate, c->se, df, c->t, c->p, c->ci_low,
               c->ci_high);
    }
  g_print ("\n");
  print_random (fit);
  g_print (_("Residual SD: %.6g\n"), fit->sigma);
  if (!isnan (fit->r2))
    g_print (_("R² %.4f, adjusted %.4f\n"), fit->r2, fit->r2_adjusted);
  if (!isnan (fit->r2_marginal))
    g_print (_("R² marginal %.4f, conditional %.4f; ICC %.4f\n"), fit->r2_marginal, fit->r2_conditional, fit->icc);
  if (!isnan (fit->aic))
    g_print (_("−2 log-likelihood %.4f; AIC %.2f, BIC %.2f%s\n"), fit->criterion, fit->aic, fit->bic,
             fit->method == METHOD_REML ? _(" (restricted: compare models by --method ml)") : "");
  if (!isnan (fit->boundary_chi2))
    g_print (_("Variation between groups: χ² %.3f, p %.4g (half of χ² with 1 df)\n"), fit->boundary_chi2, fit->boundary_p);
  print_results (results, fit, data, options);
  for (guint i = 0; i < fit->warnings->len; i++)
    g_print ("! %s\n", (const char *) g_ptr_array_index (fit->warnings, i));
}

static void
print_preview (const DataFrame *frame, gboolean as_json)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

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
  text = json_to_text (builder, FALSE);
  fputs (text, stdout);
  fputc ('\n', stdout);
}

CommandStatus
command_fit (int argc, char **argv)
{
  g_auto(Options) options = { .seed = 1 };
  g_auto(Results) results = { 0 };
  g_autoptr(DataFrame) frame = NULL;
  g_autoptr(ModelData) data = NULL;
  g_autoptr(Fit) fit = NULL;
  g_autoptr(GError) error = NULL;
  FitMethod method;
  CommandStatus status;
  int n_filtered = 0;

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
  frame = load_frame (argv[1], &options, &n_filtered, &error);
  if (frame && options.preview)
    {
      print_preview (frame, options.as_json);
      return COMMAND_DONE;
    }
  data = frame ? load_model (frame, &options, &method, &error) : NULL;
  if (data && options.n_bootstrap > 0 && cluster_column (&options, data) == NULL)
    {
      command_complain ("fit", _("--bootstrap needs --cluster COL: rows of one athlete are not independent draws."));
      return COMMAND_USAGE;
    }
  fit = data ? fit_new (data, method, &error) : NULL;
  if (fit == NULL || !find_results (&results, fit, data, &options, &error))
    {
      command_complain ("fit", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (options.as_json)
    print_json (fit, data, &options, &results, n_filtered);
  else
    print_text (fit, data, &options, &results);
  return COMMAND_DONE;
}
