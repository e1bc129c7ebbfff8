/* workspace/workout-advice.h
 *
 * The advice for one workout of an athlete, out of what the workspace knows: the workout in its day, the tests, the
 * practitioner's overrides. In: an athlete, what a person adds. Out: prediction, advice, and needs to plan products for. One
 * call for the window, the command line and reminders. May include: advice, sweat, timeline, store. */
#pragma once

#include "advice/advice.h"
#include "store/overrides.h"
#include "sweat-tests.h"

G_BEGIN_DECLS

/* What a person says; what is left unknown comes out of the workspace. */
typedef struct {
  char *workout;           /* (nullable): id in the timeline; NULL: the next one that is to come, else the last there was;
                              none at all when the occasion says how long it is */
  Occasion occasion;
  double start_hour;       /* 0–24 on the athlete's clock; NAN */
  gboolean competition;
  AdviceAthlete body;      /* flags and caffeine_today_mg; the rest is filled in */
  AdviceRules rules;
} AdviceRequest;

typedef struct {
  AdviceWorkout workout;   /* its sport lives as long as the request */
  AdviceAthlete body;
  char *id;                /* (nullable): of the timeline */
  gint64 start_us;
} AdvisedWorkout;

typedef struct {
  AdvisedWorkout workout;
  AthletePrediction *prediction;
  GPtrArray *overrides;    /* of StoredOverride: those that stand */
  Advice *advice;
} WorkoutAdvice;

/* Nothing said, the default rules. */
void           advice_request_init  (AdviceRequest *request);
void           advice_request_clear (AdviceRequest *request);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AdviceRequest, advice_request_clear)

/**
 * saltline_workspace_find_workout:
 * @request: (inout): the occasion gets what the workout's event knows
 * @found: (out): clear with advised_workout_clear()
 *
 * Returns: %FALSE with %ADVICE_ERROR_UNKNOWN when there is no such workout
 */
gboolean       saltline_workspace_find_workout (SaltlineWorkspace *self, const Athlete *athlete, AdviceRequest *request, AdvisedWorkout *found,
                                                GError **error);
void           advised_workout_clear (AdvisedWorkout *workout);

/**
 * saltline_workspace_advise:
 *
 * Returns: (transfer full): %NULL with the error of what was missing: a workout, the body mass. Must not outlive @request.
 */
WorkoutAdvice *saltline_workspace_advise (SaltlineWorkspace *self, const Athlete *athlete, AdviceRequest *request, GError **error);
void           workout_advice_free       (WorkoutAdvice *advice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkoutAdvice, workout_advice_free)

/* (transfer full): what a plan of products has to cover. */
Needs         *workout_advice_needs      (const WorkoutAdvice *advice, const AdviceRequest *request);

/**
 * saltline_workspace_override:
 * @workout: (nullable): for this one; NULL: whatever the workout
 * @amount: NAN: withdraws it; then @reason is not asked for
 *
 * Stores a practitioner's amount for a line of the advice.
 */
gboolean       saltline_workspace_override (SaltlineWorkspace *self, const Athlete *athlete, const char *workout, const char *line, double amount,
                                            const char *reason, GError **error);

G_END_DECLS
