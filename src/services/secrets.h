/* services/secrets.h
 *
 * Where tokens and client secrets lie: in the Secret Service of the desktop, and nowhere else. Without one they live as long as
 * the run, and are asked for anew each time; they are never written in the clear. In: an account's name, a secret. Blocks. */
#pragma once

#include <gio/gio.h>

#include "services-error.h"

G_BEGIN_DECLS

typedef struct _SecretKeeper SecretKeeper;

struct _SecretKeeper {
  gboolean (*put)  (SecretKeeper *keeper, const char *account, const char *label, const char *secret, GError **error);
  /* (transfer full): freed with secret_free; %NULL without @error: there is none. */
  char    *(*get)  (SecretKeeper *keeper, const char *account, GError **error);
  gboolean (*drop) (SecretKeeper *keeper, const char *account, GError **error);
  void     (*free) (SecretKeeper *keeper);
  gboolean lasts;   /* beyond this run */
};

/* The desktop's Secret Service, by libsecret. SERVICES_ERROR_KEYRING when it is absent, locked, or says no. */
SecretKeeper *secret_keeper_new_desktop (void);

/* This process's memory; for any thread. */
SecretKeeper *secret_keeper_new_memory  (void);

void          secret_keeper_free        (SecretKeeper *keeper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SecretKeeper, secret_keeper_free)

/* Overwrites before it frees. */
void          secret_free               (char *secret);

G_END_DECLS
