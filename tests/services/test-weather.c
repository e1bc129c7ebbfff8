/* tests/services/test-weather.c: from a workout with a position to the weather it was in */
#include <math.h>
#include <string.h>

#include "fake-service.h"
#include "online-athlete.h"
#include "store/contacts.h"
#include "store/events.h"
#include "workspace/services.h"
#include "workspace/weather.h"

#define START_US (G_GINT64_CONSTANT (1782864000) * INSTANT_SECOND)  /* 2026-07-01T00:00Z */
#define NOW_US   (START_US + 40 * INSTANT_DAY)

typedef struct {
  char *folder;
  SaltlineWorkspace *workspace;
  Athlete *athlete;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->workspace = scratch_workspace_new (&place->folder);
  place->athlete = online_athlete_new (place->workspace, SERVICE_WEATHER);
}

static void
tear_down (Place *place, gconstpointer data)
{
  scratch_workspace_remove (place->workspace, place->folder);
  athlete_free (place->athlete);
}

static void
put_workout (Place *place, EventKind kind, const char *id, gint64 start_us, double minutes, double latitude, double indoor)
{
  g_autoptr(Event) event = event_new (kind, kind == EVENT_PLANNED ? "typed" : "fit");
  g_autoptr(GError) error = NULL;

  event->source_id = g_strdup (id);
  event_set_sport (event, "running");
  event->start_us = start_us;
  event_end_after (event, minutes * 60);
  event_set_number (event, EVENT_FIELD_START_LATITUDE_DEG, latitude);
  event_set_number (event, EVENT_FIELD_START_LONGITUDE_DEG, isnan (latitude) ? NAN : 2.3412);
  event_set_number (event, EVENT_FIELD_INDOOR, indoor);
  store_put_event (saltline_workspace_get_store (place->workspace), place->athlete->id, event, NULL, &error);
  g_assert_no_error (error);
}

static const Event *
only_workout (AthleteTimeline *timeline)
{
  g_assert_cmpuint (timeline->timeline->events->len, ==, 1);
  return ((TimelineEvent *) g_ptr_array_index (timeline->timeline->events, 0))->merged;
}

/* Days as asked for: temperature is the hour of the day, humidity 50, wind 2 m/s from the east, radiation 100 × hour. */
static char *
days_json (GHashTable *query, gboolean gap)
{
  CivilDay first, last;
  g_autoptr(GString) time = g_string_new (NULL), t = g_string_new (NULL), h = g_string_new (NULL), w = g_string_new (NULL);
  g_autoptr(GString) d = g_string_new (NULL), r = g_string_new (NULL);

  g_assert_true (civil_day_parse (g_hash_table_lookup (query, "start_date"), &first));
  g_assert_true (civil_day_parse (g_hash_table_lookup (query, "end_date"), &last));
  for (gint64 hour = first * G_GINT64_CONSTANT (24); hour < (last + 1) * G_GINT64_CONSTANT (24); hour++)
    {
      const char *comma = time->len ? "," : "";

      g_string_append_printf (time, "%s%" G_GINT64_FORMAT, comma, hour * 3600);
      if (gap)
        g_string_append_printf (t, "%snull", comma);
      else
        g_string_append_printf (t, "%s%d", comma, (int) (hour % 24));
      g_string_append_printf (h, "%s50", comma);
      g_string_append_printf (w, "%s2", comma);
      g_string_append_printf (d, "%s90", comma);
      g_string_append_printf (r, "%s%d", comma, (int) (hour % 24) * 10);
    }
  return g_strdup_printf ("{\"latitude\":48.9,\"hourly_units\":{\"time\":\"unixtime\",\"temperature_2m\":\"°C\",\"relative_humidity_2m\":\"%%\","
                          "\"wind_speed_10m\":\"m/s\",\"wind_direction_10m\":\"°\",\"shortwave_radiation\":\"W/m²\"},\"hourly\":{\"time\":[%s],"
                          "\"temperature_2m\":[%s],\"relative_humidity_2m\":[%s],\"wind_speed_10m\":[%s],\"wind_direction_10m\":[%s],"
                          "\"shortwave_radiation\":[%s]}}",
                          time->str, t->str, h->str, w->str, d->str, r->str);
}

