/* sweat/norms.c */
#include "norms.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "sport-presets.h"

static const SportNorm norms[] = {
  { "american football", 1.51, 0.70, 55.9, 36.8 },
  { "endurance", 1.28, 0.57, 51.7, 27.8 },
  { "basketball", 0.95, 0.42, 34.5, 21.2 },
  { "soccer", 0.94, 0.38, 34.6, 19.2 },
  { "baseball", 0.83, 0.34, 27.2, 14.7 },
};

static const char *const endurance_sports[] = { "running", "cycling", "triathlon", "rowing", "mountain biking", "walking", "swimming" };

const SportNorm *
sport_norm_find (const char *sport)
{
  for (guint i = 0; i < G_N_ELEMENTS (endurance_sports); i++)
    if (sport_is (sport, endurance_sports[i]))
      return &norms[1];
  for (guint i = 0; i < G_N_ELEMENTS (norms); i++)
    if (sport_is (sport, norms[i].sport))
      return &norms[i];
  return NULL;
}

double
lognormal_percentile (double value, double mean, double sd)
{
  double sigma = sqrt (log (1 + (sd / mean) * (sd / mean)));
  double mu = log (mean) - sigma * sigma / 2;

  g_return_val_if_fail (mean > 0 && sd > 0, NAN);
  if (!(value > 0))
    return NAN;
  return 100 * gsl_cdf_ugaussian_P ((log (value) - mu) / sigma);
}

double
lognormal_quantile (double percentile, double mean, double sd)
{
  double sigma = sqrt (log (1 + (sd / mean) * (sd / mean)));
  double mu = log (mean) - sigma * sigma / 2;

  g_return_val_if_fail (mean > 0 && sd > 0 && percentile > 0 && percentile < 100, NAN);
  return exp (mu + sigma * gsl_cdf_ugaussian_Pinv (percentile / 100));
}

const SiteSodiumLine *
site_sodium_line (const char *site)
{
  static const struct {
    const char *site;
    SiteSodiumLine line;
  } lines[] = {
    { "forearm", { 0.57, 11.05, 14, "Baker 2016" } },
    { "ventral forearm", { 0.57, 11.05, 12, "Baker 2016" } },
    { "dorsal forearm", { 0.57, 11.05, 14, "Baker 2016" } },
    { "thigh", { 0.75, 11.37, 13, "Baker 2009" } },
  };

  g_return_val_if_fail (site != NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (g_ascii_strcasecmp (site, lines[i].site) == 0)
      return &lines[i].line;
  return NULL;
}

double
whole_body_sodium (const SiteSodiumLine *line, double site_mmol_l, double site_sd_mmol_l, double *sd_mmol_l)
{
  g_return_val_if_fail (line != NULL && sd_mmol_l != NULL, NAN);

  *sd_mmol_l = hypot (line->loa_mmol_l / 1.96, line->slope * site_sd_mmol_l);
  return line->slope * site_mmol_l + line->intercept_mmol_l;
}
