/* tests/base/test-json-whole-part.c */
#include <string.h>

#include "base/json-whole-part.h"
#include "base/json.h"

static void
check (const char *text, const char *whole, gsize fault)
{
  gsize fault_at;
  g_autofree char *part = json_whole_part (text, strlen (text), &fault_at);

  g_assert_cmpstr (part, ==, whole);
  g_assert_cmpuint (fault_at, ==, fault);
}

static void
test_whole_entries_of_the_outermost_list_are_kept (void)
{
  check ("[{\"a\":1},{\"a\":2},{\"a\":", "[{\"a\":1},{\"a\":2}]", 22);
  check ("{\"list\":[{\"a\":[1,2]},{\"a\":[3,", "{\"list\":[{\"a\":[1,2]}]}", 29);
  check ("[{\"a\":1},{\"a\";2},{\"a\":3}]", "[{\"a\":1}]", 13);
  check ("{\"list\":[{\"deep\":[1,2,", "{\"list\":[{\"deep\":[1,2]}]}", 22);
  check ("{\"a\":1,\"b\":{\"c\":2},\"d\":\"cut", "{\"a\":1,\"b\":{\"c\":2}}", 23);
}

static void
test_without_one_whole_entry_and_without_a_fault_there_is_nothing_to_keep (void)
{
  check ("[{\"a\"", NULL, 5);
  check ("{", NULL, 1);
  check ("", NULL, 0);
  check ("[1,2]", NULL, 5);
  check ("12", NULL, 0);
}

static void
test_a_number_at_the_cut_is_not_whole (void)
{
  check ("[1,2,34", "[1,2]", 5);
  check ("[1,2,34 ", "[1,2,34]", 8);
}

static void
test_every_cut_of_a_text_leaves_json (void)
{
  const char *text = "[{\"id\":1,\"name\":\"a \\\" \\u00e9\",\"x\":[1.5e3,-2,true,null],\"o\":{}},{\"id\":2,\"l\":[[],[{}]]},{\"id\":3}]";

  for (gsize n = 0; n < strlen (text); n++)
    {
      gsize fault_at;
      g_autofree char *part = json_whole_part (text, n, &fault_at);
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonParser) parser = part ? json_parse (part, -1, &error) : NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (fault_at, <=, n);
      g_assert_true (part == NULL || parser != NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json-whole-part/list", test_whole_entries_of_the_outermost_list_are_kept);
  g_test_add_func ("/base/json-whole-part/none", test_without_one_whole_entry_and_without_a_fault_there_is_nothing_to_keep);
  g_test_add_func ("/base/json-whole-part/number", test_a_number_at_the_cut_is_not_whole);
  g_test_add_func ("/base/json-whole-part/cuts", test_every_cut_of_a_text_leaves_json);
  return g_test_run ();
}
