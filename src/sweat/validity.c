/* sweat/validity.c */
#include "validity.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sport-presets.h"

#define BEYOND_TESTED_C   5.0
#define BEYOND_TESTED_MIN 1.5  /* times the longest test */
#define MASS_CHANGE       0.05
#define OLD_TEST_DAYS     120
#define DAY_US            (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static void
doubt_free (gpointer data)
{
  g_free (((Doubt *) data)->sentence);
  g_free (data);
}

const char *
profile_family (const char *sport)
{
  static const struct {
    const char *family;
    const char *sports[12];
  } families[] = {
    { "running", { "running", "walking", "triathlon", "field athletics" } },
    { "cycling", { "cycling", "mountain biking" } },
    { "water", { "rowing", "kayaking", "canoeing", "sailing", "swimming" } },
    { "field", { "soccer", "rugby league", "rugby union", "australian football", "field hockey", "oztag", "touch football", "american football" } },
    { "court", { "basketball", "netball", "volleyball", "tennis", "pickleball" } },
    { "bat", { "baseball", "softball", "cricket" } },
  };

  for (guint f = 0; sport && f < G_N_ELEMENTS (families); f++)
    for (guint s = 0; s < G_N_ELEMENTS (families[f].sports) && families[f].sports[s]; s++)
      if (sport_is (sport, families[f].sports[s]))
        return families[f].family;
  return sport;
}

G_GNUC_PRINTF (4, 5) static void
add (GPtrArray *doubts, DoubtKind kind, gboolean needs_test, const char *format, ...)
{
  Doubt *doubt = g_new0 (Doubt, 1);
  va_list arguments;

  va_start (arguments, format);
  doubt->kind = kind;
  doubt->needs_test = needs_test;
  doubt->sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (doubts, doubt);
}

/* What the tests span. */
typedef struct {
  double coldest, warmest, longest, newest_mass;
  gint64 newest_us;
  gboolean same_family, same_acclimatisation, same_model, sodium;
} Span;

static Span
span_of (const SweatTest *tests, guint n, const OccasionFacts *facts)
{
  Span span = { NAN, NAN, NAN, NAN, G_MININT64, FALSE, FALSE, TRUE, FALSE };

  for (guint t = 0; t < n; t++)
    {
      const SweatTest *test = &tests[t];

      span.coldest = fmin (span.coldest, test->air_c);
      span.warmest = fmax (span.warmest, test->air_c);
      span.longest = fmax (span.longest, test->minutes);
      if (test->at_us > span.newest_us)
        {
          span.newest_us = test->at_us;
          span.newest_mass = test->mass_kg;
        }
      span.same_family |= g_strcmp0 (profile_family (test->sport), profile_family (facts->sport)) == 0;
      span.same_acclimatisation |= test->acclimatised == facts->acclimatised;
      if (test->kind == SWEAT_TEST_PATCH && test->model && facts->model)
        span.same_model &= g_str_equal (test->model, facts->model);
      span.sodium |= test->sodium_mmol_l > 0;
    }
  return span;
}

static void
doubt_temperature (GPtrArray *doubts, const Span *span, const OccasionFacts *facts)
{
  gboolean warm = facts->air_c > span->warmest + BEYOND_TESTED_C;
  g_autofree char *air = quantity_sentence (QUANTITY_TEMPERATURE, facts->units, facts->air_c, 0);
  g_autofree char *beyond = quantity_sentence (QUANTITY_WARMING, facts->units, BEYOND_TESTED_C, 0);
  g_autofree char *tested = quantity_sentence (QUANTITY_TEMPERATURE, facts->units, warm ? span->warmest : span->coldest, 0);

  if (warm)
    add (doubts, DOUBT_TEMPERATURE, TRUE, _("%s is more than %s warmer than any test (%s): test on a warm day."), air, beyond, tested);
  else if (facts->air_c < span->coldest - BEYOND_TESTED_C)
    add (doubts, DOUBT_TEMPERATURE, TRUE, _("%s is more than %s colder than any test (%s): test on a cool day."), air, beyond, tested);
}

GPtrArray *
profile_doubts (const SweatTest *tests, guint n_tests, const OccasionFacts *facts)
{
  GPtrArray *doubts = g_ptr_array_new_with_free_func (doubt_free);
  Span span;

  g_return_val_if_fail ((tests != NULL || n_tests == 0) && facts != NULL, doubts);

  if (facts->outside)
    add (doubts, DOUBT_MODEL_RANGE, FALSE, _("The adopted model was not fitted to such a case (%s): this is an extrapolation."), facts->outside);
  if (facts->refusal)
    add (doubts, DOUBT_MODEL_REFUSED, FALSE, _("The adopted model has no answer, so physics took its place: %s"), facts->refusal);
  if (n_tests == 0 && facts->knows_athlete)
    return doubts;
  if (n_tests == 0)
    {
      add (doubts, DOUBT_NO_TEST, TRUE, _("There is no test of this athlete: the numbers are those of anybody in the sport. A first test narrows them most."));
      return doubts;
    }
  span = span_of (tests, n_tests, facts);
  if (!span.same_family)
    add (doubts, DOUBT_SPORT, TRUE, _("No test was made in %s or a sport like it: test in this sport."), facts->sport ? facts->sport : _("this sport"));
  doubt_temperature (doubts, &span, facts);
  if (facts->minutes > span.longest * BEYOND_TESTED_MIN)
    add (doubts, DOUBT_DURATION, TRUE, _("%.0f min is far longer than the longest test (%.0f min): test a longer bout."), facts->minutes, span.longest);
  if (fabs (facts->mass_kg / span.newest_mass - 1) > MASS_CHANGE)
    {
      g_autofree char *then = quantity_number (QUANTITY_BODY_MASS, facts->units, span.newest_mass, 1);
      g_autofree char *now = quantity_sentence (QUANTITY_BODY_MASS, facts->units, facts->mass_kg, 1);

      add (doubts, DOUBT_MASS, TRUE, _("The body mass changed from %s to %s since the last test: test again."), then, now);
    }
  if (facts->at_us - span.newest_us > OLD_TEST_DAYS * DAY_US)
    add (doubts, DOUBT_SEASON, TRUE, _("The last test is %d days old, of another season: test again."),
         (int) ((facts->at_us - span.newest_us) / DAY_US));
  if (!span.same_acclimatisation)
    add (doubts, DOUBT_ACCLIMATISATION, TRUE,
         facts->acclimatised ? _("The athlete is used to the heat now and was not in any test: test again.")
                             : _("The athlete was used to the heat in all tests and is not now: test again."));
  if (!span.same_model)
    add (doubts, DOUBT_MODEL, FALSE, _("Some patches were turned into rates by another version of the model: read them again with the adopted one."));
  if (!span.sodium)
    add (doubts, DOUBT_NO_SODIUM, FALSE, _("Weighing tells nothing of sodium: its loss is that of anybody. A patch narrows it."));
  if (facts->stretched)
    add (doubts, DOUBT_STRETCHED, FALSE, _("The conditions lie outside of what the physical predictor was made for; its nearest edge was taken."));
  return doubts;
}
