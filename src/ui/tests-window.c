/* ui/tests-window.c */
#include "tests-window.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figure-view.h"
#include "plain-text.h"
#include "units.h"
#include "workspace/sweat-tests.h"

#define FIGURE_HEIGHT    360
#define EXPORT_WIDTH_PT  480
#define EXPORT_HEIGHT_PT 400

/* A test that was retired or taken back: what stood before, what stands now. */
typedef struct {
  char *test;
  char *before, *after; /* (nullable): reasons */
} Step;

/* What is read in a thread. */
typedef struct {
  PredictionRecord *record;
  GPtrArray *tests;     /* (nullable): of AthleteTest, of a single athlete */
  Figure *figure;
} TestsRead;

struct _SaltlineTestsWindow {
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkLabel *summary;
  SaltlineFigureView *view;
  GtkBox *box;
  GtkWidget *list;         /* (nullable): the group of tests */
  AdwStatusPage *failure;
  AdwToastOverlay *toasts;
  GtkFileChooserNative *chooser;
  SaltlineWorkspace *workspace;
  GPtrArray *athletes;     /* of Athlete */
  TestsRead *read;         /* (nullable); its figure is the view's */
  GCancellable *loading;
  GPtrArray *steps;        /* of Step */
  guint n_done;            /* of them; those behind were undone */
};

G_DEFINE_FINAL_TYPE (SaltlineTestsWindow, saltline_tests_window, ADW_TYPE_WINDOW)

typedef struct {
  SaltlineWorkspace *workspace;
  GPtrArray *athletes;
} Loading;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->test);
  g_free (step->before);
  g_free (step->after);
  g_free (step);
}

static void
tests_read_free (gpointer data)
{
  TestsRead *read = data;

  if (read == NULL)
    return;
  prediction_record_free (read->record);
  g_clear_pointer (&read->tests, g_ptr_array_unref);
  g_clear_pointer (&read->figure, figure_free);
  g_free (read);
}

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_object_unref (loading->workspace);
  g_ptr_array_unref (loading->athletes);
  g_free (loading);
}

static void
say (SaltlineTestsWindow *self, const char *message, const char *action)
{
  AdwToast *toast = plain_toast_new (message);

  if (action != NULL)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, action);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* --- the tests --- */

static void
retire_clicked_cb (GtkWidget *widget, SaltlineTestsWindow *self)
{
  const char *test = g_object_get_data (G_OBJECT (widget), "test");
  GtkEditable *entry = g_object_get_data (G_OBJECT (widget), "reason");
  GtkWidget *popover = gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER);
  g_autofree char *reason = entry != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (entry))) : NULL;
  g_autofree char *kept = g_strdup (test);

  if (reason != NULL && *reason == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
      gtk_widget_grab_focus (GTK_WIDGET (entry));
      return;
    }
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  saltline_tests_window_retire (self, kept, reason);
}

static GtkWidget *
retire_button (SaltlineTestsWindow *self, const AthleteTest *test, const char *name)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *entry = gtk_entry_new (), *retire = gtk_button_new_with_mnemonic (_("_Retire"));
  GtkWidget *actors[] = { entry, retire };
  g_autofree char *label = g_strdup_printf (_("Retire the test of %s"), name);

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Reason, such as: the scale was wet"));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 30);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Why the test no longer speaks for the athlete"), -1);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), retire);
  for (guint a = 0; a < G_N_ELEMENTS (actors); a++)
    {
      g_object_set_data_full (G_OBJECT (actors[a]), "test", g_strdup (test->id), g_free);
      g_object_set_data (G_OBJECT (actors[a]), "reason", entry);
      g_signal_connect_object (actors[a], a == 0 ? "activate" : "clicked", G_CALLBACK (retire_clicked_cb), self, 0);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Retire…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !saltline_workspace_is_read_only (self->workspace));
  return button;
}

