/* tests/advice/test-advise.c: the worked examples of GUIDANCE, and what may never happen to anybody */
#include <math.h>
#include <string.h>

#include "advice/advice.h"
#include "advice/plasma.h"
#include "sweat/validity.h"

static SweatInterval
around (double value, double log_sd)
{
  return (SweatInterval) { value, value * exp (-1.96 * log_sd), value * exp (1.96 * log_sd), log_sd };
}

static SweatPrediction
losses_of (double rate, double sodium_mmol_l, double minutes)
{
  double hours = minutes / 60;

  return (SweatPrediction) { around (rate, 0.2), around (rate * hours, 0.2), around (sodium_mmol_l, 0.2), around (rate * hours * sodium_mmol_l, 0.3), rate, 1 };
}

static const AdviceAthlete adult = { .mass_kg = 70, .age_years = 25 };

static AdviceWorkout
run_of (double minutes)
{
  return (AdviceWorkout) { "running", minutes, 10, NAN, NAN, NAN, NAN, FALSE };
}

static const AdviceLine *
find (const Advice *advice, AdvicePhase phase, AdviceItem item)
{
  for (guint i = 0; i < advice->lines->len; i++)
    {
      const AdviceLine *line = g_ptr_array_index (advice->lines, i);

      if (line->phase == phase && line->item == item)
        return line;
    }
  return NULL;
}

static gboolean
warns (const Advice *advice, AdviceWarningKind kind)
{
  for (guint i = 0; i < advice->warnings->len; i++)
    if (((AdviceWarning *) g_ptr_array_index (advice->warnings, i))->kind == kind)
      return TRUE;
  return FALSE;
}

static Advice *
advice_for (const AdviceAthlete *athlete, AdviceWorkout workout, SweatPrediction losses)
{
  AdviceRules rules;
  g_autoptr(GError) error = NULL;
  Advice *advice;

  advice_rules_init (&rules);
  advice = advise (athlete, &workout, &losses, &rules, &error);
  g_assert_no_error (error);
  return advice;
}

static void
test_the_worked_examples_of_the_guidance (void)
{
  g_autoptr(Advice) moderate = advice_for (&adult, run_of (120), losses_of (1.2, 35, 120));
  g_autoptr(Advice) heavy = advice_for (&adult, run_of (120), losses_of (2.4, 35, 120));

  g_assert_cmpfloat_with_epsilon (moderate->drink_l_per_h, 0.72, 1e-12);
  g_assert_cmpfloat_with_epsilon (moderate->end_loss_percent, 0.96 / 70 * 100, 1e-9);
  g_assert_false (warns (moderate, WARN_FLOOR_ABOVE_CEILING));
  g_assert_cmpint (find (moderate, PHASE_DURING, ITEM_FLUID)->rule, ==, RULE_REPLACE_150);
  g_assert_cmpfloat_with_epsilon (heavy->drink_l_per_h, 0.8, 1e-12);
  g_assert_cmpfloat_with_epsilon (heavy->end_loss_percent, 3.2 / 70 * 100, 1e-9);
  g_assert_true (warns (heavy, WARN_FLOOR_ABOVE_CEILING));
  g_assert_cmpint (find (heavy, PHASE_DURING, ITEM_FLUID)->rule, ==, RULE_CEILING_RUNNING_L_H);
}

static void
test_the_floor_acts_when_the_share_is_not_enough (void)
{
  g_autoptr(Advice) advice = advice_for (&adult, (AdviceWorkout) { "cycling", 150, 10, NAN, NAN, NAN, NAN, FALSE }, losses_of (1.6, 35, 150));

  /* share 60 % × 1.6 = 0.96; floor (4 − 1.4)/2.5 = 1.04 */
  g_assert_cmpfloat_with_epsilon (advice->drink_l_per_h, 1.04, 1e-9);
  g_assert_cmpfloat_with_epsilon (advice->end_loss_percent, 2, 1e-9);
  g_assert_cmpint (find (advice, PHASE_DURING, ITEM_FLUID)->rule, ==, RULE_LOSS_LIMIT_PERCENT);
}

