/* tests/services/test-strava.c: an athlete's Strava, with a scripted service, a scripted browser and a scripted keyring */
#include <string.h>

#include "fake-service.h"
#include "online-athlete.h"
#include "store/contacts.h"
#include "store/events.h"
#include "store/statement.h"
#include "workspace/athlete-archive.h"
#include "workspace/own-view.h"
#include "workspace/strava.h"

#define CLIENT_SECRET "client-secret-0123456789abcdef"

/* Strava, as this test plays it. Of the service's thread while it runs. */
typedef struct {
  GArray *starts;          /* of gint64: start of activity i, seconds; ids are i + 1; −1: deleted */
  guint edited;            /* id of one with another name; 0: none */
  gboolean descending;
  guint rotation;          /* refresh tokens given so far; only the last works */
  guint access_valid;      /* access token of this number works */
  guint fail_at;           /* number of the list request that fails; 0: none */
  guint fail_status;
  const char *fail_body;
  const char *retry_after;
  const char *usage;       /* X-ReadRateLimit-Usage */
  guint lists, tokens, revocations;
  gboolean revoked;
} Strava;

typedef struct {
  char *folder;
  SaltlineWorkspace *workspace;
  Athlete *athlete;
  SecretKeeper *keeper;
  Strava strava;
  FakeService *service;
} Place;

static char *
token (const char *kind, guint number)
{
  return g_strdup_printf ("%s-geheim-%u", kind, number);
}

static void
refuse (SoupServerMessage *message, guint status, const char *resource, const char *field)
{
  g_autofree char *json = g_strdup_printf ("{\"message\":\"%s\",\"errors\":[{\"resource\":\"%s\",\"field\":\"%s\",\"code\":\"invalid\"}]}",
                                           status == 401 ? "Authorization Error" : "Bad Request", resource, field);

  fake_answer_json (message, status, json);
}

static void
answer_token (Strava *strava, SoupServerMessage *message)
{
  g_autofree char *body = g_strndup (soup_server_message_get_request_body (message)->data, (gsize) soup_server_message_get_request_body (message)->length);
  g_autoptr(GHashTable) form = soup_form_decode (body);
  g_autofree char *expected = token ("refresh", strava->rotation), *access = NULL, *refresh = NULL, *json = NULL;
  const char *grant = g_hash_table_lookup (form, "grant_type");

  strava->tokens++;
  if (g_strcmp0 (g_hash_table_lookup (form, "client_secret"), CLIENT_SECRET) != 0)
    return refuse (message, 401, "Application", "client_secret");
  if (strava->revoked || (g_strcmp0 (grant, "refresh_token") == 0 && g_strcmp0 (g_hash_table_lookup (form, "refresh_token"), expected) != 0))
    return refuse (message, 400, "RefreshToken", "refresh_token");
  if (g_strcmp0 (grant, "authorization_code") == 0 && g_strcmp0 (g_hash_table_lookup (form, "code"), "code-geheim") != 0)
    return refuse (message, 400, "AuthorizationCode", "code");
  strava->rotation++;
  strava->access_valid = strava->rotation;
  access = token ("access", strava->access_valid);
  refresh = token ("refresh", strava->rotation);
  /* expires_at is of a clock that is years away: only expires_in counts. */
  json = g_strdup_printf ("{\"token_type\":\"Bearer\",\"expires_at\":1,\"expires_in\":21600,\"refresh_token\":\"%s\",\"access_token\":\"%s\",\"athlete\":{\"id\":1}}",
                          refresh, access);
  fake_answer_json (message, 200, json);
}

