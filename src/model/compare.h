/* model/compare.h
 *
 * Two models of one response on the same rows: likelihood-ratio test (F test of least squares), AIC and BIC. Mixed models are
 * refitted by maximum likelihood first: restricted likelihoods of different fixed parts cannot be compared. */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

typedef struct {
  guint n_parameters;    /* variances count */
  double log_likelihood;
  double aic, bic;
} ComparedModel;

typedef struct {
  ComparedModel first, second;
  gboolean is_nested;    /* one model's terms are among the other's: only then is there a test */
  gboolean on_boundary;  /* the models differ by one variance: p is of ½χ²₀ + ½χ²₁ */
  double chi2;           /* NAN: no test */
  double df;
  double p;
  double f, f_p;         /* of least squares; NAN otherwise */
} Comparison;

/**
 * models_compare:
 * @formula: of the second model; its response must be that of the first
 * @options: what the first model's data were made with
 *
 * Returns: %FALSE when the second model cannot be fitted, or does not use the same rows.
 */
gboolean models_compare (const Fit *fit, const ModelData *data, const char *formula, const ModelDataOptions *options, Comparison *comparison,
                         GError **error);

G_END_DECLS