static void
test_caffeine_is_for_awake_adults_who_are_not_pregnant (void)
{
  AdviceAthlete minor = adult, unknown = adult, pregnant = adult, full = adult;
  AdviceWorkout evening = run_of (90);
  g_autoptr(Advice) a = advice_for (&adult, run_of (90), losses_of (1, 35, 90));
  g_autoptr(Advice) b = NULL, c = NULL, d = NULL, e = NULL, f = NULL;

  g_assert_cmpfloat_with_epsilon (find (a, PHASE_BEFORE, ITEM_CAFFEINE)->amount, 210, 1e-9);
  g_assert_cmpfloat_with_epsilon (find (a, PHASE_BEFORE, ITEM_CAFFEINE)->high, 400, 1e-9);
  minor.age_years = 16;
  b = advice_for (&minor, run_of (90), losses_of (1, 35, 90));
  g_assert_true (warns (b, WARN_MINOR) && find (b, PHASE_BEFORE, ITEM_CAFFEINE) == NULL);
  unknown.age_years = NAN;
  c = advice_for (&unknown, run_of (90), losses_of (1, 35, 90));
  g_assert_null (find (c, PHASE_BEFORE, ITEM_CAFFEINE));
  pregnant.pregnant = TRUE;
  d = advice_for (&pregnant, run_of (90), losses_of (1, 35, 90));
  g_assert_true (warns (d, WARN_PREGNANT) && find (d, PHASE_BEFORE, ITEM_CAFFEINE) == NULL);
  evening.start_hour = 19;
  e = advice_for (&adult, evening, losses_of (1, 35, 90));
  g_assert_true (warns (e, WARN_EVENING) && find (e, PHASE_BEFORE, ITEM_CAFFEINE) == NULL);
  full.caffeine_today_mg = 400;
  f = advice_for (&full, run_of (90), losses_of (1, 35, 90));
  g_assert_null (find (f, PHASE_BEFORE, ITEM_CAFFEINE));
}

static void
test_neighbours_in_time_change_the_advice (void)
{
  AdviceWorkout near = run_of (90), close = run_of (90), evening = run_of (90);
  g_autoptr(Advice) alone = advice_for (&adult, run_of (90), losses_of (1, 35, 90));
  g_autoptr(Advice) with_near = NULL, with_close = NULL, at_night = NULL;

  g_assert_null (find (alone, PHASE_AFTER, ITEM_CARBOHYDRATE));
  near.hours_to_next = 6;
  with_near = advice_for (&adult, near, losses_of (1, 35, 90));
  g_assert_cmpfloat_with_epsilon (find (with_near, PHASE_AFTER, ITEM_CARBOHYDRATE)->amount, 280, 1e-9);
  close.hours_to_next = 0.5;
  close.hours_since_last = 0.5;
  with_close = advice_for (&adult, close, losses_of (1, 35, 90));
  g_assert_true (warns (with_close, WARN_TOO_CLOSE));
  g_assert_null (find (with_close, PHASE_AFTER, ITEM_FLUID));
  g_assert_null (find (with_close, PHASE_AFTER, ITEM_PROTEIN));
  g_assert_null (find (with_close, PHASE_BEFORE, ITEM_CARBOHYDRATE));
  g_assert_nonnull (find (with_close, PHASE_DURING, ITEM_CARBOHYDRATE));
  evening.hours_to_sleep = 2;
  at_night = advice_for (&adult, evening, losses_of (1, 35, 90));
  g_assert_cmpfloat_with_epsilon (find (at_night, PHASE_BEFORE_SLEEP, ITEM_CASEIN)->amount, 40, 1e-9);
}

static void
test_overdrinking_lowers_the_plasma_sodium (void)
{
  /* Nothing but salt lost: 140 falls; 4 L of water on nothing: 42·140/46. */
  g_assert_cmpfloat_with_epsilon (plasma_sodium_after (70, FALSE, 0, 0, 0, 0), 140, 1e-12);
  g_assert_cmpfloat_with_epsilon (plasma_sodium_after (70, FALSE, 4, 0, 0, 0), 42 * 140.0 / 46, 1e-9);
  g_assert_cmpfloat (plasma_sodium_after (70, FALSE, 0, 0, 2, 70), >, 140);
  g_assert_true (isnan (plasma_sodium_after (70, FALSE, 0, 0, 9, 300))); /* 9 of 42 litres */
  g_assert_true (isnan (plasma_sodium_after (70, FALSE, 0, 0, 60, 2000)));
  g_assert_cmpfloat (plasma_sodium_after (60, TRUE, 2, 0, 1, 40), <, plasma_sodium_after (60, FALSE, 2, 0, 1, 40));
}