static GtkWidget *
again_button (SaltlineTestsWindow *self, const AthleteTest *test, const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (_("Use Again"));
  g_autofree char *label = g_strdup_printf (_("Use the test of %s again"), name);

  g_object_set_data_full (G_OBJECT (button), "test", g_strdup (test->id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !saltline_workspace_is_read_only (self->workspace));
  g_signal_connect_object (button, "clicked", G_CALLBACK (retire_clicked_cb), self, 0);
  return button;
}

static char *
test_name (const AthleteTest *test)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_local (test->at_us / G_USEC_PER_SEC);
  g_autofree char *day = when != NULL ? g_date_time_format (when, "%Y-%m-%d") : g_strdup ("–");

  return g_strdup_printf ("%s, %s%s%s", day, test->kind == SWEAT_TEST_PATCH ? _("patch") : _("weighing"), test->sport != NULL ? ", " : "",
                          test->sport != NULL ? test->sport : "");
}

/* What it measured, then what had been expected of it. */
static char *
test_details (const AthleteTest *test, const PredictionRecord *record)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!isnan (test->rate_l_per_h))
    {
      g_autofree char *rate = quantity_number (QUANTITY_RATE, units_shown (), test->rate_l_per_h, 2);
      g_autofree char *sd = quantity_sentence (QUANTITY_RATE, units_shown (), test->rate_sd_l_per_h, 2);

      g_string_append_printf (text, _("%s ± %s"), rate, sd);
    }
  if (!isnan (test->sodium_mmol_l))
    g_string_append_printf (text, _("%ssodium %.0f ± %.0f mmol/L"), text->len > 0 ? ", " : "", test->sodium_mmol_l, test->sodium_sd_mmol_l);
  for (guint k = 0; k < record->checks->len; k++)
    {
      const PredictionCheck *check = g_ptr_array_index (record->checks, k);

      if (g_str_equal (check->test, test->id))
        {
          g_autofree char *predicted = quantity_number (QUANTITY_RATE, units_shown (), check->predicted, 2);
          g_autofree char *low = quantity_number (QUANTITY_RATE, units_shown (), check->low, 2), *high = quantity_number (QUANTITY_RATE, units_shown (), check->high, 2);

          g_string_append_printf (text, check->covered ? _("; expected %s [%s, %s]") : _("; expected %s [%s, %s]: outside"), predicted, low, high);
        }
    }
  if (test->retired != NULL)
    g_string_append_printf (text, _("%sRetired: %s"), text->len > 0 ? "\n" : "", test->retired);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_tests (SaltlineTestsWindow *self)
{
  if (self->list != NULL)
    gtk_box_remove (self->box, self->list);
  self->list = NULL;
  if (self->read->tests == NULL)
    return;
  self->list = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->list), _("Tests"));
  if (self->read->tests->len == 0)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->list),
                                           _("None yet: a patch, or a weighing before and after a workout, is one."));
  for (guint t = self->read->tests->len; t > 0; t--) /* the newest first */
    {
      const AthleteTest *test = g_ptr_array_index (self->read->tests, t - 1);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *name = test_name (test), *details = test_details (test, self->read->record);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), details);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), test->retired != NULL ? again_button (self, test, name) : retire_button (self, test, name));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->list), row);
    }
  gtk_box_append (self->box, self->list);
}

static void
units_changed_cb (SaltlineTestsWindow *self)
{
  if (self->read != NULL)
    show_tests (self);
}

