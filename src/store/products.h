/* store/products.h
 *
 * The catalogue of the workspace: products and foods by unit, with what is known of them. A product is called by its
 * name, whatever its case; a deleted one is hidden and comes back when one of that name is kept again. May include: advice. */
#pragma once

#include "advice/catalogue.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * store_catalogue:
 *
 * Returns: (transfer full): all products; its nutrients are those that any product knows, the usual ones first
 */
Catalogue *store_catalogue      (Store *store, GError **error);

/* Adds @product, whose amounts are @catalogue's, or replaces the one of its name. */
gboolean   store_keep_product   (Store *store, const Catalogue *catalogue, const Product *product, GError **error);
/* All products of @catalogue, all or none. */
gboolean   store_keep_catalogue (Store *store, const Catalogue *catalogue, GError **error);
/* STORE_ERROR_MISSING when there is none of that name. */
gboolean   store_delete_product (Store *store, const char *name, gboolean deleted, GError **error);

G_END_DECLS
