/* ui/plans-page-changes.c: an athlete's limits, products, and taking changes of either back */
#include <glib/gi18n.h>
#include <string.h>

#include "edit-queue.h"
#include "plans-page-private.h"

/* Either limits of an athlete, or a product as a catalogue of one. */
typedef struct {
  gint64 athlete;                /* 0: it is a product */
  AthleteLimits *before, *after;
  char *name_before, *name_after;
  char *csv_before, *csv_after;  /* (nullable): there was none, there is none */
} PlansStep;

static void
step_free (gpointer data)
{
  PlansStep *step = data;

  athlete_limits_free (step->before);
  athlete_limits_free (step->after);
  g_free (step->name_before);
  g_free (step->name_after);
  g_free (step->csv_before);
  g_free (step->csv_after);
  g_free (step);
}

static void
push (SaltlinePlansPage *self, PlansStep *step)
{
  g_ptr_array_set_size (self->done, (int) self->n_done);
  g_ptr_array_add (self->done, step);
  self->n_done++;
}

/* --- limits --- */

static void
show_words (GtkEditable *entry, char **words)
{
  g_autofree char *text = words != NULL ? g_strjoinv (" ", words) : g_strdup ("");

  gtk_editable_set_text (entry, text);
}

void
plans_page_show_limits (SaltlinePlansPage *self)
{
  guint position = gtk_drop_down_get_selected (self->athlete_drop);
  g_autoptr(GError) error = NULL;

  edit_queue_flush ();
  self->athlete = position < self->ids->len ? g_array_index (self->ids, gint64, position) : 0;
  g_clear_pointer (&self->limits, athlete_limits_free);
  if (self->athlete != 0)
    self->limits = store_limits (saltline_workspace_get_store (self->workspace), self->athlete, &error);
  if (self->limits == NULL)
    {
      if (error != NULL)
        plans_page_say (self, error->message);
      return;
    }
  self->showing = TRUE;
  self->typing = FALSE;
  show_words (self->only, self->limits->choice.only);
  show_words (self->avoid, self->limits->choice.avoid);
  self->showing = FALSE;
  saltline_product_list_set_choice (self->list, &self->limits->choice);
  saltline_needs_form_set (self->needs, self->limits->needs);
}

/* What is typed is kept at each key; until the entry is left it is one step of undo. */
static void
remember_limits (SaltlinePlansPage *self, AthleteLimits *limits, gboolean typing)
{
  PlansStep *step = self->typing && typing && self->n_done > 0 ? g_ptr_array_index (self->done, self->n_done - 1) : NULL;

  if (step == NULL || step->athlete != self->athlete)
    {
      step = g_new0 (PlansStep, 1);
      step->athlete = self->athlete;
      step->before = athlete_limits_copy (self->limits);
      push (self, step);
    }
  g_ptr_array_set_size (self->done, (int) self->n_done);
  athlete_limits_free (step->after);
  step->after = athlete_limits_copy (limits);
  self->typing = typing;
  athlete_limits_free (self->limits);
  self->limits = limits;
}

typedef struct {
  gint64 athlete;
  AthleteLimits *limits;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  athlete_limits_free (edit->limits);
  g_free (edit);
}

static gboolean
keep (gpointer workspace, gpointer data, GError **error)
{
  const Edit *edit = data;

  return store_keep_choice (saltline_workspace_get_store (workspace), edit->athlete, &edit->limits->choice, edit->limits->needs, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlinePlansPage) self = data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) && self->done != NULL)
    plans_page_say (self, error->message);
}

static void
keep_limits (SaltlinePlansPage *self, gboolean typing)
{
  g_autoptr(AthleteLimits) limits = NULL;
  Edit *edit;

  if (self->workspace == NULL || self->limits == NULL || saltline_workspace_is_read_only (self->workspace))
    return;
  limits = athlete_limits_copy (self->limits);
  g_strfreev (limits->choice.only);
  g_strfreev (limits->choice.avoid);
  limits->choice.only = product_split_words (gtk_editable_get_text (self->only));
  limits->choice.avoid = product_split_words (gtk_editable_get_text (self->avoid));
  saltline_product_list_get_choice (self->list, &limits->choice);
  if (saltline_needs_form_check (self->needs)) /* nonsense is not kept, but what was kept is */
    {
      g_free (limits->needs);
      limits->needs = saltline_needs_form_get (self->needs);
    }
  if (athlete_limits_equal (limits, self->limits))
    return;
  edit = g_new (Edit, 1);
  *edit = (Edit) { self->athlete, athlete_limits_copy (limits) };
  edit_queue_push (self->workspace, keep, edit, edit_free, kept_cb, g_object_ref (self));
  remember_limits (self, g_steal_pointer (&limits), typing);
}

void
plans_page_keep_limits (SaltlinePlansPage *self)
{
  keep_limits (self, FALSE);
}

/* --- products --- */

/* A catalogue with this product alone, or NULL. */
static char *
product_csv (SaltlinePlansPage *self, const char *name)
{
  g_autoptr(Catalogue) catalogue = name != NULL ? saltline_workspace_catalogue (self->workspace, NULL) : NULL;

  if (catalogue == NULL || catalogue_find_product (catalogue, name) == NULL)
    return NULL;
  for (guint i = catalogue->products->len; i > 0; i--)
    if (g_ascii_strcasecmp (((const Product *) g_ptr_array_index (catalogue->products, i - 1))->name, name) != 0)
      g_ptr_array_remove_index (catalogue->products, i - 1);
  return catalogue_to_csv (catalogue);
}

