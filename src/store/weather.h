/* store/weather.h
 *
 * Weather by cell and day, as a service told it: a day is asked for once, however many athletes were out in it.
 * May include: base. */
#pragma once

#include "base/instant.h"
#include "store.h"

G_BEGIN_DECLS

typedef struct {
  char *quality;      /* "archive": will not change; "recent": an analysis that the archive replaces; "forecast" */
  char *host;         /* that told it */
  gint64 fetched_us;
  char *body;         /* JSON (services/weather-hours.h) */
} StoredWeather;

void           stored_weather_free (StoredWeather *weather);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoredWeather, stored_weather_free)

gboolean       store_has_weather   (Store *store);
gboolean       store_put_weather   (Store *store, const char *cell, CivilDay day, const StoredWeather *weather, GError **error);
/* Returns: (transfer full) (nullable): %NULL without @error when nothing is known of that day. */
StoredWeather *store_weather       (Store *store, const char *cell, CivilDay day, GError **error);

G_END_DECLS
