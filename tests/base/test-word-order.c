/* tests/base/test-word-order.c */
#include "base/word-order.h"

#include <glib.h>

/* As R 4.2.2 sorts them under C.UTF-8, with its Unicode collation. */
static const char *const in_order[] = { "", "_x", "-1", "#", "1", "10", "2.5", "9", "a", "A", "a b", "a_b", "a-b", "a.b", "ab", "aB",
                                        "Ab", "b", "B", "é", "É", "ez", "f", "running", "Running", "Y y", "z", "Z" };

static void
test_words_stand_as_r_sorts_them (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (in_order); i++)
    for (guint j = 0; j < G_N_ELEMENTS (in_order); j++)
      g_assert_cmpint (compare_words (&in_order[i], &in_order[j]), ==, (i > j) - (i < j));
}

static void
test_two_spellings_of_one_letter_stand_together (void)
{
  const char *whole = "\u00e9a", *apart = "e\u0301a", *plain = "ea", *after = "eb";

  g_assert_cmpint (compare_words (&plain, &whole), <, 0);
  g_assert_cmpint (compare_words (&plain, &apart), <, 0);
  g_assert_cmpint (compare_words (&whole, &after), <, 0);
  g_assert_cmpint (compare_words (&apart, &after), <, 0);
  g_assert_cmpint (compare_words (&whole, &apart), !=, 0); /* but they are two words */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-order/words-stand-as-r-sorts-them", test_words_stand_as_r_sorts_them);
  g_test_add_func ("/word-order/two-spellings-of-one-letter-stand-together", test_two_spellings_of_one_letter_stand_together);
  return g_test_run ();
}
