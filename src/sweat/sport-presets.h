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
const SportPreset *sport_preset_find (const char *sport); /* NULL: not among them; case does not matter */

G_END_DECLS
