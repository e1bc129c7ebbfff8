/* ui/plans-page.c */
#include "plans-page.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "drop-down.h"
#include "entry-number.h"
#include "plans-page-private.h"
#include "quantity-entry.h"
#include "units.h"
#include "workspace/advice-sheet.h"

#define PLANS_TO_SHOW 5

G_DEFINE_FINAL_TYPE (SaltlinePlansPage, saltline_plans_page, SALTLINE_TYPE_PAGE)

/* In the order of the drop-down in plans-page.ui. */
static const PlanObjective orders[][PLAN_N_OBJECTIVES] = {
  { PLAN_BY_UNITS, PLAN_BY_DISTINCT, PLAN_BY_COST }, { PLAN_BY_UNITS, PLAN_BY_COST, PLAN_BY_DISTINCT },
  { PLAN_BY_DISTINCT, PLAN_BY_UNITS, PLAN_BY_COST }, { PLAN_BY_DISTINCT, PLAN_BY_COST, PLAN_BY_UNITS },
  { PLAN_BY_COST, PLAN_BY_DISTINCT, PLAN_BY_UNITS }, { PLAN_BY_COST, PLAN_BY_UNITS, PLAN_BY_DISTINCT },
};

void
plans_page_say (SaltlinePlansPage *self, const char *message)
{
  saltline_page_show_message (SALTLINE_PAGE (self), message, NULL, NULL);
}

/* Needs that were typed may be those of a workout that nobody knows. */
static gboolean
has_sheet (SaltlinePlansPage *self)
{
  return self->work != NULL && self->shown < self->work->plans->plans->len && self->work->advice->advice != NULL;
}

static void
show_plan (SaltlinePlansPage *self)
{
  guint n = self->work != NULL ? self->work->plans->plans->len : 0;

  saltline_plan_view_set (self->view, self->work, self->shown);
  gtk_stack_set_visible_child_name (self->canvas_stack, self->work != NULL ? "plan" : "empty");
  gtk_widget_set_visible (self->steps, n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plans.previous", self->shown > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plans.next", self->shown + 1 < n);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plans.sheet", has_sheet (self));
}

/* In a low or narrow window the answer lies below the form. */
static void
scroll_to_plan (SaltlinePlansPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double x, y;

  if (gtk_widget_translate_coordinates (GTK_WIDGET (self->canvas_stack), GTK_WIDGET (self->scrolled), 0, 0, &x, &y)
      && y > gtk_adjustment_get_page_size (adjustment) / 2)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlinePlansPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PlanWork) work = plan_work_finish (result, &error);

  if (self->workspace == NULL || self->job == NULL || g_task_get_cancellable (G_TASK (result)) != saltline_job_get_cancellable (self->job))
    return; /* something else was asked for meanwhile */
  g_clear_object (&self->job);
  if (work != NULL)
    {
      g_autoptr(PlanWork) before = g_steal_pointer (&self->work);

      self->work = g_steal_pointer (&work);
      self->shown = 0;
      saltline_needs_form_suggest (self->needs, self->work->needs);
      show_plan (self);
      scroll_to_plan (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    plans_page_say (self, error->message);
}

/* @low, @high: of what can be; blank is not known */
static gboolean
read_row (SaltlinePlansPage *self, GtkEditable *row, double low, double high, double *number)
{
  gboolean is_number = row == self->air ? quantity_entry_read (row, number) : entry_read_number (row, number);

  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  if (is_number && (isnan (*number) || (*number >= low && *number <= high)))
    return TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return FALSE;
}

static void
plan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePlansPage *self = SALTLINE_PLANS_PAGE (widget);
  guint position = gtk_drop_down_get_selected (self->athlete_drop);
  guint sequence = gtk_drop_down_get_selected (self->order_drop);
  PlanOrder order = { .top = PLANS_TO_SHOW };

  if (self->workspace == NULL)
    return;
  if (position == GTK_INVALID_LIST_POSITION || position >= self->ids->len)
    {
      plans_page_say (self, _("For whom? Athletes are added on the Athletes page."));
      return;
    }
  order.athlete = g_array_index (self->ids, gint64, position);
  occasion_init (&order.occasion);
  order.occasion.units = units_shown ();
  if (!read_row (self, self->minutes, 1, 2880, &order.occasion.minutes) || !read_row (self, self->air, -40, 55, &order.occasion.air_c)
      || !read_row (self, self->hour, 0, 23.99, &order.start_hour) || !read_row (self, self->most_products, 1, 1000, &order.max_distinct)
      || !read_row (self, self->most_units, 1, 10000, &order.max_units))
    return;
  if (!saltline_needs_form_check (self->needs))
    {
      plans_page_say (self, _("Needs are numbers from 0, and at least is no more than at most."));
      return;
    }
  plans_page_keep_limits (self);
  order.needs = saltline_needs_form_get (self->needs);
  memcpy (order.order, orders[MIN (sequence, G_N_ELEMENTS (orders) - 1)], sizeof order.order);
  saltline_product_list_get_choice (self->list, &order.choice);
  order.choice.only = product_split_words (gtk_editable_get_text (self->only));
  order.choice.avoid = product_split_words (gtk_editable_get_text (self->avoid));
  if (self->job != NULL)
    saltline_job_cancel (self->job);
  g_clear_object (&self->job);
  self->job = plan_work_async (self->workspace, &order, planned_cb, g_object_ref (self));
  saltline_page_add_job (SALTLINE_PAGE (self), self->job);
}

