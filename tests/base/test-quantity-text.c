/* tests/base/test-quantity-text.c */
#include <locale.h>
#include <math.h>

#include "base/quantity-text.h"

static void
assert_text (double value, double sd, const char *unit, const char *expected)
{
  g_autofree char *text = quantity_text (value, sd, unit);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_digits_are_earned_by_the_interval (void)
{
  assert_text (0.9731, 0.06, "L/h", "0.97 ± 0.12\u202fL/h");
  assert_text (0.32041, 0.002, NULL, "0.320 ± 0.004");
  assert_text (41.7, 1.5, "mmol/L", "42 ± 3\u202fmmol/L");
  assert_text (41.7, 0.6, "mmol/L", "41.7 ± 1.2\u202fmmol/L");
  assert_text (1234.0, 170.0, "mL", "1200 ± 300\u202fmL");
  assert_text (12.34, 0.4999, NULL, "12.3 ± 1.0");
}

static void
test_unknown_is_a_dash_never_zero (void)
{
  assert_text (NAN, 0.1, "µL", "–");
  assert_text (NAN, NAN, "µL", "–");
  assert_text (INFINITY, 0.1, "µL", "–");
}

static void
test_without_an_interval_three_digits (void)
{
  assert_text (0.12345, NAN, NULL, "0.123");
  assert_text (12.345, 0.0, "px", "12.3\u202fpx");
  assert_text (0.0, NAN, NULL, "0.00");
}

static void
test_minus_is_a_minus_and_zero_has_none (void)
{
  assert_text (-5.04, 0.3, NULL, "\u22125.0 ± 0.6");
  assert_text (-0.001, 0.3, NULL, "0.0 ± 0.6");
}

static void
test_decimal_comma_where_people_write_one (void)
{
  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("the locale de_DE.UTF-8 is not installed");
      return;
    }
  assert_text (0.97, 0.06, "L/h", "0,97 ± 0,12\u202fL/h");
  setlocale (LC_NUMERIC, "C");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/quantity-text/digits-are-earned-by-the-interval", test_digits_are_earned_by_the_interval);
  g_test_add_func ("/ui/quantity-text/unknown-is-a-dash-never-zero", test_unknown_is_a_dash_never_zero);
  g_test_add_func ("/ui/quantity-text/without-an-interval-three-digits", test_without_an_interval_three_digits);
  g_test_add_func ("/ui/quantity-text/minus-is-a-minus-and-zero-has-none", test_minus_is_a_minus_and_zero_has_none);
  g_test_add_func ("/ui/quantity-text/decimal-comma-where-people-write-one", test_decimal_comma_where_people_write_one);
  return g_test_run ();
}
