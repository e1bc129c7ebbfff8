/* commands/command-fit.c: saltline fit, a model of a table */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "commands-list.h"
#include "model/fit-json.h"

typedef struct {
  char *formula;
  char *method;
  char *weights;
  char *censor;
  char *where;
  char **derive;
  char **exclude;
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
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

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

/* The method that the formula asks for when none is given. */
static gboolean
choose_method (const Options *options, const ModelData *data, FitMethod *method)
{
  if (options->method == NULL)
    {
      *method = data->random->len > 0 ? METHOD_REML : data->n_censored > 0 ? METHOD_TOBIT : METHOD_OLS;
      return TRUE;
    }
  return fit_method_from_word (options->method, method);
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

static void
print_json (const Fit *fit, const ModelData *data, int n_filtered)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_put_object (builder, NULL);
  fit_to_json (fit, data, builder);
  excluded_to_json (data->frame, n_filtered, builder);
  json_put_array (builder, "warnings");
  for (guint i = 0; i < fit->warnings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (fit->warnings, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  text = json_to_text (builder, FALSE);
  g_print ("%s\n", text);
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
print_text (const Fit *fit, const ModelData *data)
{
  gsize width = 12;

  g_print ("%s\n%s\n", data->formula->text, fit->algorithm);
  g_print (_("%u rows; %u left out because a value is missing\n\n"), fit->n, fit->n_missing);
  for (guint k = 0; k < fit->coefficients->len; k++)
    width = MAX (width, (gsize) g_utf8_strlen (g_array_index (fit->coefficients, Coefficient, k).name, -1));
  g_print ("%-*s %12s %12s %8s %8s %10s   %s\n", (int) width, "", _("estimate"), _("SE"), _("df"), "t", "p", _("95 % interval"));
  for (guint k = 0; k < fit->coefficients->len; k++)
    {
      const Coefficient *c = &g_array_index (fit->coefficients, Coefficient, k);

      g_print ("%-*s %12.6g %12.6g %8.1f %8.3f %10.4g   %.6g … %.6g\n", (int) width, c->name, c->estimate, c->se, c->df, c->t, c->p,
               c->ci_low, c->ci_high);
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
  for (guint i = 0; i < fit->warnings->len; i++)
    g_print ("! %s\n", (const char *) g_ptr_array_index (fit->warnings, i));
}

CommandStatus
command_fit (int argc, char **argv)
{
  g_auto(Options) options = { 0 };
  g_autoptr(DataFrame) frame = NULL;
  g_autoptr(ModelData) data = NULL;
  g_autoptr(Fit) fit = NULL;
  g_autoptr(GError) error = NULL;
  ModelDataOptions wants = { 0 };
  FitMethod method;
  CommandStatus status;
  int n_filtered = 0;

  const GOptionEntry entries[] = {
    { "formula", 0, 0, G_OPTION_ARG_STRING, &options.formula, N_("The model in R's grammar: \"y ~ a + b + (1 | athlete)\""), "F" },
    { "method", 0, 0, G_OPTION_ARG_STRING, &options.method, N_("reml, ml, ols, huber or bisquare (reml with random terms, else ols)"), "M" },
    { "weights", 0, 0, G_OPTION_ARG_STRING, &options.weights, N_("Weights of the rows"), "COL" },
    { "censor", 0, 0, G_OPTION_ARG_STRING, &options.censor, N_("Marks rows whose response is only a lower bound"), "COL" },
    { "where", 0, 0, G_OPTION_ARG_STRING, &options.where, N_("Use only rows for which this holds: \"sport == 'soccer' & mass > 60\""), "EXPR" },
    { "derive", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.derive, N_("Add a column: \"name = expression\" (repeatable)"), "DEF" },
    { "exclude", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.exclude, N_("Leave rows out: \"3,7-9:reason\" (repeatable)"), "ROWS:WHY" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!command_parse_options ("--formula F DATA.csv [--method M] [--json]", entries, &argc, &argv, &status))
    return status;
  if (options.formula == NULL || argc != 2)
    {
      command_complain ("fit", "%s", options.formula ? _("One table is needed, and only one.") : _("--formula is needed."));
      return COMMAND_USAGE;
    }
  if (options.method && !fit_method_from_word (options.method, &method))
    {
      command_complain ("fit", _("There is no method “%s”: reml, ml, ols, huber or bisquare."), options.method);
      return COMMAND_USAGE;
    }
  frame = load_frame (argv[1], &options, &n_filtered, &error);
  wants.weights = options.weights;
  wants.censor = options.censor;
  data = frame ? model_data_new (frame, options.formula, &wants, &error) : NULL;
  if (data && choose_method (&options, data, &method))
    fit = fit_new (data, method, &error);
  if (fit == NULL)
    {
      command_complain ("fit", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (options.as_json)
    print_json (fit, data, n_filtered);
  else
    print_text (fit, data);
  return COMMAND_DONE;
}