static void
test_nobody_is_told_to_pass_a_ceiling_or_to_drink_more_than_is_lost (void)
{
  static const char *const sports[] = { "running", "cycling", "soccer", "rowing", "basketball", "curling", NULL };
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);
  AdviceRules rules;

  advice_rules_init (&rules);
  for (guint i = 0; i < 100000; i++)
    {
      double minutes = 5 + 600 * pow (g_rand_double (rand), 2), hours = minutes / 60, rate = 0.02 + 4 * pow (g_rand_double (rand), 2);
      AdviceAthlete athlete = { .mass_kg = g_rand_double_range (rand, 25, 160), .age_years = g_rand_double_range (rand, 8, 80),
                                .female = g_rand_boolean (rand), .pregnant = g_rand_double (rand) < 0.05, .trained_gut = g_rand_boolean (rand),
                                .dark_urine = g_rand_boolean (rand), .caffeine_today_mg = g_rand_double_range (rand, 0, 600) };
      AdviceWorkout workout = { sports[i % 6], minutes, g_rand_double_range (rand, 0, 24),
                                g_rand_boolean (rand) ? NAN : g_rand_double_range (rand, 0, 8), g_rand_boolean (rand) ? NAN : g_rand_double_range (rand, 0, 30),
                                g_rand_boolean (rand) ? NAN : g_rand_double_range (rand, 0, 30), g_rand_boolean (rand) ? NAN : g_rand_double_range (rand, 0, 16),
                                g_rand_boolean (rand) };
      SweatPrediction losses = losses_of (rate, g_rand_double_range (rand, 8, 110), minutes);
      g_autoptr(Advice) advice = advise (&athlete, &workout, &losses, &rules, NULL);
      const char *family = profile_family (workout.sport);
      double gut = g_str_equal (family, "running") ? 0.8 : g_str_equal (family, "cycling") ? 1.2 : 1.0;

      g_assert_nonnull (advice);
      g_assert_cmpfloat (advice->drink_l_per_h, <=, MIN (gut, rate) * (1 + 1e-12));
      g_assert_cmpfloat (advice->end_loss_percent, >=, -1e-9);
      for (guint k = 0; k < advice->lines->len; k++)
        {
          const AdviceLine *line = g_ptr_array_index (advice->lines, k);

          g_assert_true (line->low >= 0 && line->low <= line->amount && line->amount <= line->high && isfinite (line->high));
          g_assert_true (line->rule < N_RULES && *line->arithmetic && *line->unit);
          if (line->phase == PHASE_DURING && line->item == ITEM_FLUID)
            g_assert_cmpfloat (line->high, <=, MIN (gut, rate) * hours * 1000 * (1 + 1e-12));
          if (line->phase == PHASE_DURING && line->item == ITEM_SODIUM)
            g_assert_cmpfloat (line->high, <=, losses.sodium_mmol.value * 22.99 * (1 + 1e-12));
          if (line->phase == PHASE_DURING && line->item == ITEM_CARBOHYDRATE)
            g_assert_cmpfloat (line->high, <=, (athlete.trained_gut ? 120 : 90) * hours * (1 + 1e-12));
          if (line->item == ITEM_CAFFEINE)
            {
              g_assert_true (athlete.age_years >= 18 && !athlete.pregnant && workout.start_hour - 1 < 16);
              g_assert_cmpfloat (line->high, <=, 6 * athlete.mass_kg * (1 + 1e-12));
              g_assert_cmpfloat (line->high + athlete.caffeine_today_mg, <=, 400 + 1e-9);
            }
          if (line->item == ITEM_PROTEIN)
            g_assert_true (line->low >= 20 && line->high <= 40);
          if (line->item == ITEM_CASEIN)
            g_assert_cmpfloat (line->high, <=, 40);
        }
    }
}

