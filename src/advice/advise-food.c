/* advice/advise-food.c: carbohydrate, caffeine, protein */
#include <glib/gi18n.h>
#include <math.h>

#include "advise-private.h"
#include "sweat/validity.h"

static void
carbohydrate_before (Advising *a)
{
  double mass = a->athlete->mass_kg, hours = a->workout->hours_before;
  double low = advice_rule (a->rules, RULE_CARBOHYDRATE_BEFORE_LOW_G_KG), high = advice_rule (a->rules, RULE_CARBOHYDRATE_BEFORE_HIGH_G_KG);
  double at = isnan (hours) ? 3 : CLAMP (hours, 1, 4), per_kg = CLAMP (at, low, MAX (low, high)); /* a gram for each hour */
  const RuleId rules[] = { RULE_CARBOHYDRATE_BEFORE_HIGH_G_KG, RULE_CARBOHYDRATE_BEFORE_LOW_G_KG };
  g_autofree char *mass_text = advising_mass (a), *per_mass = quantity_sentence (QUANTITY_G_PER_KG, a->athlete->units, per_kg, 1);
  g_autofree char *a_gram = quantity_sentence (QUANTITY_G_PER_KG, a->athlete->units, 1, QUANTITY_EXACT), *bounds = advising_per_mass (a, QUANTITY_G_PER_KG, low, high);
  const RuleId loading[] = { RULE_LOADING_LOW_G_KG, RULE_LOADING_HIGH_G_KG };

  if (a->workout->competition && a->workout->minutes > 90)
    {
      double from = advice_rule (a->rules, RULE_LOADING_LOW_G_KG) * mass, to = advice_rule (a->rules, RULE_LOADING_HIGH_G_KG) * mass;
      g_autofree char *a_day = advising_per_mass (a, QUANTITY_G_PER_KG, from / mass, to / mass);

      advising_add_line (a, PHASE_BEFORE, ITEM_CARBOHYDRATE, from, from, to, "g", 36,
                         g_strdup_printf (_("loading: %s × %s a day, for the last 36 to 48 h"), a_day, mass_text), loading, 2);
    }
  if (a->workout->minutes < 60 || hours < 1 || a->workout->hours_since_last < advice_rule (a->rules, RULE_TOO_CLOSE_HOURS))
    return;
  advising_add_line (a, PHASE_BEFORE, ITEM_CARBOHYDRATE, low * mass, per_kg * mass, high * mass, "g", at,
                     g_strdup_printf (_("%s × %s, %.1f h before (%s for each hour, %s)"), per_mass, mass_text, at, a_gram, bounds),
                     rules, 2);
}

/* By duration; one kind of sugar up to its ceiling, mixed sugars above. */
static void
carbohydrate_during (Advising *a)
{
  double minutes = a->workout->minutes, high_g_h = advice_rule (a->rules, RULE_CARBOHYDRATE_HIGH_G_H), low = 0, per_h, high, share = 1, drink_g;
  RuleId rules[] = { RULE_CARBOHYDRATE_HIGH_G_H, RULE_CARBOHYDRATE_LOW_G_H, RULE_CONCENTRATION_PERCENT };

  if (minutes < 45)
    return;
  if (minutes <= 75)
    {
      per_h = high = advice_rule (a->rules, RULE_CARBOHYDRATE_SHORT_G);
      rules[0] = RULE_CARBOHYDRATE_SHORT_G;
    }
  else if (minutes <= 150)
    {
      low = advice_rule (a->rules, RULE_CARBOHYDRATE_LOW_G_H);
      high = high_g_h;
      per_h = (low + high) / 2;
    }
  else
    {
      RuleId most = a->athlete->trained_gut ? RULE_CARBOHYDRATE_TRAINED_G_H : RULE_CARBOHYDRATE_LONG_G_H;

      low = high_g_h;
      high = advice_rule (a->rules, most);
      per_h = high;
      rules[0] = most;
    }
  if (g_strcmp0 (profile_family (a->workout->sport), "running") == 0)
    share = advice_rule (a->rules, RULE_CARBOHYDRATE_RUNNER_SHARE);
  drink_g = a->drunk_l * 10 * advice_rule (a->rules, RULE_CONCENTRATION_PERCENT);
  advising_add_line (a, PHASE_DURING, ITEM_CARBOHYDRATE, low * share * a->hours, per_h * share * a->hours, high * share * a->hours, "g", NAN,
                     g_strdup_printf (_("%g g/h × %.2f × %.2f h (at most %g g/h; above %g g/h of mixed sugars); the drink carries at most %.0f g at %g %%"),
                                      per_h, share, a->hours, high, high_g_h, drink_g, advice_rule (a->rules, RULE_CONCENTRATION_PERCENT)),
                     rules, 3);
}

static void
carbohydrate_after (Advising *a)
{
  double next = a->workout->hours_to_next, mass = a->athlete->mass_kg;
  double low = advice_rule (a->rules, RULE_CARBOHYDRATE_AFTER_LOW_G_KG_H), high = advice_rule (a->rules, RULE_CARBOHYDRATE_AFTER_HIGH_G_KG_H);
  double hours = MIN (advice_rule (a->rules, RULE_CARBOHYDRATE_AFTER_HOURS), next);
  g_autofree char *mass_text = advising_mass (a), *per_mass = advising_per_mass (a, QUANTITY_G_PER_KG_H, low, high);
  const RuleId rules[] = { RULE_CARBOHYDRATE_AFTER_LOW_G_KG_H, RULE_CARBOHYDRATE_AFTER_HIGH_G_KG_H, RULE_SOON_HOURS };

  if (!(next < advice_rule (a->rules, RULE_SOON_HOURS)) || next < advice_rule (a->rules, RULE_TOO_CLOSE_HOURS))
    return;
  advising_add_line (a, PHASE_AFTER, ITEM_CARBOHYDRATE, low * mass * hours, low * mass * hours, high * mass * hours, "g", 0,
                     g_strdup_printf (_("the next workout is %.1f h away: %s × %s × %.1f h"), next, per_mass, mass_text, hours), rules, 3);
}

