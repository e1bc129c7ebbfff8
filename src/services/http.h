/* services/http.h
 *
 * One request, one answer. Certificates are checked, an answer has limits of size and time, a redirect is followed only within
 * the host and never with a secret; what was sent may not show up in any message. For one thread at a time: a client belongs to
 * the thread that made it. In: a request. Out: an answer or a SERVICES_ERROR. May include: base. */
#pragma once

#include <gio/gio.h>
#include <libsoup/soup.h>

#include "services-error.h"

G_BEGIN_DECLS

typedef struct {
  const char *method;      /* "GET" or "POST" */
  const char *url;
  const char *bearer;      /* (nullable): a token; secret */
  const char *form;        /* (nullable): of a POST, urlencoded; secret */
  gboolean url_is_secret;  /* the query holds a key */
  gsize most_bytes;        /* of the answer, unpacked; 0: 16 MB */
  guint most_ms;           /* from the first byte sent to the last received; 0: 30 s */
} HttpRequest;

typedef struct {
  guint status;
  char *content_type;      /* (nullable): without parameters, lower case */
  GBytes *body;
  SoupMessageHeaders *headers;
} HttpReply;

void        http_reply_free (HttpReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HttpReply, http_reply_free)

typedef struct _HttpClient HttpClient;

HttpClient *http_client_new  (void);
void        http_client_free (HttpClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HttpClient, http_client_free)

/**
 * http_client_send:
 *
 * Blocks until the whole answer is there. An answer of any status is an answer. One that is sent in chunks, or ends with its
 * connection, may have ended early: its reader has to know a whole one, as service_reply_json does.
 *
 * Returns: (transfer full): %NULL with a SERVICES_ERROR, or G_IO_ERROR_CANCELLED.
 */
HttpReply  *http_client_send (HttpClient *client, const HttpRequest *request, GCancellable *cancellable, GError **error);

/* What Retry-After asks for, as an instant; @now_us when it says nothing that can be read. At most a day ahead. */
gint64      http_retry_after_us (const HttpReply *reply, gint64 now_us);

G_END_DECLS
