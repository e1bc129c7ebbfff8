/* workspace/weather.h
 *
 * The weather an athlete's outdoor workouts were, or will be, in: looked up by position and time, kept by cell and day, laid on
 * the timeline where no source says it. Indoor workouts are never looked up; what is missing can be typed by hand.
 * In: a timeline, what the service told. Out: fields of workouts, and what is still to be asked. May include: services. */
#pragma once

#include "athlete-events.h"
#include "services/open-meteo.h"

G_BEGIN_DECLS

/* Whether and where a workout is to be looked up. */
typedef enum {
  WEATHER_WANTED,
  WEATHER_INDOOR,
  WEATHER_NO_POSITION,
  WEATHER_NO_TIME,
} WeatherPlace;

/**
 * workout_weather_place:
 * @cell: (out): on WEATHER_WANTED, and only then
 *
 * What a source calls indoor, what was done in a room by its sport, and a pool's swim are indoor.
 */
WeatherPlace workout_weather_place        (const Event *merged, char **cell);

/* The source of events that hold looked-up weather. */
#define WEATHER_SOURCE "open-meteo"

/* Fills what workouts and plans of @timeline do not know of their weather from what is kept. */
gboolean     athlete_timeline_add_weather (AthleteTimeline *timeline, Store *store, gint64 athlete, GError **error);

/* The cell of plans without a position of their own: where the athlete was outdoors last, as of the last look-up. (transfer full)
 * (nullable) */
char        *athlete_home_cell            (Store *store, gint64 athlete);
gboolean     athlete_set_home_cell        (Store *store, gint64 athlete, const char *cell, GError **error);

typedef struct {
  const char *endpoint;  /* (nullable): for this run; else as it is set, else Open-Meteo's own */
  const char *key;       /* (nullable) */
  gint64 now_us;         /* 0: the clock's */
} WeatherOptions;

typedef struct {
  guint workouts;          /* outdoors, with a position and a time */
  guint known;             /* of those, weather there now */
  guint asked;             /* requests */
  guint indoor, no_position;
  guint too_early;         /* plans beyond what is forecast */
  GPtrArray *faults;       /* of char *: what could not be had, and why; asked again next time */
} WeatherLookup;

void         weather_lookup_clear         (WeatherLookup *lookup);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WeatherLookup, weather_lookup_clear)

/**
 * saltline_workspace_look_up_weather:
 * @lookup: (out caller-allocates)
 *
 * Asks for what is missing or provisional. A day that could not be had stays as it was. Blocks; for a task's thread.
 *
 * Returns: %FALSE with SERVICES_ERROR_OFF and the like when nothing could be asked at all, or G_IO_ERROR_CANCELLED.
 */
gboolean     saltline_workspace_look_up_weather (SaltlineWorkspace *self, const Athlete *athlete, const WeatherOptions *options,
                                                 GCancellable *cancellable, WeatherLookup *lookup, GError **error);

/* An own server, kept with the workspace; %NULL: Open-Meteo's. */
char        *saltline_workspace_weather_endpoint     (SaltlineWorkspace *self);
gboolean     saltline_workspace_set_weather_endpoint (SaltlineWorkspace *self, const char *url, GError **error);

/* Whether a commercial plan is used: then its key is in the keyring, and the keyring is asked only then. */
gboolean     saltline_workspace_weather_has_key     (SaltlineWorkspace *self);
/* @key: (nullable): %NULL: the free servers again */
gboolean     saltline_workspace_set_weather_key     (SaltlineWorkspace *self, SecretKeeper *keeper, const char *key, GError **error);

G_END_DECLS
