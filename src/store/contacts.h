/* store/contacts.h
 *
 * Which host was asked for what, and when: written before anything is sent, so that what is on the page is all there was.
 * May include: base. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

typedef struct {
  gint64 at_us;
  char *service;   /* "weather", "strava" */
  char *host;
  char *what;      /* for people: what was sent; never a token or a key */
  char *outcome;   /* "asked", "answered 200 (3.1 kB)", "cannot be reached" … */
} ServiceContact;

void       service_contact_free (ServiceContact *contact);

/* @id: (out): for store_end_contact. The last 2,000 contacts are kept. */
gboolean   store_begin_contact  (Store *store, const char *service, const char *host, const char *what, gint64 *id, GError **error);
gboolean   store_end_contact    (Store *store, gint64 id, const char *outcome, GError **error);

/* Returns: (transfer full) (element-type ServiceContact): the newest first; @host: (nullable): of one host. */
GPtrArray *store_contacts       (Store *store, const char *host, guint most, GError **error);

G_END_DECLS
