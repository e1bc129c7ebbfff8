/* store/products.c */
#include "products.h"

#include <math.h>

#include "statement.h"

/* In the order in which people expect them; others follow in order of their names. */
static const char *const usual[] = { "kcal", "carbohydrate_g", "sugar_g", "protein_g", "casein_g", "fat_g", "fibre_g", "sodium_mg",
                                     "potassium_mg", "fluid_ml", "caffeine_mg" };

static char **
read_nutrients (Store *store, GError **error)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr(StoreRows) rows = NULL;

  for (guint u = 0; u < G_N_ELEMENTS (usual); u++)
    g_strv_builder_add (names, usual[u]);
  rows = store_query (store, error,
                      "SELECT DISTINCT nutrient FROM product_nutrient JOIN product ON product.id = product WHERE deleted_us IS NULL"
                      " AND nutrient NOT IN ('kcal', 'carbohydrate_g', 'sugar_g', 'protein_g', 'casein_g', 'fat_g', 'fibre_g',"
                      " 'sodium_mg', 'potassium_mg', 'fluid_ml', 'caffeine_mg') ORDER BY nutrient",
                      "");
  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    g_strv_builder_add (names, store_text (rows, 0));
  return store_rows_fault (rows, error) ? NULL : g_strv_builder_end (names);
}

static Product *
read_product (const Catalogue *catalogue, StoreRows *rows)
{
  Product *product = product_new (catalogue, store_text (rows, 1));

  product->unit = g_strdup (store_text (rows, 2));
  product_form_from_name (store_text (rows, 3), &product->form);
  product->max_units = store_real (rows, 4);
  product->stock = store_real (rows, 5);
  product->cost = store_real (rows, 6);
  product->pack = store_real (rows, 7);
  g_strfreev (product->allergens);
  g_strfreev (product->tags);
  product->allergens = product_split_words (store_text (rows, 8));
  product->tags = product_split_words (store_text (rows, 9));
  product->label_date = g_strdup (store_text (rows, 10));
  product->source = g_strdup (store_text (rows, 11));
  product->verified = store_int (rows, 12) != 0;
  return product;
}

Catalogue *
store_catalogue (Store *store, GError **error)
{
  g_auto(GStrv) nutrients = NULL;
  g_autoptr(Catalogue) catalogue = NULL;
  g_autoptr(StoreRows) rows = NULL, amounts = NULL;
  g_autoptr(GHashTable) by_id = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (store != NULL, NULL);

  nutrients = read_nutrients (store, error);
  if (nutrients == NULL)
    return NULL;
  catalogue = catalogue_new (store_path (store), (const char *const *) nutrients);
  rows = store_query (store, error,
                      "SELECT id, name, unit, form, max_units, stock, cost, pack, allergens, tags, label_date, source, verified"
                      " FROM product WHERE deleted_us IS NULL ORDER BY name COLLATE BINARY",
                      "");
  while (rows && store_next (rows))
    {
      Product *product = read_product (catalogue, rows);

      g_hash_table_insert (by_id, GSIZE_TO_POINTER ((gsize) store_int (rows, 0)), product);
      catalogue->has_cost |= !isnan (product->cost);
      g_ptr_array_add (catalogue->products, product); /* in order already */
    }
  if (rows == NULL || store_rows_fault (rows, error))
    return NULL;
  amounts = store_query (store, error, "SELECT product, nutrient, amount FROM product_nutrient", "");
  while (amounts && store_next (amounts))
    {
      Product *product = g_hash_table_lookup (by_id, GSIZE_TO_POINTER ((gsize) store_int (amounts, 0)));
      int column = catalogue_find_nutrient (catalogue, store_text (amounts, 1));

      if (product && column >= 0)
        product->amount[column] = store_real (amounts, 2);
    }
  if (amounts == NULL || store_rows_fault (amounts, error))
    return NULL;
  return g_steal_pointer (&catalogue);
}

