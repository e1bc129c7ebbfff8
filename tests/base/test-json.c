/* tests/base/test-json.c */
#include <math.h>
#include <string.h>

#include "base/json.h"

static char *
text_of (const double *values, guint n)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_put_numbers (builder, NULL, values, n);
  return json_to_text (builder, FALSE);
}

static void
test_numbers_are_read_again_to_the_last_bit (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (20261123);
  double values[2000] = { 1e-10, 3e20, -1e300, 5e-324, 1e22, 0, -0.0, 1, 1e15, 0.1, G_MAXDOUBLE };
  g_autofree char *text = NULL;
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) error = NULL;
  JsonArray *array;

  for (guint i = 11; i < G_N_ELEMENTS (values); i++) /* every second has few digits */
    values[i] = (i % 2 ? g_rand_int_range (random, -99, 99) : g_rand_double_range (random, -1, 1)) * pow (10, g_rand_int_range (random, -300, 300));
  text = text_of (values, G_N_ELEMENTS (values));
  parser = json_parse (text, -1, &error);
  g_assert_no_error (error);
  array = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      double again = json_array_get_double_element (array, i);

      g_assert_cmpmem (&again, sizeof again, &values[i], sizeof values[i]);
    }
}

static void
test_a_number_with_an_exponent_is_json (void)
{
  const double values[] = { 1e-10, 3e20, 2, 1e-300 };
  g_autofree char *text = text_of (values, G_N_ELEMENTS (values));

  g_assert_cmpstr (text, ==, "[1e-10,3e+20,2.0,1e-300]");
}

static void
test_text_that_looks_like_a_number_stays (void)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_put_object (builder, NULL);
  json_put_string (builder, "version 2e5.0", "1e-10.0 \\ \" 1e5.0");
  json_put_number (builder, "true", 1e5);
  json_builder_end_object (builder);
  text = json_to_text (builder, FALSE);
  g_assert_cmpstr (text, ==, "{\"version 2e5.0\":\"1e-10.0 \\\\ \\\" 1e5.0\",\"true\":100000.0}");
}

static void
test_what_is_not_known_is_null (void)
{
  const double values[] = { NAN, INFINITY, -INFINITY };
  g_autofree char *text = text_of (values, G_N_ELEMENTS (values));

  g_assert_cmpstr (text, ==, "[null,null,null]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/numbers-are-read-again-to-the-last-bit", test_numbers_are_read_again_to_the_last_bit);
  g_test_add_func ("/base/json/a-number-with-an-exponent-is-json", test_a_number_with_an_exponent_is_json);
  g_test_add_func ("/base/json/text-that-looks-like-a-number-stays", test_text_that_looks_like_a_number_stays);
  g_test_add_func ("/base/json/what-is-not-known-is-null", test_what_is_not_known_is_null);
  return g_test_run ();
}
