/* tests/services/fake-service.c */
#include "fake-service.h"

#include <string.h>

struct _FakeService {
  FakeAnswer answer;
  gpointer data;
  GTlsCertificate *certificate;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  SoupServer *server;
  char *url;
  int asked;
  GMutex mutex;
  GCond ready;
};

static void
asked_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  FakeService *service = data;

  g_atomic_int_inc (&service->asked);
  service->answer (message, path, query, service->data);
}

static gpointer
serve (gpointer data)
{
  FakeService *service = data;
  g_autoptr(GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (service->context);
  service->server = soup_server_new ("tls-certificate", service->certificate, NULL);
  soup_server_add_handler (service->server, NULL, asked_cb, service, NULL);
  soup_server_listen_local (service->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | (service->certificate ? SOUP_SERVER_LISTEN_HTTPS : 0), &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (service->server);
  g_mutex_lock (&service->mutex);
  service->url = g_strdup_printf ("%s://127.0.0.1:%d", service->certificate ? "https" : "http", g_uri_get_port (uris->data));
  g_cond_signal (&service->ready);
  g_mutex_unlock (&service->mutex);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (service->loop);
  soup_server_disconnect (service->server);
  g_clear_object (&service->server);
  while (g_main_context_iteration (service->context, FALSE))
    ;
  g_main_context_pop_thread_default (service->context);
  return NULL;
}

FakeService *
fake_service_new_tls (FakeAnswer answer, gpointer data, GTlsCertificate *certificate)
{
  FakeService *service = g_new0 (FakeService, 1);

  service->answer = answer;
  service->data = data;
  service->certificate = certificate;
  service->context = g_main_context_new ();
  service->loop = g_main_loop_new (service->context, FALSE);
  g_mutex_init (&service->mutex);
  g_cond_init (&service->ready);
  service->thread = g_thread_new ("fake service", serve, service);
  g_mutex_lock (&service->mutex);
  while (service->url == NULL)
    g_cond_wait (&service->ready, &service->mutex);
  g_mutex_unlock (&service->mutex);
  return service;
}

FakeService *
fake_service_new (FakeAnswer answer, gpointer data)
{
  return fake_service_new_tls (answer, data, NULL);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
fake_service_free (FakeService *service)
{
  g_main_context_invoke (service->context, quit_cb, service->loop);
  g_thread_join (service->thread);
  g_main_loop_unref (service->loop);
  g_main_context_unref (service->context);
  g_mutex_clear (&service->mutex);
  g_cond_clear (&service->ready);
  g_free (service->url);
  g_free (service);
}

const char *
fake_service_url (FakeService *service)
{
  return service->url;
}

guint
fake_service_asked (FakeService *service)
{
  return (guint) g_atomic_int_get (&service->asked);
}

void
fake_answer_json (SoupServerMessage *message, guint status, const char *json)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_COPY, json, strlen (json));
}

struct _FakeWire {
  GSocketListener *listener;
  GCancellable *stop;
  GThread *thread;
  char *bytes;
  gsize length;   /* atomic */
  char *url;
};

static void
answer_on (FakeWire *wire, GSocketConnection *connection)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char heard[8192];
  gsize n = 0;
  gssize more;

  /* Up to the end of the request's head; a body, if any, is short and comes along. */
  do
    {
      more = g_input_stream_read (in, heard + n, sizeof heard - 1 - n, NULL, NULL);
      n += more > 0 ? (gsize) more : 0;
      heard[n] = '\0';
    }
  while (more > 0 && n < sizeof heard - 1 && strstr (heard, "\r\n\r\n") == NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), wire->bytes, (gsize) g_atomic_pointer_get (&wire->length),
                             NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

static gpointer
hang_up_on_everybody (gpointer data)
{
  FakeWire *wire = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (wire->listener, NULL, wire->stop, NULL)))
    {
      answer_on (wire, connection);
      g_object_unref (connection);
    }
  return NULL;
}

FakeWire *
fake_wire_new (const char *bytes)
{
  FakeWire *wire = g_new0 (FakeWire, 1);
  g_autoptr(GError) error = NULL;

  wire->bytes = g_strdup (bytes);
  wire->length = strlen (bytes);
  wire->listener = g_socket_listener_new ();
  wire->stop = g_cancellable_new ();
  wire->url = g_strdup_printf ("http://127.0.0.1:%u", g_socket_listener_add_any_inet_port (wire->listener, NULL, &error));
  g_assert_no_error (error);
  wire->thread = g_thread_new ("fake wire", hang_up_on_everybody, wire);
  return wire;
}

void
fake_wire_cut (FakeWire *wire, gsize length)
{
  g_atomic_pointer_set (&wire->length, length);
}

const char *
fake_wire_url (FakeWire *wire)
{
  return wire->url;
}

void
fake_wire_free (FakeWire *wire)
{
  g_cancellable_cancel (wire->stop);
  g_thread_join (wire->thread);
  g_socket_listener_close (wire->listener);
  g_object_unref (wire->listener);
  g_object_unref (wire->stop);
  g_free (wire->bytes);
  g_free (wire->url);
  g_free (wire);
}