typedef struct {
  guint status;          /* 0: fine */
  const char *body;
  gboolean archive_gap;
  char *last_path;       /* of the service's thread, read when it is at rest */
  char *last_query;
} Script;

static void
answer_cb (SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Script *script = data;
  g_autofree char *json = NULL;

  g_free (script->last_path);
  script->last_path = g_strdup (path);
  g_free (script->last_query);
  script->last_query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  if (script->status)
    {
      fake_answer_json (message, script->status, script->body);
      return;
    }
  json = script->body ? g_strdup (script->body) : days_json (query, script->archive_gap && g_str_has_suffix (path, "archive"));
  fake_answer_json (message, 200, json);
}

static void
script_clear (Script *script)
{
  g_free (script->last_path);
  g_free (script->last_query);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Script, script_clear)

static gboolean
look_up (Place *place, FakeService *service, gint64 now_us, WeatherLookup *lookup, GError **error)
{
  const WeatherOptions options = { .endpoint = fake_service_url (service), .now_us = now_us };

  return saltline_workspace_look_up_weather (place->workspace, place->athlete, &options, NULL, lookup, error);
}

static void
test_a_workout_gets_the_weather_of_its_time (Place *place, gconstpointer data)
{
  g_auto(Script) script = { 0 };
  g_autoptr(FakeService) service = fake_service_new (answer_cb, &script);
  g_auto(WeatherLookup) lookup = { 0 }, again = { 0 };
  g_autoptr(AthleteTimeline) timeline = NULL;
  g_autoptr(GError) error = NULL;
  const Event *workout;

  put_workout (place, EVENT_WORKOUT, "1", START_US + 6 * INSTANT_HOUR + 30 * INSTANT_MINUTE, 90, 48.8566, NAN);
  g_assert_true (look_up (place, service, NOW_US, &lookup, &error));
  g_assert_cmpuint (lookup.workouts, ==, 1);
  g_assert_cmpuint (lookup.known, ==, 1);
  g_assert_cmpuint (lookup.asked, ==, 1);
  g_assert_cmpstr (script.last_path, ==, "/v1/archive");
  g_assert_nonnull (strstr (script.last_query, "latitude=48.9&longitude=2.3&")); /* the cell, not the place */
  timeline = saltline_workspace_timeline (place->workspace, place->athlete, &error);
  workout = only_workout (timeline);
  g_assert_cmpfloat_with_epsilon (event_number (workout, EVENT_FIELD_WEATHER_TEMPERATURE_C), 7.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (event_number (workout, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT), 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (event_number (workout, EVENT_FIELD_WEATHER_WIND_M_S), 2, 1e-9);
  /* 6:30–7:00 is of the hour that ends at 7, 7:00–8:00 of that which ends at 8. */
  g_assert_cmpfloat_with_epsilon (event_number (workout, EVENT_FIELD_WEATHER_RADIATION_W_M2), 70 / 3.0 + 160 / 3.0, 1e-9);
  g_assert_true (look_up (place, service, NOW_US, &again, &error));
  g_assert_cmpuint (again.asked, ==, 0);
  g_assert_cmpuint (again.known, ==, 1);
}

static void
test_typed_weather_and_that_of_a_device_stand (Place *place, gconstpointer data)
{
  g_auto(Script) script = { 0 };
  g_autoptr(FakeService) service = fake_service_new (answer_cb, &script);
  g_auto(WeatherLookup) lookup = { 0 };
  g_autoptr(Event) typed = event_new (EVENT_WORKOUT, "typed");
  g_autoptr(AthleteTimeline) timeline = NULL;
  const Event *workout;

  put_workout (place, EVENT_WORKOUT, "1", START_US, 60, 48.8566, NAN);
  typed->source_id = g_strdup ("t");
  event_set_sport (typed, "running");
  typed->start_us = START_US;
  event_end_after (typed, 3600);
  event_set_number (typed, EVENT_FIELD_WEATHER_TEMPERATURE_C, 31.5);
  g_assert_true (store_put_event (saltline_workspace_get_store (place->workspace), place->athlete->id, typed, NULL, NULL));
  g_assert_true (look_up (place, service, NOW_US, &lookup, NULL));
  timeline = saltline_workspace_timeline (place->workspace, place->athlete, NULL);
  workout = only_workout (timeline);
  g_assert_cmpfloat (event_number (workout, EVENT_FIELD_WEATHER_TEMPERATURE_C), ==, 31.5);
  g_assert_cmpfloat (event_number (workout, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT), ==, 50);
}

static void
test_indoor_workouts_are_never_looked_up (Place *place, gconstpointer data)
{
  g_auto(Script) script = { 0 };
  g_autoptr(FakeService) service = fake_service_new (answer_cb, &script);
  g_auto(WeatherLookup) lookup = { 0 };

  put_workout (place, EVENT_WORKOUT, "1", START_US, 60, 48.8566, 1);
  put_workout (place, EVENT_WORKOUT, "2", START_US + INSTANT_DAY, 60, NAN, NAN);
  g_assert_true (look_up (place, service, NOW_US, &lookup, NULL));
  g_assert_cmpuint (fake_service_asked (service), ==, 0);
  g_assert_cmpuint (lookup.indoor, ==, 1);
  g_assert_cmpuint (lookup.no_position, ==, 1);
}

static void
test_nothing_is_sent_unless_switched_on_for_all_and_for_her (Place *place, gconstpointer data)
{
  Store *store = saltline_workspace_get_store (place->workspace);
  g_auto(Script) script = { 0 };
  g_autoptr(FakeService) service = fake_service_new (answer_cb, &script);

  put_workout (place, EVENT_WORKOUT, "1", START_US, 60, 48.8566, NAN);
  for (guint i = 0; i < 2; i++)
    {
      g_auto(WeatherLookup) lookup = { 0 };
      g_autoptr(GError) error = NULL;

      g_assert_true (services_switch (store, i == 1, NULL));
      g_assert_true (service_choose (store, SERVICE_WEATHER, place->athlete->id, i == 0, NULL));
      g_assert_false (look_up (place, service, NOW_US, &lookup, &error));
      g_assert_error (error, SERVICES_ERROR, SERVICES_ERROR_OFF);
    }
  g_assert_cmpuint (fake_service_asked (service), ==, 0);
}

static void
test_a_refusal_leaves_the_workout_as_it_was_and_is_retried (Place *place, gconstpointer data)
{
  static const struct { guint status; const char *body; ServicesError code; const char *said; } cases[] = {
    { 400, "{\"error\":true,\"reason\":\"Cannot initialize WeatherVariable from invalid String value tempeture_2m for key hourly\"}", SERVICES_ERROR_REFUSED, "tempeture_2m" },
    { 401, "{\"error\":true,\"reason\":\"The supplied API key is invalid.\"}", SERVICES_ERROR_UNAUTHORISED, "invalid" },
    { 403, "", SERVICES_ERROR_REFUSED, "Forbidden" },
    { 404, "{\"error\":true,\"reason\":\"Not Found\"}", SERVICES_ERROR_NOT_FOUND, "nothing there" },
    { 500, "<html>oops", SERVICES_ERROR_SERVER, "fault of its own" },
    { 503, "", SERVICES_ERROR_SERVER, "fault of its own" },
    { 200, "{\"hourly\": {\"time\": [1782864000, ", SERVICES_ERROR_MALFORMED, "breaks off" },
    { 200, "[]", SERVICES_ERROR_MALFORMED, "no hours" },
    { 200, "{\"hourly_units\":{},\"hourly\":{\"time\":[5]}}", SERVICES_ERROR_MALFORMED, "no whole hour" },
  };
  g_auto(Script) script = { 0 };
  g_autoptr(FakeService) service = fake_service_new (answer_cb, &script);
  g_auto(WeatherLookup) last = { 0 };

  put_workout (place, EVENT_WORKOUT, "1", START_US, 60, 48.8566, NAN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(WeatherLookup) lookup = { 0 };
      g_autoptr(AthleteTimeline) timeline = NULL;
      g_autoptr(GError) error = NULL;
      const char *said;

      script.status = cases[i].status;
      script.body = cases[i].body;
      if (!look_up (place, service, NOW_US, &lookup, &error))
        g_assert_error (error, SERVICES_ERROR, (int) cases[i].code);
      said = error ? error->message : g_ptr_array_index (lookup.faults, 0);
      if (strstr (said, cases[i].said) == NULL)
        g_error ("%u: “%s” does not say “%s”", cases[i].status, said, cases[i].said);
      timeline = saltline_workspace_timeline (place->workspace, place->athlete, NULL);
      g_assert_true (isnan (event_number (only_workout (timeline), EVENT_FIELD_WEATHER_TEMPERATURE_C)));
    }
  script.status = 0;
  script.body = NULL;
  g_assert_true (look_up (place, service, NOW_US, &last, NULL));
  g_assert_cmpuint (last.known, ==, 1);
}

static void
test_too_many_requests_are_waited_out_without_asking (Place *place, gconstpointer data)
{
  g_auto(Script) script = { .status = 429, .body = "{\"error\":true,\"reason\":\"Minutely API request limit exceeded. Please try again in one minute.\"}" };
  g_autoptr(FakeService) service = fake_service_new (answer_cb, &script);

  put_workout (place, EVENT_WORKOUT, "1", START_US, 60, 48.8566, NAN);
  for (guint i = 0; i < 2; i++)
    {
      g_auto(WeatherLookup) lookup = { 0 };
      g_autoptr(GError) error = NULL;

      g_assert_false (look_up (place, service, NOW_US, &lookup, &error));
      g_assert_error (error, SERVICES_ERROR, SERVICES_ERROR_WAIT);
    }
  g_assert_cmpuint (fake_service_asked (service), ==, 1);
}

static void
test_gaps_of_the_archive_come_from_what_was_forecast (Place *place, gconstpointer data)
{
  g_auto(Script) script = { .archive_gap = TRUE };
  g_autoptr(FakeService) service = fake_service_new (answer_cb, &script);
  g_auto(WeatherLookup) lookup = { 0 };

  put_workout (place, EVENT_WORKOUT, "1", START_US, 60, 48.8566, NAN);
  g_assert_true (look_up (place, service, NOW_US, &lookup, NULL));
  g_assert_cmpuint (lookup.asked, ==, 2);
  g_assert_cmpstr (script.last_path, ==, "/v1/forecast");
  g_assert_cmpuint (lookup.known, ==, 1);
}

static void
test_a_plans_forecast_is_refreshed_until_it_starts (Place *place, gconstpointer data)
{
  static const struct { double hours_before; guint asked; } steps[] = {
    { 20 * 24, 0 },  /* nobody forecasts that */
    { 100, 1 }, { 99, 0 }, { 90, 1 }, { 20, 1 }, { 19.5, 0 }, { 18, 1 }, { 0.5, 1 }, { -1, 0 }, { -30, 0 },
  };
  g_auto(Script) script = { 0 };
  g_autoptr(FakeService) service = fake_service_new (answer_cb, &script);

  put_workout (place, EVENT_PLANNED, "p", START_US + 10 * INSTANT_HOUR, 60, 48.8566, NAN);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_auto(WeatherLookup) lookup = { 0 };

      g_assert_true (look_up (place, service, START_US + 10 * INSTANT_HOUR - (gint64) (steps[i].hours_before * (double) INSTANT_HOUR), &lookup, NULL));
      g_assert_cmpuint (lookup.asked, ==, steps[i].asked);
      g_assert_cmpuint (lookup.too_early, ==, i == 0);
    }
}

static void
test_a_plan_without_a_place_is_where_she_was_last (Place *place, gconstpointer data)
{
  g_auto(Script) script = { 0 };
  g_autoptr(FakeService) service = fake_service_new (answer_cb, &script);
  g_auto(WeatherLookup) lookup = { 0 };
  g_autoptr(AthleteTimeline) alone = NULL;

  put_workout (place, EVENT_WORKOUT, "1", START_US - 3 * INSTANT_DAY, 60, 48.8566, NAN);
  put_workout (place, EVENT_PLANNED, "p", START_US + 10 * INSTANT_HOUR, 60, NAN, NAN);
  g_assert_true (look_up (place, service, START_US, &lookup, NULL));
  g_assert_cmpuint (lookup.known, ==, 2);
  /* Also when the timeline that is asked for holds nothing but the plan. */
  alone = saltline_workspace_timeline_of_span (place->workspace, place->athlete, START_US, START_US + INSTANT_DAY, NULL);
  g_assert_cmpfloat_with_epsilon (event_number (only_workout (alone), EVENT_FIELD_WEATHER_TEMPERATURE_C), 10.5, 1e-9);
}

static void
test_workouts_of_one_cell_and_fortnight_are_one_request (Place *place, gconstpointer data)
{
  g_auto(Script) script = { 0 };
  g_autoptr(FakeService) service = fake_service_new (answer_cb, &script);
  g_auto(WeatherLookup) lookup = { 0 };

  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      put_workout (place, EVENT_WORKOUT, id, START_US + i * 2 * INSTANT_DAY, 60, 48.8566 + i * 0.001, NAN);
    }
  g_assert_true (look_up (place, service, NOW_US, &lookup, NULL));
  g_assert_cmpuint (lookup.known, ==, 7);
  g_assert_cmpuint (lookup.asked, ==, 1);
}

