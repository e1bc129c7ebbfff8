/* advice/advise-fluid.c: water and sodium: ceilings, then the floor, then the share */
#include <glib/gi18n.h>
#include <math.h>

#include "advise-private.h"
#include "plasma.h"
#include "sweat/validity.h"

#define SOON_DRUNK_HOURS 3 /* until then small portions and the next meals do it */

static RuleId
ceiling_rule (const char *sport)
{
  const char *family = profile_family (sport);

  if (g_strcmp0 (family, "running") == 0)
    return RULE_CEILING_RUNNING_L_H;
  return g_strcmp0 (family, "cycling") == 0 ? RULE_CEILING_CYCLING_L_H : RULE_CEILING_OTHER_L_H;
}

static RuleId
share_rule (double minutes)
{
  if (minutes < 60)
    return RULE_REPLACE_60;
  if (minutes <= 90)
    return RULE_REPLACE_90;
  if (minutes <= 150)
    return RULE_REPLACE_150;
  return minutes <= 240 ? RULE_REPLACE_240 : RULE_REPLACE_LONG;
}

static void
before (Advising *a)
{
  double mass = a->athlete->mass_kg;
  double low = advice_rule (a->rules, RULE_BEFORE_FLUID_LOW_ML_KG), high = advice_rule (a->rules, RULE_BEFORE_FLUID_HIGH_ML_KG);
  double available = a->workout->hours_before;
  const RuleId rules[] = { RULE_BEFORE_FLUID_LOW_ML_KG, RULE_BEFORE_FLUID_HIGH_ML_KG };
  const RuleId dark[] = { RULE_BEFORE_DARK_LOW_ML_KG, RULE_BEFORE_DARK_HIGH_ML_KG };
  g_autofree char *mass_text = advising_mass (a), *per_mass = advising_per_mass (a, QUANTITY_ML_PER_KG, low, high), *dark_per_mass = NULL;

  if (a->workout->hours_since_last < advice_rule (a->rules, RULE_TOO_CLOSE_HOURS))
    return;
  if (!(available < 4)) /* also when it is not known */
    advising_add_line (a, PHASE_BEFORE, ITEM_FLUID, low * mass, low * mass, high * mass, "mL", 4,
                       g_strdup_printf (_("%s × %s, 4 h before"), per_mass, mass_text), rules, 2);
  if (a->athlete->dark_urine && !(available < 2))
    {
      low = advice_rule (a->rules, RULE_BEFORE_DARK_LOW_ML_KG);
      high = advice_rule (a->rules, RULE_BEFORE_DARK_HIGH_ML_KG);
      dark_per_mass = advising_per_mass (a, QUANTITY_ML_PER_KG, low, high);
      advising_add_line (a, PHASE_BEFORE, ITEM_FLUID, low * mass, low * mass, high * mass, "mL", 2,
                         g_strdup_printf (_("dark urine: %s × %s more, 2 h before"), dark_per_mass, mass_text), dark, 2);
    }
}

