/* store/athlete-limits.h
 *
 * What holds for one athlete whatever the workout: what may not be in a plan of products, and what the rules of the advice have to know.
 * May include: advice. */
#pragma once

#include "advice/needs.h"
#include "store.h"

G_BEGIN_DECLS

typedef struct {
  gboolean pregnant;     /* no caffeine, and a word to the practitioner */
  gboolean trained_gut;  /* takes up to 120 g of carbohydrate in an hour */
  PlanChoice choice;     /* its lists belong to this, and are never NULL here */
  char *needs;           /* (nullable): needs typed by hand, as needs_to_json() writes them; NULL: the advice says what is needed */
} AthleteLimits;

void           athlete_limits_free  (AthleteLimits *limits);
AthleteLimits *athlete_limits_copy  (const AthleteLimits *limits);
gboolean       athlete_limits_equal (const AthleteLimits *a, const AthleteLimits *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AthleteLimits, athlete_limits_free)

/* (transfer full): without any limit where nothing was ever said */
AthleteLimits *store_limits         (Store *store, gint64 athlete, GError **error);
gboolean       store_keep_limits    (Store *store, gint64 athlete, const AthleteLimits *limits, GError **error);

/* What is decided with plans of products, and what is decided with the athlete: whoever keeps one leaves the other as it is.
 * @needs: (nullable) */
gboolean       store_keep_choice    (Store *store, gint64 athlete, const PlanChoice *choice, const char *needs, GError **error);
gboolean       store_keep_condition (Store *store, gint64 athlete, gboolean pregnant, gboolean trained_gut, GError **error);

G_END_DECLS
