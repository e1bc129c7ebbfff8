/* workspace/model-inputs.h
 *
 * What a model may be told of a patch, an athlete and a workout, and under which names: the one list by which an adopted
 * model's columns are filled, and by which the synthetic study and tables made from the workspace's readings name theirs.
 * In: an equation's columns. Out: which input each is. May include: model. */
#pragma once

#include "model/equation.h"

G_BEGIN_DECLS

typedef enum {
  INPUT_LOCAL_RATE,   /* mg/cm²/min: the patch */
  INPUT_SODIUM,       /* mmol/L: the patch */
  INPUT_CHLORIDE,     /* mmol/L: the patch */
  INPUT_MASS,         /* kg: the weighing before, else the athlete */
  INPUT_HEIGHT,       /* m: the athlete */
  INPUT_AGE,          /* years: the athlete, on the day */
  INPUT_TEMPERATURE,  /* °C: the workout's weather */
  INPUT_HUMIDITY,     /* %: the same */
  INPUT_WIND,         /* m/s: the same, else the sport's preset */
  INPUT_MINUTES,      /* min: the workout, else the time worn */
  INPUT_PHS,          /* L/h: ISO 7933 predicted heat strain for those conditions */
  INPUT_SEX,          /* words from here on: the athlete */
  INPUT_SPORT,        /* the workout, else the athlete */
  INPUT_ATHLETE,      /* the athlete's handle: what the model knows of them alone */
  N_INPUTS,
  N_NUMBER_INPUTS = INPUT_SEX,
} ModelInput;

/* Where it comes from, in words. */
const char *model_input_origin (ModelInput input);
/* By any of its usual names ("lsr", "temp", "rh", "body_mass" …), whatever the case. */
gboolean    model_input_find   (const char *column, ModelInput *input);

/* What is known of one occasion, with how far off it may be. */
typedef struct {
  double value[N_NUMBER_INPUTS];  /* NAN: not known */
  double sd[N_NUMBER_INPUTS];     /* 0: taken as exact */
  const char *sex;                /* (nullable): "female", "male", "other" */
  const char *sport;              /* (nullable) */
  const char *athlete;            /* (nullable): handle */
} ModelInputs;

void        model_inputs_init  (ModelInputs *inputs); /* nothing is known */

/**
 * model_inputs_check:
 *
 * Whether every column of @equation can be filled, and in its unit; and whether its response is a whole-body rate in L/h (or kg/h) or the
 * logarithm of one.
 *
 * Returns: %FALSE with %MODEL_ERROR_TABLE: which columns cannot, and what there is
 */
gboolean    model_inputs_check (const ModelEquation *equation, GError **error);
/* Whether @equation uses @input. */
gboolean    model_uses_input   (const ModelEquation *equation, ModelInput input);

/**
 * model_inputs_frame:
 *
 * A row for @equation from @inputs: the words in the words that the model knows ("m" for "male"), derived columns derived.
 *
 * Returns: (nullable): %MODEL_ERROR_TABLE naming what is not known, or a level that the model does not know
 */
DataFrame  *model_inputs_frame (const ModelInputs *inputs, const ModelEquation *equation, GError **error);

G_END_DECLS
