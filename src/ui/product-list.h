/* ui/product-list.h
 *
 * The catalogue: search; which products a plan may use; one is chosen. */
#pragma once

#include <adwaita.h>

#include "workspace/catalogue-kept.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PRODUCT_LIST (saltline_product_list_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineProductList, saltline_product_list, SALTLINE, PRODUCT_LIST, AdwBin)

/* Signal "chosen" (char *product): NULL: none any more. */

/* @catalogue: the caller's; nothing of it is kept */
void    saltline_product_list_set      (SaltlineProductList *self, const Catalogue *catalogue);
void    saltline_product_list_search   (SaltlineProductList *self);
/* (transfer full): names of those that are not ticked */
char  **saltline_product_list_excluded (SaltlineProductList *self);
/* (transfer full) (nullable): the chosen one */
char   *saltline_product_list_chosen   (SaltlineProductList *self);
void    saltline_product_list_choose   (SaltlineProductList *self, const char *product);

G_END_DECLS