static void
test_rules_can_be_edited_within_reason_and_say_so (void)
{
  AdviceRules rules;
  g_autoptr(GError) unknown = NULL, absurd = NULL;
  AdviceWorkout workout = run_of (120);
  SweatPrediction losses = losses_of (2.4, 35, 120);
  g_autoptr(Advice) advice = NULL;

  advice_rules_init (&rules);
  for (guint r = 0; r < N_RULES; r++)
    {
      g_assert_nonnull (rules.rule[r].id); /* none is missing in the table */
      g_assert_true (rules.rule[r].value >= rules.rule[r].low && rules.rule[r].value <= rules.rule[r].high);
      g_assert_true (rules.rule[r].source == NULL || rules.rule[r].status == RULE_READ); /* nothing second-hand is cited */
    }
  g_assert_true (advice_rules_edit (&rules, "ceiling_running_l_h", 1.0, NULL));
  advice = advise (&adult, &workout, &losses, &rules, NULL);
  g_assert_cmpfloat_with_epsilon (advice->drink_l_per_h, 1.0, 1e-12);
  g_assert_cmpint (rules.rule[RULE_CEILING_RUNNING_L_H].status, ==, RULE_EDITED);
  g_assert_false (advice_rules_edit (&rules, "caffeine_high_mg_kg", 20, &absurd));
  g_assert_error (absurd, ADVICE_ERROR, ADVICE_ERROR_OUT_OF_RANGE);
  g_assert_false (advice_rules_edit (&rules, "magic", 1, &unknown));
  g_assert_error (unknown, ADVICE_ERROR, ADVICE_ERROR_UNKNOWN);
}

static void
test_nothing_is_advised_to_a_body_that_cannot_be (void)
{
  AdviceRules rules;
  AdviceAthlete nobody = { .mass_kg = NAN, .age_years = 25 };
  AdviceWorkout workout = run_of (60), never = run_of (0);
  SweatPrediction losses = losses_of (1, 35, 60), unknown = losses_of (NAN, 35, 60);

  advice_rules_init (&rules);
  g_assert_null (advise (&nobody, &workout, &losses, &rules, NULL));
  g_assert_null (advise (&adult, &never, &losses, &rules, NULL));
  g_assert_null (advise (&adult, &workout, &unknown, &rules, NULL));
}

static void
test_an_override_stays_is_shown_and_what_follows_follows_from_it (void)
{
  AdviceWorkout workout = run_of (120);
  SweatPrediction losses = losses_of (1.2, 35, 120);
  const AdviceOverride given[] = { { "during/fluid", 1000, "a weak stomach", "Dr Lind", 0 }, { "during/fluid", 9000, "older", "nobody", 0 },
                                   { "before_sleep/casein", 30, "why not", "Dr Lind", 0 } };
  AdviceRules rules;
  g_autoptr(Advice) advice = NULL, far = NULL;
  const AdviceOverride too_much = { "during/fluid", 4000, "heat", "Dr Lind", 0 };
  const AdviceLine *fluid, *after;

  advice_rules_init (&rules);
  advice = advise_with_overrides (&adult, &workout, &losses, &rules, given, 3, NULL);
  fluid = find (advice, PHASE_DURING, ITEM_FLUID);
  g_assert_cmpfloat (fluid->amount, ==, 1000);
  g_assert_cmpfloat_with_epsilon (fluid->ruled, 1440, 1e-9);
  g_assert_cmpstr (fluid->reason, ==, "a weak stomach");
  g_assert_cmpstr (fluid->who, ==, "Dr Lind");
  g_assert_cmpfloat_with_epsilon (advice->end_loss_percent, 1.4 / 70 * 100, 1e-9);
  after = find (advice, PHASE_AFTER, ITEM_FLUID); /* 125 % of what is missing now */
  g_assert_cmpfloat_with_epsilon (after->amount, 1750, 1e-6);
  g_assert_true (isnan (after->ruled));
  g_assert_true (warns (advice, WARN_OVERRIDE)); /* there is no line of casein here, and that is said */
  far = advise_with_overrides (&adult, &workout, &losses, &rules, &too_much, 1, NULL);
  g_assert_cmpfloat (find (far, PHASE_DURING, ITEM_FLUID)->amount, ==, 4000);
  g_assert_true (warns (far, WARN_OVERRIDE));
}