static void
activated_cb (SaltlinePlansPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "plans.plan", NULL);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePlansPage *self = SALTLINE_PLANS_PAGE (widget);

  if (g_str_equal (name, "plans.next"))
    self->shown++;
  else
    self->shown--;
  show_plan (self);
}

/* --- the catalogue --- */

static void
catalogue_changed_cb (SaltlinePlansPage *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Catalogue) catalogue = self->filled ? saltline_workspace_catalogue (self->workspace, &error) : NULL;

  if (!self->filled)
    return;
  if (catalogue != NULL)
    saltline_product_list_set (self->list, catalogue);
  else
    plans_page_say (self, error->message);
}

static void
product_chosen_cb (SaltlinePlansPage *self, const char *name)
{
  if (self->workspace == NULL)
    return; /* the page goes away */
  gtk_stack_set_visible_child_name (self->inspector_stack, name != NULL ? "product" : "none");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plans.delete-product", name != NULL && !saltline_workspace_is_read_only (self->workspace));
  if (name == NULL)
    return;
  if (g_strcmp0 (name, self->edited) != 0) /* else the list was filled again around it */
    plans_page_begin_product (self, name);
  saltline_product_form_show (self->form, self->workspace, name);
}

static void
kept_cb (SaltlinePlansPage *self, const char *name)
{
  plans_page_product_done (self, name);
  saltline_product_list_choose (self->list, name);
}

static void
failed_cb (SaltlinePlansPage *self, const char *message)
{
  plans_page_say (self, message);
}

static void
new_product_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePlansPage *self = SALTLINE_PLANS_PAGE (widget);

  saltline_page_set_show_inspector (SALTLINE_PAGE (self), TRUE);
  plans_page_begin_product (self, NULL);
  saltline_product_form_show (self->form, self->workspace, NULL);
  gtk_stack_set_visible_child_name (self->inspector_stack, "product");
}

static void
delete_product_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePlansPage *self = SALTLINE_PLANS_PAGE (widget);
  g_autofree char *product = saltline_product_list_chosen (self->list);
  g_autoptr(GError) error = NULL;

  if (product == NULL)
    return;
  plans_page_begin_product (self, product);
  if (!store_delete_product (saltline_workspace_get_store (self->workspace), product, TRUE, &error))
    {
      plans_page_say (self, error->message);
      return;
    }
  plans_page_product_done (self, NULL);
  product_chosen_cb (self, NULL);
  saltline_workspace_catalogue_changed (self->workspace);
}

