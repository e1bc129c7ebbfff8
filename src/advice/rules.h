/* advice/rules.h
 *
 * The numbers of the advice: one table, versioned, each with its status, editable by staff. What is second-hand or
 * unverified is never shown as published. In: defaults, a CSV of changes. Out: values by id. May include: base. */
#pragma once

#include <glib.h>

#include "advice-error.h"

G_BEGIN_DECLS

#define ADVICE_RULES_VERSION "2024-1"

typedef enum {
  RULE_READ,        /* read in the source */
  RULE_SECOND_HAND, /* quoted by another document: no citation */
  RULE_UNVERIFIED,  /* from memory: no citation */
  RULE_EDITED,      /* a person's own */
} RuleStatus;

/* In the order of rules.c. */
typedef enum {
  RULE_LOSS_LIMIT_PERCENT,
  RULE_CEILING_RUNNING_L_H, RULE_CEILING_CYCLING_L_H, RULE_CEILING_OTHER_L_H,
  RULE_REPLACE_60, RULE_REPLACE_90, RULE_REPLACE_150, RULE_REPLACE_240, RULE_REPLACE_LONG,
  RULE_BEFORE_FLUID_LOW_ML_KG, RULE_BEFORE_FLUID_HIGH_ML_KG, RULE_BEFORE_DARK_LOW_ML_KG, RULE_BEFORE_DARK_HIGH_ML_KG,
  RULE_AFTER_LOW_PERCENT, RULE_AFTER_HIGH_PERCENT,
  RULE_SODIUM_LOW_MMOL_L, RULE_SODIUM_HIGH_MMOL_L,
  RULE_CARBOHYDRATE_BEFORE_LOW_G_KG, RULE_CARBOHYDRATE_BEFORE_HIGH_G_KG,
  RULE_CARBOHYDRATE_SHORT_G, RULE_CARBOHYDRATE_LOW_G_H, RULE_CARBOHYDRATE_HIGH_G_H, RULE_CARBOHYDRATE_LONG_G_H,
  RULE_CARBOHYDRATE_TRAINED_G_H, RULE_CARBOHYDRATE_RUNNER_SHARE,
  RULE_CARBOHYDRATE_AFTER_LOW_G_KG_H, RULE_CARBOHYDRATE_AFTER_HIGH_G_KG_H, RULE_CARBOHYDRATE_AFTER_HOURS, RULE_SOON_HOURS,
  RULE_LOADING_LOW_G_KG, RULE_LOADING_HIGH_G_KG,
  RULE_CONCENTRATION_PERCENT,
  RULE_PROTEIN_LOW_G_KG, RULE_PROTEIN_HIGH_G_KG, RULE_PROTEIN_LEAST_G, RULE_PROTEIN_MOST_G,
  RULE_CASEIN_LOW_G, RULE_CASEIN_HIGH_G,
  RULE_CAFFEINE_LOW_MG_KG, RULE_CAFFEINE_HIGH_MG_KG, RULE_CAFFEINE_DAY_MG, RULE_CAFFEINE_LAST_HOUR, RULE_CAFFEINE_LEAST_AGE,
  RULE_HYPONATREMIA_MMOL_L, RULE_MEDICAL_LOSS_PERCENT,
  RULE_TOO_CLOSE_HOURS, RULE_FAR_HOURS,
  N_RULES
} RuleId;

typedef struct {
  const char *id;       /* as in files: "loss_limit_percent" */
  const char *unit;
  const char *text;     /* N_() */
  const char *source;   /* NULL: none that may be cited */
  RuleStatus status;
  double value;
  double low, high;     /* what an edited value has to lie between */
} Rule;

typedef struct {
  Rule rule[N_RULES];
} AdviceRules;

void        advice_rules_init   (AdviceRules *rules);
double      advice_rule         (const AdviceRules *rules, RuleId id);
/* The same for people who read it: "read in the publication". */
const char *rule_status_words   (RuleStatus status);
const char *rule_status_name    (RuleStatus status); /* "read", "second-hand", "unverified", "edited" */

/**
 * advice_rules_edit:
 *
 * Returns: %FALSE with %ADVICE_ERROR_UNKNOWN for an id that is not there, %ADVICE_ERROR_OUT_OF_RANGE for a value that no
 *   practitioner can mean
 */
gboolean    advice_rules_edit   (AdviceRules *rules, const char *id, double value, GError **error);

/* CSV with the columns `rule` and `value`. */
gboolean    advice_rules_load   (AdviceRules *rules, const char *path, GError **error);

G_END_DECLS
