/* workspace/team-session.c */
#include "team-session.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "catalogue-kept.h"

#define RAISED_LOSS_PERCENT 2.0
#define HIGH_LOSS_PERCENT   4.0

static void
row_free (gpointer data)
{
  SessionRow *row = data;

  athlete_free (row->athlete);
  workout_advice_free (row->advice);
  advice_request_clear (&row->request);
  g_free (row->obstacle);
  g_free (row);
}

void
team_session_free (TeamSession *session)
{
  if (session == NULL)
    return;
  g_ptr_array_unref (session->rows);
  g_free (session);
}

const char *
session_risk_name (SessionRisk risk)
{
  static const char *const names[] = { "low", "raised", "high", "unknown" };

  return names[risk];
}

static SessionRisk
risk_of (const SessionRow *row)
{
  SessionRisk risk = row->end_loss_high_percent > HIGH_LOSS_PERCENT     ? RISK_HIGH
                     : row->end_loss_high_percent > RAISED_LOSS_PERCENT ? RISK_RAISED
                                                                        : RISK_LOW;

  for (guint w = 0; w < row->advice->advice->warnings->len; w++)
    switch (((const AdviceWarning *) g_ptr_array_index (row->advice->advice->warnings, w))->kind)
      {
      case WARN_MEDICAL:
      case WARN_HYPONATREMIA:
        return RISK_HIGH;
      case WARN_FLOOR_ABOVE_CEILING:
        risk = MAX (risk, RISK_RAISED);
        break;
      default:
        break;
      }
  return risk;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const SessionRow *first = *(const SessionRow *const *) a, *second = *(const SessionRow *const *) b;
  int unknown = (first->risk == RISK_UNKNOWN) - (second->risk == RISK_UNKNOWN);

  if (unknown != 0)
    return unknown;
  if (first->risk != second->risk)
    return (int) second->risk - (int) first->risk;
  if (first->risk != RISK_UNKNOWN && first->end_loss_high_percent != second->end_loss_high_percent)
    return first->end_loss_high_percent > second->end_loss_high_percent ? -1 : 1;
  return strcmp (first->athlete->handle, second->athlete->handle);
}

static void
copy_occasion (const Occasion *from, Occasion *to)
{
  g_free (to->sport);
  *to = *from;
  to->sport = g_strdup (from->sport);
}

static SessionRow *
row_for (SaltlineWorkspace *self, const Athlete *athlete, const SessionQuestion *question, GError **error)
{
  SessionRow *row = g_new0 (SessionRow, 1);
  g_autoptr(GError) local = NULL;
  const Advice *advice;
  double mass_kg;

  row->athlete = store_athlete (saltline_workspace_get_store (self), athlete->id, error);
  row->bottles = row->loss_percent = row->end_loss_high_percent = NAN;
  row->risk = RISK_UNKNOWN;
  advice_request_init (&row->request);
  copy_occasion (question->occasion, &row->request.occasion);
  row->request.start_hour = question->start_hour;
  row->request.competition = question->competition;
  if (row->athlete == NULL)
    {
      row_free (row);
      return NULL;
    }
  row->advice = saltline_workspace_advise (self, row->athlete, &row->request, &local);
  if (row->advice == NULL)
    {
      row->obstacle = g_strdup (local->message);
      return row;
    }
  advice = row->advice->advice;
  row->bottles = advice->drink_l_per_h * question->occasion->minutes / 60 * 1000 / question->bottle_ml;
  mass_kg = row->advice->prediction->condition.mass_kg;
  row->loss_percent = row->advice->prediction->prediction.sweat_l.value / mass_kg * 100;
  row->end_loss_high_percent = (row->advice->prediction->prediction.sweat_l.high - advice->drink_l_per_h * question->occasion->minutes / 60)
                               / mass_kg * 100;
  row->risk = risk_of (row);
  return row;
}

TeamSession *
saltline_workspace_team_session (SaltlineWorkspace *self, const GPtrArray *athletes, const SessionQuestion *question, GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr(TeamSession) session = g_new0 (TeamSession, 1);

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athletes != NULL && question != NULL, NULL);
  g_return_val_if_fail (question->occasion->minutes > 0 && question->bottle_ml > 0, NULL);

  session->rows = g_ptr_array_new_with_free_func (row_free);
  session->bottle_ml = question->bottle_ml;
  session->units = question->occasion->units;
  for (guint a = 0; a < athletes->len; a++)
    {
      SessionRow *row;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      row = row_for (self, g_ptr_array_index (athletes, a), question, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (session->rows, row);
      session->bottles += isnan (row->bottles) ? 0 : row->bottles;
    }
  g_ptr_array_sort (session->rows, compare_rows);
  return g_steal_pointer (&session);
}

