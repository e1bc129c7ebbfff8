/* workspace/weather-lookup.c: asking for the weather that is missing */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "store/weather.h"
#include "weather.h"

#define ENDPOINT_SETTING    "services.weather.endpoint"
#define KEY_SETTING         "services.weather.key"
#define FORECAST_DAYS       15    /* ahead, beside today */
#define ARCHIVE_LATE_DAYS   6     /* the archive is complete then */
#define ARCHIVE_FINAL_DAYS  30    /* a gap that is still there then stays one */
#define RECENT_US           (14 * INSTANT_DAY)
#define REQUEST_DAYS        14
#define BRIDGED_DAYS        2     /* days between two wanted ones that are asked for along with them */
#define ANALYSIS_LATE_US    (6 * INSTANT_HOUR)
#define FRESH_NEAR_US       INSTANT_HOUR         /* of a forecast for the next day */
#define FRESH_FAR_US        (6 * INSTANT_HOUR)
#define FIRST_HISTORICAL    18993 /* 2022-01-01 as a CivilDay: archived forecasts begin about then */

/* A day of a cell that is to be asked for. */
typedef struct {
  OpenMeteoKind kind;
  char *cell;
  CivilDay day;
} Wanted;

typedef struct {
  SaltlineWorkspace *workspace;
  Store *store;
  ServiceGate gate;
  OpenMeteoServer server;
  gint64 now_us;
  CivilDay today;
  char *home;              /* (nullable): cell of plans without a position */
  GArray *wanted;          /* of Wanted */
  GHashTable *seen;        /* "cell day" that are wanted or known to be good */
  WeatherLookup *lookup;
  GCancellable *cancellable;
} Lookup;

void
weather_lookup_clear (WeatherLookup *lookup)
{
  g_clear_pointer (&lookup->faults, g_ptr_array_unref);
}

static void
wanted_clear (gpointer data)
{
  g_free (((Wanted *) data)->cell);
}

char *
saltline_workspace_weather_endpoint (SaltlineWorkspace *self)
{
  char *url = store_setting (saltline_workspace_get_store (self), ENDPOINT_SETTING);

  return url && *url ? url : (g_free (url), NULL);
}