static gboolean
is_authorised (Strava *strava, SoupServerMessage *message)
{
  g_autofree char *access = token ("access", strava->access_valid), *expected = g_strconcat ("Bearer ", access, NULL);

  return !strava->revoked && g_strcmp0 (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization"), expected) == 0;
}

static gint64
number (GHashTable *query, const char *name)
{
  const char *text = query ? g_hash_table_lookup (query, name) : NULL;

  return text ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static void
answer_list (Strava *strava, SoupServerMessage *message, GHashTable *query)
{
  gint64 after = number (query, "after"), page = number (query, "page"), per_page = number (query, "per_page"), skipped = 0, given = 0;
  g_autoptr(GString) json = g_string_new ("[");

  for (guint n = 0; n < strava->starts->len && given < per_page; n++)
    {
      guint i = strava->descending ? strava->starts->len - 1 - n : n;
      gint64 start = g_array_index (strava->starts, gint64, i);
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (start);
      g_autofree char *written = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

      if (start < 0 || start <= after || skipped++ < (page - 1) * per_page)
        continue;
      g_string_append_printf (json, "%s{\"id\":%u,\"name\":\"%s\",\"sport_type\":\"Run\",\"start_date\":\"%s\",\"elapsed_time\":1800,\"moving_time\":1700,\"distance\":5000.5,"
                              "\"timezone\":\"(GMT+01:00) Europe/Paris\",\"utc_offset\":7200}",
                              given ? "," : "", i + 1, strava->edited == i + 1 ? "Neuer Name" : "Lauf", written);
      given++;
    }
  g_string_append_c (json, ']');
  fake_answer_json (message, 200, json->str);
}

static void
answer_cb (SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Strava *strava = data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (g_str_equal (path, "/oauth/token"))
    return answer_token (strava, message);
  if (!is_authorised (strava, message))
    return refuse (message, 401, "Athlete", "access_token");
  if (g_str_equal (path, "/oauth/deauthorize"))
    {
      strava->revocations++;
      strava->revoked = TRUE;
      return fake_answer_json (message, 200, "{\"access_token\":\"access-geheim\"}");
    }
  if (++strava->lists == strava->fail_at)
    {
      fake_answer_json (message, strava->fail_status, strava->fail_body ? strava->fail_body : "");
      if (strava->retry_after)
        soup_message_headers_replace (headers, "Retry-After", strava->retry_after);
      return;
    }
  if (strava->usage)
    {
      soup_message_headers_replace (headers, "X-ReadRateLimit-Limit", "100,1000");
      soup_message_headers_replace (headers, "X-ReadRateLimit-Usage", strava->usage);
    }
  answer_list (strava, message, query);
}

static void
set_up (Place *place, gconstpointer data)
{
  place->workspace = scratch_workspace_new (&place->folder);
  place->athlete = online_athlete_new (place->workspace, SERVICE_STRAVA);
  place->keeper = secret_keeper_new_memory ();
  place->strava = (Strava) { .starts = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  place->service = fake_service_new (answer_cb, &place->strava);
}

static void
tear_down (Place *place, gconstpointer data)
{
  fake_service_free (place->service);
  secret_keeper_free (place->keeper);
  scratch_workspace_remove (place->workspace, place->folder);
  athlete_free (place->athlete);
  g_array_unref (place->strava.starts);
}

static Store *
store_of (Place *place)
{
  return saltline_workspace_get_store (place->workspace);
}

static AthleteStrava *
open_strava (Place *place, const char *base)
{
  g_autoptr(GError) error = NULL;
  AthleteStrava *strava = saltline_workspace_strava (place->workspace, place->athlete, place->keeper, base ? base : fake_service_url (place->service), &error);

  g_assert_no_error (error);
  g_assert_true (strava_keep_client (&strava->access, "4711", CLIENT_SECRET, &error));
  return strava;
}

/* Connected without a browser. */
static AthleteStrava *
connected (Place *place)
{
  AthleteStrava *strava = open_strava (place, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (strava_exchange_code (&strava->access, "code-geheim", "read,activity:read_all", NULL, &error));
  g_assert_no_error (error);
  return strava;
}

/* @n activities, @step_s apart, the last one an hour ago. */
static void
put_activities (Place *place, guint n, gint64 step_s)
{
  gint64 last = g_get_real_time () / INSTANT_SECOND - 3600;

  g_array_set_size (place->strava.starts, 0);
  for (guint i = 0; i < n; i++)
    {
      gint64 start = last - (n - 1 - i) * step_s;

      g_array_append_val (place->strava.starts, start);
    }
}

static guint
count_seen (Place *place)
{
  g_autoptr(GPtrArray) seen = saltline_workspace_own_view (place->workspace, place->athlete, NULL);

  return seen->len;
}

/* --- the browser --- */

typedef struct {
  const char *answer;   /* query behind the state: "&code=…&scope=…"; NULL: nobody answers */
  gboolean wrong_state;
  guint status;
  char *redirect;
  GThread *thread;
} Browser;

static gpointer
browse (gpointer data)
{
  Browser *browser = data;
  g_autoptr(HttpClient) client = http_client_new ();
  g_autoptr(HttpReply) reply = http_client_send (client, &(HttpRequest) { .method = "GET", .url = browser->redirect }, NULL, NULL);

  browser->status = reply ? reply->status : 0;
  return NULL;
}

static gboolean
show (const char *url, gpointer data, GError **error)
{
  Browser *browser = data;
  g_autoptr(GHashTable) query = soup_form_decode (strchr (url, '?') + 1);
  const char *redirect = g_hash_table_lookup (query, "redirect_uri"), *state = g_hash_table_lookup (query, "state");

  g_assert_cmpstr (g_hash_table_lookup (query, "client_id"), ==, "4711");
  g_assert_cmpstr (g_hash_table_lookup (query, "response_type"), ==, "code");
  g_assert_cmpstr (g_hash_table_lookup (query, "scope"), ==, "read,activity:read_all");
  g_assert_true (g_str_has_prefix (redirect, "http://127.0.0.1:"));
  g_assert_cmpuint (strlen (state), >=, 32);
  if (browser->answer == NULL)
    return TRUE;
  browser->redirect = g_strdup_printf ("%s?state=%s%s", redirect, browser->wrong_state ? "0000" : state, browser->answer);
  browser->thread = g_thread_new ("browser", browse, browser);
  return TRUE;
}

static gboolean
log_in (Place *place, Browser *browser, GError **error)
{
  g_autoptr(AthleteStrava) strava = open_strava (place, NULL);
  gboolean done = athlete_strava_connect (strava, show, browser, 1000, NULL, error);

  if (browser->thread)
    g_thread_join (browser->thread);
  return done;
}

static void
browser_clear (Browser *browser)
{
  g_free (browser->redirect);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Browser, browser_clear)

static void
test_an_athlete_connects_in_the_browser_and_the_port_is_closed_after (Place *place, gconstpointer data)
{
  g_auto(Browser) browser = { .answer = "&code=code-geheim&scope=read,activity:read_all" };
  g_autoptr(AthleteStrava) strava = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (service_choose (store_of (place), SERVICE_STRAVA, place->athlete->id, FALSE, NULL));
  g_assert_true (log_in (place, &browser, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (browser.status, ==, 200);
  g_assert_true (service_is_chosen (store_of (place), SERVICE_STRAVA, place->athlete->id));
  strava = open_strava (place, NULL);
  g_assert_true (strava_is_connected (&strava->access, NULL));
  browse (&browser);
  g_assert_cmpuint (browser.status, ==, 0);
}

static void
test_what_comes_back_otherwise_connects_nothing (Place *place, gconstpointer data)
{
  static const struct { Browser browser; ServicesError code; } cases[] = {
    { { .answer = "&code=code-geheim&scope=read,activity:read_all", .wrong_state = TRUE }, SERVICES_ERROR_DENIED },
    { { .answer = "&error=access_denied" }, SERVICES_ERROR_DENIED },
    { { .answer = "&code=code-geheim&scope=read" }, SERVICES_ERROR_DENIED },
    { { .answer = "&scope=activity:read" }, SERVICES_ERROR_DENIED },
    { { .answer = "&code=another&scope=activity:read" }, SERVICES_ERROR_REFUSED },
    { { .answer = NULL }, SERVICES_ERROR_TIMEOUT },
  };

  g_assert_true (service_choose (store_of (place), SERVICE_STRAVA, place->athlete->id, FALSE, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Browser) browser = cases[i].browser;
      g_autoptr(AthleteStrava) strava = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_false (log_in (place, &browser, &error));
      g_assert_error (error, SERVICES_ERROR, (int) cases[i].code);
      g_assert_null (strstr (error->message, "geheim"));
      g_assert_false (service_is_chosen (store_of (place), SERVICE_STRAVA, place->athlete->id));
      strava = open_strava (place, NULL);
      g_assert_false (strava_is_connected (&strava->access, NULL));
    }
}

/* --- reading --- */

static void
test_every_activity_is_there_once_whatever_the_pages (Place *place, gconstpointer data)
{
  static const guint per_page[] = { 1, 2, 3, 7, 20, 21, 100 };
  g_autoptr(AthleteStrava) strava = connected (place);

  for (guint descending = 0; descending < 2; descending++)
    for (guint i = 0; i < G_N_ELEMENTS (per_page); i++)
      {
        const StravaOptions options = { .page = per_page[i] };
        g_autoptr(GError) error = NULL;
        LentCounts counts;

        if (descending && per_page[i] == 1)
          continue; /* a list of one has no order */
        put_activities (place, 20, 3600);
        place->strava.descending = descending;
        for (guint same = 5; same < 9; same++) /* four that began in one second */
          g_array_index (place->strava.starts, gint64, same) = g_array_index (place->strava.starts, gint64, 5);
        g_assert_true (store_erase_lent (store_of (place), place->athlete->id, STRAVA_SOURCE, NULL, NULL));
        g_assert_true (strava_sync (&strava->access, &options, NULL, &counts, &error));
        g_assert_no_error (error);
        g_assert_cmpuint (counts.added, ==, 20);
        g_assert_cmpuint (counts.unchanged + counts.updated + counts.erased, ==, 0);
        g_assert_cmpuint (count_seen (place), ==, 20);
      }
}

static void
test_edits_and_deletions_of_the_last_fortnight_arrive (Place *place, gconstpointer data)
{
  g_autoptr(AthleteStrava) strava = connected (place);
  g_autoptr(GPtrArray) seen = NULL;
  LentCounts counts;

  put_activities (place, 10, 86400);
  g_assert_true (strava_sync (&strava->access, NULL, NULL, &counts, NULL));
  place->strava.edited = 4;
  g_array_index (place->strava.starts, gint64, 6) = -1;
  g_assert_true (strava_sync (&strava->access, NULL, NULL, &counts, NULL));
  g_assert_cmpuint (counts.added, ==, 0);
  g_assert_cmpuint (counts.updated, ==, 1);
  g_assert_cmpuint (counts.unchanged, ==, 8);
  g_assert_cmpuint (counts.erased, ==, 1);
  seen = saltline_workspace_own_view (place->workspace, place->athlete, NULL);
  g_assert_cmpuint (seen->len, ==, 9);
  g_assert_cmpstr (((OwnActivity *) seen->pdata[3])->title, ==, "Neuer Name");
}

static void
test_a_reading_that_breaks_off_anywhere_goes_on_without_loss_or_repetition (Place *place, gconstpointer data)
{
  static const struct { guint status; const char *body; } faults[] = {
    { 500, "<html>" }, { 503, "" }, { 403, "{\"message\":\"Forbidden\",\"errors\":[]}" }, { 404, "{\"message\":\"Record Not Found\"}" },
    { 200, "[{\"id\": 5, \"na" }, { 200, "{\"message\":\"a\"}" }, { 200, "[{\"id\":7}]" }, { 200, "" },
  };
  const StravaOptions options = { .page = 3 };
  g_autoptr(AthleteStrava) strava = connected (place);

  put_activities (place, 11, 3600);
  for (guint fault = 0; fault < G_N_ELEMENTS (faults); fault++)
    for (guint at = 1; at <= 5; at++)
      {
        LentCounts broken, rest;
        g_autoptr(GError) error = NULL;

        g_assert_true (store_erase_lent (store_of (place), place->athlete->id, STRAVA_SOURCE, NULL, NULL));
        place->strava.lists = 0;
        place->strava.fail_at = at;
        place->strava.fail_status = faults[fault].status;
        place->strava.fail_body = faults[fault].body;
        g_assert_false (strava_sync (&strava->access, &options, NULL, &broken, &error));
        g_assert_nonnull (error);
        place->strava.fail_at = 0;
        g_clear_error (&error);
        g_assert_true (strava_sync (&strava->access, &options, NULL, &rest, &error));
        g_assert_no_error (error);
        g_assert_cmpuint (broken.added + rest.added, ==, 11);
        g_assert_cmpuint (rest.updated + rest.unchanged + rest.erased, ==, 0);
        g_assert_cmpuint (count_seen (place), ==, 11);
      }
}

static void
test_a_connection_lost_at_any_byte_loses_and_doubles_nothing (Place *place, gconstpointer data)
{
  static const char answer[] =
    "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n"
    "[{\"id\":1,\"name\":\"Lauf\",\"sport_type\":\"Run\",\"start_date\":\"2026-06-01T06:00:00Z\",\"elapsed_time\":60},"
    "{\"id\":2,\"name\":\"Lauf\",\"sport_type\":\"Run\",\"start_date\":\"2026-06-02T06:00:00Z\",\"elapsed_time\":60}]";
  g_autoptr(FakeWire) wire = fake_wire_new (answer);
  g_autoptr(AthleteStrava) real = connected (place), strava = open_strava (place, fake_wire_url (wire));
  char *tokens = place->keeper->get (place->keeper, real->account, NULL);

  g_assert_true (place->keeper->put (place->keeper, strava->account, "", tokens, NULL));
  secret_free (tokens);
  for (gsize n = 0; n <= strlen (answer); n++)
    {
      LentCounts counts;
      g_autoptr(GError) error = NULL;

      fake_wire_cut (wire, n);
      g_assert_true (strava_sync (&strava->access, NULL, NULL, &counts, &error) == (n == strlen (answer)));
      g_assert_cmpuint (count_seen (place), ==, n == strlen (answer) ? 2 : 0);
    }
}

/* --- tokens --- */

/* A keyring that notes what it is given, and may say no. */
typedef struct {
  SecretKeeper keeper;
  SecretKeeper *within;
  gboolean refuses;
  guint puts, lists_at_put;
  Strava *strava;
} NotingKeeper;

static gboolean
noting_put (SecretKeeper *keeper, const char *account, const char *label, const char *secret, GError **error)
{
  NotingKeeper *noting = (NotingKeeper *) keeper;

  noting->puts++;
  noting->lists_at_put = noting->strava->lists;
  if (!noting->refuses)
    return noting->within->put (noting->within, account, label, secret, error);
  g_set_error_literal (error, SERVICES_ERROR, SERVICES_ERROR_KEYRING, "locked");
  return FALSE;
}

static char *
noting_get (SecretKeeper *keeper, const char *account, GError **error)
{
  return ((NotingKeeper *) keeper)->within->get (((NotingKeeper *) keeper)->within, account, error);
}

static gboolean
noting_drop (SecretKeeper *keeper, const char *account, GError **error)
{
  return ((NotingKeeper *) keeper)->within->drop (((NotingKeeper *) keeper)->within, account, error);
}

/* As if the token had been written @seconds earlier. */
static void
age_tokens (Place *place, AthleteStrava *strava, gint64 seconds)
{
  char *text = place->keeper->get (place->keeper, strava->account, NULL), *at = strstr (text, "\"expires_us\":") + strlen ("\"expires_us\":");
  gint64 expires_us = g_ascii_strtoll (at, NULL, 10);
  g_autofree char *aged = g_strdup_printf ("%.*s%" G_GINT64_FORMAT "}", (int) (at - text), text, expires_us - seconds * INSTANT_SECOND);

  g_assert_true (place->keeper->put (place->keeper, strava->account, "", aged, NULL));
  g_free (text);
}

static void
test_a_rotated_token_is_kept_before_it_is_used (Place *place, gconstpointer data)
{
  g_autoptr(AthleteStrava) strava = connected (place);
  NotingKeeper noting = { { noting_put, noting_get, noting_drop, NULL, TRUE }, place->keeper, FALSE, 0, 0, &place->strava };
  g_autoptr(GError) error = NULL;
  LentCounts counts;

  put_activities (place, 3, 3600);
  strava->access.keeper = &noting.keeper;
  age_tokens (place, strava, 21600 - 60);
  g_assert_true (strava_sync (&strava->access, NULL, NULL, &counts, NULL));
  g_assert_cmpuint (noting.puts, ==, 1);
  g_assert_cmpuint (noting.lists_at_put, ==, 0);
  g_assert_cmpuint (place->strava.rotation, ==, 2);
  age_tokens (place, strava, 21600);
  noting.refuses = TRUE;
  place->strava.lists = 0;
  g_assert_false (strava_sync (&strava->access, NULL, NULL, &counts, &error));
  g_assert_error (error, SERVICES_ERROR, SERVICES_ERROR_KEYRING);
  g_assert_cmpuint (place->strava.lists, ==, 0);
}

static void
test_a_clock_that_is_wrong_costs_one_more_request_at_most (Place *place, gconstpointer data)
{
  g_autoptr(AthleteStrava) strava = connected (place);
  LentCounts counts;

  put_activities (place, 3, 3600);
  /* The service thinks that the token is over, this machine does not; and the other way. */
  place->strava.access_valid = 999;
  g_assert_true (strava_sync (&strava->access, NULL, NULL, &counts, NULL));
  g_assert_cmpuint (counts.added, ==, 3);
  g_assert_cmpuint (place->strava.tokens, ==, 2);
  age_tokens (place, strava, -400 * 86400);
  g_assert_true (strava_sync (&strava->access, NULL, NULL, &counts, NULL));
  g_assert_cmpuint (place->strava.tokens, ==, 3);
}

static void
test_a_revoked_access_is_said_and_asks_no_further (Place *place, gconstpointer data)
{
  g_autoptr(AthleteStrava) strava = connected (place);
  g_autoptr(GError) error = NULL;
  LentCounts counts;
  guint asked;

  place->strava.revoked = TRUE;
  asked = fake_service_asked (place->service);
  g_assert_false (strava_sync (&strava->access, NULL, NULL, &counts, &error));
  g_assert_error (error, SERVICES_ERROR, SERVICES_ERROR_UNAUTHORISED);
  g_assert_nonnull (strstr (error->message, "refresh_token: invalid"));
  g_assert_cmpuint (fake_service_asked (place->service) - asked, ==, 2);
}

static void
test_limits_are_obeyed_before_they_are_broken (Place *place, gconstpointer data)
{
  const StravaOptions options = { .page = 2 };
  g_autoptr(AthleteStrava) strava = connected (place);
  g_autoptr(GError) error = NULL;
  LentCounts first, rest;
  gint64 now_us = g_get_real_time ();

  put_activities (place, 6, 3600);
  place->strava.usage = "100,420";
  g_assert_false (strava_sync (&strava->access, &options, NULL, &first, &error));
  g_assert_error (error, SERVICES_ERROR, SERVICES_ERROR_WAIT);
  g_assert_cmpuint (place->strava.lists, ==, 1);
  g_assert_cmpint (service_wait_until (store_of (place), SERVICE_STRAVA), >, now_us);
  g_assert_cmpint (service_wait_until (store_of (place), SERVICE_STRAVA), <=, now_us + 16 * INSTANT_MINUTE);
  g_clear_error (&error);
  g_assert_false (strava_sync (&strava->access, &options, NULL, &rest, &error));
  g_assert_error (error, SERVICES_ERROR, SERVICES_ERROR_WAIT);
  g_assert_cmpuint (place->strava.lists, ==, 1);
  place->strava.usage = "12,420";
  g_assert_true (service_wait (store_of (place), SERVICE_STRAVA, 0, NULL));
  g_assert_true (strava_sync (&strava->access, &options, NULL, &rest, NULL));
  g_assert_cmpuint (first.added + rest.added, ==, 6);
}

static void
test_too_many_requests_wait_as_long_as_asked (Place *place, gconstpointer data)
{
  g_autoptr(AthleteStrava) strava = connected (place);
  g_autoptr(GError) error = NULL;
  LentCounts counts;
  gint64 now_us = g_get_real_time ();

  place->strava.fail_at = 1;
  place->strava.fail_status = 429;
  place->strava.fail_body = "{\"message\":\"Rate Limit Exceeded\",\"errors\":[{\"resource\":\"Application\",\"field\":\"rate limit\",\"code\":\"exceeded\"}]}";
  place->strava.retry_after = "3000";
  g_assert_false (strava_sync (&strava->access, NULL, NULL, &counts, &error));
  g_assert_error (error, SERVICES_ERROR, SERVICES_ERROR_WAIT);
  g_assert_cmpint (service_wait_until (store_of (place), SERVICE_STRAVA), >=, now_us + 2999 * INSTANT_SECOND);
  g_assert_cmpint (service_wait_until (store_of (place), SERVICE_STRAVA), <, now_us + 3100 * INSTANT_SECOND);
}

/* --- the end --- */

static void
test_disconnecting_revokes_and_erases (Place *place, gconstpointer data)
{
  g_autoptr(AthleteStrava) strava = connected (place);
  g_autoptr(GError) error = NULL;
  LentCounts counts;
  gboolean revoked;
  guint erased;

  put_activities (place, 4, 3600);
  g_assert_true (strava_sync (&strava->access, NULL, NULL, &counts, NULL));
  g_assert_true (athlete_strava_disconnect (strava, &erased, &revoked, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (erased, ==, 4);
  g_assert_true (revoked);
  g_assert_cmpuint (place->strava.revocations, ==, 1);
  g_assert_cmpuint (count_seen (place), ==, 0);
  g_assert_false (strava_is_connected (&strava->access, NULL));
  g_assert_false (service_is_chosen (store_of (place), SERVICE_STRAVA, place->athlete->id));
}

static void
test_disconnecting_erases_also_when_strava_cannot_be_told (Place *place, gconstpointer data)
{
  g_autoptr(AthleteStrava) strava = connected (place);
  g_autoptr(GError) error = NULL;
  LentCounts counts;
  gboolean revoked;
  guint erased;

  put_activities (place, 4, 3600);
  g_assert_true (strava_sync (&strava->access, NULL, NULL, &counts, NULL));
  g_assert_true (services_switch (store_of (place), FALSE, NULL));
  g_assert_false (athlete_strava_disconnect (strava, &erased, &revoked, NULL, &error));
  g_assert_error (error, SERVICES_ERROR, SERVICES_ERROR_OFF);
  g_assert_nonnull (strstr (error->message, "strava.com/settings/apps"));
  g_assert_cmpuint (erased, ==, 4);
  g_assert_cmpuint (place->strava.revocations, ==, 0);
  g_assert_false (strava_is_connected (&strava->access, NULL));
}

static void
test_erasing_an_athlete_ends_the_access_and_empties_the_keyring (Place *place, gconstpointer data)
{
  g_autoptr(AthleteStrava) strava = connected (place);

  g_assert_null (saltline_workspace_forget_strava (place->workspace, place->athlete->id, place->keeper, fake_service_url (place->service)));
  g_assert_cmpuint (place->strava.revocations, ==, 1);
  g_assert_false (strava_is_connected (&strava->access, NULL));
  g_assert_null (place->keeper->get (place->keeper, strava->account, NULL));
}

static void
test_an_athlete_erased_offline_leaves_no_token_but_a_word (Place *place, gconstpointer data)
{
  g_autoptr(AthleteStrava) strava = open_strava (place, STRAVA_BASE), other = NULL;
  g_autofree char *account = g_strdup (strava->account);
  g_auto(AthleteErasure) erasure = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (place->keeper->put (place->keeper, account, "x", "{\"access\":\"access-geheim-1\",\"refresh\":\"refresh-geheim-1\",\"scope\":\"read,activity:read_all\","
                                     "\"expires_us\":4000000000000000}", &error));
  g_assert_true (services_switch (store_of (place), FALSE, NULL));
  g_assert_true (saltline_workspace_erase_athlete (place->workspace, place->athlete->id, place->keeper, &erasure, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (erasure.remaining->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (erasure.remaining, 0), "strava.com/settings/apps"));
  g_assert_null (strstr (g_ptr_array_index (erasure.remaining, 0), "geheim"));
  g_assert_null (place->keeper->get (place->keeper, account, NULL));
}

static gboolean
refuse_put (SecretKeeper *keeper, const char *account, const char *label, const char *secret, GError **error)
{
  g_set_error_literal (error, SERVICES_ERROR, SERVICES_ERROR_KEYRING, "no keyring");
  return FALSE;
}

static char *
refuse_get (SecretKeeper *keeper, const char *account, GError **error)
{
  refuse_put (keeper, account, NULL, NULL, error);
  return NULL;
}

static gboolean
refuse_drop (SecretKeeper *keeper, const char *account, GError **error)
{
  return refuse_put (keeper, account, NULL, NULL, error);
}

static void
test_a_keyring_that_is_gone_is_told_only_of_athletes_who_used_it (Place *place, gconstpointer data)
{
  g_autoptr(AthleteStrava) strava = connected (place);
  SecretKeeper none = { refuse_put, refuse_get, refuse_drop, NULL, TRUE };
  g_autofree char *told = saltline_workspace_forget_strava (place->workspace, place->athlete->id, &none, fake_service_url (place->service));

  g_assert_nonnull (told);
  g_assert_nonnull (strstr (told, "no keyring"));
  g_assert_true (service_choose (store_of (place), SERVICE_STRAVA, place->athlete->id, FALSE, NULL));
  g_assert_null (saltline_workspace_forget_strava (place->workspace, place->athlete->id, &none, fake_service_url (place->service)));
}

static void
assert_nowhere (const char *folder, const char *secret)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *bytes = NULL;
      gsize length;

      if (g_file_get_contents (path, &bytes, &length, NULL) && g_strstr_len (bytes, (gssize) length, secret))
        g_error ("%s holds a secret", path);
    }
}

static void
test_no_token_and_no_secret_is_in_any_file_or_message (Place *place, gconstpointer data)
{
  static const guint statuses[] = { 400, 401, 403, 404, 429, 500, 503 };
  g_autoptr(AthleteStrava) strava = connected (place);
  g_autoptr(GPtrArray) contacts = NULL;
  gboolean revoked;
  guint erased;

  put_activities (place, 4, 3600);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr(GError) error = NULL;
      LentCounts counts;

      /* A service that gives back what it was sent. */
      place->strava.lists = 0;
      place->strava.fail_at = 1;
      place->strava.fail_status = statuses[i];
      place->strava.fail_body = "{\"message\":\"no: access-geheim-1 access-geheim-2 access-geheim-3\"}";
      g_assert_true (service_wait (store_of (place), SERVICE_STRAVA, 0, NULL));
      if (!strava_sync (&strava->access, NULL, NULL, &counts, &error))
        {
          g_autofree char *current = token ("access", place->strava.access_valid);

          g_assert_null (strstr (error->message, current));
        }
    }
  g_assert_true (service_wait (store_of (place), SERVICE_STRAVA, 0, NULL));
  athlete_strava_disconnect (strava, &erased, &revoked, NULL, NULL);
  contacts = store_contacts (store_of (place), NULL, 1000, NULL);
  g_assert_cmpuint (contacts->len, >=, 8);
  for (guint i = 0; i < contacts->len; i++)
    {
      const ServiceContact *contact = g_ptr_array_index (contacts, i);

      g_assert_null (strstr (contact->what, "geheim"));
      g_assert_null (strstr (contact->outcome, "geheim"));
    }
  assert_nowhere (place->folder, "geheim");
  assert_nowhere (place->folder, CLIENT_SECRET);
}

/* Whatever it was doing: tokens were read, sent, refused and given back by the service. */
static void
test_a_crash_shows_no_token (Place *place, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      g_autoptr(AthleteStrava) strava = connected (place);
      g_autoptr(GError) error = NULL;
      LentCounts counts;

      place->strava.fail_at = 1;
      place->strava.fail_status = 500;
      place->strava.fail_body = "{\"message\":\"no: access-geheim-1\"}";
      g_assert_false (strava_sync (&strava->access, NULL, NULL, &counts, &error));
      g_error ("the end: %s", error->message);
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*the end: *500*");
  g_test_trap_assert_stderr_unmatched ("*geheim*");
  g_test_trap_assert_stderr_unmatched ("*" CLIENT_SECRET "*");
  g_test_trap_assert_stdout_unmatched ("*geheim*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Place, NULL, set_up, test, tear_down)
  ADD ("/services/strava/connect", test_an_athlete_connects_in_the_browser_and_the_port_is_closed_after);
  ADD ("/services/strava/connect-nothing", test_what_comes_back_otherwise_connects_nothing);
  ADD ("/services/strava/pages", test_every_activity_is_there_once_whatever_the_pages);
  ADD ("/services/strava/fortnight", test_edits_and_deletions_of_the_last_fortnight_arrive);
  ADD ("/services/strava/resume", test_a_reading_that_breaks_off_anywhere_goes_on_without_loss_or_repetition);
  ADD ("/services/strava/every-byte", test_a_connection_lost_at_any_byte_loses_and_doubles_nothing);
  ADD ("/services/strava/rotation", test_a_rotated_token_is_kept_before_it_is_used);
  ADD ("/services/strava/clock", test_a_clock_that_is_wrong_costs_one_more_request_at_most);
  ADD ("/services/strava/revoked", test_a_revoked_access_is_said_and_asks_no_further);
  ADD ("/services/strava/limits", test_limits_are_obeyed_before_they_are_broken);
  ADD ("/services/strava/retry-after", test_too_many_requests_wait_as_long_as_asked);
  ADD ("/services/strava/disconnect", test_disconnecting_revokes_and_erases);
  ADD ("/services/strava/disconnect-offline", test_disconnecting_erases_also_when_strava_cannot_be_told);
  ADD ("/services/strava/erased", test_erasing_an_athlete_ends_the_access_and_empties_the_keyring);
  ADD ("/services/strava/erased-offline", test_an_athlete_erased_offline_leaves_no_token_but_a_word);
  ADD ("/services/strava/erased-without-keyring", test_a_keyring_that_is_gone_is_told_only_of_athletes_who_used_it);
  ADD ("/services/strava/secrets", test_no_token_and_no_secret_is_in_any_file_or_message);
  ADD ("/services/strava/crash", test_a_crash_shows_no_token);
  return g_test_run ();
}
