/* ui/product-list.h
 *
 * The catalogue: search; which products a plan may use and which it must have; one is chosen. */
#pragma once

#include <adwaita.h>

#include "advice/needs.h"
#include "workspace/catalogue-kept.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PRODUCT_LIST (saltline_product_list_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineProductList, saltline_product_list, SALTLINE, PRODUCT_LIST, AdwBin)

/* Signals "chosen" (char *product): NULL: none any more; "limited": a person said that a product must or may not be in plans. */

/* @catalogue: the caller's; nothing of it is kept */
void    saltline_product_list_set      (SaltlineProductList *self, const Catalogue *catalogue);
void    saltline_product_list_search   (SaltlineProductList *self);
/* Of @choice what is about single products: shown, and as it is shown. */
void    saltline_product_list_set_choice (SaltlineProductList *self, const PlanChoice *choice);
void    saltline_product_list_get_choice (SaltlineProductList *self, PlanChoice *choice);
/* (transfer full) (nullable): the chosen one */
char   *saltline_product_list_chosen   (SaltlineProductList *self);
void    saltline_product_list_choose   (SaltlineProductList *self, const char *product);

G_END_DECLS