static void
test_every_request_is_written_down_without_its_key (Place *place, gconstpointer data)
{
  g_auto(Script) script = { .status = 401, .body = "{\"error\":true,\"reason\":\"The key geheim-4711 is unknown\"}" };
  g_autoptr(FakeService) service = fake_service_new (answer_cb, &script);
  g_auto(WeatherLookup) lookup = { 0 };
  const WeatherOptions options = { .endpoint = fake_service_url (service), .key = "geheim-4711", .now_us = NOW_US };
  g_autoptr(GPtrArray) contacts = NULL;
  g_autoptr(GError) error = NULL;
  const ServiceContact *contact;

  put_workout (place, EVENT_WORKOUT, "1", START_US, 60, 48.8566, NAN);
  g_assert_false (saltline_workspace_look_up_weather (place->workspace, place->athlete, &options, NULL, &lookup, &error));
  g_assert_nonnull (strstr (script.last_query, "apikey=geheim-4711"));
  g_assert_null (strstr (error->message, "geheim"));
  contacts = store_contacts (saltline_workspace_get_store (place->workspace), "127.0.0.1", 10, NULL);
  g_assert_cmpuint (contacts->len, ==, 1);
  contact = g_ptr_array_index (contacts, 0);
  g_assert_cmpstr (contact->what, ==, "weather near 48.9 2.3 on 2026-07-01");
  g_assert_nonnull (strstr (contact->outcome, "401"));
}