typedef struct {
  const Catalogue *catalogue;
  const Product *product;   /* NULL: all of the catalogue */
} Keeping;

static gboolean
keep_one (Store *store, const Catalogue *catalogue, const Product *product, GError **error)
{
  g_autofree char *allergens = g_strjoinv (" ", product->allergens), *tags = g_strjoinv (" ", product->tags);
  g_autoptr(StoreRows) rows = NULL;
  gint64 id = 0;

  if (!store_run (store, NULL, error,
                  "INSERT INTO product (name, unit, form, max_units, stock, cost, pack, allergens, tags, label_date, source, verified)"
                  " VALUES (?, ?, ?, CAST (? AS INTEGER), CAST (? AS INTEGER), ?, CAST (? AS INTEGER), ?, ?, ?, ?, ?)"
                  " ON CONFLICT (name) DO UPDATE SET name = excluded.name, unit = excluded.unit, form = excluded.form,"
                  " max_units = excluded.max_units, stock = excluded.stock, cost = excluded.cost, pack = excluded.pack,"
                  " allergens = excluded.allergens, tags = excluded.tags, label_date = excluded.label_date, source = excluded.source,"
                  " verified = excluded.verified, deleted_us = NULL",
                  "sssddddssssi", product->name, product->unit, product_form_name (product->form), product->max_units, product->stock,
                  product->cost, product->pack, allergens, tags, product->label_date, product->source, (gint64) product->verified))
    return FALSE;
  rows = store_query (store, error, "SELECT id FROM product WHERE name = ?", "s", product->name);
  if (rows == NULL)
    return FALSE;
  if (store_next (rows))
    id = store_int (rows, 0);
  g_clear_pointer (&rows, store_rows_free);
  if (!store_run (store, NULL, error, "DELETE FROM product_nutrient WHERE product = ?", "i", id))
    return FALSE;
  for (guint n = 0; n < catalogue->n_nutrients; n++)
    if (!isnan (product->amount[n])
        && !store_run (store, NULL, error, "INSERT INTO product_nutrient (product, nutrient, amount) VALUES (?, ?, ?)", "isd", id,
                       catalogue->nutrients[n], product->amount[n]))
      return FALSE;
  return TRUE;
}

static gboolean
keep (Store *store, gpointer data, GError **error)
{
  const Keeping *keeping = data;

  if (keeping->product)
    return keep_one (store, keeping->catalogue, keeping->product, error);
  for (guint i = 0; i < keeping->catalogue->products->len; i++)
    if (!keep_one (store, keeping->catalogue, g_ptr_array_index (keeping->catalogue->products, i), error))
      return FALSE;
  return TRUE;
}

gboolean
store_keep_product (Store *store, const Catalogue *catalogue, const Product *product, GError **error)
{
  Keeping keeping = { catalogue, product };

  g_return_val_if_fail (store != NULL && catalogue != NULL && product != NULL, FALSE);

  return store_transaction (store, keep, &keeping, error);
}

gboolean
store_keep_catalogue (Store *store, const Catalogue *catalogue, GError **error)
{
  Keeping keeping = { catalogue, NULL };

  g_return_val_if_fail (store != NULL && catalogue != NULL, FALSE);

  return store_transaction (store, keep, &keeping, error);
}

gboolean
store_delete_product (Store *store, const char *name, gboolean deleted, GError **error)
{
  g_return_val_if_fail (store != NULL && name != NULL, FALSE);

  if (!store_run (store, NULL, error, "UPDATE product SET deleted_us = ?2 WHERE name = ?1 AND (deleted_us IS NULL) = (?2 IS NOT NULL)",
                  "sn", name, deleted ? g_get_real_time () : 0))
    return FALSE;
  if (sqlite3_changes (store_database (store)) > 0)
    return TRUE;
  g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "There is no product “%s” in %s.", name, store_path (store));
  return FALSE;
}
