/* ui/plan-view.h
 *
 * One plan of products: what to take in each phase, how it covers the needs, and the packing list. Or why there is none. */
#pragma once

#include <adwaita.h>

#include "plan-work.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PLAN_VIEW (saltline_plan_view_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePlanView, saltline_plan_view, SALTLINE, PLAN_VIEW, AdwBin)

/* @work: (nullable): the caller's; nothing of it is kept. @index: of its plans */
void saltline_plan_view_set (SaltlinePlanView *self, const PlanWork *work, guint index);

G_END_DECLS
