/* tests/services/test-keyring.c: a real Secret Service; and what a crash leaves behind */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "services/secrets.h"

#define TOKEN "access-geheim-0123456789"

/* The daemon may still be starting. */
static gboolean
keeps (SecretKeeper *keeper, const char *account, const char *secret, GError **error)
{
  for (guint i = 0; i < 100; i++)
    {
      g_clear_error (error);
      if (keeper->put (keeper, account, "a test", secret, error))
        return TRUE;
      g_usleep (100000);
    }
  return FALSE;
}

static void
test_a_secret_is_kept_read_replaced_and_dropped (void)
{
  g_autoptr(SecretKeeper) keeper = secret_keeper_new_desktop (), again = secret_keeper_new_desktop ();
  g_autoptr(GError) error = NULL;
  char *secret;

  g_assert_true (keeper->lasts);
  g_assert_true (keeps (keeper, "one", TOKEN, &error));
  g_assert_true (keeper->put (keeper, "two", "a test", "another", &error));
  secret = again->get (again, "one", &error);
  g_assert_cmpstr (secret, ==, TOKEN);
  secret_free (secret);
  keeper->put (keeper, "one", "a test", "rotated", &error);
  g_assert_no_error (error);
  secret = again->get (again, "one", &error);
  g_assert_cmpstr (secret, ==, "rotated");
  secret_free (secret);
  g_assert_true (again->drop (again, "one", &error));
  g_assert_null (keeper->get (keeper, "one", &error));
  g_assert_no_error (error);
  g_assert_true (keeper->drop (keeper, "one", &error)); /* what is not there is gone already */
  secret = keeper->get (keeper, "two", &error);
  g_assert_cmpstr (secret, ==, "another");
  secret_free (secret);
}

static void
look_for (const char *folder, const char *secret)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *bytes = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        look_for (path, secret);
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents (path, &bytes, &length, NULL)
               && g_strstr_len (bytes, (gssize) length, secret))
        g_error ("%s holds the secret in the clear", path);
    }
}

static void
test_the_keyring_holds_nothing_in_the_clear (void)
{
  g_autoptr(SecretKeeper) keeper = secret_keeper_new_desktop ();
  g_autoptr(GError) error = NULL;

  g_assert_true (keeps (keeper, "one", TOKEN, &error));
  look_for (g_get_home_dir (), TOKEN);
  g_assert_true (keeper->drop (keeper, "one", &error));
}

static void
test_a_crash_shows_no_secret_and_leaves_no_core (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr(SecretKeeper) keeper = secret_keeper_new_desktop ();
      struct rlimit limit;
      char *secret;

      g_assert_true (keeps (keeper, "one", TOKEN, NULL));
      secret = keeper->get (keeper, "one", NULL);
      g_assert_cmpuint (strlen (secret), ==, strlen (TOKEN));
      getrlimit (RLIMIT_CORE, &limit);
      g_printerr ("core %lu, then the end\n", (unsigned long) limit.rlim_max);
      abort ();
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*core 0, then the end*");
  g_test_trap_assert_stderr_unmatched ("*geheim*");
  g_test_trap_assert_stdout_unmatched ("*geheim*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/keyring/keeps", test_a_secret_is_kept_read_replaced_and_dropped);
  g_test_add_func ("/services/keyring/not-in-the-clear", test_the_keyring_holds_nothing_in_the_clear);
  g_test_add_func ("/services/keyring/crash", test_a_crash_shows_no_secret_and_leaves_no_core);
  return g_test_run ();
}
