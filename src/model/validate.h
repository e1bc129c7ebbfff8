/* model/validate.h
 *
 * How well a model predicts athletes that it has not seen: whole groups are left out, never rows. The fixed part predicts the
 * left-out rows; the refitted mixed model knows nothing of them. */
#pragma once

#include "fit.h"

G_BEGIN_DECLS

typedef struct {
  guint n;              /* rows that were predicted */
  double bias;          /* mean of predicted − observed */
  double loa_low, loa_high; /* bias ± 1.96 SD */
  double rmse, mae;
  double mape;          /* %; NAN when an observed value is 0 */
  double r2;            /* 1 − Σ(observed − predicted)² / Σ(observed − mean)² */
  double ccc;           /* Lin's concordance, n − 1 in the variances */
} AgreementOfPredictions;

/* Rows whose prediction is NAN are passed over. */
void agreement_measure (AgreementOfPredictions *agreement, const double *observed, const double *predicted, guint n);

typedef struct {
  AgreementOfPredictions all;      /* on the scale of the formula's response */
  AgreementOfPredictions original; /* of a log response: predictions taken back with each fold's own smearing factor */
  gboolean has_original;
  guint n_groups;
  guint n_impossible;   /* rows whose levels no other group has: they could not be predicted */
  double *predicted;    /* one for each row of the data; NAN: impossible */
  double *predicted_original; /* the same for a log response, taken back; NULL otherwise */
  guint *groups;        /* the group of each row */
  char **levels;        /* of the groups */
  guint *folds;         /* the fold of each group */
  guint n_folds;
  GArray *importance;   /* of Importance; NULL unless asked for */
} Validation;

/* How much worse the left-out predictions become when one column is shuffled among the rows. */
typedef struct {
  char *name;
  double rmse_increase;
} Importance;

/**
 * validate_by_group:
 * @column: whose values are left out together
 * @n_folds: 0 to leave out each group alone; otherwise groups are dealt to so many folds by @seed
 * @n_shuffles: how often each column is shuffled for its importance; 0: not at all
 */
Validation *validate_by_group (const Fit *fit, const ModelData *data, const char *column, guint n_folds, guint n_shuffles, guint64 seed,
                               GError **error);
void        validation_free   (Validation *validation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Validation, validation_free)

G_END_DECLS
