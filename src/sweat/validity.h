/* sweat/validity.h
 *
 * Whether a profile still holds for an occasion: what has changed since the tests, or lies outside of them.
 * In: the tests of a profile, the occasion. Out: sentences with a remedy. May include: base. */
#pragma once

#include "base/quantity.h"
#include "profile.h"

G_BEGIN_DECLS

typedef enum {
  DOUBT_NO_TEST,        /* nothing was measured: the numbers are anybody's */
  DOUBT_SPORT,          /* another family of sports */
  DOUBT_TEMPERATURE,    /* more than 5 °C outside of what was tested */
  DOUBT_DURATION,       /* more than half as long again as the longest test */
  DOUBT_MASS,           /* changed by more than 5 % */
  DOUBT_SEASON,         /* the last test is more than 120 days old */
  DOUBT_ACCLIMATISATION,
  DOUBT_MODEL,          /* a patch was read with another version of the model */
  DOUBT_NO_SODIUM,      /* weighings alone: the sodium is anybody's */
  DOUBT_STRETCHED,      /* the physical predictor was stretched beyond its domain */
  DOUBT_MODEL_RANGE,    /* the occasion lies outside of what the adopted model was fitted to */
  DOUBT_MODEL_REFUSED,  /* the adopted model lacks something: physics took its place */
} DoubtKind;

typedef struct {
  DoubtKind kind;
  gboolean needs_test;  /* the profile does not hold; FALSE: it is only less sure */
  char *sentence;
} Doubt;

typedef struct {
  const char *sport;
  double air_c;          /* NAN: not known; so below */
  double minutes;
  double mass_kg;
  gint64 at_us;
  gboolean acclimatised;
  const char *model;     /* (nullable): the adopted version */
  gboolean stretched;
  const char *outside;   /* (nullable): columns of the adopted model that lie outside of its range */
  const char *refusal;   /* (nullable): why the adopted model has no answer */
  gboolean knows_athlete; /* the adopted model was fitted to this athlete too */
  UnitSystem units;       /* that sentences are written in */
} OccasionFacts;

/* "endurance", "team", …: sports that share a profile; an unknown sport is a family of its own. */
const char *profile_family    (const char *sport);

/* Returns: (transfer full) (element-type Doubt): empty when the profile holds. */
GPtrArray  *profile_doubts    (const SweatTest *tests, guint n_tests, const OccasionFacts *facts);

G_END_DECLS
