/* advice/catalogue.c */
#include "catalogue.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/table.h"

#define LARGEST_NUMBER 1e9

static const char *const form_names[] = { "", "drink", "powder", "gel", "solid", "capsule" };

const char *
product_form_name (ProductForm form)
{
  return form_names[form];
}

gboolean
product_form_from_name (const char *name, ProductForm *form)
{
  for (guint f = 0; f < G_N_ELEMENTS (form_names); f++)
    if (g_ascii_strcasecmp (name, form_names[f]) == 0)
      {
        *form = (ProductForm) f;
        return TRUE;
      }
  return FALSE;
}

double
product_most (const Product *product)
{
  return fmin (product->max_units, product->stock);
}

void
product_free (Product *product)
{
  if (product == NULL)
    return;
  g_free (product->name);
  g_free (product->folded);
  g_free (product->unit);
  g_strfreev (product->allergens);
  g_strfreev (product->tags);
  g_free (product->label_date);
  g_free (product->source);
  g_free (product->amount);
  g_free (product);
}

Product *
product_new (const Catalogue *catalogue, const char *name)
{
  Product *product = g_new0 (Product, 1);

  product->name = g_strdup (name);
  product->folded = g_utf8_casefold (name, -1);
  product->max_units = product->stock = product->cost = NAN;
  product->pack = 1;
  product->allergens = g_new0 (char *, 1);
  product->tags = g_new0 (char *, 1);
  product->amount = g_new (double, catalogue->n_nutrients + 1);
  for (guint n = 0; n < catalogue->n_nutrients; n++)
    product->amount[n] = NAN;
  return product;
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

char **
product_split_words (const char *cell)
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
  static const char *const others[] = { "product", "unit", "form", "max_units", "stock", "cost", "pack", "allergens", "tags",
                                        "label_date", "source", "status", "", NULL };
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

/* The cell of a column that may be missing: then, and when it says nothing, NULL. */
static const char *
optional_cell (const Table *table, guint row, const char *column)
{
  int at = table_find_column (table, column);
  const char *cell = at >= 0 ? table_cell (table, row, (guint) at) : "";

  return table_cell_is_missing (cell) ? NULL : cell;
}

static gboolean
read_optional_amount (const Table *table, const char *path, guint row, const char *column, gboolean whole, double *amount, GError **error)
{
  int at = table_find_column (table, column);

  return at < 0 || read_amount (table, path, row, (guint) at, whole, amount, error);
}

/* @seen: the products so far, by their folded names */
static gboolean
read_product (Catalogue *catalogue, const Table *table, guint row, const guint *columns, GHashTable *seen, GError **error)
{
  const char *name = table_cell (table, row, (guint) table_find_column (table, "product"));
  const char *path = catalogue->source, *form = optional_cell (table, row, "form"), *words;
  guint line = g_array_index (table->line_numbers, guint, row);
  g_autoptr(Product) product = product_new (catalogue, name);
  gboolean readable;

  if (*name == '\0' || !g_hash_table_add (seen, product->folded))
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED,
                   *name ? _("%s, line %u: “%s” is in the catalogue twice. Rename one of them.") : _("%s, line %u: the product has no name.%s"),
                   path, line, name);
      return FALSE;
    }
  product->line = line;
  if (form && !product_form_from_name (form, &product->form))
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED,
                   _("%s, line %u, column “form”: “%s” is none of drink, powder, gel, solid, capsule."), path, line, form);
      return FALSE;
    }
  readable = read_optional_amount (table, path, row, "max_units", TRUE, &product->max_units, error)
             && read_optional_amount (table, path, row, "stock", TRUE, &product->stock, error)
             && read_optional_amount (table, path, row, "cost", FALSE, &product->cost, error)
             && read_optional_amount (table, path, row, "pack", TRUE, &product->pack, error);
  for (guint n = 0; readable && n < catalogue->n_nutrients; n++)
    readable = read_amount (table, path, row, columns[n], FALSE, &product->amount[n], error);
  if (!readable)
    return FALSE;
  product->pack = product->pack >= 1 ? product->pack : 1;
  product->unit = g_strdup (optional_cell (table, row, "unit"));
  product->label_date = g_strdup (optional_cell (table, row, "label_date"));
  product->source = g_strdup (optional_cell (table, row, "source"));
  words = optional_cell (table, row, "status");
  product->verified = words && g_ascii_strcasecmp (words, "verified") == 0;
  g_strfreev (product->allergens);
  g_strfreev (product->tags);
  words = optional_cell (table, row, "allergens");
  product->allergens = product_split_words (words ? words : "");
  words = optional_cell (table, row, "tags");
  product->tags = product_split_words (words ? words : "");
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
catalogue_new (const char *source, const char *const *nutrients)
{
  Catalogue *catalogue = g_new0 (Catalogue, 1);

  catalogue->source = g_strdup (source);
  catalogue->nutrients = g_strdupv ((char **) nutrients);
  catalogue->n_nutrients = g_strv_length (catalogue->nutrients);
  catalogue->products = g_ptr_array_new_with_free_func ((GDestroyNotify) product_free);
  return catalogue;
}

static Catalogue *
catalogue_from_table (const char *source, const Table *table, GError **error)
{
  g_autoptr(GStrvBuilder) nutrients = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;
  g_autoptr(Catalogue) catalogue = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *columns = g_new (guint, table->n_columns + 1);
  guint n = 0;

  if (table_find_column (table, "product") < 0)
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s has no column “product”: a catalogue names its products in one."), source);
      return NULL;
    }
  for (guint a = 0; a < table->n_columns; a++)
    for (guint b = a + 1; b < table->n_columns; b++)
      if (*table->names[a] && g_str_equal (table->names[a], table->names[b]))
        {
          g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_MALFORMED, _("%s has two columns “%s”."), source, table->names[a]);
          return NULL;
        }
  for (guint c = 0; c < table->n_columns; c++)
    if (is_nutrient (table, c))
      {
        columns[n++] = c;
        g_strv_builder_add (nutrients, table->names[c]);
      }
  names = g_strv_builder_end (nutrients);
  catalogue = catalogue_new (source, (const char *const *) names);
  catalogue->has_cost = table_find_column (table, "cost") >= 0;
  for (guint r = 0; r < table->rows->len; r++)
    if (!read_product (catalogue, table, r, columns, seen, error))
      return NULL;
  g_ptr_array_sort (catalogue->products, compare_names);
  return g_steal_pointer (&catalogue);
}

Catalogue *
catalogue_load (const char *path, GError **error)
{
  g_autoptr(Table) table = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  table = table_load (path, error);
  return table ? catalogue_from_table (path, table, error) : NULL;
}

Catalogue *
catalogue_parse (const char *source, const char *bytes, gsize length, GError **error)
{
  g_autoptr(Table) table = NULL;

  g_return_val_if_fail (source != NULL && bytes != NULL, NULL);

  table = table_parse (source, bytes, length, 0, error);
  return table ? catalogue_from_table (source, table, error) : NULL;
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

      if (g_str_equal (folded, product->folded))
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
        product->stock = amount;
      g_hash_table_add (there, product);
    }
  for (guint i = 0; i < catalogue->products->len; i++)
    {
      Product *product = g_ptr_array_index (catalogue->products, i);

      if (!g_hash_table_contains (there, product))
        product->stock = 0;
    }
  return TRUE;
}
