/* commands/command-agree.c: saltline agree, do two methods of measurement agree? */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "commands-list.h"
#include "model/agreement.h"
#include "model/data-frame.h"
#include "model/expression.h"

typedef struct {
  char *x;
  char **y;
  char *subject;
  gboolean reml;
  char *method;
  char *where;
  char *form;
  double multiplier;
  double error_ratio;
  gboolean approximate;
  gboolean jackknife;
  gboolean as_json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->x);
  g_strfreev (options->y);
  g_free (options->subject);
  g_free (options->method);
  g_free (options->where);
  g_free (options->form);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Complete rows of the columns asked for. */
typedef struct {
  guint n, k;             /* rows, columns: x first */
  guint dropped;          /* rows with a missing number or subject */
  double **columns;       /* k of n */
  double *by_row;         /* n × k */
  guint *subject;         /* n; NULL without subjects */
  guint n_subjects;
} Measurements;

static void
measurements_free (Measurements *m)
{
  for (guint c = 0; m->columns && c < m->k; c++)
    g_free (m->columns[c]);
  g_free (m->columns);
  g_free (m->by_row);
  g_free (m->subject);
  g_free (m);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Measurements, measurements_free)

static Measurements *
measurements_of (const DataFrame *frame, const Options *options, GError **error)
{
  g_autoptr(Measurements) m = g_new0 (Measurements, 1);
  g_autofree const double **from = NULL;
  g_autoptr(Factor) factor = NULL;

  m->k = 1 + g_strv_length (options->y);
  from = g_new0 (const double *, m->k);
  m->columns = g_new0 (double *, m->k);
  for (guint c = 0; c < m->k; c++)
    {
      from[c] = data_frame_need_numbers (frame, c == 0 ? options->x : options->y[c - 1], error);
      if (from[c] == NULL)
        return NULL;
      m->columns[c] = g_new (double, frame->n_rows);
    }
  if (options->subject)
    {
      const Column *column = data_frame_need (frame, options->subject, error);

      if (column == NULL)
        return NULL;
      factor = factor_new (frame, column);
      m->subject = g_new (guint, frame->n_rows);
      m->n_subjects = factor->n_levels;
    }
  m->by_row = g_new (double, (gsize) frame->n_rows * m->k);
  for (guint r = 0; r < frame->n_rows; r++)
    {
      gboolean complete = factor == NULL || factor->codes[r] >= 0;

      if (frame->out[r])
        continue;
      for (guint c = 0; c < m->k; c++)
        complete &= !isnan (from[c][r]);
      if (!complete)
        {
          m->dropped++;
          continue;
        }
      for (guint c = 0; c < m->k; c++)
        m->columns[c][m->n] = m->by_row[m->n * m->k + c] = from[c][r];
      if (factor)
        m->subject[m->n] = (guint) factor->codes[r];
      m->n++;
    }
  return g_steal_pointer (&m);
}

static void
put_interval (JsonBuilder *builder, const char *key, const Estimate *estimate)
{
  json_put_numbers (builder, key, (double[]) { estimate->low, estimate->high }, 2);
}

static void
put_estimate (JsonBuilder *builder, const char *key, const Estimate *estimate)
{
  g_autofree char *interval = g_strconcat (key, "_ci", NULL);

  json_put_number (builder, key, estimate->value);
  put_interval (builder, interval, estimate);
}

static void
print_estimate (const char *name, const Estimate *estimate)
{
  if (isnan (estimate->low))
    g_print ("%-22s %.6g\n", name, estimate->value);
  else
    g_print ("%-22s %.6g  [%.6g, %.6g]\n", name, estimate->value, estimate->low, estimate->high);
}

