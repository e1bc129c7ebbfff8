/* tests/services/fake-service.h
 *
 * A service on 127.0.0.1 that answers as a test scripts it, in a thread of its own. The tests talk to nothing else. */
#pragma once

#include <libsoup/soup.h>

typedef struct _FakeService FakeService;

/* Called in the service's thread, one request at a time. */
typedef void (*FakeAnswer) (SoupServerMessage *message, const char *path, GHashTable *query, gpointer data);

FakeService *fake_service_new     (FakeAnswer answer, gpointer data);
FakeService *fake_service_new_tls (FakeAnswer answer, gpointer data, GTlsCertificate *certificate);
void         fake_service_free    (FakeService *service);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeService, fake_service_free)

const char  *fake_service_url     (FakeService *service);   /* "http://127.0.0.1:40123" */
guint        fake_service_asked   (FakeService *service);   /* requests so far */

/* Answers of a kind. */
void         fake_answer_json     (SoupServerMessage *message, guint status, const char *json);

/* Sends the first @length bytes of @bytes to whoever asks, then hangs up. Port of 127.0.0.1 in @port. */
typedef struct _FakeWire FakeWire;
FakeWire    *fake_wire_new        (const char *bytes);
void         fake_wire_cut        (FakeWire *wire, gsize length);
const char  *fake_wire_url        (FakeWire *wire);
void         fake_wire_free       (FakeWire *wire);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeWire, fake_wire_free)