/* --- packing --- */

void
packing_list_free (PackingList *list)
{
  if (list == NULL)
    return;
  g_clear_pointer (&list->plans, g_ptr_array_unref);
  g_clear_pointer (&list->needs, g_ptr_array_unref);
  g_clear_pointer (&list->items, g_array_unref);
  g_clear_pointer (&list->without, g_ptr_array_unref);
  g_clear_pointer (&list->catalogue, catalogue_free);
  g_free (list);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  return strcmp (((const PackingItem *) a)->product->name, ((const PackingItem *) b)->product->name);
}

/* Adds a plan to the sums and takes it out of the stock. */
static void
take (PackingList *list, const ProductPlan *plan)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint k = 0; k < plan->items->len; k++)
    {
      const PlanItem *from = &g_array_index (plan->items, PlanItem, k);
      Product *product = (Product *) from->product; /* of our own catalogue */
      gboolean again = !g_hash_table_add (seen, product), there = FALSE;

      product->stock -= (double) from->units;
      for (guint i = 0; i < list->items->len && !there; i++)
        {
          PackingItem *item = &g_array_index (list->items, PackingItem, i);

          there = item->product == product;
          if (there)
            {
              item->units += from->units;
              item->athletes += !again;
            }
        }
      if (!there)
        g_array_append_val (list->items, ((PackingItem) { product, from->units, 1 }));
    }
  list->cost += plan->cost;
}

static char *
why_not (const SessionRow *row, const ProductPlans *plans)
{
  g_autoptr(GString) text = g_string_new (row->athlete->name);

  if (!plans->complete)
    {
      g_string_append (text, _(": the search was broken off"));
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  g_string_append (text, _(": no plan exists; these conflict:"));
  for (guint c = 0; c < plans->conflict->len; c++)
    {
      const PlanConflict *conflict = &g_array_index (plans->conflict, PlanConflict, c);

      g_string_append_printf (text, " %s%s%s %s%s", conflict->phase ? conflict->phase : "", conflict->phase ? "/" : "", conflict->need, conflict->bound,
                              c + 1 < plans->conflict->len ? ";" : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
free_plans (gpointer data)
{
  product_plans_free (data);
}

static void
free_needs (gpointer data)
{
  needs_free (data);
}

PackingList *
team_session_pack (SaltlineWorkspace *self, const TeamSession *session, const PlanChoice *choice, guint64 most_nodes, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr(PackingList) list = g_new0 (PackingList, 1);

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && session != NULL && choice != NULL, NULL);

  list->catalogue = saltline_workspace_catalogue (self, error);
  list->plans = g_ptr_array_new_with_free_func (free_plans);
  list->needs = g_ptr_array_new_with_free_func (free_needs);
  list->items = g_array_new (FALSE, FALSE, sizeof (PackingItem));
  list->without = g_ptr_array_new_with_free_func (g_free);
  list->proven = TRUE;
  if (list->catalogue == NULL)
    return NULL;
  for (guint r = 0; r < session->rows->len; r++)
    {
      const SessionRow *row = g_ptr_array_index (session->rows, r);
      Needs *needs = row->advice ? workout_advice_needs (row->advice, &row->request) : NULL;
      ProductPlans *plans = NULL;
      g_auto(PlanChoice) own = { 0 };
      g_autoptr(GError) local = NULL;

      plan_choice_copy (choice, &own);
      if (needs)
        needs_put_first (needs, PLAN_BY_UNITS);
      if (needs && saltline_workspace_add_limits (self, row->athlete->id, list->catalogue, &own, error))
        plans = plan_products (list->catalogue, needs, &own, 1, most_nodes, cancellable, &local);

      g_ptr_array_add (list->needs, needs);
      g_ptr_array_add (list->plans, plans);
      if (needs && ((plans == NULL && local == NULL) || g_cancellable_set_error_if_cancelled (cancellable, error)))
        return NULL;
      if (plans == NULL) /* what one athlete must have and cannot is not in the way of the others */
        {
          g_ptr_array_add (list->without, g_strdup_printf ("%s: %s", row->athlete->name, local ? local->message : row->obstacle));
          continue;
        }
      list->proven &= plans->complete;
      if (plans->plans->len > 0)
        take (list, g_ptr_array_index (plans->plans, 0));
      else
        g_ptr_array_add (list->without, why_not (row, plans));
    }
  g_array_sort (list->items, compare_items);
  return g_steal_pointer (&list);
}
