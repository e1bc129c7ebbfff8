/* ui/product-form.h
 *
 * One product: what a unit holds, where the numbers are from, what is there; changed in place. */
#pragma once

#include <adwaita.h>

#include "workspace/catalogue-kept.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PRODUCT_FORM (saltline_product_form_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineProductForm, saltline_product_form, SALTLINE, PRODUCT_FORM, AdwBin)

/* Signals: "failed" (char *message), "kept" (char *product). */

/* @name: (nullable): of a product of the workspace's catalogue; NULL: a new one */
void     saltline_product_form_show (SaltlineProductForm *self, SaltlineWorkspace *workspace, const char *name);
gboolean saltline_product_form_save (SaltlineProductForm *self);

G_END_DECLS