static void
show_read (SaltlineTestsWindow *self, TestsRead *read)
{
  const PredictionRecord *record = read->record;
  g_autoptr(GString) summary = g_string_new (NULL);

  g_clear_pointer (&self->read, tests_read_free);
  self->read = read;
  if (record->checks->len == 0)
    g_string_append (summary, _("No test with a whole-body rate yet: nothing to compare with."));
  else
    g_string_append_printf (summary, _("%u of %u inside of their 95 %% interval (%.0f %%, between %.0f and %.0f %%); bias %+.0f %%, error %.0f %%. Each was "
                                       "predicted from the athlete’s earlier tests alone."),
                            record->n_covered, record->checks->len, 100 * record->coverage, 100 * record->coverage_low,
                            100 * record->coverage_high, record->bias_percent, record->error_percent);
  gtk_label_set_label (self->summary, summary->str);
  g_clear_pointer (&read->figure->note, g_free); /* it stands above, where it can be selected */
  gtk_widget_set_visible (GTK_WIDGET (self->view), record->checks->len > 0);
  saltline_figure_view_set_figure (self->view, g_steal_pointer (&read->figure));
  show_tests (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tests.export", record->checks->len > 0);
  gtk_stack_set_visible_child_name (self->stack, "read");
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Loading *loading = task_data;
  GError *error = NULL;
  TestsRead *read = g_new0 (TestsRead, 1);

  read->record = saltline_workspace_check_predictions (loading->workspace, loading->athletes, cancellable, &error);
  if (read->record != NULL && loading->athletes->len == 1)
    read->tests = saltline_workspace_sweat_tests (loading->workspace, g_ptr_array_index (loading->athletes, 0), &error);
  if (error != NULL)
    {
      tests_read_free (read);
      g_task_return_error (task, error);
      return;
    }
  read->figure = prediction_record_figure (read->record);
  g_task_return_pointer (task, read, tests_read_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineTestsWindow) self = data;
  g_autoptr(GError) error = NULL;
  TestsRead *read = g_task_propagate_pointer (G_TASK (result), &error);

  if (read != NULL && self->loading == g_task_get_cancellable (G_TASK (result)))
    show_read (self, read);
  else if (read != NULL)
    tests_read_free (read); /* a later one is under way */
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      plain_page_describe (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failure");
    }
}

static void
load (SaltlineTestsWindow *self)
{
  g_autoptr(GTask) task = NULL;
  Loading *loading = g_new0 (Loading, 1);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  loading->workspace = g_object_ref (self->workspace);
  loading->athletes = g_ptr_array_ref (self->athletes);
  task = g_task_new (NULL, self->loading, read_cb, g_object_ref (self));
  g_task_set_task_data (task, loading, loading_free);
  g_task_run_in_thread (task, read_in_thread);
}

static void
timeline_changed_cb (SaltlineTestsWindow *self, gint64 athlete)
{
  for (guint a = 0; a < self->athletes->len; a++)
    if (((const Athlete *) g_ptr_array_index (self->athletes, a))->id == athlete)
      {
        load (self);
        return;
      }
}

/* --- retiring, and taking it back --- */

static gboolean
set_reason (SaltlineTestsWindow *self, const char *test, const char *reason)
{
  g_autoptr(GError) error = NULL;

  if (saltline_workspace_retire_test (self->workspace, g_ptr_array_index (self->athletes, 0), test, reason, &error))
    return TRUE;
  say (self, error->message, NULL);
  return FALSE;
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineTestsWindow *self = SALTLINE_TESTS_WINDOW (widget);
  gboolean redo = g_str_equal (name, "tests.redo");
  const Step *step;

  if (redo ? self->n_done == self->steps->len : self->n_done == 0)
    {
      say (self, redo ? _("There is nothing to do again") : _("There is nothing to undo"), NULL);
      return;
    }
  step = g_ptr_array_index (self->steps, redo ? self->n_done : self->n_done - 1);
  if (set_reason (self, step->test, redo ? step->after : step->before))
    self->n_done = redo ? self->n_done + 1 : self->n_done - 1;
}

/* --- the figure to a file --- */

static void
chooser_cb (SaltlineTestsWindow *self, int response)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL && g_file_peek_path (file) != NULL)
    saltline_tests_window_export (self, g_file_peek_path (file));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineTestsWindow *self = SALTLINE_TESTS_WINDOW (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Export the Figure (SVG, PDF, PNG) or Its Data (CSV)"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _("predicted-against-seen.svg"));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- life --- */

static void
saltline_tests_window_dispose (GObject *object)
{
  SaltlineTestsWindow *self = SALTLINE_TESTS_WINDOW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->chooser);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->read, tests_read_free);
  g_clear_pointer (&self->athletes, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  G_OBJECT_CLASS (saltline_tests_window_parent_class)->dispose (object);
}

static void
saltline_tests_window_class_init (SaltlineTestsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_tests_window_dispose;
  gtk_widget_class_install_action (widget_class, "tests.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "tests.redo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "tests.export", NULL, export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "tests.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "tests.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
header_bar (SaltlineTestsWindow *self)
{
  GtkWidget *header = adw_header_bar_new (), *export = gtk_button_new_with_mnemonic (_("_Export…"));

  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_("Predicted Against Seen"), ""));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (export), "tests.export");
  gtk_accessible_update_property (GTK_ACCESSIBLE (export), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Export the figure or its data"), -1);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), export);
  return header;
}