static void
during (Advising *a)
{
  double mass = a->athlete->mass_kg, rate = a->losses->rate_l_per_h.value, loss_l = rate * a->hours;
  RuleId ceiling_id = ceiling_rule (a->workout->sport), share_id = share_rule (a->workout->minutes);
  double limit = advice_rule (a->rules, RULE_LOSS_LIMIT_PERCENT), share = advice_rule (a->rules, share_id);
  double floor_rate = MAX (loss_l - limit / 100 * mass, 0) / a->hours, target = share / 100 * rate;
  double ceiling = MIN (advice_rule (a->rules, ceiling_id), rate); /* the gut, and never more than is lost */
  double wish = MAX (floor_rate, target), drink = MIN (wish, ceiling);
  /* The range of the plan at both ends of the rate's interval; the same ceilings hold for it. */
  double low = MIN (share / 100 * a->losses->rate_l_per_h.low, drink), high = ceiling;
  const AdviceOverride *override = advising_override (a, "during/fluid");
  RuleId rules[] = { share_id, RULE_LOSS_LIMIT_PERCENT, ceiling_id };
  const UnitSystem units = a->athlete->units;
  g_autofree char *mass_text = advising_mass (a), *rate_text = advising_rate (a, rate), *target_text = advising_rate (a, target);
  g_autofree char *floor_text = advising_rate (a, floor_rate), *ceiling_text = advising_rate (a, ceiling), *drink_text = advising_rate (a, drink);
  g_autofree char *may_text = quantity_sentence (QUANTITY_LOSS, units, limit / 100 * mass, 2); /* a litre is a kilogram, but an ounce no pound */
  g_autofree char *limit_text = units == UNITS_US ? g_strdup_printf (_("%s (%g %% × %s)"), may_text, limit, mass_text) : g_strdup_printf (_("%g %% × %s"), limit, mass_text);
  g_autofree char *loss_text = quantity_sentence (QUANTITY_LOSS, units, loss_l, 2);
  g_autofree char *gut_text = quantity_number (QUANTITY_RATE, units, advice_rule (a->rules, ceiling_id), 2), *lost_text = quantity_number (QUANTITY_RATE, units, rate, 2);

  if (wish > ceiling)
    rules[0] = ceiling_id, rules[2] = share_id;
  else if (floor_rate > target)
    rules[0] = RULE_LOSS_LIMIT_PERCENT, rules[1] = share_id;
  advising_add_line (a, PHASE_DURING, ITEM_FLUID, low * a->hours * 1000, drink * a->hours * 1000, high * a->hours * 1000, "mL", NAN,
                     g_strdup_printf (_("share %g %% × %s = %s; floor (%s − %s)/%.2f h = %s; "
                                        "ceiling min(%s gut, %s lost) = %s; plan %s × %.2f h"),
                                      share, rate_text, target_text, loss_text, limit_text, a->hours, floor_text, gut_text, lost_text, ceiling_text,
                                      drink_text, a->hours),
                     rules, 3);
  if (override)
    {
      drink = override->amount / 1000 / a->hours;
      if (drink > ceiling + 1e-9)
        {
          g_autofree char *given = advising_rate (a, drink);

          advising_add_warning (a, WARN_OVERRIDE, _("%s gave %s to drink (%s); the rules end at %s, and more than is lost is never right."),
                                override->who, given, override->reason, ceiling_text);
        }
    }
  a->drunk_l = drink * a->hours;
  a->advice->drink_l_per_h = drink;
  a->advice->end_loss_percent = (loss_l - a->drunk_l) / mass * 100;
  if (override == NULL && floor_rate > ceiling + 1e-9)
    {
      g_autofree char *lighter = quantity_sentence (QUANTITY_BODY_MASS, units, loss_l - a->drunk_l, 1);

      advising_add_warning (a, WARN_FLOOR_ABOVE_CEILING,
                            _("To stay below %g %% would take %s, and no more than %s can be taken: expect a loss of %s (%.1f %%)."),
                            limit, floor_text, ceiling_text, lighter, a->advice->end_loss_percent);
    }
  if (a->advice->end_loss_percent > advice_rule (a->rules, RULE_MEDICAL_LOSS_PERCENT))
    advising_add_warning (a, WARN_MEDICAL, _("A loss of %.1f %% is expected: medical staff have to know and to be there."),
                          a->advice->end_loss_percent);
}

/* Never more sodium than is lost. */
static void
sodium_during (Advising *a)
{
  double low = advice_rule (a->rules, RULE_SODIUM_LOW_MMOL_L), high = advice_rule (a->rules, RULE_SODIUM_HIGH_MMOL_L);
  double lost = a->losses->sodium_mmol.value;
  double least = MIN (low * a->drunk_l, lost), most = MIN (high * a->drunk_l, lost);
  /* Saltier sweat, saltier drink: its own concentration, within the rule's range. */
  double wish = MIN (CLAMP (a->losses->sodium_mmol_l.value, low, MAX (low, high)) * a->drunk_l, lost);
  const RuleId rules[] = { RULE_SODIUM_LOW_MMOL_L, RULE_SODIUM_HIGH_MMOL_L };
  const AdviceOverride *override = advising_override (a, "during/sodium");
  g_autofree char *drunk = quantity_sentence (QUANTITY_LOSS, a->athlete->units, a->drunk_l, 2);

  a->sodium_in_mmol = override ? override->amount / MG_PER_MMOL_SODIUM : wish;
  advising_add_line (a, PHASE_DURING, ITEM_SODIUM, least * MG_PER_MMOL_SODIUM, wish * MG_PER_MMOL_SODIUM, most * MG_PER_MMOL_SODIUM, "mg", NAN,
                     g_strdup_printf (_("%g to %g mmol/L × %s drunk, towards the sweat's %.0f mmol/L, at most the %.0f mmol that are lost; × %.2f mg"),
                                      low, high, drunk, a->losses->sodium_mmol_l.value, lost, MG_PER_MMOL_SODIUM),
                     rules, 2);
}

