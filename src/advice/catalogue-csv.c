/* advice/catalogue-csv.c: a catalogue as a table for other programs, and what is odd about a product */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "catalogue.h"

#define ENERGY_SHARE 0.25
#define ENERGY_KCAL  15.0

/* RFC 4180 */
static void
put_cell (GString *csv, const char *cell)
{
  if (csv->len > 0 && csv->str[csv->len - 1] != '\n')
    g_string_append_c (csv, ',');
  if (cell == NULL)
    return;
  if (strpbrk (cell, ",;\"\n\r") == NULL)
    {
      g_string_append (csv, cell);
      return;
    }
  g_string_append_c (csv, '"');
  for (const char *c = cell; *c; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append_c (csv, '"');
}

static void
put_number (GString *csv, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  put_cell (csv, isnan (value) ? "" : g_ascii_formatd (text, sizeof text, "%.15g", value));
}

char *
catalogue_to_csv (const Catalogue *catalogue)
{
  GString *csv = g_string_new ("product,unit,form,max_units,stock,cost,pack,allergens,tags,label_date,source,status");

  g_return_val_if_fail (catalogue != NULL, g_string_free (csv, FALSE));

  for (guint n = 0; n < catalogue->n_nutrients; n++)
    put_cell (csv, catalogue->nutrients[n]);
  g_string_append_c (csv, '\n');
  for (guint i = 0; i < catalogue->products->len; i++)
    {
      const Product *product = g_ptr_array_index (catalogue->products, i);
      g_autofree char *allergens = g_strjoinv (" ", product->allergens), *tags = g_strjoinv (" ", product->tags);

      put_cell (csv, product->name);
      put_cell (csv, product->unit);
      put_cell (csv, product_form_name (product->form));
      put_number (csv, product->max_units);
      put_number (csv, product->stock);
      put_number (csv, product->cost);
      put_number (csv, product->pack);
      put_cell (csv, allergens);
      put_cell (csv, tags);
      put_cell (csv, product->label_date);
      put_cell (csv, product->source);
      put_cell (csv, product->verified ? "verified" : "unverified");
      for (guint n = 0; n < catalogue->n_nutrients; n++)
        put_number (csv, product->amount[n]);
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}

static double
amount_of (const Catalogue *catalogue, const Product *product, const char *nutrient)
{
  int column = catalogue_find_nutrient (catalogue, nutrient);

  return column < 0 ? NAN : product->amount[column];
}

char *
product_energy_doubt (const Catalogue *catalogue, const Product *product)
{
  double kcal = amount_of (catalogue, product, "kcal");
  double from_parts = 4 * amount_of (catalogue, product, "carbohydrate_g") + 4 * amount_of (catalogue, product, "protein_g")
                      + 9 * amount_of (catalogue, product, "fat_g");

  if (isnan (kcal) || isnan (from_parts) || fabs (kcal - from_parts) <= ENERGY_KCAL + ENERGY_SHARE * MAX (kcal, from_parts))
    return NULL;
  return g_strdup_printf (_("%s: %.0f kcal do not fit carbohydrate, protein and fat, which make %.0f kcal. Compare with the label."),
                          product->name, kcal, from_parts);
}
