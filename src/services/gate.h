/* services/gate.h
 *
 * The one door to the network. A request passes only when the person switched online services on, and this one for this athlete;
 * it is written down before it is sent: host, what, when. Switching off stops the next request of a run that is under way.
 *
 * The folder: HTTP, the gate, the Secret Service, Open-Meteo, Strava. In: a workspace's store, what is wanted. Out: answers as
 * types of store/ and timeline/. May include: base, timeline, sources, store; never GTK. */
#pragma once

#include "base/json.h"
#include "http.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef enum { SERVICE_WEATHER, SERVICE_STRAVA, N_SERVICES } Service;

const char *service_name       (Service service);   /* "weather", "strava" */
const char *service_title      (Service service);   /* for people: "Open-Meteo" */

/* The switch over everything; off until somebody switches it on. */
gboolean    services_are_on    (Store *store);
gboolean    services_switch    (Store *store, gboolean on, GError **error);

/* The switch of one service for one athlete; it stays as it was while everything is off. */
gboolean    service_is_chosen  (Store *store, Service service, gint64 athlete);
gboolean    service_choose     (Store *store, Service service, gint64 athlete, gboolean chosen, GError **error);

typedef struct {
  Store *store;        /* writable: what cannot be written down is not sent */
  HttpClient *client;
  Service service;
  gint64 athlete;
} ServiceGate;

/* Whether a request would pass now; else why not. */
gboolean    service_gate_may_pass (const ServiceGate *gate, GError **error);

/**
 * service_gate_send:
 * @what: for people, of the page of what was sent: "weather near 48.9, 2.3 for 2026-07-01"
 *
 * Returns: (transfer full): an answer of status 2xx; else %NULL with SERVICES_ERROR_OFF, one of http_client_send, or what the
 * status means, with the service's own reason from its JSON. Secrets of the request are cut out of that reason.
 */
HttpReply  *service_gate_send  (const ServiceGate *gate, const HttpRequest *request, const char *what, GCancellable *cancellable,
                                GError **error);

/**
 * service_reply_json:
 *
 * Returns: (transfer full): the answer parsed; %NULL with SERVICES_ERROR_MALFORMED when it is of another type, or broken off.
 */
JsonParser *service_reply_json (const HttpReply *reply, const char *host, GError **error);

/* (transfer full): the host of an address; "?" when it has none. */
char       *service_url_host   (const char *url);

/* Until when the service asked to be left alone; 0: it did not. */
gint64      service_wait_until (Store *store, Service service);
gboolean    service_wait       (Store *store, Service service, gint64 until_us, GError **error);

G_END_DECLS
