/* sweat/heat-strain.h
 *
 * ISO 7933, predicted heat strain: minute by minute, how much a person sweats, how warm the core gets, and how long
 * that can go on. Both editions, 2004 and 2023. In: a condition and minutes. Out: sweat, temperatures, limits.
 * May include: base. */
#pragma once

#include "heat-balance.h"

G_BEGIN_DECLS

typedef struct {
  guint minutes;              /* 1–1440 of exposure; the standard's own cases are of 480 */
  double acclimatised_percent; /* 0 or 100; 50 and more counts as acclimatised */
  gboolean can_drink;         /* %FALSE lowers the water-loss limits */
} HeatExposure;

typedef struct {
  double rectal_c;            /* at the end, as all below */
  double core_c;
  double skin_c;
  double sweat_loss_g;        /* over all minutes, with the water of breathing, for the whole body */
  double sweat_rate_w_m2;     /* in the last minute */
  double limit_mean_min;      /* until the water loss is the most a mean person should lose; minutes at most */
  double limit_95_min;        /* the same to protect 95 % of the working population */
  double limit_rectal_min;    /* until 38 °C in the rectum */
  gboolean extrapolated;      /* near the edge of what the standard was made for: 7 met and more */
} HeatStrain;

/**
 * heat_strain_predict:
 * @strain: (out caller-allocates): set only on success
 *
 * Returns: %FALSE with %SWEAT_ERROR_OUT_OF_RANGE when the condition lies outside the standard's ranges.
 */
gboolean heat_strain_predict (const ThermalCondition *condition, const HeatExposure *exposure, HeatStrain *strain, GError **error);

G_END_DECLS
