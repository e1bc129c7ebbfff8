/* commands/occasion-options.h: what predict and advise ask of a workout, and how both print an interval */
#pragma once

#include "base/json.h"
#include "workspace/sweat-tests.h"

G_BEGIN_DECLS

#define OCCASION_ENTRIES(o) \
  { "sport", 0, 0, G_OPTION_ARG_STRING, &(o).sport, N_("Sport (the athlete's own)"), "SPORT" }, \
  { "minutes", 0, 0, G_OPTION_ARG_DOUBLE, &(o).minutes, N_("Duration"), "N" }, \
  { "tdb", 0, 0, G_OPTION_ARG_DOUBLE, &(o).air_c, N_("Air temperature"), "°C" }, \
  { "tdb-sd", 0, 0, G_OPTION_ARG_DOUBLE, &(o).air_sd_c, N_("Standard deviation of that forecast"), "°C" }, \
  { "tr", 0, 0, G_OPTION_ARG_DOUBLE, &(o).radiant_c, N_("Mean radiant temperature (as the air)"), "°C" }, \
  { "rh", 0, 0, G_OPTION_ARG_DOUBLE, &(o).relative_humidity, N_("Relative humidity (50)"), "%" }, \
  { "v", 0, 0, G_OPTION_ARG_DOUBLE, &(o).air_speed_m_s, N_("Air speed (the sport's)"), "M/S" }, \
  { "met", 0, 0, G_OPTION_ARG_DOUBLE, &(o).metabolic_rate_met, N_("Metabolic rate (the sport's)"), "MET" }, \
  { "clo", 0, 0, G_OPTION_ARG_DOUBLE, &(o).clothing_clo, N_("Clothing (the sport's)"), "CLO" }, \
  { "acclimatised", 0, 0, G_OPTION_ARG_NONE, &(o).acclimatised, N_("Used to the heat"), NULL }

/* Fills in the athlete's sport; FALSE after having said what cannot be. */
gboolean occasion_is_possible (const char *command, const Athlete *athlete, Occasion *occasion);

/* "key": {"value", "low", "high"}, all times @scale */
void     put_interval         (JsonBuilder *builder, const char *key, const SweatInterval *interval, double scale);
void     put_doubts           (JsonBuilder *builder, const GPtrArray *doubts); /* "valid" and "doubts" */

G_END_DECLS