static void
test_needs_keep_the_bounds_of_the_advice_and_the_rules_of_the_phases (void)
{
  AdviceWorkout workout = run_of (120);
  SweatPrediction losses = losses_of (1.2, 35, 120);
  AdviceRules rules;
  g_autoptr(Advice) advice = advice_for (&adult, workout, losses);
  g_autoptr(Needs) needs = NULL;

  advice_rules_init (&rules);
  needs = needs_from_advice (advice, &adult, &workout, &losses, &rules);
  g_assert_cmpuint (needs->phases->len, ==, 3);
  for (guint p = 0; p < needs->phases->len; p++)
    {
      const NeedPhase *phase = g_ptr_array_index (needs->phases, p);
      gboolean during = g_str_equal (phase->name, "during");

      g_assert_true (phase->no_solids == during && isnan (phase->concentration_percent) == !during);
      for (guint k = 0; k < phase->needs->len; k++)
        {
          const Need *need = &g_array_index (phase->needs, Need, k);

          g_assert_cmpfloat (need->min, <=, need->max);
          if (during && g_str_equal (need->nutrient, "fluid_ml"))
            g_assert_cmpfloat (need->max, <=, ceil (find (advice, PHASE_DURING, ITEM_FLUID)->high));
        }
    }
  g_assert_cmpuint (needs->needs->len, ==, 2); /* the day's caffeine and sodium */
}

static void
test_whole_units_may_stay_a_fifth_below_a_practitioners_amount (void)
{
  AdviceWorkout workout = run_of (120);
  SweatPrediction losses = losses_of (1.2, 35, 120);
  const AdviceOverride given = { "during/fluid", 500, "a weak stomach", "Dr Lind", 0 };
  AdviceRules rules;
  g_autoptr(Advice) advice = NULL;
  g_autoptr(Needs) needs = NULL;
  const Need *fluid;

  advice_rules_init (&rules);
  advice = advise_with_overrides (&adult, &workout, &losses, &rules, &given, 1, NULL);
  needs = needs_from_advice (advice, &adult, &workout, &losses, &rules);
  fluid = &g_array_index (((NeedPhase *) g_ptr_array_index (needs->phases, 1))->needs, Need, 0);
  g_assert_cmpstr (fluid->nutrient, ==, "fluid_ml");
  g_assert_cmpfloat (fluid->min, ==, 400);
  g_assert_cmpfloat (fluid->max, ==, 500);
}

static void
assert_says_none (const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    g_assert_null (strstr (text, *words));
}

static void
test_words_are_in_the_units_of_who_reads_and_amounts_stay (void)
{
  static const char *const metric[] = { "kg", "mL", "L/h", " L ", NULL }, *const customary[] = { "lb", "oz", NULL };
  AdviceAthlete american = adult, european = adult;
  AdviceWorkout final = run_of (120);
  g_autoptr(Advice) us = NULL, same = NULL;
  g_autofree char *amount = NULL, *range = NULL;

  american.units = UNITS_US;
  american.dark_urine = european.dark_urine = TRUE;
  final.competition = TRUE;
  us = advice_for (&american, final, losses_of (2.4, 35, 120));
  same = advice_for (&european, final, losses_of (2.4, 35, 120));
  g_assert_cmpuint (us->lines->len, ==, same->lines->len);
  g_assert_cmpuint (us->warnings->len, ==, same->warnings->len);
  g_assert_cmpuint (us->warnings->len, >, 0);
  for (guint i = 0; i < us->lines->len; i++)
    {
      const AdviceLine *line = g_ptr_array_index (us->lines, i), *other = g_ptr_array_index (same->lines, i);

      assert_says_none (line->arithmetic, metric);
      assert_says_none (other->arithmetic, customary);
      g_assert_cmpstr (line->unit, ==, other->unit);
      g_assert_true (line->low == other->low && line->amount == other->amount && line->high == other->high);
    }
  for (guint w = 0; w < us->warnings->len; w++)
    assert_says_none (((AdviceWarning *) g_ptr_array_index (us->warnings, w))->sentence, metric);
  amount = advice_amount (find (us, PHASE_BEFORE, ITEM_FLUID), UNITS_US, 350);
  range = advice_range (find (us, PHASE_BEFORE, ITEM_FLUID), UNITS_US);
  g_assert_cmpstr (amount, ==, "12 fl\u00a0oz");
  g_assert_cmpstr (range, ==, "12–17 fl\u00a0oz");
}