static gboolean
limits (const Measurements *m, const Options *options, JsonBuilder *builder, GError **error)
{
  LimitsOptions chosen;
  LimitsOfAgreement found;

  limits_options_init (&chosen);
  chosen.form = g_strcmp0 (options->form, "log") == 0          ? LIMITS_LOG
                : g_strcmp0 (options->form, "regression") == 0 ? LIMITS_REGRESSION
                                                               : LIMITS_SIMPLE;
  chosen.multiplier = options->multiplier;
  chosen.approximate = options->approximate;
  chosen.subject = m->subject;
  chosen.n_subjects = m->n_subjects;
  chosen.restricted = options->reml;
  if (!limits_of_agreement (m->columns[0], m->columns[1], m->n, &chosen, &found, error))
    return FALSE;

  if (!builder)
    {
      g_print (chosen.form == LIMITS_LOG ? _("%s / %s\n") : _("%s − %s\n"), options->x, options->y[0]);
      print_estimate (_("Bias"), &found.bias);
      print_estimate (_("Lower limit"), &found.low);
      print_estimate (_("Upper limit"), &found.high);
      g_print ("%-22s %.6g\n", _("SD of a difference"), found.sd);
      if (m->subject)
        g_print (chosen.restricted ? _("Repeated pairs of %u subjects, by restricted maximum likelihood: variance between them %.6g, within %.6g\n")
                                   : _("Repeated pairs of %u subjects, by analysis of variance: variance between them %.6g, within %.6g\n"),
                 found.subjects, found.between_variance, found.within_variance);
      if (chosen.form == LIMITS_REGRESSION)
        g_print (_("Along the mean M: (%.6g + %.6g·M) ± %g·(%.6g + %.6g·M); above are the values at the mean of all\n"),
                 found.intercept.value, found.slope.value, chosen.multiplier, found.spread_intercept, found.spread_slope);
      g_print (_("Proportional bias: slope of the difference on the mean %.6g, p = %.4g\n"), found.slope.value, found.proportional_p);
      return TRUE;
    }
  json_put_string (builder, "form", options->form ? options->form : "simple");
  json_put_integer (builder, "subjects", found.subjects);
  json_put_number (builder, "bias", found.bias.value);
  json_put_number (builder, "sd", found.sd);
  json_put_number (builder, "loa_low", found.limit_low);
  json_put_number (builder, "loa_high", found.limit_high);
  put_interval (builder, "bias_ci", &found.bias);
  put_interval (builder, "loa_low_ci", &found.low);
  put_interval (builder, "loa_high_ci", &found.high);
  put_estimate (builder, "slope", &found.slope);
  put_estimate (builder, "intercept", &found.intercept);
  json_put_number (builder, "proportional_bias_p", found.proportional_p);
  json_put_number (builder, "multiplier", chosen.multiplier);
  if (m->subject)
    {
      json_put_string (builder, "variances", chosen.restricted ? "reml" : "anova");
      json_put_number (builder, "between_variance", found.between_variance);
      json_put_number (builder, "within_variance", found.within_variance);
    }
  if (chosen.form == LIMITS_REGRESSION)
    {
      json_put_number (builder, "spread_slope", found.spread_slope);
      json_put_number (builder, "spread_intercept", found.spread_intercept);
    }
  return TRUE;
}

static gboolean
line (const Measurements *m, const Options *options, JsonBuilder *builder, GError **error)
{
  MethodLine found;
  gboolean done;

  if (g_str_equal (options->method, "deming"))
    done = deming_line (m->columns[0], m->columns[1], m->n, options->error_ratio, options->jackknife ? DEMING_JACKKNIFE : DEMING_ANALYTIC,
                        &found, error);
  else if (g_str_equal (options->method, "weighted-deming"))
    done = weighted_deming_line (m->columns[0], m->columns[1], m->n, options->error_ratio, &found, error);
  else
    done = passing_bablok_line (m->columns[0], m->columns[1], m->n, &found, error);
  if (!done)
    return FALSE;
  if (!builder)
    {
      g_print ("%s = a + b·%s: %s\n", options->y[0], options->x, found.variant);
      print_estimate (_("Slope b"), &found.slope);
      print_estimate (_("Intercept a"), &found.intercept);
      return TRUE;
    }
  json_put_string (builder, "variant", found.variant);
  put_estimate (builder, "slope", &found.slope);
  put_estimate (builder, "intercept", &found.intercept);
  if (!isnan (found.slope.se))
    {
      json_put_number (builder, "slope_se", found.slope.se);
      json_put_number (builder, "intercept_se", found.intercept.se);
    }
  return TRUE;
}

