/* workspace/services.h
 *
 * What a person has to know of online services, for the page and the command: every host, what is sent there, when last.
 * May include: services. */
#pragma once

#include "services/gate.h"
#include "workspace.h"

G_BEGIN_DECLS

typedef struct {
  Service service;
  char *host;
  const char *sent;     /* for people: what requests to it hold */
  gint64 last_us;       /* INSTANT_UNKNOWN: never asked */
  char *last_what;      /* (nullable): what the last request was */
  char *last_outcome;   /* (nullable) */
} ServiceHost;

void       service_host_free                (ServiceHost *host);

/* Returns: (transfer full) (element-type ServiceHost): every host that could be asked, in a fixed order. */
GPtrArray *saltline_workspace_service_hosts (SaltlineWorkspace *self, GError **error);

G_END_DECLS
