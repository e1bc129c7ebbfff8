/* advice/catalogue.c */
#include "catalogue.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/table.h"

#define LARGEST_NUMBER 1e9

static void
product_free (gpointer data)
{
  Product *product = data;

  g_free (product->name);
  g_strfreev (product->allergens);
  g_strfreev (product->tags);
  g_free (product->amount);
  g_free (product);
}

void
catalogue_free (Catalogue *catalogue)
{
  if (catalogue == NULL)
    return;
  g_free (catalogue->source);
  g_strfreev (catalogue->nutrients);
  g_clear_pointer (&catalogue->products, g_ptr_array_unref);
  g_free (catalogue);
}

static char **
split_words (const char *cell)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = g_strsplit_set (cell, " ,;", -1);

  for (guint i = 0; parts[i]; i++)
    if (parts[i][0] && !table_cell_is_missing (parts[i]))
      {
        g_autofree char *word = g_utf8_strdown (parts[i], -1);

        g_strv_builder_add (builder, word);
      }
  return g_strv_builder_end (builder);
}

gboolean
product_has_word (char **words, const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);

  return g_strv_contains ((const char *const *) words, lower);
}

/* @whole: of units, which cannot be halved */
static gboolean
read_amount (const Table *table, const char *path, guint row, guint column, gboolean whole, double *amount, GError **error)
{
  guint line = g_array_index (table->line_numbers, guint, row);
  const char *what = NULL;

  if (!table_number (table, row, column, amount))
    what = _("is no number");
  else if (*amount < 0)
    what = _("is below 0");
  else if (*amount > LARGEST_NUMBER)
    what = _("is too large to plan with");
  else if (whole && !isnan (*amount) && *amount != floor (*amount))
    what = _("is not whole");
  if (what == NULL)
    return TRUE;
  g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s, line %u, column “%s”: “%s” %s."), path, line, table->names[column],
               table_cell (table, row, column), what);
  return FALSE;
}

/* A column of text among the others is no nutrient; one with numbers in it is, and then every cell has to be one. */
static gboolean
is_nutrient (const Table *table, guint column)
{
  static const char *const others[] = { "product", "max_units", "cost", "pack", "allergens", "tags", "label_date", "source", "status", "", NULL };
  gboolean numbers = FALSE;

  if (g_strv_contains (others, table->names[column]))
    return FALSE;
  for (guint r = 0; r < table->rows->len && !numbers; r++)
    {
      double value;

      numbers = table_number (table, r, column, &value) && !isnan (value);
    }
  return numbers;
}

static gboolean
read_product (Catalogue *catalogue, const Table *table, guint row, const guint *columns, GError **error)
{
  g_autofree Product *product = g_new0 (Product, 1);
  const char *name = table_cell (table, row, (guint) table_find_column (table, "product"));
  int max_units = table_find_column (table, "max_units"), cost = table_find_column (table, "cost");
  int pack = table_find_column (table, "pack"), allergens = table_find_column (table, "allergens"), tags = table_find_column (table, "tags");
  guint line = g_array_index (table->line_numbers, guint, row);
  gboolean readable = TRUE;

  if (*name == '\0' || catalogue_find_product (catalogue, name))
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED,
                   *name ? _("%s, line %u: “%s” is in the catalogue twice. Rename one of them.") : _("%s, line %u: the product has no name.%s"),
                   catalogue->source, line, name);
      return FALSE;
    }
  product->max_units = product->cost = NAN;
  product->pack = 1;
  product->line = line;
  product->amount = g_new (double, catalogue->n_nutrients + 1);
  if (max_units >= 0)
    readable = read_amount (table, catalogue->source, row, (guint) max_units, TRUE, &product->max_units, error);
  if (readable && cost >= 0)
    readable = read_amount (table, catalogue->source, row, (guint) cost, FALSE, &product->cost, error);
  if (readable && pack >= 0)
    readable = read_amount (table, catalogue->source, row, (guint) pack, TRUE, &product->pack, error);
  for (guint n = 0; readable && n < catalogue->n_nutrients; n++)
    readable = read_amount (table, catalogue->source, row, columns[n], FALSE, &product->amount[n], error);
  if (!readable)
    {
      g_free (product->amount);
      return FALSE;
    }
  product->pack = product->pack >= 1 ? product->pack : 1;
  product->name = g_strdup (name);
  product->allergens = split_words (allergens >= 0 ? table_cell (table, row, (guint) allergens) : "");
  product->tags = split_words (tags >= 0 ? table_cell (table, row, (guint) tags) : "");
  g_ptr_array_add (catalogue->products, g_steal_pointer (&product));
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const Product *first = *(const Product *const *) a, *second = *(const Product *const *) b;

  return strcmp (first->name, second->name);
}

