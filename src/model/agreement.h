/* model/agreement.h
 *
 * Do two methods of measurement agree? Bland–Altman limits, method-comparison lines, intraclass and concordance
 * correlation. In: pairs without missing values. Out: estimates with their 95 % intervals; every result names its variant.
 * May include: base. */
#pragma once

#include <glib.h>

#include "model-error.h"

G_BEGIN_DECLS

/* An estimate with its interval; NAN where the method gives none. */
typedef struct {
  double value;
  double se;
  double low;
  double high;
} Estimate;

/* What belongs beside every comparison: a correlation alone misleads. */
typedef struct {
  guint n;
  Estimate pearson;          /* interval by Fisher's z */
  Estimate concordance;      /* Lin 1989, variances with n − 1; interval by Lin's z */
  double concordance_n;      /* the same with n */
  double typical_error;      /* SD of the differences / √2 */
  double mean_absolute_error;
  double rmse;
  double mape_percent;       /* mean |x − y| / |x|; NAN when an x is 0 */
} PairAgreement;

gboolean pair_agreement (const double *x, const double *y, guint n, PairAgreement *result, GError **error);

typedef enum {
  LIMITS_SIMPLE,     /* of the differences x − y */
  LIMITS_LOG,        /* of the ratios x/y, from differences of logarithms */
  LIMITS_REGRESSION, /* bias and spread that change with the mean (Bland & Altman 1999) */
} LimitsForm;

typedef struct {
  LimitsForm form;
  double multiplier;      /* 1.96; the paper of 1986 has 2 */
  gboolean approximate;   /* the standard error of a limit as √(3/n)·s (1986) instead of s·√(1/n + 1.96²/(2(n − 1))) */
  const guint *subject;   /* (nullable): n indices below n_subjects: repeated pairs of a true value that varies */
  guint n_subjects;
  gboolean restricted;    /* repeated pairs: variances by restricted maximum likelihood, and the mean weights subjects, not pairs */
} LimitsOptions;

typedef struct {
  guint n;
  guint subjects;         /* n when pairs are not repeated */
  Estimate bias;          /* mean of x − y (of all pairs, also when repeated); LOG: a ratio */
  double sd;              /* of a difference; repeated: √(between + within); LOG: of the logarithms */
  double between_variance, within_variance; /* repeated pairs only, else NAN */
  double limit_low, limit_high;             /* LOG: ratios; REGRESSION: at the mean of all means */
  Estimate low, high;                       /* the same with their intervals */
  Estimate slope, intercept;                /* of the difference on the mean (logarithms with LOG; subject means when repeated) */
  double proportional_p;                    /* of that slope */
  double spread_slope, spread_intercept;    /* REGRESSION: of |residual|·√(π/2) on the mean; else NAN */
} LimitsOfAgreement;

/* SIMPLE, 1.96, not approximate, not repeated. */
void     limits_options_init  (LimitsOptions *options);

/**
 * limits_of_agreement:
 *
 * Bland & Altman 1986, 1999, 2007. Repeated pairs: one-way analysis of variance of the differences by subject, intervals
 * by MOVER (Zou 2013) from the two mean squares. By restricted maximum likelihood: the same relative reach.
 *
 * Returns: %FALSE with %MODEL_ERROR_TOO_FEW for fewer than 3 pairs (2 subjects), %MODEL_ERROR_NUMERIC for logarithms of
 *   what is not above 0.
 */
gboolean limits_of_agreement  (const double *x, const double *y, guint n, const LimitsOptions *options, LimitsOfAgreement *result,
                               GError **error);

/* A line y = intercept + slope·x between two methods. */
typedef struct {
  guint n;
  Estimate slope;
  Estimate intercept;
  const char *variant;    /* which of its variants this is, as it has to be cited */
} MethodLine;

typedef enum {
  DEMING_ANALYTIC,  /* standard errors from the correlation */
  DEMING_JACKKNIFE, /* Linnet 1990 */
} DemingInterval;

/**
 * deming_line:
 * @error_ratio: variance of the error of y / that of x; 1
 *
 * Orthogonal for a ratio of 1. t intervals with n − 2 degrees of freedom.
 */
gboolean deming_line          (const double *x, const double *y, guint n, double error_ratio, DemingInterval interval, MethodLine *line,
                               GError **error);

/**
 * weighted_deming_line:
 *
 * For a constant coefficient of variation: weights from the fitted points, repeated until they settle (Linnet 1990, 1993,
 * as in R's mcr); jackknife intervals.
 */
gboolean weighted_deming_line (const double *x, const double *y, guint n, double error_ratio, MethodLine *line, GError **error);

/**
 * passing_bablok_line:
 *
 * The form of the paper of 1983 to the letter: pairs of identical points and slopes of −1 dropped, vertical slopes
 * counted as +∞, shifted by the number of slopes below −1, ranks of the interval rounded.
 */
gboolean passing_bablok_line  (const double *x, const double *y, guint n, MethodLine *line, GError **error);

typedef enum {
  ICC_1_1, /* one-way random, a single rating */
  ICC_2_1, /* two-way random, absolute agreement */
  ICC_3_1, /* two-way mixed, consistency */
  ICC_1_K, /* the same for the mean of the k ratings */
  ICC_2_K,
  ICC_3_K,
  ICC_N_FORMS
} IccForm;

typedef struct {
  guint n, k;
  double ms_targets, ms_raters, ms_within, ms_error;
  struct {
    Estimate icc;        /* no standard error */
    double f, df1, df2;
  } form[ICC_N_FORMS];
} IntraclassCorrelation;

const char *icc_form_name     (IccForm form); /* "1,1" */

/**
 * intraclass_correlation:
 * @ratings: n targets × k raters, target by target
 *
 * Shrout & Fleiss 1979, with their intervals.
 */
gboolean intraclass_correlation (const double *ratings, guint n, guint k, IntraclassCorrelation *result, GError **error);

G_END_DECLS
