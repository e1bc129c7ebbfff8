/* advice/advise.h
 *
 * What to take before, during and after one workout. Rules act in this order: exclusions, safety ceilings, the floor of
 * 2 % loss, the replacement share, then carbohydrate, sodium, caffeine, protein. Ceilings win: never more than is lost,
 * never more than the gut takes. Each line names its rule and its arithmetic and says how sure it is.
 * In: losses with intervals, athlete, workout, rules. Out: lines and warnings. May include: base, sweat. */
#pragma once

#include "base/quantity.h"
#include "rules.h"
#include "sweat/profile.h"

G_BEGIN_DECLS

typedef struct {
  double mass_kg;        /* above 0 */
  double age_years;      /* NAN: not known; then no caffeine is advised */
  gboolean female;
  gboolean pregnant;
  gboolean no_caffeine;
  gboolean trained_gut;
  gboolean dark_urine;   /* 2 h before */
  double caffeine_today_mg; /* taken already */
  UnitSystem units;         /* that the words of lines and warnings are in; their amounts are metric always */
} AdviceAthlete;

typedef struct {
  const char *sport;
  double minutes;            /* above 0 */
  double start_hour;         /* 0–24, local time */
  double hours_before;       /* until the start; NAN: enough for everything */
  double hours_since_last;   /* from the end of the workout before; NAN: none near */
  double hours_to_next;      /* from the end until the next workout; NAN: none near */
  double hours_to_sleep;     /* from the end; NAN: not known */
  gboolean competition;
} AdviceWorkout;

typedef enum { PHASE_BEFORE, PHASE_DURING, PHASE_AFTER, PHASE_BEFORE_SLEEP } AdvicePhase;
typedef enum { ITEM_FLUID, ITEM_SODIUM, ITEM_CARBOHYDRATE, ITEM_PROTEIN, ITEM_CAFFEINE, ITEM_CASEIN } AdviceItem;

/* A practitioner's word in place of a line. */
typedef struct {
  const char *line;          /* AdviceLine.id */
  double amount;             /* in the line's unit; 0 or more */
  const char *reason;
  const char *who;
  gint64 at_us;
} AdviceOverride;

typedef struct {
  AdvicePhase phase;
  AdviceItem item;
  char *id;                  /* "during/fluid", "before/loading": what people name it by */
  double low, amount, high;  /* in `unit`; low ≤ amount ≤ high */
  const char *unit;          /* "mL", "mg", "g" */
  double when_h;             /* hours before the start (BEFORE) or after the end (AFTER); NAN: spread over the phase */
  RuleId rule;               /* that set the amount */
  RuleStatus sure;           /* the weakest of the rules that it rests on */
  char *arithmetic;          /* for people */
  double ruled;              /* the amount by the rules, where a practitioner gave another; NAN: the rules stand */
  char *reason;              /* (nullable): of that */
  char *who;                 /* (nullable) */
} AdviceLine;

typedef enum {
  WARN_FLOOR_ABOVE_CEILING,  /* the gut does not take what the 2 % rule asks for */
  WARN_HYPONATREMIA,         /* the simulated plasma sodium falls too low if the sweat is less than expected */
  WARN_MEDICAL,              /* the expected loss belongs to medical staff */
  WARN_TOO_CLOSE,            /* nothing is eaten between two bouts */
  WARN_MINOR, WARN_PREGNANT, /* why there is no caffeine */
  WARN_EVENING,
  WARN_OVERRIDE,             /* a practitioner's amount stands above a ceiling, or belongs to no line */
} AdviceWarningKind;

typedef struct {
  AdviceWarningKind kind;
  char *sentence;
} AdviceWarning;

typedef struct {
  GPtrArray *lines;          /* of AdviceLine */
  GPtrArray *warnings;       /* of AdviceWarning */
  double drink_l_per_h;      /* during */
  double end_loss_percent;   /* of body mass, with that drink, at the expected rate */
  double plasma_sodium, plasma_sodium_low, plasma_sodium_high; /* mmol/L, at the expected rate and at both ends of its interval; NAN: nobody loses that much */
} Advice;

const char *advice_phase_name (AdvicePhase phase); /* "before", "during", "after", "before_sleep" */
const char *advice_item_name  (AdviceItem item);   /* "fluid", "sodium", … */

/**
 * advice_amount:
 * @amount: in the line's unit: its low, amount, high, or the one ruled
 *
 * Returns: (transfer full): "375 mL", "13 fl oz", "540 mg": as people read it.
 */
char       *advice_amount     (const AdviceLine *line, UnitSystem units, double amount);

/* "250–500 mL", "8–17 fl oz". (transfer full) */
char       *advice_range      (const AdviceLine *line, UnitSystem units);

/**
 * advise:
 *
 * Returns: (transfer full): %NULL with %ADVICE_ERROR_OUT_OF_RANGE when mass, minutes or losses cannot be
 */
Advice     *advise      (const AdviceAthlete *athlete, const AdviceWorkout *workout, const SweatPrediction *losses, const AdviceRules *rules,
                         GError **error);
void        advice_free (Advice *advice);

/**
 * advise_with_overrides:
 * @overrides: (array length=n_overrides): the first for a line counts
 *
 * The same with the practitioner's amounts in place: what follows from a line follows from the amount that stands, such as the loss
 * at the end and what is missing after it. An override stays, whatever it is; above a ceiling a warning says so.
 */
Advice     *advise_with_overrides (const AdviceAthlete *athlete, const AdviceWorkout *workout, const SweatPrediction *losses,
                                   const AdviceRules *rules, const AdviceOverride *overrides, guint n_overrides, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Advice, advice_free)

G_END_DECLS
