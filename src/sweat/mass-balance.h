/* sweat/mass-balance.h
 *
 * Whole-body sweating rate from weighing before and after exercise: the reference that patches are calibrated against.
 * In: two weighings and what passed in and out between them. Out: a rate with its standard deviation.
 * May include: base. */
#pragma once

#include "base/quantity.h"
#include "sweat-error.h"

G_BEGIN_DECLS

/* One weighed bout. Unknown amounts are NAN; they count as zero and raise the standard deviation. */
typedef struct {
  double mass_before_kg;             /* 15–300; nude and towelled dry */
  double mass_after_kg;
  double drunk_ml;                   /* 0 or more; everything swallowed between the weighings; 1 g/mL */
  double urine_ml;                   /* 0 or more */
  double food_g;                     /* 0 or more */
  double stool_g;                    /* 0 or more */
  double duration_min;               /* more than 0: time of sweating, not of the visit */
  double scale_sd_kg;                /* of one reading; NAN: 0.05, as of a scale that is not known */
  double oxygen_l_per_min;           /* oxygen uptake for the two corrections below; NAN: neither is applied */
  double respiratory_exchange_ratio; /* 0.65–1.3; NAN: no metabolic correction */
  double vapour_pressure_kpa;        /* of the air breathed; NAN: no respiratory correction */
  gboolean confirmed;                /* a person has answered the question that an implausible weighing raises */
  UnitSystem units;                  /* that people typed it in, and read the question in */
} WeighedBout;

typedef struct {
  double rate_l_per_h;         /* sweat taken as 1.0 kg/L */
  double rate_sd_l_per_h;      /* of the scale and of amounts that were not recorded */
  double sweat_l;              /* over the whole bout */
  double loss_percent;         /* of mass_before_kg; negative: mass was gained */
  double respiratory_water_g;  /* taken off the sweat; 0 when not corrected for */
  double metabolic_loss_g;     /* taken off the sweat; 0 when not corrected for */
  gboolean respiratory_applied;
  gboolean metabolic_applied;
} SweatingRate;

/* NAN everywhere, not confirmed. */
void     weighed_bout_init           (WeighedBout *bout);

/**
 * sweating_rate_by_mass_balance:
 * @bout: what was weighed
 * @rate: (out caller-allocates): set only on success
 *
 * (before − after + drunk + food − urine − stool − respiratory water − metabolic loss) / duration, after Baker 2017 (PMC5371639).
 *
 * Returns: %FALSE with %SWEAT_ERROR_IMPLAUSIBLE when the weighings can hardly both be right and nobody has confirmed
 *   them: the message is a question that names the likely slip. %SWEAT_ERROR_OUT_OF_RANGE for what cannot be at all.
 */
gboolean sweating_rate_by_mass_balance (const WeighedBout *bout, SweatingRate *rate, GError **error);

/**
 * body_mass_looks_misread:
 * @units: that the number was typed in
 * @known_kg: what the athlete weighs; NAN: not known
 * @meant_kg: (out): what the number would be in the other unit
 *
 * Whether pounds were typed for kilograms, or kilograms for pounds.
 */
gboolean body_mass_looks_misread       (UnitSystem units, double mass_kg, double known_kg, double *meant_kg);

/**
 * vapour_pressure_kpa:
 *
 * 0.6105·exp(17.27·T/(T + 237.3))·RH/100 (ISO 7933).
 */
double   vapour_pressure_kpa           (double air_c, double relative_humidity_percent);

/**
 * saturated_vapour_pressure_kpa:
 *
 * Over water, Hyland & Wexler 1983 as in the ASHRAE handbook: what the published figures of ISO 7933:2004 were computed with.
 */
double   saturated_vapour_pressure_kpa (double water_c);

G_END_DECLS
