/* advice/advise.c: the order of the rules, and what all of them share */
#include "advise.h"

#include <glib/gi18n.h>
#include <math.h>

#include "advise-private.h"

#define LEAST_MASS_KG 15.0
#define MOST_MASS_KG  300.0

static void
line_free (gpointer data)
{
  AdviceLine *line = data;

  g_free (line->id);
  g_free (line->arithmetic);
  g_free (line->reason);
  g_free (line->who);
  g_free (line);
}

static void
warning_free (gpointer data)
{
  g_free (((AdviceWarning *) data)->sentence);
  g_free (data);
}

void
advice_free (Advice *advice)
{
  if (advice == NULL)
    return;
  g_ptr_array_unref (advice->lines);
  g_ptr_array_unref (advice->warnings);
  g_free (advice);
}

const char *
advice_phase_name (AdvicePhase phase)
{
  static const char *const names[] = { "before", "during", "after", "before_sleep" };

  return names[phase];
}

const char *
advice_item_name (AdviceItem item)
{
  static const char *const names[] = { "fluid", "sodium", "carbohydrate", "protein", "caffeine", "casein" };

  return names[item];
}

char *
advice_amount (const AdviceLine *line, UnitSystem units, double amount)
{
  g_return_val_if_fail (line != NULL, NULL);

  return line->item == ITEM_FLUID ? quantity_sentence (QUANTITY_DRINK, units, amount, 0) : g_strdup_printf ("%.0f %s", amount, line->unit);
}

char *
advice_range (const AdviceLine *line, UnitSystem units)
{
  g_autofree char *range = NULL;

  g_return_val_if_fail (line != NULL, NULL);

  if (line->item != ITEM_FLUID)
    return g_strdup_printf ("%.0f–%.0f %s", line->low, line->high, line->unit);
  range = quantity_range (QUANTITY_DRINK, units, line->low, line->high, 0);
  return g_strdup_printf ("%s %s", range, quantity_unit (QUANTITY_DRINK, units));
}

char *
advising_mass (const Advising *a)
{
  return quantity_sentence (QUANTITY_BODY_MASS, a->athlete->units, a->athlete->mass_kg, 1);
}

char *
advising_rate (const Advising *a, double l_per_h)
{
  return quantity_sentence (QUANTITY_RATE, a->athlete->units, l_per_h, 2);
}

char *
advising_per_mass (const Advising *a, QuantityKind kind, double low, double high)
{
  g_autofree char *from = quantity_number (kind, a->athlete->units, low, QUANTITY_EXACT), *to = quantity_sentence (kind, a->athlete->units, high, QUANTITY_EXACT);

  return g_strdup_printf (_("%s to %s"), from, to);
}

const AdviceOverride *
advising_override (const Advising *a, const char *line)
{
  for (guint o = 0; o < a->n_overrides; o++)
    if (g_str_equal (a->overrides[o].line, line))
      return &a->overrides[o];
  return NULL;
}

/* Of two lines of one phase and item the rarer one has a name of its own. */
static char *
line_id (AdvicePhase phase, AdviceItem item, double when_h)
{
  if (phase == PHASE_BEFORE && item == ITEM_CARBOHYDRATE && when_h > 24)
    return g_strdup ("before/loading");
  if (phase == PHASE_BEFORE && item == ITEM_FLUID && when_h < 4)
    return g_strdup ("before/fluid-dark-urine");
  return g_strconcat (advice_phase_name (phase), "/", advice_item_name (item), NULL);
}

/* The practitioner's amount in place of the rules'. */
static void
override_line (AdviceLine *line, const AdviceOverride *override)
{
  line->ruled = line->amount;
  line->low = line->amount = line->high = override->amount;
  line->sure = RULE_EDITED;
  line->reason = g_strdup (override->reason);
  line->who = g_strdup (override->who);
}

void
advising_add_line (Advising *a, AdvicePhase phase, AdviceItem item, double low, double amount, double high, const char *unit,
                   double when_h, char *arithmetic, const RuleId *rules, guint n_rules)
{
  AdviceLine *line = g_new0 (AdviceLine, 1);
  const AdviceOverride *override;
  static const guint weakness[] = { [RULE_READ] = 0, [RULE_EDITED] = 1, [RULE_SECOND_HAND] = 2, [RULE_UNVERIFIED] = 3 };

  line->phase = phase;
  line->item = item;
  line->amount = amount;
  line->low = MIN (low, amount);
  line->high = MAX (high, amount);
  line->unit = unit;
  line->when_h = when_h;
  line->rule = rules[0];
  line->sure = RULE_READ;
  for (guint r = 0; r < n_rules; r++)
    if (weakness[a->rules->rule[rules[r]].status] > weakness[line->sure])
      line->sure = a->rules->rule[rules[r]].status;
  line->arithmetic = arithmetic;
  line->id = line_id (phase, item, when_h);
  line->ruled = NAN;
  override = advising_override (a, line->id);
  if (override)
    override_line (line, override);
  g_ptr_array_add (a->advice->lines, line);
}

