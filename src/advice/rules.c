/* advice/rules.c: GUIDANCE §1–4 as a table */
#include "rules.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/table.h"

#define ACSM_2007 "ACSM 2007"

static const Rule defaults[N_RULES] = {
  [RULE_LOSS_LIMIT_PERCENT] = { "loss_limit_percent", "%", N_("Keep the loss of body mass at or below this"), ACSM_2007, RULE_READ, 2, 0.5, 4 },
  [RULE_CEILING_RUNNING_L_H] = { "ceiling_running_l_h", "L/h", N_("What a runner's gut takes"), NULL, RULE_SECOND_HAND, 0.8, 0.1, 1.5 },
  [RULE_CEILING_CYCLING_L_H] = { "ceiling_cycling_l_h", "L/h", N_("What a cyclist's gut takes"), NULL, RULE_SECOND_HAND, 1.2, 0.1, 1.5 },
  [RULE_CEILING_OTHER_L_H] = { "ceiling_other_l_h", "L/h", N_("What the gut takes in other sports"), NULL, RULE_SECOND_HAND, 1.0, 0.1, 1.5 },
  [RULE_REPLACE_60] = { "replace_60", "%", N_("Share of the sweat replaced in less than 60 min: thirst"), NULL, RULE_SECOND_HAND, 30, 0, 100 },
  [RULE_REPLACE_90] = { "replace_90", "%", N_("Share of the sweat replaced in 60–90 min"), NULL, RULE_SECOND_HAND, 50, 0, 100 },
  [RULE_REPLACE_150] = { "replace_150", "%", N_("Share of the sweat replaced in 90–150 min"), NULL, RULE_SECOND_HAND, 60, 0, 100 },
  [RULE_REPLACE_240] = { "replace_240", "%", N_("Share of the sweat replaced in 150–240 min"), NULL, RULE_SECOND_HAND, 70, 0, 100 },
  [RULE_REPLACE_LONG] = { "replace_long", "%", N_("Share of the sweat replaced in more than 240 min"), NULL, RULE_SECOND_HAND, 80, 0, 100 },
  [RULE_BEFORE_FLUID_LOW_ML_KG] = { "before_fluid_low_ml_kg", "mL/kg", N_("Drink 4 h before, at least"), NULL, RULE_SECOND_HAND, 5, 0, 10 },
  [RULE_BEFORE_FLUID_HIGH_ML_KG] = { "before_fluid_high_ml_kg", "mL/kg", N_("Drink 4 h before, at most"), NULL, RULE_SECOND_HAND, 7, 0, 10 },
  [RULE_BEFORE_DARK_LOW_ML_KG] = { "before_dark_low_ml_kg", "mL/kg", N_("With dark or no urine 2 h before, at least"), NULL, RULE_SECOND_HAND, 3, 0, 10 },
  [RULE_BEFORE_DARK_HIGH_ML_KG] = { "before_dark_high_ml_kg", "mL/kg", N_("With dark or no urine 2 h before, at most"), NULL, RULE_SECOND_HAND, 5, 0, 10 },
  [RULE_AFTER_LOW_PERCENT] = { "after_low_percent", "%", N_("Of what is still missing, drink after, at least"), NULL, RULE_SECOND_HAND, 125, 100, 150 },
  [RULE_AFTER_HIGH_PERCENT] = { "after_high_percent", "%", N_("Of what is still missing, drink after, at most"), NULL, RULE_SECOND_HAND, 150, 100, 150 },
  [RULE_SODIUM_LOW_MMOL_L] = { "sodium_low_mmol_l", "mmol/L", N_("Sodium in what is drunk, at least"), NULL, RULE_UNVERIFIED, 20, 0, 80 },
  [RULE_SODIUM_HIGH_MMOL_L] = { "sodium_high_mmol_l", "mmol/L", N_("Sodium in what is drunk, at most"), NULL, RULE_UNVERIFIED, 30, 0, 80 },
  [RULE_CARBOHYDRATE_BEFORE_LOW_G_KG] = { "carbohydrate_before_low_g_kg", "g/kg", N_("Carbohydrate 1 h before"), NULL, RULE_SECOND_HAND, 1, 0, 5 },
  [RULE_CARBOHYDRATE_BEFORE_HIGH_G_KG] = { "carbohydrate_before_high_g_kg", "g/kg", N_("Carbohydrate 4 h before"), NULL, RULE_SECOND_HAND, 4, 0, 5 },
  [RULE_CARBOHYDRATE_SHORT_G] = { "carbohydrate_short_g_h", "g/h", N_("Carbohydrate in 45–75 min, at most"), NULL, RULE_SECOND_HAND, 30, 0, 60 },
  [RULE_CARBOHYDRATE_LOW_G_H] = { "carbohydrate_low_g_h", "g/h", N_("Carbohydrate in 1–2.5 h, at least"), NULL, RULE_SECOND_HAND, 30, 0, 60 },
  [RULE_CARBOHYDRATE_HIGH_G_H] = { "carbohydrate_high_g_h", "g/h", N_("Carbohydrate of one kind of sugar, at most"), NULL, RULE_SECOND_HAND, 60, 0, 60 },
  [RULE_CARBOHYDRATE_LONG_G_H] = { "carbohydrate_long_g_h", "g/h", N_("Carbohydrate of mixed sugars, at most"), NULL, RULE_SECOND_HAND, 90, 0, 90 },
  [RULE_CARBOHYDRATE_TRAINED_G_H] = { "carbohydrate_trained_g_h", "g/h", N_("Carbohydrate with a trained gut, at most"), NULL, RULE_SECOND_HAND, 120, 0, 120 },
  [RULE_CARBOHYDRATE_RUNNER_SHARE] = { "carbohydrate_runner_share", "", N_("Runners take this share of it"), NULL, RULE_SECOND_HAND, 0.85, 0.1, 1 },
  [RULE_CARBOHYDRATE_AFTER_LOW_G_KG_H] = { "carbohydrate_after_low_g_kg_h", "g/kg/h", N_("Carbohydrate after, when the next bout is near, at least"), NULL, RULE_SECOND_HAND, 1.0, 0, 1.5 },
  [RULE_CARBOHYDRATE_AFTER_HIGH_G_KG_H] = { "carbohydrate_after_high_g_kg_h", "g/kg/h", N_("Carbohydrate after, when the next bout is near, at most"), NULL, RULE_SECOND_HAND, 1.2, 0, 1.5 },
  [RULE_CARBOHYDRATE_AFTER_HOURS] = { "carbohydrate_after_hours", "h", N_("For so long after the bout"), NULL, RULE_SECOND_HAND, 4, 0, 8 },
  [RULE_SOON_HOURS] = { "soon_hours", "h", N_("A next bout that is nearer than this is near"), NULL, RULE_SECOND_HAND, 8, 1, 24 },
  [RULE_LOADING_LOW_G_KG] = { "loading_low_g_kg", "g/kg", N_("Carbohydrate in each of the last 36–48 h before a competition of more than 90 min, at least"), NULL, RULE_SECOND_HAND, 10, 0, 12 },
  [RULE_LOADING_HIGH_G_KG] = { "loading_high_g_kg", "g/kg", N_("… and at most"), NULL, RULE_SECOND_HAND, 12, 0, 12 },
  [RULE_CONCENTRATION_PERCENT] = { "concentration_percent", "%", N_("Carbohydrate in a drink, at most"), NULL, RULE_SECOND_HAND, 8, 0, 20 },
  [RULE_PROTEIN_LOW_G_KG] = { "protein_low_g_kg", "g/kg", N_("Protein after and at each meal, at least"), NULL, RULE_SECOND_HAND, 0.25, 0, 0.6 },
  [RULE_PROTEIN_HIGH_G_KG] = { "protein_high_g_kg", "g/kg", N_("Protein after and at each meal, at most"), NULL, RULE_SECOND_HAND, 0.3, 0, 0.6 },
  [RULE_PROTEIN_LEAST_G] = { "protein_least_g", "g", N_("… but not less than"), NULL, RULE_SECOND_HAND, 20, 0, 60 },
  [RULE_PROTEIN_MOST_G] = { "protein_most_g", "g", N_("… and not more than"), NULL, RULE_SECOND_HAND, 40, 0, 60 },
  [RULE_CASEIN_LOW_G] = { "casein_low_g", "g", N_("Casein before sleep, at least"), NULL, RULE_SECOND_HAND, 30, 0, 48 },
  [RULE_CASEIN_HIGH_G] = { "casein_high_g", "g", N_("Casein before sleep, at most"), NULL, RULE_SECOND_HAND, 40, 0, 48 },
  [RULE_CAFFEINE_LOW_MG_KG] = { "caffeine_low_mg_kg", "mg/kg", N_("Caffeine 60 min before, from"), NULL, RULE_SECOND_HAND, 3, 0, 6 },
  [RULE_CAFFEINE_HIGH_MG_KG] = { "caffeine_high_mg_kg", "mg/kg", N_("Caffeine for one bout, at most"), NULL, RULE_SECOND_HAND, 6, 0, 6 },
  [RULE_CAFFEINE_DAY_MG] = { "caffeine_day_mg", "mg", N_("Caffeine in a day, at most"), NULL, RULE_UNVERIFIED, 400, 0, 400 },
  [RULE_CAFFEINE_LAST_HOUR] = { "caffeine_last_hour", "h", N_("No caffeine from this hour of the day on"), NULL, RULE_UNVERIFIED, 16, 0, 24 },
  [RULE_CAFFEINE_LEAST_AGE] = { "caffeine_least_age", "years", N_("No caffeine below this age"), NULL, RULE_UNVERIFIED, 18, 0, 30 },
  [RULE_HYPONATREMIA_MMOL_L] = { "hyponatremia_mmol_l", "mmol/L", N_("Plasma sodium below this is hyponatremia"), NULL, RULE_SECOND_HAND, 135, 125, 140 },
  [RULE_MEDICAL_LOSS_PERCENT] = { "medical_loss_percent", "%", N_("A loss above this belongs to medical staff"), NULL, RULE_SECOND_HAND, 7, 3, 10 },
  [RULE_TOO_CLOSE_HOURS] = { "too_close_hours", "h", N_("Between bouts that are nearer than this nothing is eaten"), NULL, RULE_UNVERIFIED, 1, 0, 4 },
  [RULE_FAR_HOURS] = { "far_hours", "h", N_("Bouts that are farther than this are on their own"), NULL, RULE_UNVERIFIED, 24, 8, 72 },
};

