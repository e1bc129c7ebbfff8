/* ui/plan-view.c */
#include "plan-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "row-group.h"
#include "units.h"
#include "workspace/advice-sheet.h"

struct _SaltlinePlanView {
  AdwBin parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (SaltlinePlanView, saltline_plan_view, ADW_TYPE_BIN)

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle, const char *value)
{
  GtkWidget *row = row_group_add_text (group, title, subtitle);

  if (value != NULL)
    {
      GtkWidget *label = gtk_label_new (value);

      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
}

static void
add_totals (AdwPreferencesGroup *group, const PlanWork *work, const ProductPlan *plan, const GArray *needs, int phase)
{
  for (guint k = 0; k < needs->len; k++)
    {
      const Need *need = &g_array_index (needs, Need, k);
      int column = catalogue_find_nutrient (work->catalogue, need->nutrient);
      g_autofree char *bounds = need_bounds (need, units_shown ());
      g_autofree char *total = column >= 0 ? nutrient_number (need->nutrient, units_shown (), product_plan_total (plan, work->catalogue, work->needs, phase, (guint) column))
                                        : NULL;

      add_row (group, nutrient_title (need->nutrient, units_shown ()), bounds, total);
    }
}

/* The needs of a phase, then what covers them. */
static void
add_phase (SaltlinePlanView *self, const PlanWork *work, const ProductPlan *plan, guint p)
{
  const NeedPhase *phase = g_ptr_array_index (work->needs->phases, p);
  AdwPreferencesGroup *group = row_group_append (self->box, phase_title (phase->name), NULL);

  for (guint k = 0; k < plan->items->len; k++)
    {
      const PlanItem *item = &g_array_index (plan->items, PlanItem, k);
      g_autofree char *title = NULL, *below = NULL;

      if (item->phase != p)
        continue;
      title = g_strdup_printf ("%" G_GINT64_FORMAT " × %s", item->units, item->product->name);
      below = g_strdup_printf ("%s%s%s", item->product->unit != NULL ? item->product->unit : "", item->product->unit != NULL ? ", " : "",
                               item->product->verified ? _("verified") : _("unverified"));
      add_row (group, title, below, NULL);
    }
  add_totals (group, work, plan, phase->needs, (int) p);
}

static void
add_packing (SaltlinePlanView *self, const ProductPlan *plan)
{
  AdwPreferencesGroup *group = row_group_append (self->box, _("Packing List"), NULL);

  for (guint k = 0; k < plan->items->len; k++)
    {
      const PlanItem *item = &g_array_index (plan->items, PlanItem, k);
      gint64 units = item->units;
      gboolean again = FALSE;
      g_autofree char *text = NULL;

      for (guint other = 0; other < plan->items->len; other++)
        {
          const PlanItem *same = &g_array_index (plan->items, PlanItem, other);

          if (other == k || same->product != item->product)
            continue;
          again |= other < k;
          units += same->units;
        }
      if (again)
        continue;
      text = g_strdup_printf ("%" G_GINT64_FORMAT, units);
      add_row (group, item->product->name, item->product->unit != NULL ? item->product->unit : "", text);
    }
}

/* "During: sodium, at least 480" */
static char *
conflict_title (const PlanConflict *conflict)
{
  g_autoptr(GString) title = g_string_new (NULL);
  g_autofree char *value = nutrient_number (conflict->need, units_shown (), conflict->value);

  if (conflict->phase != NULL)
    g_string_append_printf (title, "%s: ", phase_title (conflict->phase));
  g_string_append (title, nutrient_title (conflict->need, units_shown ()));
  if (g_str_equal (conflict->bound, "min"))
    g_string_append_printf (title, _(", at least %s"), value);
  else if (g_str_equal (conflict->bound, "max"))
    g_string_append_printf (title, _(", at most %s"), value);
  else
    g_string_append_printf (title, ", %s", g_str_equal (conflict->bound, "concentration") ? _("concentration of the drink")
                                           : g_str_equal (conflict->bound, "stock")       ? _("what there is of it")
                                           : g_str_equal (conflict->bound, "must")        ? _("has to be used")
                                           : g_str_equal (conflict->bound, "pack")        ? _("whole packs")
                                                                                          : _("ratio"));
  return g_string_free (g_steal_pointer (&title), FALSE);
}

static void
add_conflict (SaltlinePlanView *self, const PlanWork *work)
{
  const ProductPlans *plans = work->plans;
  AdwPreferencesGroup *group;

  if (!plans->complete)
    {
      row_group_append (self->box, _("Nothing Found in Time"),
                        _("The search was broken off. Leave out products in the list, or ask for the fewest units."));
      return;
    }
  group = row_group_append (self->box, _("No Plan Exists"),
                            plans->conflict_proven ? _("These bounds cannot be kept together, and no fewer conflict. What each would have to give way by, alone:")
                                                   : _("These bounds cannot be kept together; whether fewer conflict was not found in time. What each would have to give way by, alone:"));
  for (guint c = 0; c < plans->conflict->len; c++)
    {
      const PlanConflict *conflict = &g_array_index (plans->conflict, PlanConflict, c);
      g_autofree char *title = conflict_title (conflict);
      double give = isnan (conflict->smallest_relaxation) ? conflict->ends_conflict : conflict->smallest_relaxation;
      g_autofree char *by = isnan (give) ? g_strdup ("–") : nutrient_number (conflict->need, units_shown (), give);

      add_row (group, title, !conflict->searched                      ? _("not found in time")
                             : !isnan (conflict->ends_conflict)       ? _("ends this conflict, but others remain")
                             : isnan (conflict->smallest_relaxation) ? _("giving way alone does not help")
                             : conflict->proven                       ? ""
                                                                      : _("helps; less may do"),
               by);
    }
}

static void
show_plan (SaltlinePlanView *self, const PlanWork *work, guint index)
{
  const ProductPlan *plan = g_ptr_array_index (work->plans->plans, index);
  g_autofree char *products = g_strdup_printf (ngettext ("%d product", "%d products", (gulong) plan->distinct), (int) plan->distinct);
  g_autofree char *units = g_strdup_printf (ngettext ("%d unit", "%d units", (gulong) plan->units), (int) plan->units);
  g_autofree char *title = g_strdup_printf (_("Plan %u of %u: %s, %s"), index + 1, work->plans->plans->len, products, units);
  g_autofree char *cost = work->catalogue->has_cost ? g_strdup_printf (_("Cost %.2f of what has a price. "), plan->cost) : g_strdup ("");
  g_autofree char *proof = g_strconcat (cost, work->plans->complete ? _("Proven: nothing better exists.")
                                                                    : _("The best found in time; that nothing better exists is not proven."), NULL);

  row_group_append (self->box, title, proof);
  for (guint p = 0; p < work->needs->phases->len; p++)
    add_phase (self, work, plan, p);
  if (work->needs->needs->len > 0)
    add_totals (row_group_append (self->box, _("The Whole Day"), NULL), work, plan, work->needs->needs, -1);
  for (guint u = 0; u < plan->unknown->len; u++)
    row_group_append (self->box, "", g_ptr_array_index (plan->unknown, u));
  add_packing (self, plan);
}

static void
saltline_plan_view_class_init (SaltlinePlanViewClass *klass)
{
}

static void
saltline_plan_view_init (SaltlinePlanView *self)
{
  saltline_plan_view_set (self, NULL, 0);
}

void
saltline_plan_view_set (SaltlinePlanView *self, const PlanWork *work, guint index)
{
  g_return_if_fail (SALTLINE_IS_PLAN_VIEW (self));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  gtk_widget_set_margin_top (self->box, 12);
  gtk_widget_set_margin_bottom (self->box, 18);
  adw_bin_set_child (ADW_BIN (self), self->box);
  if (work != NULL && index < work->plans->plans->len)
    show_plan (self, work, index);
  else if (work != NULL)
    add_conflict (self, work);
}
