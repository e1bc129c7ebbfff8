/* ui/associations-window.c */
#include "associations-window.h"

#include <glib/gi18n.h>

#include "figure-view.h"
#include "plain-text.h"

#define FIGURE_HEIGHT 320

struct _SaltlineAssociationsWindow {
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkBox *figures;
  AdwStatusPage *failure;
  GCancellable *loading;
  gboolean ready;
};

G_DEFINE_FINAL_TYPE (SaltlineAssociationsWindow, saltline_associations_window, ADW_TYPE_WINDOW)

typedef struct {
  SaltlineWorkspace *workspace;
  GPtrArray *athletes;
} Loading;

/* Figures are made where they are computed: 2000 draws take a while. */
typedef struct {
  Figure *figures[SEASON_N_PAIRS];
} Figures;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_object_unref (loading->workspace);
  g_ptr_array_unref (loading->athletes);
  g_free (loading);
}

static void
figures_free (gpointer data)
{
  Figures *figures = data;

  for (guint i = 0; i < SEASON_N_PAIRS; i++)
    g_clear_pointer (&figures->figures[i], figure_free);
  g_free (figures);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Loading *loading = task_data;
  const DaySpan always = { CIVIL_DAY_UNKNOWN, CIVIL_DAY_UNKNOWN };
  GError *error = NULL;
  g_autoptr(SeasonPairs) pairs = season_pairs_load (loading->workspace, loading->athletes, &always, &error);
  Figures *figures;

  if (pairs == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  figures = g_new0 (Figures, 1);
  for (SeasonPair pair = 0; pair < SEASON_N_PAIRS && !g_cancellable_is_cancelled (cancellable); pair++)
    figures->figures[pair] = figure_season_association (pairs, pair);
  g_task_return_pointer (task, figures, figures_free);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineAssociationsWindow) self = data;
  g_autoptr(GError) error = NULL;
  Figures *figures = g_task_propagate_pointer (G_TASK (result), &error);

  if (figures == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          plain_page_describe (self->failure, error->message);
          gtk_stack_set_visible_child_name (self->stack, "failure");
        }
      return;
    }
  for (SeasonPair pair = 0; pair < SEASON_N_PAIRS; pair++)
    {
      GtkWidget *view = g_object_new (SALTLINE_TYPE_FIGURE_VIEW, NULL), *note = gtk_label_new (figures->figures[pair]->note);

      gtk_label_set_wrap (GTK_LABEL (note), TRUE);
      gtk_label_set_xalign (GTK_LABEL (note), 0.0f);
      gtk_label_set_selectable (GTK_LABEL (note), TRUE);
      g_clear_pointer (&figures->figures[pair]->note, g_free); /* it stands beside, where it can be selected */
      gtk_widget_set_size_request (view, -1, FIGURE_HEIGHT);
      saltline_figure_view_set_figure (SALTLINE_FIGURE_VIEW (view), g_steal_pointer (&figures->figures[pair]));
      gtk_box_append (self->figures, note);
      gtk_box_append (self->figures, view);
    }
  figures_free (figures);
  gtk_stack_set_visible_child_name (self->stack, "figures");
  self->ready = TRUE;
}

static void
saltline_associations_window_dispose (GObject *object)
{
  SaltlineAssociationsWindow *self = SALTLINE_ASSOCIATIONS_WINDOW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  G_OBJECT_CLASS (saltline_associations_window_parent_class)->dispose (object);
}

static void
saltline_associations_window_class_init (SaltlineAssociationsWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = saltline_associations_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
saltline_associations_window_init (SaltlineAssociationsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new (), *spinner = gtk_spinner_new ();
  GtkWidget *figures = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *remark;

  gtk_window_set_title (GTK_WINDOW (self), _("What Goes Together"));
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 760);
  remark = gtk_label_new (_("Spearman’s ρ with 95 % intervals that draw whole weeks of one athlete, or whole athletes of several. What goes together "
                            "need not cause each other."));
  gtk_label_set_wrap (GTK_LABEL (remark), TRUE);
  gtk_label_set_xalign (GTK_LABEL (remark), 0.0f);
  gtk_widget_add_css_class (remark, "dim-label");
  gtk_box_append (GTK_BOX (figures), remark);
  gtk_widget_set_margin_start (figures, 16);
  gtk_widget_set_margin_end (figures, 16);
  gtk_widget_set_margin_top (figures, 12);
  gtk_widget_set_margin_bottom (figures, 16);
  self->figures = GTK_BOX (figures);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), figures);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_spinner_start (GTK_SPINNER (spinner));
  self->failure = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_title (self->failure, _("Nothing Could Be Read"));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, scroller, "figures");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failure), "failure");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
}

SaltlineAssociationsWindow *
saltline_associations_window_new (SaltlineWorkspace *workspace, const GPtrArray *athletes)
{
  SaltlineAssociationsWindow *self;
  g_autoptr(GTask) task = NULL;
  Loading *loading;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && athletes != NULL, NULL);

  self = g_object_new (SALTLINE_TYPE_ASSOCIATIONS_WINDOW, NULL);
  loading = g_new0 (Loading, 1);
  loading->workspace = g_object_ref (workspace);
  loading->athletes = athletes_copy (athletes);
  self->loading = g_cancellable_new ();
  task = g_task_new (NULL, self->loading, loaded_cb, g_object_ref (self));
  g_task_set_task_data (task, loading, loading_free);
  g_task_run_in_thread (task, load_in_thread);
  return self;
}

gboolean
saltline_associations_window_is_ready (SaltlineAssociationsWindow *self)
{
  g_return_val_if_fail (SALTLINE_IS_ASSOCIATIONS_WINDOW (self), FALSE);

  return self->ready;
}
