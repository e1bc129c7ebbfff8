/* model/fit.h
 *
 * What a fit gives, whichever method made it. In: the rows of a model (ModelData) and a method. Out: coefficients with their
 * uncertainty, variances, likelihoods, fitted values, and warnings in words. May include: base. */
#pragma once

#include "model-data.h"
#include "qr.h"

G_BEGIN_DECLS

typedef enum {
  METHOD_OLS,       /* least squares, weighted when there are weights */
  METHOD_REML,      /* mixed model by restricted maximum likelihood */
  METHOD_ML,        /* mixed model by maximum likelihood */
  METHOD_HUBER,     /* M-estimate, Huber's ψ, k = 1.345, MAD scale: the algorithm of R's MASS::rlm */
  METHOD_BISQUARE,  /* M-estimate, Tukey's ψ, c = 4.685, MAD scale: the algorithm of R's MASS::rlm */
  METHOD_TOBIT,     /* maximum likelihood with right-censored responses */
} FitMethod;

typedef struct {
  char *name;
  double estimate;
  double se;
  double df;              /* of the t distribution; Satterthwaite's in mixed models; NAN: normal */
  double t;
  double p;
  double ci_low;          /* 95 % */
  double ci_high;
} Coefficient;

/* One random part: standard deviations and correlations of its terms, and each level's effect. */
typedef struct {
  char *group;
  guint n_levels;
  guint n_terms;
  char **terms;           /* NULL-terminated */
  char **levels;          /* NULL-terminated */
  double *sd;             /* n_terms */
  double *correlation;    /* n_terms × n_terms; NAN where a standard deviation is 0 */
  double *effects;        /* n_levels × n_terms: the conditional modes, a level after the other */
  double *effect_sds;     /* n_levels × n_terms: their conditional standard deviations; NULL: not computed */
} RandomEffect;

typedef struct _MixedState MixedState;  /* what mixed models keep for prediction */

typedef struct {
  FitMethod method;
  const char *algorithm;  /* static: what exactly was done */
  guint n;
  guint n_missing;
  guint n_censored;
  guint rank;
  guint *kept;            /* rank: the columns of the fixed design that the coefficients belong to */
  GArray *coefficients;   /* of Coefficient, in the order of the columns */
  double *beta;           /* rank */
  double *covariance;     /* rank × rank: of the coefficients */
  GPtrArray *random;      /* of RandomEffect */
  double sigma;           /* residual standard deviation */
  double df_residual;
  double criterion;       /* −2 log-likelihood; restricted with REML */
  double log_likelihood;
  double aic, bic;        /* variance parameters count */
  double r2, r2_adjusted; /* NAN where they have no meaning */
  double r2_marginal, r2_conditional, icc;
  double f, f_df, f_p;    /* of all terms but the intercept; NAN in mixed models */
  double boundary_chi2;   /* one random intercept: likelihood ratio of no variation between groups; NAN otherwise */
  double boundary_p;      /* by ½χ²₀ + ½χ²₁ */
  gboolean singular;      /* a random variance is 0, or a correlation ±1 */
  double *fitted;         /* n: with the random effects */
  double *fitted_fixed;   /* n: without them */
  double *robust_weights; /* n; NULL unless robust */
  MixedState *mixed;      /* nullable */
  GPtrArray *warnings;    /* of char * */
} Fit;

/* "reml", "ml", "ols", "huber", "bisquare". */
gboolean    fit_method_from_word (const char *word, FitMethod *method);
const char *fit_method_word      (FitMethod method);

/**
 * fit_new:
 * @method: mixed methods need a random part; the others refuse one
 *
 * Returns: (nullable): %NULL when there are too few rows, or when no answer can be given.
 */
Fit        *fit_new              (const ModelData *data, FitMethod method, GError **error);
void        fit_free             (Fit *fit);
void        random_effect_free   (RandomEffect *effect);
void        fit_warn             (Fit *fit, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* For the methods: allocates what every fit has, and names in a warning the columns that @qr left out. */
Fit        *fit_start            (const ModelData *data, FitMethod method, const Qr *qr);
/* Fills the coefficients from beta, covariance and @df (a number for each; NAN: normal). */
void        fit_finish_coefficients (Fit *fit, const ModelData *data, const double *df);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fit, fit_free)

G_END_DECLS
