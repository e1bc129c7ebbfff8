/* workspace/sweat-tests.h
 *
 * An athlete's sweat tests out of the workspace, and what they say of an occasion. Tests are weighings and rows of
 * laboratory tables (events that know the masses before and after, or a rate) and patches worn by the athlete, which tell
 * of sodium. In: an athlete, an occasion. Out: a prediction with its doubts. May include: sweat, timeline, store. */
#pragma once

#include "adopted-model.h"
#include "athlete-events.h"
#include "sweat/sweat.h"

G_BEGIN_DECLS

/* What is known of a workout to come; NAN where it is not. */
typedef struct {
  char *sport;             /* (nullable) */
  double minutes;          /* above 0 */
  double air_c, radiant_c, relative_humidity, air_speed_m_s, metabolic_rate_met, clothing_clo;
  double air_sd_c;         /* of the forecast */
  gint64 at_us;            /* start; INSTANT_UNKNOWN: now */
  gboolean acclimatised;
  UnitSystem units;        /* that sentences about it are written in */
} Occasion;

/* What is expected of anybody of this size in those conditions comes from the adopted model that predicts workouts, or from physics; the
 * rate of a patch from the adopted model that takes local rates. */
typedef struct {
  GArray *tests;           /* of SweatTest, oldest first; their words live as long as this */
  GPtrArray *words;        /* of char * */
  GHashTable *retired;     /* tests that stand aside → the reason */
  AdoptedModel *model;     /* (nullable): predicts workouts; then no physics are in the prediction */
  char *patch_model;       /* (nullable): "lab v3": turned the patches into rates */
  PhysicalPredictor predictor;   /* chosen by left-out error */
  double left_out_error[2];      /* by PhysicalPredictor: root mean square of logarithms; NAN with fewer than 3 rates */
  SweatPopulation population;
  SweatProfile profile;
  SweatPrediction prediction;
  GPtrArray *doubts;       /* of Doubt */
  NextTest next;
  const SportNorm *norm;   /* (nullable) */
  double percentile;       /* of the rate among the sport's norm, modelled from published mean and SD; NAN */
  ThermalCondition condition;    /* as it was understood */
} AthletePrediction;

void               occasion_init            (Occasion *occasion);
void               occasion_clear           (Occasion *occasion);

/**
 * saltline_workspace_predict:
 *
 * Returns: (transfer full): %NULL with %SWEAT_ERROR_NO_BASIS when the athlete's body mass is not known
 */
AthletePrediction *saltline_workspace_predict (SaltlineWorkspace *self, const Athlete *athlete, const Occasion *occasion, GError **error);
void               athlete_prediction_free    (AthletePrediction *prediction);
/* What the expectation is from: "lab v3", or the name of the physical predictor. */
const char        *athlete_prediction_source  (const AthletePrediction *prediction);

/* A test as people look at it, whether it speaks for the athlete or stands aside. */
typedef struct {
  char *id;                /* SweatTest.id */
  SweatTestKind kind;
  char *sport;             /* (nullable) */
  gint64 at_us;
  double minutes;          /* NAN: not known */
  double rate_l_per_h, rate_sd_l_per_h;    /* NAN: not measured */
  double sodium_mmol_l, sodium_sd_mmol_l;  /* NAN: not measured */
  char *retired;           /* (nullable): why it stands aside */
} AthleteTest;

/* (transfer full) (element-type AthleteTest): oldest first */
GPtrArray         *saltline_workspace_sweat_tests (SaltlineWorkspace *self, const Athlete *athlete, GError **error);

/* Which test would narrow the prediction most, and how much. (transfer full) */
char              *athlete_prediction_next_test (const AthletePrediction *prediction);

/**
 * saltline_workspace_retire_test:
 * @test: SweatTest.id
 * @reason: (nullable): why it no longer speaks for the athlete; %NULL: it speaks again
 */
gboolean           saltline_workspace_retire_test (SaltlineWorkspace *self, const Athlete *athlete, const char *test, const char *reason,
                                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AthletePrediction, athlete_prediction_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Occasion, occasion_clear)

G_END_DECLS