static gboolean
icc (const Measurements *m, JsonBuilder *builder, GError **error)
{
  IntraclassCorrelation found;

  if (!intraclass_correlation (m->by_row, m->n, m->k, &found, error))
    return FALSE;
  if (!builder)
    {
      g_print (_("Intraclass correlation of %u targets, %u ratings each\n"), found.n, found.k);
      for (guint f = 0; f < ICC_N_FORMS; f++)
        print_estimate (icc_form_name ((IccForm) f), &found.form[f].icc);
      return TRUE;
    }
  json_put_integer (builder, "raters", found.k);
  json_put_object (builder, "icc");
  for (guint f = 0; f < ICC_N_FORMS; f++)
    {
      json_put_object (builder, icc_form_name ((IccForm) f));
      json_put_number (builder, "estimate", found.form[f].icc.value);
      json_put_number (builder, "ci_low", found.form[f].icc.low);
      json_put_number (builder, "ci_high", found.form[f].icc.high);
      json_put_number (builder, "f", found.form[f].f);
      json_put_number (builder, "df1", found.form[f].df1);
      json_put_number (builder, "df2", found.form[f].df2);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  return TRUE;
}

/* What stands beside every method, of x and the first y. */
static gboolean
beside (const Measurements *m, const Options *options, JsonBuilder *builder, GError **error)
{
  PairAgreement found;

  if (!pair_agreement (m->columns[0], m->columns[1], m->n, &found, error))
    return FALSE;
  if (!builder)
    {
      print_estimate (_("Concordance (Lin)"), &found.concordance);
      print_estimate (_("Pearson"), &found.pearson);
      g_print (_("Typical error %.6g, mean absolute error %.6g, RMSE %.6g"), found.typical_error, found.mean_absolute_error, found.rmse);
      if (isnan (found.mape_percent))
        g_print (_(", MAPE not defined where %s is 0\n"), options->x);
      else
        g_print (_(", MAPE %.4g %% of %s\n"), found.mape_percent, options->x);
      g_print (ngettext ("%u pair", "%u pairs", m->n), m->n);
      g_print (_(", %u left out with something missing\n"), m->dropped);
      return TRUE;
    }
  put_estimate (builder, "ccc", &found.concordance);
  json_put_number (builder, "ccc_n", found.concordance_n);
  put_estimate (builder, "pearson", &found.pearson);
  json_put_number (builder, "typical_error", found.typical_error);
  json_put_number (builder, "mae", found.mean_absolute_error);
  json_put_number (builder, "rmse", found.rmse);
  json_put_number (builder, "mape", found.mape_percent);
  return TRUE;
}

static gboolean
compare (const Measurements *m, const Options *options, JsonBuilder *builder, GError **error)
{
  if (g_str_equal (options->method, "bland-altman") && !limits (m, options, builder, error))
    return FALSE;
  if ((g_str_has_suffix (options->method, "deming") || g_str_equal (options->method, "passing-bablok"))
      && !line (m, options, builder, error))
    return FALSE;
  if (g_str_equal (options->method, "icc") && !icc (m, builder, error))
    return FALSE;
  return beside (m, options, builder, error);
}

/* What can be told to be wrong before the file is opened. */
static gboolean
options_are_right (const Options *options, int argc, char **argv)
{
  static const char *const methods[] = { "bland-altman", "deming", "weighted-deming", "passing-bablok", "icc", "ccc", NULL };
  static const char *const forms[] = { "simple", "log", "regression", NULL };

  if (argc != 2)
    {
      if (argc < 2)
        command_complain ("agree", _("Which table? Name a CSV file."));
      else
        command_complain ("agree", _("One table at a time: what is “%s”?"), argv[2]);
      return FALSE;
    }
  if (options->x == NULL || options->y == NULL)
    {
      command_complain ("agree", _("--x and --y are needed: the columns of the two methods."));
      return FALSE;
    }
  if (!g_strv_contains (methods, options->method))
    {
      command_complain ("agree",
                        _("There is no method “%s”: bland-altman, deming, weighted-deming, passing-bablok, icc or ccc."), options->method);
      return FALSE;
    }
  if (options->form && !g_strv_contains (forms, options->form))
    {
      command_complain ("agree", _("There is no form “%s”: simple, log or regression."), options->form);
      return FALSE;
    }
  if (g_strv_length (options->y) > 1 && !g_str_equal (options->method, "icc"))
    {
      command_complain ("agree", _("Only --method icc takes more than one --y."));
      return FALSE;
    }
  if (options->reml && options->subject == NULL)
    {
      command_complain ("agree", _("--reml needs --subject COL: it is about repeated pairs."));
      return FALSE;
    }
  if (options->subject && !g_str_equal (options->method, "bland-altman"))
    {
      command_complain ("agree", _("--subject belongs to --method bland-altman; the other methods take every row as one target."));
      return FALSE;
    }
  if (!(options->multiplier > 0 && options->multiplier < 100) || !(options->error_ratio > 0 && isfinite (options->error_ratio)))
    {
      command_complain ("agree", _("--multiplier and --error-ratio have to be above 0."));
      return FALSE;
    }
  return TRUE;
}

CommandStatus
command_agree (int argc, char **argv)
{
  g_auto(Options) options = { .multiplier = 1.96, .error_ratio = 1 };
  g_autoptr(DataFrame) frame = NULL;
  g_autoptr(Measurements) measurements = NULL;
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(GError) error = NULL;
  CommandStatus status;
  const GOptionEntry entries[] = {
    { "x", 0, 0, G_OPTION_ARG_STRING, &options.x, N_("Column of one method; differences are x − y, lines y on x"), "COL" },
    { "y", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.y, N_("Column of the other (icc: of each further rating)"), "COL" },
    { "subject", 0, 0, G_OPTION_ARG_STRING, &options.subject, N_("Column of the athlete: pairs are repeated"), "COL" },
    { "reml", 0, 0, G_OPTION_ARG_NONE, &options.reml, N_("With --subject: variances by restricted maximum likelihood, the mean by subjects"), NULL },
    { "method", 0, 0, G_OPTION_ARG_STRING, &options.method,
      N_("bland-altman (default), deming, weighted-deming, passing-bablok, icc, ccc"), "NAME" },
    { "form", 0, 0, G_OPTION_ARG_STRING, &options.form, N_("Limits of agreement: simple (default), log (ratios), regression"), "NAME" },
    { "multiplier", 0, 0, G_OPTION_ARG_DOUBLE, &options.multiplier, N_("Standard deviations to a limit (1.96)"), "Z" },
    { "approximate", 0, 0, G_OPTION_ARG_NONE, &options.approximate, N_("Intervals of the limits as in the paper of 1986"), NULL },
    { "error-ratio", 0, 0, G_OPTION_ARG_DOUBLE, &options.error_ratio, N_("Deming: error variance of y over that of x (1)"), "R" },
    { "jackknife", 0, 0, G_OPTION_ARG_NONE, &options.jackknife, N_("Deming: intervals by jackknife"), NULL },
    { "where", 0, 0, G_OPTION_ARG_STRING, &options.where, N_("Only rows where this holds: \"sport == 'cycling'\""), "CONDITION" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!command_parse_options ("--x COL --y COL [--subject COL] [--method NAME] [--json] DATA.csv", entries, &argc, &argv, &status))
    return status;
  if (options.method == NULL)
    options.method = g_strdup ("bland-altman");
  if (!options_are_right (&options, argc, argv))
    return COMMAND_USAGE;

  frame = data_frame_load (argv[1], &error);
  if (frame == NULL || (options.where && data_frame_where (frame, options.where, &error) < 0)
      || (measurements = measurements_of (frame, &options, &error)) == NULL)
    {
      command_complain ("agree", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (options.as_json)
    {
      builder = json_builder_new ();
      json_put_object (builder, NULL);
      json_put_string (builder, "method", options.method);
      json_put_integer (builder, "n", measurements->n);
      json_put_integer (builder, "dropped", measurements->dropped);
    }
  if (!compare (measurements, &options, builder, &error))
    {
      command_complain ("agree", "%s: %s", argv[1], error->message);
      return COMMAND_REFUSED;
    }
  if (builder)
    {

      json_builder_end_object (builder);
      command_print_json (builder);
    }
  return COMMAND_DONE;
}
