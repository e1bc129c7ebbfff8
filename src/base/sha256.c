/* base/sha256.c */
#include "sha256.h"

#include <nettle/sha2.h>

char *
sha256_of (const void *bytes, gsize length)
{
  struct sha256_ctx context;
  guint8 digest[SHA256_DIGEST_SIZE];
  GString *text = g_string_sized_new (2 * SHA256_DIGEST_SIZE);

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  sha256_init (&context);
  if (length > 0)
    sha256_update (&context, length, bytes);
  sha256_digest (&context, sizeof digest, digest);
  for (guint i = 0; i < sizeof digest; i++)
    g_string_append_printf (text, "%02x", digest[i]);
  return g_string_free (text, FALSE);
}
