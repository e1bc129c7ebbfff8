/* workspace/prediction-check.h
 *
 * Predictions against what was seen: each test with a whole-body rate is predicted from the athlete's earlier tests alone,
 * in the conditions that it was made in, and compared. In: an athlete or a team. Out: pairs, coverage of the intervals, a
 * figure. May include: sweat, plot, store. */
#pragma once

#include "plot/figure.h"
#include "workspace.h"

G_BEGIN_DECLS

/* One test, foreseen. Rates in L/h. */
typedef struct {
  char *athlete;           /* handle */
  char *test;              /* SweatTest.id */
  char *sport;             /* (nullable) */
  gint64 at_us;
  guint n_before;          /* tests with a rate that the prediction had; 0: it was that of anybody */
  double predicted;
  double low, high;        /* 95 % of what a measurement with this test's own error would show */
  double seen, seen_sd;
  gboolean covered;
} PredictionCheck;

typedef struct {
  GPtrArray *checks;       /* of PredictionCheck: athlete by athlete, oldest first */
  guint n_covered;
  double coverage;         /* 0–1; NAN: nothing to check */
  double coverage_low, coverage_high; /* 95 % interval of the share (Wilson 1927) */
  double bias_percent;     /* geometric mean of seen/predicted, less 1 */
  double error_percent;    /* root mean square of ln (seen/predicted), as percent */
} PredictionRecord;

/**
 * saltline_workspace_check_predictions:
 * @athletes: of Athlete; one, or a team; who has no known body mass is passed over
 */
PredictionRecord *saltline_workspace_check_predictions (SaltlineWorkspace *self, const GPtrArray *athletes, GCancellable *cancellable,
                                                        GError **error);
void              prediction_record_free (PredictionRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PredictionRecord, prediction_record_free)

/* Seen against predicted with the intervals; keys are indices of checks. (transfer full) */
Figure           *prediction_record_figure (const PredictionRecord *record);

G_END_DECLS
