/* services/services-error.h
 *
 * What can go wrong between this machine and a service. No message ever holds a token, a secret or the query of an address. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SERVICES_ERROR (services_error_quark ())
GQuark services_error_quark (void);

typedef enum {
  SERVICES_ERROR_OFF,          /* the person has not switched this on */
  SERVICES_ERROR_USAGE,        /* an address that cannot be, or that a secret must not travel to */
  SERVICES_ERROR_UNREACHABLE,  /* offline, unknown host, connection lost */
  SERVICES_ERROR_TLS,          /* the certificate is not one to be trusted */
  SERVICES_ERROR_TIMEOUT,
  SERVICES_ERROR_TOO_LARGE,
  SERVICES_ERROR_REDIRECT,     /* to another host, or without end */
  SERVICES_ERROR_REFUSED,      /* 4xx but those below; the message holds the service's reason */
  SERVICES_ERROR_UNAUTHORISED, /* 401: the token is not, or no longer, accepted */
  SERVICES_ERROR_NOT_FOUND,    /* 404 */
  SERVICES_ERROR_WAIT,         /* 429, or a limit that is known to be reached; the message says until when */
  SERVICES_ERROR_SERVER,       /* 5xx */
  SERVICES_ERROR_MALFORMED,    /* the answer is not what the service documents */
  SERVICES_ERROR_KEYRING,      /* the Secret Service is absent, locked, or refused */
  SERVICES_ERROR_DENIED,       /* the person, or the service in its name, did not agree */
} ServicesError;

G_END_DECLS
