/* tests/services/test-http.c */
#include <string.h>

#include "base/instant.h"
#include "fake-service.h"
#include "services/http.h"

#define JSON "{\"answer\": 42}"

static HttpReply *
get (const char *base, const char *path, HttpRequest request, GError **error)
{
  g_autoptr(HttpClient) client = http_client_new ();
  g_autofree char *url = g_strconcat (base, path, NULL);

  request.method = request.form ? "POST" : "GET";
  request.url = url;
  return http_client_send (client, &request, NULL, error);
}

static void
fails_with (const char *base, const char *path, HttpRequest request, ServicesError code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HttpReply) reply = get (base, path, request, &error);

  g_assert_null (reply);
  g_assert_error (error, SERVICES_ERROR, (int) code);
}

/* The thread of a slow answer waits in steps, so that the test ends soon. */
static gboolean
drip_cb (gpointer data)
{
  SoupServerMessage *message = data;
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  if (soup_server_message_get_socket (message) == NULL)
    return G_SOURCE_REMOVE;
  soup_message_body_append (body, SOUP_MEMORY_STATIC, " ", 1);
  soup_server_message_unpause (message);
  return G_SOURCE_CONTINUE;
}

static void
answer_cb (SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  fake_answer_json (message, 200, JSON);
  if (g_str_equal (path, "/circle"))
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "/circle");
  else if (g_str_equal (path, "/once"))
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "/fine");
  else if (g_str_equal (path, "/away"))
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "http://example.invalid/");
  else if (g_str_equal (path, "/file"))
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "file:///etc/passwd");
  else if (g_str_equal (path, "/huge"))
    {
      g_autofree char *huge = g_strnfill (3 * 1024 * 1024, ' ');

      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, huge, 3 * 1024 * 1024);
    }
  else if (g_str_equal (path, "/slow"))
    {
      g_autoptr(GSource) drip = g_timeout_source_new (30);

      soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
      soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
      g_source_set_callback (drip, drip_cb, g_object_ref (message), g_object_unref);
      g_source_attach (drip, g_main_context_get_thread_default ());
    }
  else if (g_str_equal (path, "/later"))
    soup_message_headers_replace (headers, "Retry-After", "120");
  else if (g_str_equal (path, "/nonsense"))
    soup_message_headers_replace (headers, "Retry-After", "soon");
}

static void
test_an_answer_comes_whole (void)
{
  g_autoptr(FakeService) service = fake_service_new (answer_cb, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(HttpReply) reply = get (fake_service_url (service), "/once", (HttpRequest) { 0 }, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (reply->content_type, ==, "application/json");
  g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), JSON, strlen (JSON));
}

static void
test_redirects_end_and_stay_within_the_host (void)
{
  g_autoptr(FakeService) service = fake_service_new (answer_cb, NULL);
  const char *url = fake_service_url (service);

  fails_with (url, "/circle", (HttpRequest) { 0 }, SERVICES_ERROR_REDIRECT);
  g_assert_cmpuint (fake_service_asked (service), <=, 6);
  fails_with (url, "/away", (HttpRequest) { 0 }, SERVICES_ERROR_REDIRECT);
  fails_with (url, "/file", (HttpRequest) { 0 }, SERVICES_ERROR_REDIRECT);
}

static void
test_a_secret_follows_no_redirect_and_leaves_no_open_way (void)
{
  g_autoptr(FakeService) service = fake_service_new (answer_cb, NULL);

  fails_with (fake_service_url (service), "/once", (HttpRequest) { .bearer = "t" }, SERVICES_ERROR_REDIRECT);
  fails_with ("http://example.invalid", "/", (HttpRequest) { .bearer = "t" }, SERVICES_ERROR_USAGE);
  fails_with ("http://example.invalid", "/", (HttpRequest) { .form = "a=b" }, SERVICES_ERROR_USAGE);
  fails_with ("ftp://example.invalid", "/", (HttpRequest) { 0 }, SERVICES_ERROR_USAGE);
  fails_with ("nowhere", "/", (HttpRequest) { 0 }, SERVICES_ERROR_USAGE);
}

static void
test_a_huge_answer_is_left_unread (void)
{
  g_autoptr(FakeService) service = fake_service_new (answer_cb, NULL);

  fails_with (fake_service_url (service), "/huge", (HttpRequest) { .most_bytes = 1024 * 1024 }, SERVICES_ERROR_TOO_LARGE);
  fails_with (fake_service_url (service), "/slow", (HttpRequest) { .most_bytes = 2 }, SERVICES_ERROR_TOO_LARGE); /* and has no end */
}

static void
test_slow_bytes_run_out_of_time (void)
{
  g_autoptr(FakeService) service = fake_service_new (answer_cb, NULL);
  gint64 begun_us = g_get_monotonic_time ();

  fails_with (fake_service_url (service), "/slow", (HttpRequest) { .most_ms = 400 }, SERVICES_ERROR_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 10 * INSTANT_SECOND);
}

