/* tests/model/test-data-frame.c */
#include <math.h>
#include <string.h>

#include "model/data-frame.h"

static DataFrame *
frame_of (const char *text, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(Table) table = table_parse ("trials.csv", text, strlen (text), 0, &local);

  g_assert_no_error (local);
  return data_frame_from_table (table, "trials.csv", error);
}

static void
test_units_in_headers_are_converted_once (void)
{
  g_autoptr(DataFrame) frame = frame_of ("temp (°F),mass [lb],rate (mg/cm²/min),kind (a or b)\n212,100,0.7,x\n32,,0.9,y\n", NULL);
  const Column *temp = data_frame_find (frame, "temp");
  const Column *mass = data_frame_find (frame, "mass [lb]");

  g_assert_cmpstr (temp->unit, ==, "°C");
  g_assert_cmpfloat_with_epsilon (temp->values[0], 100, 1e-9);
  g_assert_cmpstr (mass->name, ==, "mass");
  g_assert_cmpfloat_with_epsilon (mass->values[0], 45.359237, 1e-9);
  g_assert_true (isnan (mass->values[1]));
  g_assert_cmpfloat (data_frame_find (frame, "rate")->values[0], ==, 0.7);
  g_assert_nonnull (data_frame_find (frame, "kind (a or b)")->words);
}

static void
test_bad_tables_are_refused_with_what_and_where (void)
{
  const char *bad[][2] = {
    { "a,b\nx,y\nz,w\n", "no column is numeric" },
    { "a,b,a\n1,2,3\n", "columns 1 (“a”) and 3 (“a”)" },
    { "mass (kg),mass [lb]\n70,154\n", "columns 1 (“mass (kg)”) and 2" },
    { "1,2\n3,4\n", "header is a row of numbers" },
    { "a,b\n", "no rows" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (frame_of (bad[i][0], &error));
      g_assert_error (error, MODEL_ERROR, MODEL_ERROR_TABLE);
      g_assert_nonnull (strstr (error->message, bad[i][1]));
    }
}

static void
test_a_word_among_numbers_is_named (void)
{
  g_autoptr(DataFrame) frame = frame_of ("y,x\n1,2\n2,inf\n3,4\n", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (data_frame_need_numbers (frame, "x", &error));
  g_assert_nonnull (strstr (error->message, "line 3, column “x”: “inf” is no finite number (the column’s decimal mark is “.”)"));
  g_clear_error (&error);
  g_assert_null (data_frame_need (frame, "z", &error));
  g_assert_nonnull (strstr (error->message, "It has: y, x"));
}

static void
test_excluded_rows_keep_their_reason (void)
{
  g_autoptr(DataFrame) frame = frame_of ("y,g\n1,b\n2,a\n3,c\n4,a\n", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Factor) levels = NULL;

  g_assert_true (data_frame_exclude (frame, 3, "patch fell off", &error));
  g_assert_cmpstr (frame->out[2], ==, "patch fell off");
  levels = factor_new (frame, data_frame_find (frame, "g"));
  g_assert_cmpuint (levels->n_levels, ==, 2);
  g_assert_cmpstr (levels->levels[0], ==, "a");
  g_assert_cmpint (levels->codes[2], ==, -1);
  g_assert_false (data_frame_exclude (frame, 9, "x", &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_TABLE);
}

static void
test_numbers_that_group_are_in_numeric_order (void)
{
  g_autoptr(DataFrame) frame = frame_of ("y,id,k\n1,10,b\n2,9,a\n3,100,a\n4,9,b\n", NULL);
  g_autoptr(Factor) id = factor_new (frame, data_frame_find (frame, "id"));
  g_autoptr(Factor) k = factor_new (frame, data_frame_find (frame, "k"));
  g_autoptr(Factor) both = factor_cross (k, id, 4);

  g_assert_cmpstr (id->levels[0], ==, "9");
  g_assert_cmpstr (id->levels[2], ==, "100");
  g_assert_cmpuint (both->n_levels, ==, 4);
  g_assert_cmpstr (both->levels[1], ==, "a:100");
  g_assert_cmpint (both->codes[0], ==, 3);
}

static void
test_the_words_of_a_table_end_with_it (void)
{
  g_autoptr(DataFrame) frame = frame_of ("x,g\n1,a word of nobody else\n2,b\n3,a word of nobody else\n", NULL);
  const Column *column = data_frame_find (frame, "g");

  g_assert_true (column->words[0] == column->words[2] && column->words[0] != column->words[1]);
  g_assert_true (data_frame_word (frame, "b") == column->words[1]);
  g_assert_cmpuint (g_quark_try_string ("a word of nobody else"), ==, 0); /* the process does not keep it */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/data-frame/units", test_units_in_headers_are_converted_once);
  g_test_add_func ("/model/data-frame/bad-tables", test_bad_tables_are_refused_with_what_and_where);
  g_test_add_func ("/model/data-frame/words", test_a_word_among_numbers_is_named);
  g_test_add_func ("/model/data-frame/exclusions", test_excluded_rows_keep_their_reason);
  g_test_add_func ("/model/data-frame/factors", test_numbers_that_group_are_in_numeric_order);
  g_test_add_func ("/model/data-frame/own-words", test_the_words_of_a_table_end_with_it);
  return g_test_run ();
}
