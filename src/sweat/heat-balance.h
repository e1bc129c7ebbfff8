/* sweat/heat-balance.h
 *
 * The terms of the body's heat balance, M − W = C + R + E + Cres + Eres + S, with ISO 7933's clothing and air:
 * how much evaporation a condition requires and how much it allows. All W/m² of body surface, °C, kPa, m/s.
 * In: air, work, clothing, body. Out: required and maximum evaporation. May include: base. */
#pragma once

#include <glib.h>

#include "sweat-error.h"

G_BEGIN_DECLS

#define STEFAN_BOLTZMANN 5.67e-8 /* W/(m²·K⁴) */

#define W_M2_PER_MET 58.15

typedef enum {
  PHS_EDITION_2004 = 2004,
  PHS_EDITION_2023 = 2023,
} PhsEdition;

typedef enum {
  POSTURE_STANDING,
  POSTURE_SITTING,
  POSTURE_CROUCHING,
} Posture;

/* A thermal condition with the person in it. */
typedef struct {
  double air_c;                 /* 15–50: dry-bulb temperature */
  double radiant_c;             /* mean radiant temperature: from air_c to 60 above it */
  double relative_humidity;     /* %; vapour pressure has to stay at or below 4.5 kPa */
  double air_speed_m_s;         /* 0–3 */
  double metabolic_rate_met;    /* 1.7–7.5; 1 met = 58.15 W/m² */
  double work_w_m2;             /* external mechanical work; 0 */
  double clothing_clo;          /* 0.1–1 */
  double moisture_permeability; /* static i_m of the clothing; 0.38 */
  double mass_kg;               /* 75 */
  double height_m;              /* 1.80 */
  Posture posture;              /* standing */
  double walk_speed_m_s;        /* 0: not known, then estimated from the metabolic rate */
  double walk_angle_deg;        /* between walking and wind; 0: not known, any direction */
  PhsEdition edition;           /* 2023: the clothing area factor differs */
} ThermalCondition;

/* Clothing and boundary layer corrected for wind and walking (ISO 9920 as used in ISO 7933). */
typedef struct {
  double area_factor;               /* f_cl */
  double clothing_insulation;       /* I_cl,dyn, m²·K/W */
  double evaporative_resistance;    /* R_t,dyn, m²·kPa/W */
  double relative_air_speed_m_s;
} DynamicClothing;

/* The defaults above: 20 °C, 50 %, 0.1 m/s, 2.6 met, 0.5 clo. */
void     thermal_condition_init      (ThermalCondition *condition);

/**
 * thermal_condition_check:
 *
 * Whether the condition lies in the ranges of ISO 7933.
 *
 * Returns: %FALSE with %SWEAT_ERROR_OUT_OF_RANGE that names the first value outside.
 */
gboolean thermal_condition_check     (const ThermalCondition *condition, GError **error);

/**
 * body_surface_m2:
 *
 * Du Bois, 0.202·W^0.425·H^0.725 (kg, m): the form that ISO 7933 uses, everywhere in this program.
 */
double   body_surface_m2             (double mass_kg, double height_m);

void     dynamic_clothing            (const ThermalCondition *condition, DynamicClothing *clothing);

/* Natural or forced, whichever is larger; @surface_c is that of skin or clothing. W/(m²·K) */
double   convection_coefficient      (double surface_c, double air_c, double relative_air_speed_m_s);

/* Cres + Eres */
double   respiratory_convection_w_m2 (double metabolic_w_m2, double air_c, double vapour_pressure);
double   respiratory_evaporation_w_m2 (double metabolic_w_m2, double air_c, double vapour_pressure);

/**
 * dry_heat_loss_w_m2:
 * @skin_c: skin temperature
 * @convection: coefficient, W/(m²·K)
 * @radiation: emissivity × Stefan–Boltzmann × radiating share of the surface, W/(m²·K⁴)
 *
 * Convection and radiation from the clothing's surface, whose temperature is found by iteration (stop at 0.001 °C as in the standard).
 */
double   dry_heat_loss_w_m2          (const ThermalCondition *condition, const DynamicClothing *clothing, double skin_c,
                                      double convection, double radiation);

/**
 * evaporation_required_and_possible:
 * @required_w_m2: (out): E_req at a steady state
 * @possible_w_m2: (out): E_max with the skin wholly wet
 *
 * At a skin of 35 °C, the mean of ISO 7933's range for work in the heat: what the empirical sweating equations take in.
 */
void     evaporation_required_and_possible (const ThermalCondition *condition, double *required_w_m2, double *possible_w_m2);

G_END_DECLS