void
advise_carbohydrate (Advising *a)
{
  carbohydrate_before (a);
  carbohydrate_during (a);
  carbohydrate_after (a);
}

void
advise_caffeine (Advising *a)
{
  double mass = a->athlete->mass_kg, low = advice_rule (a->rules, RULE_CAFFEINE_LOW_MG_KG) * mass;
  double left_today = MAX (advice_rule (a->rules, RULE_CAFFEINE_DAY_MG) - a->athlete->caffeine_today_mg, 0);
  double most = MIN (advice_rule (a->rules, RULE_CAFFEINE_HIGH_MG_KG) * mass, left_today), amount = MIN (low, most);
  double last_hour = advice_rule (a->rules, RULE_CAFFEINE_LAST_HOUR), taken_at = a->workout->start_hour - 1;
  const RuleId rules[] = { RULE_CAFFEINE_LOW_MG_KG, RULE_CAFFEINE_HIGH_MG_KG, RULE_CAFFEINE_DAY_MG };
  const AdviceOverride *override = advising_override (a, "before/caffeine");
  const UnitSystem units = a->athlete->units;
  g_autofree char *mass_text = advising_mass (a);
  g_autofree char *per_mass = quantity_sentence (QUANTITY_MG_PER_KG, units, advice_rule (a->rules, RULE_CAFFEINE_LOW_MG_KG), QUANTITY_EXACT);
  g_autofree char *most_per_mass = quantity_sentence (QUANTITY_MG_PER_KG, units, advice_rule (a->rules, RULE_CAFFEINE_HIGH_MG_KG), QUANTITY_EXACT);

  if (a->athlete->pregnant)
    {
      advising_add_warning (a, WARN_PREGNANT, _("No caffeine is advised in pregnancy; let a physician see this plan."));
      return;
    }
  if (a->athlete->no_caffeine || a->workout->minutes < 45)
    return;
  if (!(a->athlete->age_years >= advice_rule (a->rules, RULE_CAFFEINE_LEAST_AGE)))
    {
      advising_add_warning (a, WARN_MINOR, isnan (a->athlete->age_years) ? _("The age is not known: no caffeine is advised.")
                                                                         : _("No caffeine is advised at this age."));
      return;
    }
  if (isnan (taken_at))
    {
      advising_add_warning (a, WARN_EVENING, _("At which hour it begins is not known: no caffeine is advised, which would cost sleep in the evening."));
      return;
    }
  if (taken_at >= last_hour || taken_at < 4) /* evening or night */
    {
      advising_add_warning (a, WARN_EVENING, _("No caffeine is advised so late: it would cost sleep."));
      return;
    }
  if (a->workout->hours_before < 1 || amount <= 0)
    return;
  if (override && override->amount > most)
    advising_add_warning (a, WARN_OVERRIDE, _("%s gave %.0f mg of caffeine (%s); the rules end at %.0f mg."), override->who, override->amount,
                          override->reason, most);
  advising_add_line (a, PHASE_BEFORE, ITEM_CAFFEINE, 0, amount, most, "mg", 1,
                     g_strdup_printf (_("%s × %s = %.0f mg, 60 min before; at most %s and the %.0f mg that are left of the day"), per_mass, mass_text, low,
                                      most_per_mass, left_today),
                     rules, 3);
}

void
advise_protein (Advising *a)
{
  double mass = a->athlete->mass_kg, least = advice_rule (a->rules, RULE_PROTEIN_LEAST_G), most = advice_rule (a->rules, RULE_PROTEIN_MOST_G);
  double low = CLAMP (advice_rule (a->rules, RULE_PROTEIN_LOW_G_KG) * mass, least, MAX (least, most));
  double high = CLAMP (advice_rule (a->rules, RULE_PROTEIN_HIGH_G_KG) * mass, least, MAX (least, most));
  double casein = advice_rule (a->rules, RULE_CASEIN_HIGH_G);
  g_autofree char *mass_text = advising_mass (a);
  g_autofree char *per_mass = advising_per_mass (a, QUANTITY_G_PER_KG, advice_rule (a->rules, RULE_PROTEIN_LOW_G_KG), advice_rule (a->rules, RULE_PROTEIN_HIGH_G_KG));
  const RuleId rules[] = { RULE_PROTEIN_LOW_G_KG, RULE_PROTEIN_HIGH_G_KG, RULE_PROTEIN_LEAST_G, RULE_PROTEIN_MOST_G };
  const RuleId before_sleep[] = { RULE_CASEIN_HIGH_G, RULE_CASEIN_LOW_G };

  if (!(a->workout->hours_to_next < advice_rule (a->rules, RULE_TOO_CLOSE_HOURS)))
    advising_add_line (a, PHASE_AFTER, ITEM_PROTEIN, low, low, high, "g", 0,
                       g_strdup_printf (_("%s × %s, between %g and %g g"), per_mass, mass_text, least, most),
                       rules, 4);
  if (a->workout->hours_to_sleep < 5)
    advising_add_line (a, PHASE_BEFORE_SLEEP, ITEM_CASEIN, advice_rule (a->rules, RULE_CASEIN_LOW_G), casein, casein, "g", NAN,
                       g_strdup_printf (_("%g to %g g of casein half an hour before sleep, %.1f h after the workout"),
                                        advice_rule (a->rules, RULE_CASEIN_LOW_G), casein, a->workout->hours_to_sleep),
                       before_sleep, 2);
}