static void
saltline_tests_window_init (SaltlineTestsWindow *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new (), *spinner = gtk_spinner_new ();

  self->steps = g_ptr_array_new_with_free_func (step_free);
  gtk_window_set_title (GTK_WINDOW (self), _("Predicted Against Seen"));
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 760);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  g_object_set (self->box, "margin-start", 16, "margin-end", 16, "margin-top", 12, "margin-bottom", 16, NULL);
  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_label_set_xalign (self->summary, 0.0f);
  gtk_label_set_selectable (self->summary, TRUE);
  self->view = g_object_new (SALTLINE_TYPE_FIGURE_VIEW, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->view), -1, FIGURE_HEIGHT);
  gtk_box_append (self->box, GTK_WIDGET (self->summary));
  gtk_box_append (self->box, GTK_WIDGET (self->view));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->box));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_spinner_start (GTK_SPINNER (spinner));
  self->failure = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_title (self->failure, _("Nothing Could Be Read"));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, scroller, "read");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failure), "failure");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (outer), header_bar (self));
  gtk_box_append (GTK_BOX (outer), GTK_WIDGET (self->toasts));
  adw_window_set_content (ADW_WINDOW (self), outer);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tests.export", FALSE);
}

SaltlineTestsWindow *
saltline_tests_window_new (SaltlineWorkspace *workspace, const GPtrArray *athletes, const char *whose)
{
  SaltlineTestsWindow *self;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && athletes != NULL && whose != NULL, NULL);

  self = g_object_new (SALTLINE_TYPE_TESTS_WINDOW, NULL);
  self->workspace = g_object_ref (workspace);
  self->athletes = athletes_copy (athletes);
  adw_window_title_set_subtitle (self->title, whose);
  g_signal_connect_object (workspace, "timeline-changed", G_CALLBACK (timeline_changed_cb), self, G_CONNECT_SWAPPED);
  units_watch (self, G_CALLBACK (units_changed_cb));
  load (self);
  return self;
}

const PredictionRecord *
saltline_tests_window_get_record (SaltlineTestsWindow *self)
{
  g_return_val_if_fail (SALTLINE_IS_TESTS_WINDOW (self), NULL);

  return self->read != NULL ? self->read->record : NULL;
}

void
saltline_tests_window_retire (SaltlineTestsWindow *self, const char *test, const char *reason)
{
  const AthleteTest *known = NULL;
  Step *step;

  g_return_if_fail (SALTLINE_IS_TESTS_WINDOW (self) && test != NULL && self->read != NULL && self->read->tests != NULL);

  for (guint t = 0; t < self->read->tests->len && known == NULL; t++)
    if (g_str_equal (((const AthleteTest *) g_ptr_array_index (self->read->tests, t))->id, test))
      known = g_ptr_array_index (self->read->tests, t);
  if (known == NULL)
    return;
  step = g_new0 (Step, 1);
  *step = (Step) { g_strdup (test), g_strdup (known->retired), g_strdup (reason) };
  if (!set_reason (self, test, reason))
    {
      step_free (step);
      return;
    }
  g_ptr_array_set_size (self->steps, (int) self->n_done);
  g_ptr_array_add (self->steps, step);
  self->n_done++;
  say (self, reason != NULL ? _("The test no longer speaks for the athlete") : _("The test speaks for the athlete again"), "tests.undo");
}

void
saltline_tests_window_export (SaltlineTestsWindow *self, const char *path)
{
  g_autoptr(GError) error = NULL;
  Figure *figure;

  g_return_if_fail (SALTLINE_IS_TESTS_WINDOW (self) && path != NULL && self->read != NULL);

  figure = prediction_record_figure (self->read->record); /* with the sentence that stands above it in the window */
  say (self, figure_export (figure, path, EXPORT_WIDTH_PT, EXPORT_HEIGHT_PT, &error) ? _("Figure written") : error->message, NULL);
  figure_free (figure);
}
