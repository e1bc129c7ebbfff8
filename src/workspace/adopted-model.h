/* workspace/adopted-model.h
 *
 * The models that the workspace predicts by. A model that uses the local rate turns what a patch measured into a whole-body rate; one that
 * does not says what to expect of a workout to come. One version is adopted for each purpose, with who did so, when, why,
 * and the range in which it holds. In: a stored model. Out: rates with their uncertainty. */
#pragma once

#include "model-inputs.h"
#include "workspace.h"

G_BEGIN_DECLS

typedef enum {
  PURPOSE_PATCH = 1,     /* from local to whole-body rate */
  PURPOSE_OCCASION = 2,  /* from conditions and athlete to whole-body rate */
} ModelPurpose;

/* "patch", "occasion" */
const char   *model_purpose_word         (ModelPurpose purpose);

typedef struct {
  gint64 id;
  char *label;           /* "lab v3", "demo v1 (synthetic data)" */
  ModelPurpose purpose;
  ModelEquation *equation;
  gint64 made_us;        /* when the model was fitted */
  char *by;              /* who adopted it */
  gint64 at_us;
  char *why;             /* "" : nothing was said */
} AdoptedModel;

void          adopted_model_free         (AdoptedModel *adopted);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AdoptedModel, adopted_model_free)

/* Returns: (transfer full) (nullable): %NULL without an error when none is adopted */
AdoptedModel *saltline_workspace_adopted (SaltlineWorkspace *self, ModelPurpose purpose, GError **error);

/**
 * saltline_workspace_adopt:
 * @why: (nullable)
 * @purpose: (out) (optional): what it serves from now on
 *
 * Refuses a model whose columns cannot be filled, or whose response is no whole-body rate, saying which. Can be undone.
 */
gboolean      saltline_workspace_adopt   (SaltlineWorkspace *self, gint64 model, const char *why, ModelPurpose *purpose, GError **error);
/* No model serves that purpose from now on. */
gboolean      saltline_workspace_give_up (SaltlineWorkspace *self, ModelPurpose purpose, GError **error);

/* Logarithms of L/h; standard deviations of logarithms: 0.2 is about 20 %. */
typedef struct {
  double log_rate;         /* with what the model knows of the athlete */
  double log_fixed;        /* without */
  double log_athlete;      /* the difference: the athlete's effect; 0 when not known to the model */
  double expected_sd;      /* of log_rate: of coefficients and effects together, with what their errors have in common */
  double coefficient_sd;   /* of the fixed part alone */
  double athlete_sd;       /* what is not known of the effects of athlete and other groups alone */
  double residual_sd;      /* of one trial */
  double df;               /* of expected_sd and residual_sd; NAN: well known */
  double input_sd;         /* of what the model was told */
  gboolean tells_athletes_apart; /* the athlete is among the model's groups … */
  gboolean knows_athlete;        /* … and this one was in the rows it was fitted to */
  char **extrapolates;     /* columns outside of the range of the model; NULL-terminated */
  EquationRow *row;        /* what was asked, as the model sees it … */
  double row_scale;        /* … on the scale of its response: this many of its units for a unit of the logarithm */
} ModelExpectation;

void          model_expectation_clear    (ModelExpectation *expectation);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ModelExpectation, model_expectation_clear)

/**
 * adopted_model_expect:
 * @inputs: uncertainties of the inputs are carried through by central differences
 *
 * Returns: %FALSE with %MODEL_ERROR_TABLE when something that the model needs is not known, %MODEL_ERROR_NUMERIC when it expects no rate above 0
 */
gboolean      adopted_model_expect       (const AdoptedModel *adopted, const ModelInputs *inputs, ModelExpectation *expectation, GError **error);

/* Of the errors of two logarithms of rates that @adopted expects: of one with itself its expected_sd squared. */
double        model_expectation_covariance (const AdoptedModel *adopted, const ModelExpectation *one, const ModelExpectation *other);

G_END_DECLS
