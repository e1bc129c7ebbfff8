/* workspace/catalogue-kept.h
 *
 * The catalogue that people keep in the workspace. The first time somebody asks for it, it is filled with foods (USDA, per
 * usual portion) and generic sports products that are typical of their kind and marked as unverified: to be replaced by
 * the labels of one's own. What is deleted stays deleted. May include: advice, store. */
#pragma once

#include "store/athlete-limits.h"
#include "store/products.h"
#include "workspace.h"

G_BEGIN_DECLS

/* Returns: (transfer full): all products, with the stock as it is counted. */
Catalogue *saltline_workspace_catalogue        (SaltlineWorkspace *self, GError **error);

/**
 * saltline_workspace_import_catalogue:
 * @path: CSV as in advice/catalogue.h
 * @doubts: (out) (optional) (transfer full) (element-type utf8): products whose energy does not fit what they are made of
 * @count: (out) (optional): products in the file
 *
 * A product of the same name is replaced; others stay. All or nothing.
 */
gboolean   saltline_workspace_import_catalogue (SaltlineWorkspace *self, const char *path, GPtrArray **doubts, guint *count, GError **error);

/* CSV, replaced whole. */
gboolean   saltline_workspace_export_catalogue (SaltlineWorkspace *self, const char *path, GError **error);

/**
 * saltline_workspace_add_limits:
 * @choice: (inout): gets what is kept for the athlete as well: allergens, tags, products
 */
gboolean   saltline_workspace_add_limits       (SaltlineWorkspace *self, gint64 athlete, const Catalogue *catalogue, PlanChoice *choice, GError **error);

G_END_DECLS
