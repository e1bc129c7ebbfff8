/* sweat/norms.h
 *
 * Published norms of sweating and the percentile of one athlete among them, and the sodium of a site carried to the
 * whole body. In: a sport and a number. Out: a percentile that says that it is modelled. May include: base. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Barnes 2019 (n = 1303; PMID 31230518), exercise. */
typedef struct {
  const char *sport;              /* as written in plans and profiles, lower case */
  double rate_mean_l_per_h, rate_sd_l_per_h;
  double sodium_mean_mmol_per_h, sodium_sd_mmol_per_h;
} SportNorm;

/* NULL: nothing was published for this sport; running, cycling and their like count as endurance. */
const SportNorm *sport_norm_find (const char *sport);

/**
 * lognormal_percentile:
 *
 * σ = √ln(1 + (SD/mean)²), μ = ln(mean) − σ²/2. To be shown as "modelled from published mean and SD": percentile tables
 * were never published.
 *
 * Returns: 0–100; %NAN when @value is not above 0.
 */
double           lognormal_percentile (double value, double mean, double sd);
/* The value below which @percentile % lie. */
double           lognormal_quantile   (double percentile, double mean, double sd);

/* One published line from the concentration at a site to that of the whole body. */
typedef struct {
  double slope;
  double intercept_mmol_l;
  double loa_mmol_l;            /* half-width of the 95 % limits of agreement */
  const char *source;
} SiteSodiumLine;

/**
 * site_sodium_line:
 * @site: "forearm", "ventral forearm", "dorsal forearm" or "thigh"
 *
 * Forearm: Baker 2016, 0.57·x + 11.05, limits of Baker 2020 (±12 ventral, ±14 dorsal); thigh: Baker 2009, 0.75·x + 11.37.
 *
 * Returns: (nullable): %NULL when no line was published for the site
 */
const SiteSodiumLine *site_sodium_line (const char *site);

/**
 * whole_body_sodium:
 * @site_mmol_l: sodium at the site, with its standard deviation (0 or more)
 * @sd_mmol_l: (out): of the whole-body concentration; the line's own limits of agreement and the site's uncertainty
 */
double           whole_body_sodium    (const SiteSodiumLine *line, double site_mmol_l, double site_sd_mmol_l, double *sd_mmol_l);

G_END_DECLS
