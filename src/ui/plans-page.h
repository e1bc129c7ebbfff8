/* ui/plans-page.h
 *
 * From needs to products: whose workout, which products may be used, the best plans one by one with how they cover the needs and
 * what to pack; and the catalogue itself. */
#pragma once

#include "page.h"
#include "plan-work.h"
#include "product-list.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PLANS_PAGE (saltline_plans_page_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePlansPage, saltline_plans_page, SALTLINE, PLANS_PAGE, SaltlinePage)

/* Once. */
void                 saltline_plans_page_set_workspace (SaltlinePlansPage *self, SaltlineWorkspace *workspace);
/* (nullable) (transfer none): what is shown */
const PlanWork      *saltline_plans_page_get_work      (SaltlinePlansPage *self);
SaltlineProductList *saltline_plans_page_get_list      (SaltlinePlansPage *self);

G_END_DECLS