/* 2.4 L/h for two hours of running: 0.8 L/h go in, 3.2 L are missing, and 125 % of them take 5 h at 0.8 L/h. */
static void
test_litres_that_are_missing_are_not_drunk_in_an_evening (void)
{
  g_autoptr(Advice) much = advice_for (&adult, run_of (120), losses_of (2.4, 40, 120)), little = advice_for (&adult, run_of (120), losses_of (1.2, 40, 120));
  const AdviceLine *line = find (much, PHASE_AFTER, ITEM_FLUID);

  g_assert_cmpfloat_with_epsilon (line->amount, 4000, 1e-6);
  g_assert_nonnull (strstr (line->arithmetic, "takes 5 h"));
  g_assert_nonnull (strstr (find (little, PHASE_AFTER, ITEM_FLUID)->arithmetic, "until the next meals"));
}

static const char *
warning_text (const Advice *advice, AdviceWarningKind kind)
{
  for (guint i = 0; i < advice->warnings->len; i++)
    if (((AdviceWarning *) g_ptr_array_index (advice->warnings, i))->kind == kind)
      return ((AdviceWarning *) g_ptr_array_index (advice->warnings, i))->sentence;
  return "";
}

static void
test_an_hour_that_is_not_known_is_not_called_late (void)
{
  AdviceWorkout evening = run_of (90), some_time = run_of (90);
  g_autoptr(Advice) late = NULL, unknown = NULL;

  evening.start_hour = 20;
  some_time.start_hour = NAN;
  late = advice_for (&adult, evening, losses_of (1.2, 40, 90));
  unknown = advice_for (&adult, some_time, losses_of (1.2, 40, 90));
  g_assert_null (find (late, PHASE_BEFORE, ITEM_CAFFEINE));
  g_assert_null (find (unknown, PHASE_BEFORE, ITEM_CAFFEINE));
  g_assert_nonnull (strstr (warning_text (late, WARN_EVENING), "so late"));
  g_assert_nonnull (strstr (warning_text (unknown, WARN_EVENING), "not known"));
}

static void
test_in_pregnancy_a_physician_is_asked_however_short_the_workout (void)
{
  AdviceAthlete mother = adult;
  g_autoptr(Advice) advice = NULL;

  mother.pregnant = TRUE;
  advice = advice_for (&mother, run_of (30), losses_of (0.8, 40, 30));
  g_assert_true (warns (advice, WARN_PREGNANT));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/advise/the-worked-examples-of-the-guidance", test_the_worked_examples_of_the_guidance);
  g_test_add_func ("/advise/the-floor-acts-when-the-share-is-not-enough", test_the_floor_acts_when_the_share_is_not_enough);
  g_test_add_func ("/advise/caffeine-is-for-awake-adults", test_caffeine_is_for_awake_adults_who_are_not_pregnant);
  g_test_add_func ("/advise/neighbours-in-time-change-the-advice", test_neighbours_in_time_change_the_advice);
  g_test_add_func ("/advise/overdrinking-lowers-the-plasma-sodium", test_overdrinking_lowers_the_plasma_sodium);
  g_test_add_func ("/advise/nobody-passes-a-ceiling-or-drinks-more-than-is-lost", test_nobody_is_told_to_pass_a_ceiling_or_to_drink_more_than_is_lost);
  g_test_add_func ("/advise/rules-can-be-edited-within-reason", test_rules_can_be_edited_within_reason_and_say_so);
  g_test_add_func ("/advise/nothing-for-a-body-that-cannot-be", test_nothing_is_advised_to_a_body_that_cannot_be);
  g_test_add_func ("/advise/an-override-stays-and-is-shown", test_an_override_stays_is_shown_and_what_follows_follows_from_it);
  g_test_add_func ("/advise/needs-keep-the-bounds-of-the-advice", test_needs_keep_the_bounds_of_the_advice_and_the_rules_of_the_phases);
  g_test_add_func ("/advise/whole-units-may-stay-a-fifth-below-a-practitioners-amount", test_whole_units_may_stay_a_fifth_below_a_practitioners_amount);
  g_test_add_func ("/advise/words-are-in-the-units-of-who-reads-and-amounts-stay", test_words_are_in_the_units_of_who_reads_and_amounts_stay);
  g_test_add_func ("/advise/litres-that-are-missing-are-not-drunk-in-an-evening", test_litres_that_are_missing_are_not_drunk_in_an_evening);
  g_test_add_func ("/advise/an-hour-that-is-not-known-is-not-called-late", test_an_hour_that_is_not_known_is_not_called_late);
  g_test_add_func ("/advise/in-pregnancy-a-physician-is-asked-however-short-the-workout", test_in_pregnancy_a_physician_is_asked_however_short_the_workout);
  return g_test_run ();
}
