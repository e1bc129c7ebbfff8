/* store/weather.c */
#include "weather.h"

#include "statement.h"

void
stored_weather_free (StoredWeather *weather)
{
  if (weather == NULL)
    return;
  g_free (weather->quality);
  g_free (weather->host);
  g_free (weather->body);
  g_free (weather);
}

gboolean
store_has_weather (Store *store)
{
  g_autoptr(StoreRows) rows = store_query (store, NULL, "SELECT 1 FROM weather_day LIMIT 1", "");

  return rows && store_next (rows);
}

gboolean
store_put_weather (Store *store, const char *cell, CivilDay day, const StoredWeather *weather, GError **error)
{
  g_autofree char *date = civil_day_format (day);

  return store_run (store, NULL, error, "INSERT OR REPLACE INTO weather_day VALUES (?, ?, ?, ?, ?, ?)", "ssssis", cell, date,
                    weather->quality, weather->host, weather->fetched_us, weather->body);
}

StoredWeather *
store_weather (Store *store, const char *cell, CivilDay day, GError **error)
{
  g_autofree char *date = civil_day_format (day);
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT quality, host, fetched_us, body FROM weather_day WHERE cell = ? AND day = ?",
                                           "ss", cell, date);
  StoredWeather *weather;

  if (rows == NULL || !store_next (rows))
    {
      if (rows)
        store_rows_fault (rows, error);
      return NULL;
    }
  weather = g_new (StoredWeather, 1);
  *weather = (StoredWeather) { g_strdup (store_text (rows, 0)), g_strdup (store_text (rows, 1)), store_int (rows, 2),
                               g_strdup (store_text (rows, 3)) };
  return weather;
}