/* --- files --- */

typedef void (*PathUse) (SaltlinePlansPage *self, const char *path);

static void
import_path (SaltlinePlansPage *self, const char *path)
{
  g_autoptr(GPtrArray) doubts = NULL;
  g_autoptr(GError) error = NULL;
  guint count = 0;

  if (!saltline_workspace_import_catalogue (self->workspace, path, &doubts, &count, &error))
    {
      plans_page_say (self, error->message);
      return;
    }
  plans_page_begin_product (self, self->edited);
  if (doubts->len > 0)
    plans_page_say (self, g_ptr_array_index (doubts, 0));
  else
    {
      g_autofree char *message = g_strdup_printf (ngettext ("%u product imported", "%u products imported", count), count);

      plans_page_say (self, message);
    }
}

static void
export_path (SaltlinePlansPage *self, const char *path)
{
  g_autoptr(GError) error = NULL;

  plans_page_say (self, saltline_workspace_export_catalogue (self->workspace, path, &error) ? _("Catalogue written") : error->message);
}

static void
sheet_path (SaltlinePlansPage *self, const char *path)
{
  g_autoptr(GError) error = NULL;

  if (!has_sheet (self))
    {
      plans_page_say (self, _("There is another plan now, for a workout that nobody knows: no sheet was written"));
      return;
    }
  plans_page_say (self, loaded_advice_set_units (self->work->advice, self->workspace, units_shown (), &error)
                          && athlete_sheet_write (self->work->advice->athlete, self->work->advice->advice,
                                                  g_ptr_array_index (self->work->plans->plans, self->shown), self->work->needs, path, &error)
                        ? _("Sheet written") : error->message);
}

static void
chooser_cb (SaltlinePlansPage *self, int response)
{
  PathUse use = (PathUse) g_object_get_data (G_OBJECT (self->chooser), "use");

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      gboolean to_write = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (self->chooser)) == GTK_FILE_CHOOSER_ACTION_SAVE;
      g_autofree char *path = saltline_page_get_path (SALTLINE_PAGE (self), file, to_write);

      if (path != NULL)
        use (self, path);
    }
  g_clear_object (&self->chooser);
}

static void
file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePlansPage *self = SALTLINE_PLANS_PAGE (widget);
  gboolean import = g_str_equal (name, "plans.import"), sheet = g_str_equal (name, "plans.sheet");

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (import ? _("Import a Catalogue") : sheet ? _("Save Sheet") : _("Export the Catalogue"),
                                               GTK_WINDOW (gtk_widget_get_root (widget)),
                                               import ? GTK_FILE_CHOOSER_ACTION_OPEN : GTK_FILE_CHOOSER_ACTION_SAVE, import ? _("_Import") : _("_Save"),
                                               NULL);
  if (!import)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), sheet ? "plan.pdf" : "catalogue.csv");
  g_object_set_data (G_OBJECT (self->chooser), "use", (gpointer) (import ? import_path : sheet ? sheet_path : export_path));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- life --- */

static void
roster_changed_cb (SaltlinePlansPage *self)
{
  g_autoptr(GPtrArray) athletes = self->filled ? store_athletes (saltline_workspace_get_store (self->workspace), NULL, NULL) : NULL;
  guint position = gtk_drop_down_get_selected (self->athlete_drop), again = 0;
  gint64 chosen = position < self->ids->len ? g_array_index (self->ids, gint64, position) : 0;
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  g_array_set_size (self->ids, 0);
  for (guint a = 0; athletes != NULL && a < athletes->len; a++)
    {
      const Athlete *athlete = g_ptr_array_index (athletes, a);

      g_ptr_array_add (names, athlete->name);
      g_array_append_val (self->ids, athlete->id);
      if (athlete->id == chosen)
        again = a;
    }
  g_ptr_array_add (names, NULL);
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)), (const char *const *) names->pdata);
  gtk_drop_down_set_selected (self->athlete_drop, self->ids->len > 0 ? again : GTK_INVALID_LIST_POSITION);
  if (self->filled)
    plans_page_show_limits (self);
}