void
plans_page_begin_product (SaltlinePlansPage *self, const char *name)
{
  g_autofree char *csv = product_csv (self, name), *kept = g_strdup (name);

  g_free (self->edited);
  g_free (self->edited_csv);
  self->edited = g_steal_pointer (&kept);
  self->edited_csv = g_steal_pointer (&csv);
}

void
plans_page_product_done (SaltlinePlansPage *self, const char *name)
{
  PlansStep *step = g_new0 (PlansStep, 1);

  step->name_before = g_strdup (self->edited != NULL ? self->edited : name);
  step->csv_before = g_strdup (self->edited_csv);
  step->name_after = g_strdup (name != NULL ? name : self->edited);
  step->csv_after = product_csv (self, name);
  push (self, step);
  plans_page_begin_product (self, name);
  saltline_page_show_message (SALTLINE_PAGE (self), name != NULL ? _("Product saved") : _("Product deleted"), _("Undo"), "plans.undo");
}

/* What is called @now goes, @csv comes. */
static gboolean
put_product (SaltlinePlansPage *self, const char *now, const char *csv, GError **error)
{
  Store *store = saltline_workspace_get_store (self->workspace);
  g_autoptr(Catalogue) catalogue = csv != NULL ? catalogue_parse (_("the product as it was"), csv, strlen (csv), error) : NULL;
  g_autofree char *there = product_csv (self, now);

  if (csv != NULL && catalogue == NULL)
    return FALSE;
  return (there == NULL || store_delete_product (store, now, TRUE, error)) && (catalogue == NULL || store_keep_catalogue (store, catalogue, error));
}

/* --- back and forth --- */

static gboolean
put_limits (SaltlinePlansPage *self, const PlansStep *step, gboolean redo, GError **error)
{
  const AthleteLimits *limits = redo ? step->after : step->before;
  guint position = 0;

  edit_queue_flush ();
  if (!store_keep_choice (saltline_workspace_get_store (self->workspace), step->athlete, &limits->choice, limits->needs, error))
    return FALSE;
  while (position < self->ids->len && g_array_index (self->ids, gint64, position) != step->athlete)
    position++;
  if (position < self->ids->len)
    gtk_drop_down_set_selected (self->athlete_drop, position);
  plans_page_show_limits (self);
  return TRUE;
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePlansPage *self = SALTLINE_PLANS_PAGE (widget);
  gboolean redo = g_str_equal (name, "plans.redo"), done;
  g_autoptr(GError) error = NULL;
  const PlansStep *step;

  plans_page_keep_limits (self); /* what is being typed is a step, too */
  if (redo ? self->n_done == self->done->len : self->n_done == 0)
    {
      plans_page_say (self, redo ? _("There is nothing to do again") : _("There is nothing to undo"));
      return;
    }
  step = g_ptr_array_index (self->done, redo ? self->n_done : self->n_done - 1);
  if (step->athlete != 0)
    done = put_limits (self, step, redo, &error);
  else
    done = redo ? put_product (self, step->name_before, step->csv_after, &error) : put_product (self, step->name_after, step->csv_before, &error);
  if (!done)
    {
      plans_page_say (self, error->message);
      return;
    }
  self->n_done = redo ? self->n_done + 1 : self->n_done - 1;
  if (step->athlete != 0)
    return;
  plans_page_begin_product (self, self->edited);
  saltline_workspace_catalogue_changed (self->workspace);
}

static void
left_cb (SaltlinePlansPage *self)
{
  plans_page_keep_limits (self);
  self->typing = FALSE;
}

static void
typed_cb (SaltlinePlansPage *self)
{
  if (!self->showing)
    keep_limits (self, TRUE);
}

static void
needs_changed_cb (SaltlinePlansPage *self, gboolean typing)
{
  if (typing)
    typed_cb (self);
  else
    left_cb (self);
}

static void
athlete_chosen_cb (SaltlinePlansPage *self)
{
  guint position = gtk_drop_down_get_selected (self->athlete_drop);

  if (self->workspace != NULL && position < self->ids->len && g_array_index (self->ids, gint64, position) != self->athlete)
    plans_page_show_limits (self);
}

void
plans_page_install_undo (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "plans.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "plans.redo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "plans.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "plans.redo", NULL);
}

void
plans_page_init_changes (SaltlinePlansPage *self)
{
  GtkEditable *const entries[] = { self->only, self->avoid };

  self->done = g_ptr_array_new_with_free_func (step_free);
  for (guint e = 0; e < G_N_ELEMENTS (entries); e++)
    {
      GtkEventController *focus = gtk_event_controller_focus_new ();

      g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (entries[e], "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
      gtk_widget_add_controller (GTK_WIDGET (entries[e]), focus);
    }
  g_signal_connect_object (self->needs, "changed", G_CALLBACK (needs_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "limited", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->athlete_drop, "notify::selected", G_CALLBACK (athlete_chosen_cb), self, G_CONNECT_SWAPPED);
}

void
plans_page_clear_changes (SaltlinePlansPage *self)
{
  g_clear_pointer (&self->limits, athlete_limits_free);
  g_clear_pointer (&self->done, g_ptr_array_unref);
  g_clear_pointer (&self->edited, g_free);
  g_clear_pointer (&self->edited_csv, g_free);
}
