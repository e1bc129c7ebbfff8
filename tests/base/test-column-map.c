/* tests/base/test-column-map.c */
#include "base/column-map.h"

static void
check (const char *map, const char *field, const char *column, guint n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) pairs = column_map_parse (map, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (pairs->len, ==, n);
  g_assert_cmpstr (g_array_index (pairs, ColumnPair, 0).field, ==, field);
  g_assert_cmpstr (g_array_index (pairs, ColumnPair, 0).column, ==, column);
}

static void
test_names_of_columns_may_hold_commas_quotes_and_equals_signs (void)
{
  check ("time=Datum,body_mass_kg=Gewicht", "time", "Datum", 2);
  check ("time=Date, heure,body_mass_kg=Poids", "time", "Date, heure", 2);
  check (" time = \"Date, heure\" ,body_mass_kg=Poids", "time", "Date, heure", 2);
  check ("time=\"a,b=c\",sport=d", "time", "a,b=c", 2);
  check ("time=\"say \"\"when\"\"\",sport=d", "time", "say \"when\"", 2);
  check ("time=5\" disc,sport=d", "time", "5\" disc", 2);
  check ("time=\"never closed,sport=d", "time", "\"never closed", 2);
  check ("born=,name=Nom", "born", "", 2);
}

static void
test_what_is_no_map_is_refused_with_the_part_that_is_none (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) none = column_map_parse ("", NULL);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (column_map_parse ("Datum,time=x", &error));
  g_assert_error (error, BASE_ERROR, BASE_ERROR_MALFORMED);
  g_assert_nonnull (g_strstr_len (error->message, -1, "Datum"));
}

static void
test_what_is_put_into_a_map_is_read_back_from_it (void)
{
  const char *const columns[] = { "Datum", "Date, heure", "a=b", "say \"when\"", "\"", "", " led by a blank", "5\" disc", NULL };
  g_autoptr(GString) map = g_string_new (NULL);
  g_autoptr(GArray) pairs = NULL;

  for (guint i = 0; columns[i]; i++)
    {
      g_autofree char *field = g_strdup_printf ("field%u", i);

      column_map_put (map, field, columns[i]);
    }
  pairs = column_map_parse (map->str, NULL);
  g_assert_cmpuint (pairs->len, ==, G_N_ELEMENTS (columns) - 1);
  for (guint i = 0; columns[i]; i++)
    g_assert_cmpstr (g_array_index (pairs, ColumnPair, i).column, ==, columns[i]);
}

static void
test_one_field_is_taken_out_and_the_rest_stays (void)
{
  g_autofree char *rest = NULL, *none_rest = NULL, *column = column_map_take ("time=Date, heure,athlete=\"Nom, prénom\",sport=s", "athlete", &rest);

  g_assert_cmpstr (column, ==, "Nom, prénom");
  g_assert_cmpstr (rest, ==, "time=\"Date, heure\",sport=s");
  g_assert_null (column_map_take ("time=t", "athlete", &none_rest));
  g_assert_cmpstr (none_rest, ==, "time=t");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/column-map/names", test_names_of_columns_may_hold_commas_quotes_and_equals_signs);
  g_test_add_func ("/base/column-map/refused", test_what_is_no_map_is_refused_with_the_part_that_is_none);
  g_test_add_func ("/base/column-map/round-trip", test_what_is_put_into_a_map_is_read_back_from_it);
  g_test_add_func ("/base/column-map/take", test_one_field_is_taken_out_and_the_rest_stays);
  return g_test_run ();
}
