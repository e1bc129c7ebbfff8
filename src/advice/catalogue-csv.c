/* advice/catalogue-csv.c: a catalogue as a table for other programs, and what is odd about a product */
#include <glib/gi18n.h>
#include <math.h>

#include "base/csv.h"
#include "catalogue.h"

#define ENERGY_SHARE 0.25
#define ENERGY_KCAL  15.0

char *
catalogue_to_csv (const Catalogue *catalogue)
{
  static const char *const columns[] = { "product", "unit", "form", "max_units", "stock", "cost", "pack", "allergens", "tags",
                                         "label_date", "source", "status" };
  GString *csv;

  g_return_val_if_fail (catalogue != NULL, NULL);

  csv = g_string_new (NULL);
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    csv_put_text (csv, columns[c]);
  for (guint n = 0; n < catalogue->n_nutrients; n++)
    csv_put_text (csv, catalogue->nutrients[n]);
  csv_end_line (csv);
  for (guint i = 0; i < catalogue->products->len; i++)
    {
      const Product *product = g_ptr_array_index (catalogue->products, i);
      g_autofree char *allergens = g_strjoinv (" ", product->allergens), *tags = g_strjoinv (" ", product->tags);

      csv_put_text (csv, product->name);
      csv_put_text (csv, product->unit);
      csv_put_text (csv, product_form_name (product->form));
      csv_put_number (csv, product->max_units);
      csv_put_number (csv, product->stock);
      csv_put_number (csv, product->cost);
      csv_put_number (csv, product->pack);
      csv_put_text (csv, allergens);
      csv_put_text (csv, tags);
      csv_put_text (csv, product->label_date);
      csv_put_text (csv, product->source);
      csv_put_text (csv, product->verified ? "verified" : "unverified");
      for (guint n = 0; n < catalogue->n_nutrients; n++)
        csv_put_number (csv, product->amount[n]);
      csv_end_line (csv);
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