Catalogue *
catalogue_load (const char *path, GError **error)
{
  g_autoptr(Table) table = NULL;
  g_autoptr(Catalogue) catalogue = NULL;
  g_autofree guint *columns = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  table = table_load (path, error);
  if (table == NULL)
    return NULL;
  if (table_find_column (table, "product") < 0)
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s has no column “product”: a catalogue names its products in one."), path);
      return NULL;
    }
  for (guint a = 0; a < table->n_columns; a++)
    for (guint b = a + 1; b < table->n_columns; b++)
      if (*table->names[a] && g_str_equal (table->names[a], table->names[b]))
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s has two columns “%s”."), path, table->names[a]);
          return NULL;
        }
  catalogue = g_new0 (Catalogue, 1);
  catalogue->source = g_strdup (path);
  catalogue->products = g_ptr_array_new_with_free_func (product_free);
  catalogue->nutrients = g_new0 (char *, table->n_columns + 1);
  catalogue->has_cost = table_find_column (table, "cost") >= 0;
  columns = g_new (guint, table->n_columns + 1);
  for (guint c = 0; c < table->n_columns; c++)
    if (is_nutrient (table, c))
      {
        columns[catalogue->n_nutrients] = c;
        catalogue->nutrients[catalogue->n_nutrients++] = g_strdup (table->names[c]);
      }
  for (guint r = 0; r < table->rows->len; r++)
    if (!read_product (catalogue, table, r, columns, error))
      return NULL;
  g_ptr_array_sort (catalogue->products, compare_names);
  return g_steal_pointer (&catalogue);
}

int
catalogue_find_nutrient (const Catalogue *catalogue, const char *name)
{
  for (guint n = 0; n < catalogue->n_nutrients; n++)
    if (g_str_equal (catalogue->nutrients[n], name))
      return (int) n;
  return -1;
}

Product *
catalogue_find_product (const Catalogue *catalogue, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < catalogue->products->len; i++)
    {
      Product *product = g_ptr_array_index (catalogue->products, i);
      g_autofree char *other = g_utf8_casefold (product->name, -1);

      if (g_str_equal (folded, other))
        return product;
    }
  return NULL;
}

gboolean
catalogue_apply_stock (Catalogue *catalogue, const char *path, GError **error)
{
  g_autoptr(Table) table = NULL;
  g_autoptr(GHashTable) there = g_hash_table_new (NULL, NULL);
  int name, units;

  g_return_val_if_fail (catalogue != NULL && path != NULL, FALSE);

  table = table_load (path, error);
  if (table == NULL)
    return FALSE;
  name = table_find_column (table, "product");
  units = table_find_column (table, "units");
  if (name < 0 || units < 0)
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s: a list of what there is has the columns “product” and “units”."), path);
      return FALSE;
    }
  for (guint r = 0; r < table->rows->len; r++)
    {
      Product *product = catalogue_find_product (catalogue, table_cell (table, r, (guint) name));
      double amount;

      if (!read_amount (table, path, r, (guint) units, TRUE, &amount, error))
        return FALSE;
      if (product == NULL)
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_UNKNOWN, _("%s, line %u: “%s” is not in the catalogue %s."), path,
                       g_array_index (table->line_numbers, guint, r), table_cell (table, r, (guint) name), catalogue->source);
          return FALSE;
        }
      if (!isnan (amount))
        product->max_units = isnan (product->max_units) ? amount : MIN (product->max_units, amount);
      g_hash_table_add (there, product);
    }
  for (guint i = 0; i < catalogue->products->len; i++)
    {
      Product *product = g_ptr_array_index (catalogue->products, i);

      if (!g_hash_table_contains (there, product))
        product->max_units = 0;
    }
  return TRUE;
}
