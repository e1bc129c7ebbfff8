/* services/open-meteo.h
 *
 * Open-Meteo: hourly weather by position and date, from its archive, its archived forecasts and its forecast, or from a server
 * of the same interface. Data are CC BY 4.0; the free servers are for non-commercial use. In: a cell and days. Out: hours. */
#pragma once

#include "base/instant.h"
#include "gate.h"
#include "secrets.h"
#include "weather-hours.h"

G_BEGIN_DECLS

#define OPEN_METEO_NAME        "Open-Meteo.com (CC BY 4.0)"
#define OPEN_METEO_ATTRIBUTION "Weather data by " OPEN_METEO_NAME

typedef enum {
  OPEN_METEO_ARCHIVE,              /* analyses, complete about 5 days late */
  OPEN_METEO_HISTORICAL_FORECAST,  /* what was forecast, from 2022 on: where the archive has gaps */
  OPEN_METEO_FORECAST,             /* the last days and up to 16 days ahead */
} OpenMeteoKind;

typedef struct {
  const char *endpoint;   /* (nullable): "http://127.0.0.1:8080" of an own server; then all kinds are asked there */
  const char *key;        /* (nullable): of a commercial plan; secret */
} OpenMeteoServer;

/* The key of a commercial plan, in the keyring. @key: (nullable): %NULL forgets it. */
gboolean open_meteo_keep_key (SecretKeeper *keeper, const char *key, GError **error);
/* (transfer full): freed with secret_free; %NULL without @error: there is none. */
char    *open_meteo_key      (SecretKeeper *keeper, GError **error);

/* (transfer full): where a kind is asked, without the query. */
char    *open_meteo_url   (const OpenMeteoServer *server, OpenMeteoKind kind);

/**
 * open_meteo_fetch:
 * @last: not before @first, at most 13 days later: more counts as several requests
 *
 * Returns: (transfer full) (element-type WeatherHour): ascending; %NULL with an error of the gate.
 */
GArray  *open_meteo_fetch (const ServiceGate *gate, const OpenMeteoServer *server, OpenMeteoKind kind, const char *cell,
                           CivilDay first, CivilDay last, GCancellable *cancellable, GError **error);

G_END_DECLS
