/* services/secrets.c */
#include "secrets.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <string.h>
#include <sys/resource.h>

static const SecretSchema schema = {
  "io.github.saltline.Saltline.Service", SECRET_SCHEMA_NONE, { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

typedef struct {
  SecretKeeper keeper;
  GMutex mutex;
  GHashTable *secrets;
} MemoryKeeper;

void
secret_free (char *secret)
{
  volatile char *at = secret;

  while (at && *at)
    *at++ = '\0';
  g_free (secret);
}

void
secret_keeper_free (SecretKeeper *keeper)
{
  if (keeper)
    keeper->free (keeper);
}

/* A process that holds tokens leaves no core behind when it crashes. */
static void
leave_no_core (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
}

/* What libsecret says may name the D-Bus service only; it never holds the secret. */
static void
blame_keyring (const GError *fault, GError **error)
{
  g_set_error (error, SERVICES_ERROR, SERVICES_ERROR_KEYRING, _("The Secret Service (the desktop’s keyring) cannot be used: %s. Unlock it, or install one such as gnome-keyring."),
               fault->message);
}

static gboolean
desktop_put (SecretKeeper *keeper, const char *account, const char *label, const char *secret, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, secret, NULL, &local, "account", account, NULL))
    return TRUE;
  blame_keyring (local, error);
  return FALSE;
}

static char *
desktop_get (SecretKeeper *keeper, const char *account, GError **error)
{
  g_autoptr(GError) local = NULL;
  char *kept = secret_password_lookup_sync (&schema, NULL, &local, "account", account, NULL), *secret;

  if (local)
    blame_keyring (local, error);
  secret = g_strdup (kept);
  secret_password_free (kept);
  return secret;
}

static gboolean
desktop_drop (SecretKeeper *keeper, const char *account, GError **error)
{
  g_autoptr(GError) local = NULL;

  secret_password_clear_sync (&schema, NULL, &local, "account", account, NULL);
  if (local)
    blame_keyring (local, error);
  return local == NULL;
}

static void
desktop_free (SecretKeeper *keeper)
{
  g_free (keeper);
}

SecretKeeper *
secret_keeper_new_desktop (void)
{
  SecretKeeper *keeper = g_new (SecretKeeper, 1);

  leave_no_core ();
  *keeper = (SecretKeeper) { desktop_put, desktop_get, desktop_drop, desktop_free, TRUE };
  return keeper;
}

static gboolean
memory_put (SecretKeeper *keeper, const char *account, const char *label, const char *secret, GError **error)
{
  MemoryKeeper *memory = (MemoryKeeper *) keeper;

  g_mutex_lock (&memory->mutex);
  g_hash_table_replace (memory->secrets, g_strdup (account), g_strdup (secret));
  g_mutex_unlock (&memory->mutex);
  return TRUE;
}

static char *
memory_get (SecretKeeper *keeper, const char *account, GError **error)
{
  MemoryKeeper *memory = (MemoryKeeper *) keeper;
  char *secret;

  g_mutex_lock (&memory->mutex);
  secret = g_strdup (g_hash_table_lookup (memory->secrets, account));
  g_mutex_unlock (&memory->mutex);
  return secret;
}

static gboolean
memory_drop (SecretKeeper *keeper, const char *account, GError **error)
{
  MemoryKeeper *memory = (MemoryKeeper *) keeper;

  g_mutex_lock (&memory->mutex);
  g_hash_table_remove (memory->secrets, account);
  g_mutex_unlock (&memory->mutex);
  return TRUE;
}

static void
memory_free (SecretKeeper *keeper)
{
  MemoryKeeper *memory = (MemoryKeeper *) keeper;

  g_hash_table_unref (memory->secrets);
  g_mutex_clear (&memory->mutex);
  g_free (memory);
}

SecretKeeper *
secret_keeper_new_memory (void)
{
  MemoryKeeper *memory = g_new0 (MemoryKeeper, 1);

  g_mutex_init (&memory->mutex);
  leave_no_core ();
  memory->keeper = (SecretKeeper) { memory_put, memory_get, memory_drop, memory_free, FALSE };
  memory->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) secret_free);
  return &memory->keeper;
}