void
advising_add_warning (Advising *a, AdviceWarningKind kind, const char *format, ...)
{
  AdviceWarning *warning = g_new0 (AdviceWarning, 1);
  va_list arguments;

  va_start (arguments, format);
  warning->kind = kind;
  warning->sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (a->advice->warnings, warning);
}

static gboolean
interval_is_possible (const SweatInterval *interval)
{
  return interval->low >= 0 && interval->value >= interval->low && interval->high >= interval->value && isfinite (interval->high);
}

/* An override of a line that the rules do not make is not lost in silence. */
static void
warn_of_overrides_without_line (Advising *a)
{
  for (guint o = 0; o < a->n_overrides; o++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < a->advice->lines->len; i++)
        found |= g_str_equal (((AdviceLine *) g_ptr_array_index (a->advice->lines, i))->id, a->overrides[o].line);
      if (!found)
        advising_add_warning (a, WARN_OVERRIDE, _("%s gave %g for %s (%s), but the rules advise no such line here: it is not in the plan."),
                              a->overrides[o].who, a->overrides[o].amount, a->overrides[o].line, a->overrides[o].reason);
    }
}

Advice *
advise (const AdviceAthlete *athlete, const AdviceWorkout *workout, const SweatPrediction *losses, const AdviceRules *rules, GError **error)
{
  return advise_with_overrides (athlete, workout, losses, rules, NULL, 0, error);
}

Advice *
advise_with_overrides (const AdviceAthlete *athlete, const AdviceWorkout *workout, const SweatPrediction *losses, const AdviceRules *rules,
                       const AdviceOverride *overrides, guint n_overrides, GError **error)
{
  g_autoptr(Advice) advice = NULL;
  Advising a;

  g_return_val_if_fail (athlete != NULL && workout != NULL && losses != NULL && rules != NULL, NULL);

  if (!(athlete->mass_kg >= LEAST_MASS_KG && athlete->mass_kg <= MOST_MASS_KG) || !(workout->minutes > 0 && workout->minutes <= 48 * 60)
      || !interval_is_possible (&losses->rate_l_per_h) || !interval_is_possible (&losses->sodium_mmol_l))
    {
      g_autofree char *mass = quantity_sentence (QUANTITY_BODY_MASS, athlete->units, athlete->mass_kg, QUANTITY_EXACT);
      g_autofree char *rate = quantity_sentence (QUANTITY_RATE, athlete->units, losses->rate_l_per_h.value, QUANTITY_EXACT);
      g_autofree char *least = quantity_number (QUANTITY_BODY_MASS, athlete->units, LEAST_MASS_KG, 0);
      g_autofree char *most = quantity_sentence (QUANTITY_BODY_MASS, athlete->units, MOST_MASS_KG, 0);

      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_OUT_OF_RANGE,
                   _("Nothing can be advised for %s, %g min and %s: the mass has to be known (%s–%s), and so has the duration (up to two days)."),
                   mass, workout->minutes, rate, least, most);
      return NULL;
    }
  advice = g_new0 (Advice, 1);
  advice->lines = g_ptr_array_new_with_free_func (line_free);
  advice->warnings = g_ptr_array_new_with_free_func (warning_free);
  a = (Advising) { athlete, workout, losses, rules, advice, overrides, n_overrides, workout->minutes / 60, 0, 0 };

  if (workout->hours_since_last < advice_rule (rules, RULE_TOO_CLOSE_HOURS))
    advising_add_warning (&a, WARN_TOO_CLOSE,
                          _("The last workout ended %.1f h before this one: between them nothing is eaten, only sips are drunk. What this one needs is taken during it."),
                          workout->hours_since_last);
  advise_fluid (&a);
  advise_carbohydrate (&a);
  advise_caffeine (&a);
  advise_protein (&a);
  warn_of_overrides_without_line (&a);
  return g_steal_pointer (&advice);
}
