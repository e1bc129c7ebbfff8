/* ui/plan-work.h: the best products for one athlete's workout, searched in a thread */
#pragma once

#include "advice-load.h"
#include "job.h"
#include "workspace/catalogue-kept.h"

G_BEGIN_DECLS

/* What is asked. */
typedef struct {
  gint64 athlete;
  Occasion occasion;       /* minutes NAN: the next workout */
  double start_hour;
  PlanChoice choice;       /* its lists belong to this */
  double max_distinct, max_units; /* NAN: any number */
  PlanObjective order[PLAN_N_OBJECTIVES]; /* what matters first, then … */
  guint top;
  char *needs;             /* (nullable): typed by hand, instead of what the advice asks for */
} PlanOrder;

typedef struct {
  LoadedAdvice *advice;    /* its `advice` is NULL where needs were typed for a workout that nobody knows */
  Catalogue *catalogue;
  Needs *needs;
  ProductPlans *plans;
} PlanWork;

void         plan_order_clear (PlanOrder *order);
void         plan_work_free   (PlanWork *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlanWork, plan_work_free)

/* Takes what is in @order. Returns: (transfer full): the job; it ends itself. */
SaltlineJob *plan_work_async  (SaltlineWorkspace *workspace, PlanOrder *order, GAsyncReadyCallback callback, gpointer data);
PlanWork    *plan_work_finish (GAsyncResult *result, GError **error);

G_END_DECLS
