/* tests/base/test-sha256.c */
#include "base/sha256.h"

static void
test_the_published_vectors_come_out (void)
{
  g_autofree char *empty = sha256_of ("", 0), *abc = sha256_of ("abc", 3);

  /* FIPS 180-4, examples */
  g_assert_cmpstr (empty, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpstr (abc, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
test_every_length_agrees_with_glib (void)
{
  guint8 bytes[400];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (i * i * 7 + i);
  for (gsize length = 0; length <= sizeof bytes; length++)
    {
      g_autofree char *ours = sha256_of (bytes, length);
      g_autofree char *theirs = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, length);

      g_assert_cmpstr (ours, ==, theirs);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/sha256/vectors", test_the_published_vectors_come_out);
  g_test_add_func ("/base/sha256/lengths", test_every_length_agrees_with_glib);
  return g_test_run ();
}