static void
test_a_connection_lost_at_any_byte_keeps_nothing_half (Place *place, gconstpointer data)
{
  g_autoptr(GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *json = NULL, *answer = NULL;
  g_autoptr(FakeWire) wire = NULL;
  guint fine = 0;

  g_hash_table_insert (query, (gpointer) "start_date", (gpointer) "2026-07-01");
  g_hash_table_insert (query, (gpointer) "end_date", (gpointer) "2026-07-01");
  json = days_json (query, FALSE);
  /* No length: the end of the connection is the end of the answer, and only the JSON knows whether it is whole. */
  answer = g_strconcat ("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n", json, NULL);
  wire = fake_wire_new (answer);
  put_workout (place, EVENT_WORKOUT, "1", START_US, 60, 48.8566, NAN);
  for (gsize n = 0; n <= strlen (answer); n++)
    {
      const WeatherOptions options = { .endpoint = fake_wire_url (wire), .now_us = NOW_US };
      g_auto(WeatherLookup) lookup = { 0 };
      g_autoptr(GError) error = NULL;

      fake_wire_cut (wire, n);
      saltline_workspace_look_up_weather (place->workspace, place->athlete, &options, NULL, &lookup, &error);
      fine += lookup.known;
      g_assert_true ((lookup.known == 1) == (n == strlen (answer)));
    }
  g_assert_cmpuint (fine, ==, 1);
}

static void
test_winds_from_opposite_sides_cancel (void)
{
  g_autoptr(GArray) hours = g_array_new (FALSE, FALSE, sizeof (WeatherHour));
  const WeatherHour two[] = { { 0, 10, 40, 4, 350, 0 }, { INSTANT_HOUR, 20, 60, 4, 10, 500 } };
  const WeatherHour gap = { 3 * INSTANT_HOUR, 30, 60, 4, 10, 500 };
  WeatherMean mean;

  g_array_append_vals (hours, two, 2);
  mean = weather_hours_mean (hours, INSTANT_HOUR / 2, INSTANT_HOUR / 2);
  g_assert_cmpfloat_with_epsilon (mean.temperature_c, 15, 1e-9);
  g_assert_cmpfloat_with_epsilon (mean.wind_m_s, 4 * cos (10 * G_PI / 180), 1e-9); /* across north, not through south */
  g_assert_cmpfloat_with_epsilon (mean.radiation_w_m2, 500, 1e-9);
  g_array_append_val (hours, gap);
  mean = weather_hours_mean (hours, 2 * INSTANT_HOUR, 2 * INSTANT_HOUR);
  g_assert_true (isnan (mean.temperature_c));
}

static void
test_cells_hide_the_place_and_survive_the_edges_of_the_map (void)
{
  static const struct { double latitude, longitude; const char *cell; } cases[] = {
    { 48.8566, 2.3522, "48.9 2.4" }, { -0.01, 0.04, "0.0 0.0" }, { -33.8688, 151.2093, "-33.9 151.2" }, { 90, -180, "90.0 -180.0" },
    { 91, 0, NULL }, { NAN, NAN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cell = weather_cell (cases[i].latitude, cases[i].longitude);

      g_assert_cmpstr (cell, ==, cases[i].cell);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Place, NULL, set_up, test, tear_down)
  ADD ("/services/weather/workout", test_a_workout_gets_the_weather_of_its_time);
  ADD ("/services/weather/typed", test_typed_weather_and_that_of_a_device_stand);
  ADD ("/services/weather/indoor", test_indoor_workouts_are_never_looked_up);
  ADD ("/services/weather/switch", test_nothing_is_sent_unless_switched_on_for_all_and_for_her);
  ADD ("/services/weather/refusals", test_a_refusal_leaves_the_workout_as_it_was_and_is_retried);
  ADD ("/services/weather/wait", test_too_many_requests_are_waited_out_without_asking);
  ADD ("/services/weather/gaps", test_gaps_of_the_archive_come_from_what_was_forecast);
  ADD ("/services/weather/plans", test_a_plans_forecast_is_refreshed_until_it_starts);
  ADD ("/services/weather/home", test_a_plan_without_a_place_is_where_she_was_last);
  ADD ("/services/weather/fortnight", test_workouts_of_one_cell_and_fortnight_are_one_request);
  ADD ("/services/weather/log", test_every_request_is_written_down_without_its_key);
  ADD ("/services/weather/every-byte", test_a_connection_lost_at_any_byte_keeps_nothing_half);
  g_test_add_func ("/services/weather/wind", test_winds_from_opposite_sides_cancel);
  g_test_add_func ("/services/weather/cells", test_cells_hide_the_place_and_survive_the_edges_of_the_map);
  return g_test_run ();
}