static void
test_a_self_signed_certificate_is_refused_before_anything_is_sent (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "self-signed.pem", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autoptr(FakeService) service = NULL;

  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_UNAVAILABLE))
    {
      g_test_skip ("no TLS here");
      return;
    }
  g_assert_no_error (error);
  service = fake_service_new_tls (answer_cb, NULL, certificate);
  fails_with (fake_service_url (service), "/fine", (HttpRequest) { .bearer = "token" }, SERVICES_ERROR_TLS);
  g_assert_cmpuint (fake_service_asked (service), ==, 0);
}

static void
test_nobody_there_is_said (void)
{
  g_autoptr(FakeWire) wire = fake_wire_new ("");

  fails_with (fake_wire_url (wire), "/", (HttpRequest) { 0 }, SERVICES_ERROR_UNREACHABLE);
  fails_with ("http://127.0.0.1:1", "/", (HttpRequest) { 0 }, SERVICES_ERROR_UNREACHABLE);
}

/* Whatever arrives of an answer with a length: all of it, or an error. Of chunks the network library forgives a missing end: then
 * it is a beginning of the answer, which JSON knows from a whole one. */
static void
test_a_connection_lost_at_any_byte_gives_no_half_answer (void)
{
  static const char *const answers[] = {
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\nConnection: close\r\n\r\n" JSON,
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"ans\r\n9\r\nwer\": 42}\r\n0\r\n\r\n",
  };

  for (guint a = 0; a < G_N_ELEMENTS (answers); a++)
    {
      g_autoptr(FakeWire) wire = fake_wire_new (answers[a]);
      guint whole = 0;

      for (gsize n = 0; n <= strlen (answers[a]); n++)
        {
          g_autoptr(GError) error = NULL;
          g_autoptr(HttpReply) reply = NULL;

          fake_wire_cut (wire, n);
          reply = get (fake_wire_url (wire), "/", (HttpRequest) { 0 }, &error);
          if (reply && reply->status == 200)
            {
              gsize size;
              const char *body = g_bytes_get_data (reply->body, &size);

              g_assert_cmpmem (body, size, JSON, a == 0 ? strlen (JSON) : size);
              whole += size == strlen (JSON);
            }
          else if (reply == NULL)
            g_assert_error (error, SERVICES_ERROR, SERVICES_ERROR_UNREACHABLE);
        }
      g_assert_cmpuint (whole, >=, 1);
    }
}

static void
test_retry_after_is_read_in_both_forms_and_never_beyond_a_day (void)
{
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  const HttpReply reply = { .headers = headers };
  gint64 now_us = G_GINT64_CONSTANT (1782864000) * INSTANT_SECOND;

  g_assert_cmpint (http_retry_after_us (&reply, now_us), ==, now_us);
  soup_message_headers_replace (headers, "Retry-After", "120");
  g_assert_cmpint (http_retry_after_us (&reply, now_us), ==, now_us + 120 * INSTANT_SECOND);
  soup_message_headers_replace (headers, "Retry-After", "Wed, 01 Jul 2026 00:10:00 GMT");
  g_assert_cmpint (http_retry_after_us (&reply, now_us), ==, now_us + 600 * INSTANT_SECOND);
  soup_message_headers_replace (headers, "Retry-After", "Wed, 01 Jul 2015 00:10:00 GMT");
  g_assert_cmpint (http_retry_after_us (&reply, now_us), ==, now_us);
  soup_message_headers_replace (headers, "Retry-After", "604000");
  g_assert_cmpint (http_retry_after_us (&reply, now_us), ==, now_us + INSTANT_DAY);
  soup_message_headers_replace (headers, "Retry-After", "-5 soon");
  g_assert_cmpint (http_retry_after_us (&reply, now_us), ==, now_us);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_the_caller_can_stop_it (void)
{
  g_autoptr(FakeService) service = fake_service_new (answer_cb, NULL);
  g_autoptr(HttpClient) client = http_client_new ();
  g_autofree char *url = g_strconcat (fake_service_url (service), "/slow", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_null (http_client_send (client, &(HttpRequest) { .method = "GET", .url = url }, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/http/whole", test_an_answer_comes_whole);
  g_test_add_func ("/services/http/redirects", test_redirects_end_and_stay_within_the_host);
  g_test_add_func ("/services/http/secrets", test_a_secret_follows_no_redirect_and_leaves_no_open_way);
  g_test_add_func ("/services/http/huge", test_a_huge_answer_is_left_unread);
  g_test_add_func ("/services/http/slow", test_slow_bytes_run_out_of_time);
  g_test_add_func ("/services/http/tls", test_a_self_signed_certificate_is_refused_before_anything_is_sent);
  g_test_add_func ("/services/http/nobody", test_nobody_there_is_said);
  g_test_add_func ("/services/http/every-byte", test_a_connection_lost_at_any_byte_gives_no_half_answer);
  g_test_add_func ("/services/http/retry-after", test_retry_after_is_read_in_both_forms_and_never_beyond_a_day);
  g_test_add_func ("/services/http/cancel", test_the_caller_can_stop_it);
  return g_test_run ();
}
