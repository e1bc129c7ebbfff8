/* advice/catalogue.h
 *
 * Products and foods by unit: what a person keeps in a CSV or in the workspace. Columns: `product`; then optional `unit`
 * (what one unit is: "1 cup"), `form` (drink, powder, gel, solid, capsule), `max_units` (as many as wanted), `stock` (what
 * there is), `cost` (nothing), `pack` (units that only come together; 1), `allergens` and `tags` (words separated by
 * spaces, commas or semicolons: "vegan certified"), `label_date`, `source`, `status` ("verified": somebody compared the
 * numbers with the source; anything else counts as unverified); every other column of numbers is a nutrient. A blank
 * nutrient is unknown, not zero. May include: base. */
#pragma once

#include <glib.h>

#include "advice-error.h"

G_BEGIN_DECLS

/* What it is when it is taken: decides what can be taken while running, and what a drink's concentration counts. */
typedef enum {
  FORM_UNKNOWN,
  FORM_DRINK,
  FORM_POWDER,   /* stirred into a drink */
  FORM_GEL,
  FORM_SOLID,
  FORM_CAPSULE,
} ProductForm;

typedef struct {
  char *name;
  char *folded;         /* the name by which it is found: case does not matter */
  char *unit;           /* (nullable): "1 medium, 118 g" */
  ProductForm form;
  double max_units;     /* NAN: as many as wanted */
  double stock;         /* units; NAN: not counted */
  double cost;          /* of one unit; NAN: unknown */
  double pack;          /* whole, 1 or more */
  char **allergens;     /* lower case */
  char **tags;          /* lower case */
  char *label_date;     /* (nullable): YYYY-MM-DD */
  char *source;         /* (nullable) */
  gboolean verified;
  double *amount;       /* catalogue's n_nutrients, of one unit; NAN: unknown */
  guint line;           /* of the file; 0: of none */
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
/* The same from memory; @source is what messages call it. */
Catalogue *catalogue_parse          (const char *source, const char *bytes, gsize length, GError **error);
/* Without products. @nutrients: copied. */
Catalogue *catalogue_new            (const char *source, const char *const *nutrients);
void       catalogue_free           (Catalogue *catalogue);

/* Everything unknown. */
Product   *product_new              (const Catalogue *catalogue, const char *name);
void       product_free             (Product *product);

/* CSV as catalogue_load() reads it back, with points as decimal marks. (transfer full) */
char      *catalogue_to_csv         (const Catalogue *catalogue);

const char *product_form_name       (ProductForm form);          /* "drink", …; "" for FORM_UNKNOWN */
gboolean    product_form_from_name  (const char *name, ProductForm *form);
/* Units that a plan may take at most: max_units and stock. NAN: as many as wanted. */
double      product_most            (const Product *product);

/**
 * product_energy_doubt:
 *
 * Lists of products that people type hold plain errors. Energy has to be about 4 × carbohydrate + 4 × protein + 9 × fat (g),
 * within a quarter and 15 kcal (fibre and alcohol differ).
 *
 * Returns: (transfer full) (nullable): a sentence when it is not; %NULL when it is, or when something of it is unknown
 */
char       *product_energy_doubt    (const Catalogue *catalogue, const Product *product);

int        catalogue_find_nutrient  (const Catalogue *catalogue, const char *name); /* −1: none */
Product   *catalogue_find_product   (const Catalogue *catalogue, const char *name); /* (nullable); case does not matter */
gboolean   product_has_word         (char **words, const char *word);               /* case does not matter */
/* Lower-case words out of a cell: "Vegan; certified". (transfer full) */
char     **product_split_words      (const char *cell);

/**
 * catalogue_apply_stock:
 * @path: CSV with `product` and `units`: what there is. A product that is not listed there is not there.
 */
gboolean   catalogue_apply_stock    (Catalogue *catalogue, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Catalogue, catalogue_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Product, product_free)

G_END_DECLS