static void
simulate_plasma (Advising *a)
{
  const SweatInterval *rate = &a->losses->rate_l_per_h;
  const double sweat_l[] = { rate->value * a->hours, rate->low * a->hours, rate->high * a->hours };
  g_autofree char *little = advising_rate (a, rate->low), *drink = advising_rate (a, a->advice->drink_l_per_h);
  double *targets[] = { &a->advice->plasma_sodium, &a->advice->plasma_sodium_low, &a->advice->plasma_sodium_high };

  for (guint k = 0; k < 3; k++)
    *targets[k] = plasma_sodium_after (a->athlete->mass_kg, a->athlete->female, a->drunk_l, a->sodium_in_mmol, sweat_l[k],
                                       sweat_l[k] * a->losses->sodium_mmol_l.value);
  if (a->advice->plasma_sodium_low < advice_rule (a->rules, RULE_HYPONATREMIA_MMOL_L))
    advising_add_warning (a, WARN_HYPONATREMIA,
                          _("If the sweat is as little as %s, drinking %s would bring the plasma sodium to %.0f mmol/L (simulated): drink less when sweat is little, and never more than thirst then."),
                          little, drink, a->advice->plasma_sodium_low);
  else if (a->drunk_l > sweat_l[1] + 1e-9)
    advising_add_warning (a, WARN_HYPONATREMIA,
                          _("If the sweat is as little as %s, this is more than is lost: weigh in and out, and stop when mass is gained."),
                          little);
}

/* What the gut takes in an hour holds after the workout, too: litres that are missing take a day, not an evening. */
static char *
after_arithmetic (const Advising *a, double missing_ml, double low, double high)
{
  double most_l_per_h = advice_rule (a->rules, ceiling_rule (a->workout->sport)), hours = low / 100 * missing_ml / 1000 / most_l_per_h;
  g_autofree char *missing = quantity_sentence (QUANTITY_DRINK, a->athlete->units, missing_ml, 0), *most = advising_rate (a, most_l_per_h);

  if (hours > SOON_DRUNK_HOURS)
    return g_strdup_printf (_("%g to %g %% of the %s that are missing; at no more than %s that takes %.0f h and more: weigh in again"), low, high, missing, most,
                            ceil (hours));
  return g_strdup_printf (_("%g to %g %% of the %s that are missing, in small portions until the next meals"), low, high, missing);
}

static void
after (Advising *a)
{
  double missing_ml = MAX (a->losses->rate_l_per_h.value * a->hours - a->drunk_l, 0) * 1000;
  double low = advice_rule (a->rules, RULE_AFTER_LOW_PERCENT), high = advice_rule (a->rules, RULE_AFTER_HIGH_PERCENT);
  double sodium_mg = MAX (a->losses->sodium_mmol.value - a->sodium_in_mmol, 0) * MG_PER_MMOL_SODIUM;
  double near = a->workout->hours_to_next;
  const RuleId rules[] = { RULE_AFTER_LOW_PERCENT, RULE_AFTER_HIGH_PERCENT };

  if (near < advice_rule (a->rules, RULE_TOO_CLOSE_HOURS))
    {
      advising_add_warning (a, WARN_TOO_CLOSE, _("The next workout begins in %.1f h: nothing is eaten between; what is missing is made good after it."), near);
      return;
    }
  advising_add_line (a, PHASE_AFTER, ITEM_FLUID, low / 100 * missing_ml, low / 100 * missing_ml, high / 100 * missing_ml, "mL", NAN,
                     after_arithmetic (a, missing_ml, low, high), rules, 2);
  advising_add_line (a, PHASE_AFTER, ITEM_SODIUM, 0, sodium_mg, sodium_mg, "mg", NAN,
                     g_strdup_printf (_("%.0f mmol lost − %.0f mmol taken during, × %.2f mg; food counts"), a->losses->sodium_mmol.value, a->sodium_in_mmol,
                                      MG_PER_MMOL_SODIUM),
                     rules, 1);
}

void
advise_fluid (Advising *a)
{
  before (a);
  during (a);
  sodium_during (a);
  simulate_plasma (a);
  after (a);
}
