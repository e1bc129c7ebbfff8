/* sweat/sport-presets.h
 *
 * Clothing, metabolic rate, air speed and duration that go with a sport, when nobody measured them: Sports Medicine
 * Australia's heat policy, 33 sports. Defaults that a user may replace. May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *sport;
  double clothing_clo;
  double metabolic_rate_met;
  double air_speed_m_s;
  double duration_min;
} SportPreset;

const SportPreset *sport_presets     (guint *n);
const SportPreset *sport_preset_find (const char *sport); /* NULL: not among them */

/**
 * sport_is:
 * @sport: (nullable): as people, tables and devices write it
 * @name: one of ours, in small letters and blanks
 *
 * "American football", "american_football" and "american football" are one; what devices know by a wider name ("hiking", "rugby") is
 * the nearest of ours.
 */
gboolean           sport_is          (const char *sport, const char *name);

G_END_DECLS