void
advice_rules_init (AdviceRules *rules)
{
  g_return_if_fail (rules != NULL);

  for (guint r = 0; r < N_RULES; r++)
    rules->rule[r] = defaults[r];
}

double
advice_rule (const AdviceRules *rules, RuleId id)
{
  return rules->rule[id].value;
}

const char *
rule_status_name (RuleStatus status)
{
  static const char *const names[] = { "read", "second-hand", "unverified", "edited" };

  return names[status];
}

const char *
rule_status_words (RuleStatus status)
{
  static const char *const words[] = { N_("read in the publication itself"), N_("as other texts report it"), N_("not verified"),
                                       N_("changed by your staff") };

  return _(words[status]);
}

gboolean
advice_rules_edit (AdviceRules *rules, const char *id, double value, GError **error)
{
  g_return_val_if_fail (rules != NULL && id != NULL, FALSE);

  for (guint r = 0; r < N_RULES; r++)
    {
      Rule *rule = &rules->rule[r];

      if (!g_str_equal (rule->id, id))
        continue;
      if (!(value >= rule->low && value <= rule->high))
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_OUT_OF_RANGE, _("Rule %s cannot be %g %s: it lies between %g and %g."), id, value,
                       rule->unit, rule->low, rule->high);
          return FALSE;
        }
      rule->value = value;
      rule->status = RULE_EDITED;
      return TRUE;
    }
  g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_UNKNOWN, _("There is no rule %s."), id);
  return FALSE;
}

gboolean
advice_rules_load (AdviceRules *rules, const char *path, GError **error)
{
  g_autoptr(Table) table = NULL;
  int id, column;

  g_return_val_if_fail (rules != NULL && path != NULL, FALSE);

  table = table_load (path, error);
  if (table == NULL)
    return FALSE;
  id = table_find_column (table, "rule");
  column = table_find_column (table, "value");
  if (id < 0 || column < 0)
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: rules have the columns “rule” and “value”."), path);
      return FALSE;
    }
  for (guint r = 0; r < table->rows->len; r++)
    {
      double value;

      if (!table_number (table, r, (guint) column, &value))
        value = NAN;
      if (!advice_rules_edit (rules, table_cell (table, r, (guint) id), value, error))
        {
          g_prefix_error (error, _("%s, line %u: "), path, g_array_index (table->line_numbers, guint, r));
          return FALSE;
        }
    }
  return TRUE;
}