gboolean
saltline_workspace_set_weather_endpoint (SaltlineWorkspace *self, const char *url, GError **error)
{
  g_autofree char *host = url ? service_url_host (url) : NULL;

  if (host && (g_str_equal (host, "?") || !(g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"))))
    {
      g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_USAGE, _("“%s” is no address of a server; it begins with https://."), url);
      return FALSE;
    }
  return store_set_setting (saltline_workspace_get_store (self), ENDPOINT_SETTING, url ? url : "", error);
}

gboolean
saltline_workspace_weather_has_key (SaltlineWorkspace *self)
{
  g_autofree char *has = store_setting (saltline_workspace_get_store (self), KEY_SETTING);

  return g_strcmp0 (has, "kept") == 0;
}

gboolean
saltline_workspace_set_weather_key (SaltlineWorkspace *self, SecretKeeper *keeper, const char *key, GError **error)
{
  return open_meteo_keep_key (keeper, key, error) && store_set_setting (saltline_workspace_get_store (self), KEY_SETTING, key ? "kept" : "none", error);
}

/* Whether what is kept of a day still has to be asked for again. */
static gboolean
is_stale (const Lookup *lookup, const StoredWeather *kept, CivilDay day)
{
  gint64 age_us = lookup->now_us - kept->fetched_us, day_end_us = (gint64) (day + 1) * INSTANT_DAY;

  if (g_str_equal (kept->quality, "archive"))
    return FALSE;
  if (lookup->today - day > ARCHIVE_LATE_DAYS)
    return age_us > INSTANT_DAY || kept->fetched_us < (gint64) (day + ARCHIVE_LATE_DAYS) * INSTANT_DAY;
  if (kept->fetched_us >= day_end_us + ANALYSIS_LATE_US)
    return FALSE; /* until the archive has it */
  return age_us > (day - lookup->today <= 1 ? FRESH_NEAR_US : FRESH_FAR_US) || age_us < 0;
}

static OpenMeteoKind
kind_for (const Lookup *lookup, CivilDay day)
{
  return lookup->today - day > ARCHIVE_LATE_DAYS ? OPEN_METEO_ARCHIVE : OPEN_METEO_FORECAST;
}

/* Days that are wanted for a workout in a cell. FALSE: one of them lies beyond what is forecast. */
static gboolean
want_days (Lookup *lookup, const char *cell, gint64 start_us, gint64 end_us)
{
  CivilDay first = instant_civil_day (start_us, 0), last = instant_civil_day (end_us + INSTANT_HOUR, 0);

  if (last > lookup->today + FORECAST_DAYS)
    return FALSE;
  for (CivilDay day = first; day <= last; day++)
    {
      g_autofree char *key = g_strdup_printf ("%s %d", cell, day);
      g_autoptr(StoredWeather) kept = NULL;
      Wanted wanted;

      if (g_hash_table_contains (lookup->seen, key))
        continue;
      kept = store_weather (lookup->store, cell, day, NULL);
      g_hash_table_add (lookup->seen, g_steal_pointer (&key));
      if (kept && !is_stale (lookup, kept, day))
        continue;
      wanted = (Wanted) { kind_for (lookup, day), g_strdup (cell), day };
      g_array_append_val (lookup->wanted, wanted);
    }
  return TRUE;
}

/* Where she was outdoors within the 14 days before @before_us. */
static char *
recent_cell (const AthleteTimeline *timeline, gint64 before_us)
{
  char *recent = NULL;
  gint64 recent_us = before_us - RECENT_US;

  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const Event *merged = ((TimelineEvent *) g_ptr_array_index (timeline->timeline->events, i))->merged;
      g_autofree char *cell = NULL;

      if (merged->kind != EVENT_WORKOUT || merged->start_us == INSTANT_UNKNOWN || merged->start_us < recent_us || merged->start_us > before_us
          || workout_weather_place (merged, &cell) != WEATHER_WANTED)
        continue;
      recent_us = merged->start_us;
      g_free (recent);
      recent = g_steal_pointer (&cell);
    }
  return recent;
}

static void
collect (Lookup *lookup, const AthleteTimeline *timeline)
{
  const GPtrArray *events = timeline->timeline->events;

  for (guint i = 0; i < events->len; i++)
    {
      const Event *merged = ((TimelineEvent *) g_ptr_array_index (events, i))->merged;
      gint64 end_us = merged->end_us == INSTANT_UNKNOWN ? merged->start_us : merged->end_us;
      gboolean planned = merged->kind == EVENT_PLANNED;
      g_autofree char *cell = NULL;
      WeatherPlace place;

      if (merged->kind != EVENT_WORKOUT && !planned)
        continue;
      if (planned && merged->start_us != INSTANT_UNKNOWN && merged->start_us < lookup->now_us)
        continue; /* what was forecast for it stays as it was at its start */
      place = workout_weather_place (merged, &cell);
      if (place == WEATHER_NO_POSITION && planned)
        cell = g_strdup (lookup->home);
      lookup->lookup->indoor += place == WEATHER_INDOOR;
      lookup->lookup->no_position += place == WEATHER_NO_POSITION && cell == NULL;
      if (cell == NULL || end_us < merged->start_us || end_us - merged->start_us > 3 * INSTANT_DAY)
        continue;
      lookup->lookup->workouts++;
      if (!want_days (lookup, cell, merged->start_us, end_us))
        lookup->lookup->too_early++;
    }
}

static int
by_place_and_day (gconstpointer a, gconstpointer b)
{
  const Wanted *one = a, *other = b;
  int cells = strcmp (one->cell, other->cell);

  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  return cells ? cells : one->day - other->day;
}

static gboolean
day_is_complete (const GArray *hours, CivilDay day)
{
  guint known = 0;

  for (guint i = 0; i < hours->len; i++)
    {
      const WeatherHour *hour = &g_array_index (hours, WeatherHour, i);

      known += instant_civil_day (hour->at_us, 0) == day && !isnan (hour->temperature_c);
    }
  return known == 24;
}

static gboolean
keep_days (Lookup *lookup, const GArray *hours, OpenMeteoKind kind, const char *cell, CivilDay first, CivilDay last, GError **error)
{
  g_autofree char *url = open_meteo_url (&lookup->server, kind), *host = service_url_host (url);

  for (CivilDay day = first; day <= last; day++)
    {
      g_autofree char *body = weather_hours_to_json (hours, (gint64) day * INSTANT_DAY, (gint64) (day + 1) * INSTANT_DAY);
      gboolean late = lookup->today - day > ARCHIVE_LATE_DAYS;
      gboolean final = late && (day_is_complete (hours, day) || lookup->today - day > ARCHIVE_FINAL_DAYS);
      const StoredWeather kept = { .quality = (char *) (final ? "archive" : day <= lookup->today ? "recent" : "forecast"), .host = host,
                                   .fetched_us = lookup->now_us, .body = body };

      if (!store_put_weather (lookup->store, cell, day, &kept, error))
        return FALSE;
    }
  return TRUE;
}

/* Nothing else can be had either. */
static gboolean
ends_the_run (const GError *error)
{
  return error->domain != SERVICES_ERROR
         || error->code == SERVICES_ERROR_OFF || error->code == SERVICES_ERROR_WAIT || error->code == SERVICES_ERROR_UNREACHABLE
         || error->code == SERVICES_ERROR_TLS || error->code == SERVICES_ERROR_UNAUTHORISED || error->code == SERVICES_ERROR_USAGE
         || error->code == SERVICES_ERROR_TIMEOUT;
}

static gboolean
ask (Lookup *lookup, OpenMeteoKind kind, const char *cell, CivilDay first, CivilDay last, GError **error)
{
  g_autoptr(GArray) hours = NULL;

  lookup->lookup->asked++;
  hours = open_meteo_fetch (&lookup->gate, &lookup->server, kind, cell, first, last, lookup->cancellable, error);
  if (hours == NULL)
    return FALSE;
  for (CivilDay day = first; kind == OPEN_METEO_ARCHIVE && day <= last; day++)
    if (!day_is_complete (hours, day) && first >= FIRST_HISTORICAL)
      return ask (lookup, OPEN_METEO_HISTORICAL_FORECAST, cell, first, last, error);
  return keep_days (lookup, hours, kind, cell, first, last, error);
}

/* One request for each stretch of days of one cell. */
static gboolean
ask_all (Lookup *lookup, GError **error)
{
  g_array_sort (lookup->wanted, by_place_and_day);
  for (guint i = 0, next; i < lookup->wanted->len; i = next)
    {
      const Wanted *first = &g_array_index (lookup->wanted, Wanted, i), *last = first;
      g_autoptr(GError) local = NULL;

      for (next = i + 1; next < lookup->wanted->len; next++)
        {
          const Wanted *wanted = &g_array_index (lookup->wanted, Wanted, next);

          if (wanted->kind != first->kind || !g_str_equal (wanted->cell, first->cell) || wanted->day - first->day >= REQUEST_DAYS
              || wanted->day - last->day > BRIDGED_DAYS + 1)
            break;
          last = wanted;
        }
      if (ask (lookup, first->kind, first->cell, first->day, last->day, &local))
        continue;
      if (ends_the_run (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_ptr_array_add (lookup->lookup->faults, g_strdup (local->message));
    }
  return TRUE;
}

static guint
count_known (const AthleteTimeline *timeline, gint64 now_us)
{
  guint known = 0;

  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i);
      gboolean looked_up = FALSE;

      for (guint f = 0; f < event->chosen->len; f++)
        looked_up |= g_str_equal (g_array_index (event->chosen, ChosenField, f).from->source, WEATHER_SOURCE);
      known += looked_up && (event->merged->kind == EVENT_WORKOUT || event->merged->start_us >= now_us);
    }
  return known;
}

gboolean
saltline_workspace_look_up_weather (SaltlineWorkspace *self, const Athlete *athlete, const WeatherOptions *options, GCancellable *cancellable,
                                    WeatherLookup *lookup, GError **error)
{
  g_autoptr(AthleteTimeline) before = NULL, after = NULL;
  g_autoptr(GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(HttpClient) client = http_client_new ();
  g_autoptr(SecretKeeper) keeper = secret_keeper_new_desktop ();
  g_autofree char *endpoint = NULL, *key = NULL, *home = NULL;
  Lookup run = { .workspace = self, .wanted = wanted, .seen = seen, .lookup = lookup, .cancellable = cancellable };
  gboolean done;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athlete != NULL && lookup != NULL, FALSE);

  *lookup = (WeatherLookup) { .faults = g_ptr_array_new_with_free_func (g_free) };
  g_array_set_clear_func (wanted, wanted_clear);
  endpoint = saltline_workspace_weather_endpoint (self);
  if (saltline_workspace_weather_has_key (self))
    {
      g_autoptr(GError) local = NULL;

      key = open_meteo_key (keeper, &local);
      if (local)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  run.store = saltline_workspace_get_store (self);
  run.gate = (ServiceGate) { run.store, client, SERVICE_WEATHER, athlete->id };
  run.server = (OpenMeteoServer) { options && options->endpoint ? options->endpoint : endpoint, options && options->key ? options->key : key };
  run.now_us = options && options->now_us ? options->now_us : g_get_real_time ();
  run.today = instant_civil_day (run.now_us, 0);
  before = saltline_workspace_timeline (self, athlete, error);
  if (before == NULL)
    return FALSE;
  if (!service_gate_may_pass (&run.gate, error))
    return FALSE;
  home = recent_cell (before, run.now_us);
  if (home && !athlete_set_home_cell (run.store, athlete->id, home, error))
    return FALSE;
  if (home == NULL)
    home = athlete_home_cell (run.store, athlete->id);
  run.home = home;
  collect (&run, before);
  done = ask_all (&run, error);
  after = saltline_workspace_timeline (self, athlete, done ? error : NULL);
  if (after == NULL)
    return FALSE;
  lookup->known = count_known (after, run.now_us);
  if (lookup->asked > 0)
    saltline_workspace_timeline_changed (self, athlete->id);
  return done;
}
