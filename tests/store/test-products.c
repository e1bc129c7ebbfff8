/* tests/store/test-products.c: the catalogue in the workspace file */
#include <math.h>
#include <string.h>

#include "scratch.h"
#include "store/products.h"

static Catalogue *
parsed (const char *csv)
{
  g_autoptr(GError) error = NULL;
  Catalogue *catalogue = catalogue_parse ("given.csv", csv, strlen (csv), &error);

  g_assert_no_error (error);
  return catalogue;
}

static void
test_what_is_kept_comes_back_and_blanks_stay_blank (Scratch *scratch, gconstpointer data)
{
  g_autoptr(Catalogue) given = parsed ("product,unit,form,max_units,stock,cost,pack,allergens,tags,label_date,source,status,sodium_mg,iron_mg\n"
                                       "Broth,1 cup,drink,4,2,0.5,1,celery gluten,vegan,2026-03-01,the label,verified,792.2,\n"
                                       "Nuts,,solid,,,,6,nuts,,,,,0.1,1.3\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(Catalogue) kept = NULL;
  const Product *broth, *nuts;
  g_autofree char *csv = NULL, *again = NULL;
  g_autoptr(Catalogue) read_again = NULL;
  int sodium, iron;

  g_assert_true (store_keep_catalogue (scratch->store, given, &error));
  g_assert_no_error (error);
  kept = store_catalogue (scratch->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->products->len, ==, 2);
  sodium = catalogue_find_nutrient (kept, "sodium_mg");
  iron = catalogue_find_nutrient (kept, "iron_mg");
  broth = catalogue_find_product (kept, "BROTH");
  nuts = catalogue_find_product (kept, "nuts");
  g_assert_cmpfloat (broth->amount[sodium], ==, 792.2);
  g_assert_true (isnan (broth->amount[iron]));
  g_assert_cmpint (broth->form, ==, FORM_DRINK);
  g_assert_cmpfloat (product_most (broth), ==, 2);
  g_assert_true (isnan (nuts->stock) && isnan (nuts->cost) && isnan (product_most (nuts)));
  g_assert_cmpfloat (nuts->pack, ==, 6);
  g_assert_true (broth->verified && !nuts->verified);
  g_assert_true (product_has_word (broth->allergens, "Gluten"));
  g_assert_cmpstr (broth->label_date, ==, "2026-03-01");

  csv = catalogue_to_csv (kept);
  read_again = parsed (csv);
  again = catalogue_to_csv (read_again);
  g_assert_cmpuint (read_again->products->len, ==, 2);
  g_assert_nonnull (strstr (again, "Broth,1 cup,drink,4,2,0.5,1,celery gluten,vegan,2026-03-01,the label,verified"));
}

static void
test_a_name_is_one_product_and_a_deleted_one_comes_back (Scratch *scratch, gconstpointer data)
{
  g_autoptr(Catalogue) first = parsed ("product,sodium_mg\nGel,50\nBar,100\n"), second = parsed ("product,sodium_mg,cost\nGEL,60,1.5\n");
  g_autoptr(Catalogue) kept = NULL, later = NULL, last = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (store_keep_catalogue (scratch->store, first, NULL));
  g_assert_true (store_keep_catalogue (scratch->store, second, NULL));
  kept = store_catalogue (scratch->store, NULL);
  g_assert_cmpuint (kept->products->len, ==, 2);
  g_assert_cmpfloat (catalogue_find_product (kept, "gel")->amount[catalogue_find_nutrient (kept, "sodium_mg")], ==, 60);
  g_assert_true (store_delete_product (scratch->store, "gel", TRUE, &error));
  g_assert_false (store_delete_product (scratch->store, "gel", TRUE, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_MISSING);
  later = store_catalogue (scratch->store, NULL);
  g_assert_cmpuint (later->products->len, ==, 1);
  g_assert_true (store_delete_product (scratch->store, "Gel", FALSE, NULL));
  last = store_catalogue (scratch->store, NULL);
  g_assert_cmpuint (last->products->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/products/what-is-kept-comes-back-and-blanks-stay-blank", Scratch, NULL, scratch_set_up,
              test_what_is_kept_comes_back_and_blanks_stay_blank, scratch_tear_down);
  g_test_add ("/products/a-name-is-one-product-and-a-deleted-one-comes-back", Scratch, NULL, scratch_set_up,
              test_a_name_is_one_product_and_a_deleted_one_comes_back, scratch_tear_down);
  return g_test_run ();
}
