/* commands/fit-text.c */
#include "fit-text.h"

#include <glib/gi18n.h>
#include <math.h>

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
print_prediction (const Prediction *p, guint row, gboolean has_groups)
{
  g_autofree char *outside = g_strjoinv (", ", p->extrapolates);

  g_print (_("Row %u: %.5g, 95 %% of the mean %.5g … %.5g, of one %.5g … %.5g"), row + 1, p->fit, p->ci_low, p->ci_high, p->pi_low, p->pi_high);
  if (has_groups)
    g_print ("; %s", p->known ? _("known group") : _("new group"));
  if (*outside)
    g_print (_("; extrapolates in %s"), outside);
  g_print ("\n");
}

static void
print_results (const FitResults *results)
{
  const StudyFit *study = results->study;

  if (study->validation)
    {
      g_autofree char *what = g_strdup_printf (_("Left out by %s"), study->recipe->left_out_by);

      print_agreement (what, &study->validation->all);
      if (study->validation->has_original)
        print_agreement (_("… taken back from logarithms"), &study->validation->original);
      for (guint i = 0; study->validation->importance && i < study->validation->importance->len; i++)
        {
          const Importance *importance = &g_array_index (study->validation->importance, Importance, i);

          g_print (_("Shuffling %s raises the RMSE by %.4g\n"), importance->name, importance->rmse_increase);
        }
    }
  for (guint k = 0; results->bootstrap && k < study->fit->rank; k++)
    g_print (_("Bootstrap (%u) %s: %.6g … %.6g\n"), results->bootstrap->n, study->data->fixed->names[study->fit->kept[k]], results->bootstrap->low[k],
             results->bootstrap->high[k]);
  for (guint r = 0; results->predictions && r < results->predictions->len; r++)
    print_prediction (&g_array_index (results->predictions, Prediction, r), r, study->fit->random->len > 0);
  if (results->against)
    print_comparison (&results->comparison, results->against);
  if (results->diagnostics)
    print_diagnostics (study->diagnostics, study->fit, study->data);
}

void
fit_print (const FitResults *results)
{
  const Fit *fit = results->study->fit;
  const ModelData *data = results->study->data;
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
  print_results (results);
  for (guint i = 0; i < fit->warnings->len; i++)
    g_print ("! %s\n", (const char *) g_ptr_array_index (fit->warnings, i));
  if (results->saved)
    g_print (_("Saved as %s, version %u.\n"), results->saved->name, results->saved->version);
}
