/* sweat/profile.h
 *
 * What is known of one athlete in one family of sports: how much more or less than expected they sweat, shrunken towards
 * everybody's mean as far as the tests are few or rough, and how salty the sweat is. And what that says of a workout to
 * come. What is expected comes from outside, as the logarithm of a rate: from physics (physical.h) or from the fixed part
 * of the adopted mixed model. In: tests, what was expected of each, the population. Out: predictions with intervals.
 * May include: base, model. */
#pragma once

#include <glib.h>

#include "sweat-error.h"

G_BEGIN_DECLS

#define MG_PER_MMOL_SODIUM 22.99
#define NORMAL_975         1.959963984540054 /* half of a 95 % interval, in standard deviations */

typedef enum {
  SWEAT_TEST_PATCH,    /* a patch and the model from local to whole-body rate */
  SWEAT_TEST_WEIGHING, /* mass balance: no sodium */
} SweatTestKind;

/* Standard deviations of natural logarithms: 0.2 is about 20 %. */
typedef struct {
  double between_sd;           /* of athletes around what is expected of them */
  double within_sd;            /* of one athlete from day to day, without the error of measuring */
  double sodium_mean_mmol_l;   /* whole body */
  double sodium_between_sd;    /* of the logarithm */
  double sodium_within_sd;     /* of the logarithm, from day to day */
  double shift;                /* where this athlete is expected before any test: 0, or what an adopted model knows of them */
} SweatPopulation;

typedef struct {
  SweatTestKind kind;
  const char *sport;
  double rate_l_per_h;         /* above 0; NAN: not known, as of a patch without an adopted model: it tells of sodium alone */
  double rate_sd_l_per_h;      /* of the measurement, with that of the model for a patch */
  double expected_log_rate;    /* ln L/h, of this athlete's size in those conditions */
  double known_shift;          /* what an adopted model knows of this athlete in those conditions, added to it; 0 otherwise */
  double sodium_mmol_l;        /* whole body; NAN: not measured */
  double sodium_sd_mmol_l;
  double air_c;                /* NAN: not known; so below */
  double minutes;
  double mass_kg;
  gint64 at_us;                /* UTC */
  gboolean acclimatised;
  const char *model;           /* (nullable): version of the model that made a rate of a patch */
  const char *id;              /* (nullable): what the workspace calls it */
} SweatTest;

typedef struct {
  guint n_tests;
  guint n_rates;               /* tests that measured the whole-body rate */
  guint n_sodium;              /* tests that measured sodium */
  double shift;                /* of the logarithm of the rate: the athlete's own, shrunken */
  double shift_sd;             /* what is still not known of it */
  double sodium_log;           /* ln mmol/L */
  double sodium_log_sd;
} SweatProfile;

/* Of the generator in SCIENCE §5 (0.80 and 0.45 of the sport's log-normal σ) and Baker 2016; defaults, to be replaced by an adopted model's. */
void     sweat_population_default (const char *sport, SweatPopulation *population);

/**
 * sweat_profile_from_tests:
 * @tests: (array length=n_tests): may be none: then the profile is that of an unknown athlete
 *
 * A precision-weighted mean of the residuals ln W − expected, times what is left of it beside the population's variance.
 * For equal tests that is nλ/(1 + nλ)·mean, λ = σ_b²/σ² (SCIENCE §9).
 *
 * Returns: %FALSE with %SWEAT_ERROR_OUT_OF_RANGE for a rate or an expectation that cannot be
 */
gboolean sweat_profile_from_tests (const SweatTest *tests, guint n_tests, const SweatPopulation *population, SweatProfile *profile,
                                   GError **error);

/**
 * sweat_profile_from_joint:
 * @covariance: (array): (@n_tests + 1)², symmetric: of the errors of what is expected (with what is known of the athlete) in each test, and last in the
 *   occasion to be predicted. Those of a mixed model hang together: by its coefficients, and by what it does not know of the athlete.
 *
 * The occasion given the tests, all normal on the logarithmic scale: their differences from what was expected, less the error of each. The
 * profile's shift is that of the occasion, and its shift_sd holds the uncertainty of the expectation too: predict with expected_log_sd for
 * the rest alone. With a constant covariance and no known shift the same as sweat_profile_from_tests().
 *
 * Returns: %FALSE with %SWEAT_ERROR_OUT_OF_RANGE for a rate or an expectation that cannot be
 */
gboolean sweat_profile_from_joint (const SweatTest *tests, guint n_tests, const double *covariance, const SweatPopulation *population,
                                   SweatProfile *profile, GError **error);

/* A median with the bounds of its 95 % prediction interval. */
typedef struct {
  double value;
  double low, high;
  double log_sd;
  double reach;                /* so many standard deviations to either bound: 1.96, or more where they are not well known themselves */
} SweatInterval;

/* So many standard deviations hold 95 %: of a normal part with @variance_known, and of one with @df degrees of freedom (NAN or 0: as well known). */
double   sweat_reach              (double variance_known, double variance, double df);

typedef struct {
  double minutes;
  double expected_log_rate;
  double expected_log_sd;      /* of the expectation: coefficients of the model, forecast of the weather; 0 if not known */
  double df;                   /* of the profile's and the population's standard deviations, as an adopted model's; NAN or 0: well known */
} SweatOccasion;

typedef struct {
  SweatInterval rate_l_per_h;
  SweatInterval sweat_l;
  SweatInterval sodium_mmol_l;
  SweatInterval sodium_mmol;   /* over the whole occasion */
  double expected_l_per_h;     /* of anybody of this size: what the conditions make … */
  double athlete_factor;       /* … and what the athlete makes of it: value = expected × factor */
} SweatPrediction;

void     sweat_predict            (const SweatProfile *profile, const SweatPopulation *population, const SweatOccasion *occasion,
                                   SweatPrediction *prediction);

/* Which further test would narrow the interval most. */
typedef struct {
  SweatTestKind kind;          /* for the rate; for sodium it is always a patch */
  double rate_log_sd_now, rate_log_sd_then;
  double sodium_log_sd_now, sodium_log_sd_after_patch; /* of the loss of sodium */
  gboolean sodium_first;       /* a patch narrows the loss of sodium by more than any test narrows the rate */
} NextTest;

void     sweat_next_test          (const SweatProfile *profile, const SweatPopulation *population, double patch_log_sd,
                                   double weighing_log_sd, NextTest *next);

G_END_DECLS