static void
map_cb (SaltlinePlansPage *self)
{
  if (self->filled || self->workspace == NULL)
    return;
  self->filled = TRUE;
  roster_changed_cb (self);
  catalogue_changed_cb (self);
}

static void
saltline_plans_page_search (SaltlinePage *page)
{
  saltline_product_list_search (SALTLINE_PLANS_PAGE (page)->list);
}

static void
saltline_plans_page_dispose (GObject *object)
{
  SaltlinePlansPage *self = SALTLINE_PLANS_PAGE (object);

  if (self->job != NULL)
    saltline_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->chooser);
  g_clear_object (&self->workspace);
  g_clear_object (&self->names);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->work, plan_work_free);
  plans_page_clear_changes (self);
  G_OBJECT_CLASS (saltline_plans_page_parent_class)->dispose (object);
}

static void
saltline_plans_page_class_init (SaltlinePlansPageClass *klass)
{
  static const char *const files[] = { "plans.import", "plans.export", "plans.sheet" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_plans_page_dispose;
  SALTLINE_PAGE_CLASS (klass)->search = saltline_plans_page_search;
  g_type_ensure (SALTLINE_TYPE_PRODUCT_LIST);
  g_type_ensure (SALTLINE_TYPE_PRODUCT_FORM);
  g_type_ensure (SALTLINE_TYPE_PLAN_VIEW);
  g_type_ensure (SALTLINE_TYPE_NEEDS_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/plans-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, list);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, athlete_drop);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, order_drop);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, minutes);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, air);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, hour);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, most_products);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, most_units);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, only);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, avoid);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, needs);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, canvas_stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, view);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, steps);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, inspector_stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePlansPage, form);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, product_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, kept_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_install_action (widget_class, "plans.plan", NULL, plan_action);
  gtk_widget_class_install_action (widget_class, "plans.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "plans.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "plans.new-product", NULL, new_product_action);
  gtk_widget_class_install_action (widget_class, "plans.delete-product", NULL, delete_product_action);
  plans_page_install_undo (widget_class);
  for (guint f = 0; f < G_N_ELEMENTS (files); f++)
    gtk_widget_class_install_action (widget_class, files[f], NULL, file_action);
}

static void
saltline_plans_page_init (SaltlinePlansPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->names = gtk_string_list_new (NULL);
  gtk_drop_down_set_expression (self->athlete_drop, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (self->athlete_drop, TRUE);
  gtk_drop_down_set_model (self->athlete_drop, G_LIST_MODEL (self->names));
  drop_down_name (self->athlete_drop, _("Athlete"));
  drop_down_name (self->order_drop, _("What matters first, second, third"));
  quantity_entry_set_kind (self->air, QUANTITY_TEMPERATURE, _("Air temperature"), _("Air"));
  units_watch (self, G_CALLBACK (show_plan));
  plans_page_init_changes (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plans.delete-product", FALSE);
  show_plan (self);
}

void
saltline_plans_page_set_workspace (SaltlinePlansPage *self, SaltlineWorkspace *workspace)
{
  g_return_if_fail (SALTLINE_IS_PLANS_PAGE (self) && SALTLINE_IS_WORKSPACE (workspace) && self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "roster-changed", G_CALLBACK (roster_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "catalogue-changed", G_CALLBACK (catalogue_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plans.new-product", !saltline_workspace_is_read_only (workspace));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plans.import", !saltline_workspace_is_read_only (workspace));
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    map_cb (self);
}

const PlanWork *
saltline_plans_page_get_work (SaltlinePlansPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_PLANS_PAGE (self), NULL);

  return self->work;
}

SaltlineProductList *
saltline_plans_page_get_list (SaltlinePlansPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_PLANS_PAGE (self), NULL);

  return self->list;
}
