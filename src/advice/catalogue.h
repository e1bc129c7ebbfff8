/* advice/catalogue.h
 *
 * Products and foods by unit: what a person keeps in a CSV. Columns: `product`; then optional `max_units` (as many as
 * wanted), `cost` (nothing), `pack` (units that only come together; 1), `allergens` and `tags` (words separated by
 * spaces, commas or semicolons: "vegan certified"), `label_date`, `source`, `status`; every other column of numbers is a
 * nutrient. A blank nutrient is unknown, not zero. May include: base. */
#pragma once

#include <glib.h>

#include "advice-error.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  double max_units;     /* NAN: as many as wanted */
  double cost;          /* NAN: unknown */
  double pack;          /* whole, 1 or more */
  char **allergens;     /* lower case */
  char **tags;          /* lower case */
  double *amount;       /* catalogue's n_nutrients, of one unit; NAN: unknown */
  guint line;           /* of the file */
} Product;

typedef struct {
  char *source;         /* what messages call it */
  guint n_nutrients;
  char **nutrients;     /* NULL-terminated */
  gboolean has_cost;
  GPtrArray *products;  /* of Product, in order of their names (bytes): what breaks ties */
} Catalogue;

/**
 * catalogue_load:
 *
 * Returns: %NULL with %ADVICE_ERROR_MALFORMED (or base's error) naming file, line and column: no `product` column, a name
 *   that is empty or twice there, an amount that is no number, below 0 or not whole where it has to be.
 */
Catalogue *catalogue_load           (const char *path, GError **error);
void       catalogue_free           (Catalogue *catalogue);

int        catalogue_find_nutrient  (const Catalogue *catalogue, const char *name); /* −1: none */
Product   *catalogue_find_product   (const Catalogue *catalogue, const char *name); /* (nullable); case does not matter */
gboolean   product_has_word         (char **words, const char *word);               /* case does not matter */

/**
 * catalogue_apply_stock:
 * @path: CSV with `product` and `units`: what there is. A product that is not listed there is not there.
 */
gboolean   catalogue_apply_stock    (Catalogue *catalogue, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Catalogue, catalogue_free)

G_END_DECLS
