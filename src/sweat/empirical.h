/* sweat/empirical.h
 *
 * Published regressions of the sweating rate on the evaporation that a condition requires and allows: Shapiro 1982,
 * Gonzalez 2009 and 2012. In: E_req and E_max (heat-balance.h). Out: g/(m²·h), with what is doubtful about it.
 * May include: base. */
#pragma once

#include "heat-balance.h"

G_BEGIN_DECLS

typedef enum {
  EMPIRICAL_OSE,      /* Shapiro 1982: 27.9·Ereq·Emax^−0.455; overpredicts */
  EMPIRICAL_OSEC,     /* Gonzalez 2009: 147·exp (0.0012·OSE) */
  EMPIRICAL_PW,       /* Gonzalez 2009: 147 + 1.527·Ereq − 0.87·Emax */
  EMPIRICAL_PW_COOL,  /* Gonzalez 2012: 350 + 1.527·Ereq − 0.87·Emax, air below 20 °C */
  EMPIRICAL_PW_SOLAR, /* Gonzalez 2012: 0.72·PW + 135, with the solar Ereq */
} EmpiricalEquation;

typedef struct {
  double rate_g_m2_h;     /* 0 where the regression goes below 0; NAN where it has no value */
  gboolean clamped;       /* it did */
  gboolean out_of_domain; /* clamped, or outside of what the authors measured: show the number only with this flag */
} EmpiricalRate;

EmpiricalRate  empirical_sweating_rate (EmpiricalEquation equation, double required_w_m2, double possible_w_m2);

/**
 * empirical_rate_for:
 *
 * The same for a condition, checked against the domain of the 2009 study: 15–46 °C, 0.27–4.45 kPa, 0.4–2.5 m/s, at most
 * 450 W/m², 2–8 h (@minutes). PW below 20 °C becomes PW,cool.
 */
EmpiricalRate  empirical_rate_for      (EmpiricalEquation equation, const ThermalCondition *condition, double minutes);

G_END_DECLS
