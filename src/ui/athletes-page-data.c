/* ui/athletes-page-data.c: an athlete's data given away or erased whole; a roster out of a table */
#include "athletes-page-private.h"

#include <glib/gi18n.h>

#include "associations-window.h"
#include "table-dialogs.h"
#include "tests-window.h"
#include "workspace/athlete-archive.h"

/* --- given away --- */

typedef struct {
  SaltlineWorkspace *workspace;
  Athlete *athlete;
  char *path;
  SaltlineJob *job;
  AthleteArchived archived;
  AthleteErasure erasure;
} DataWork;

static void
data_work_free (gpointer data)
{
  DataWork *work = data;

  g_object_unref (work->workspace);
  athlete_free (work->athlete);
  g_free (work->path);
  g_clear_object (&work->job);
  athlete_erasure_clear (&work->erasure);
  g_free (work);
}

static DataWork *
data_work_new (SaltlineAthletesPage *self, const Athlete *athlete, char *path, const char *title)
{
  DataWork *work = g_new0 (DataWork, 1);

  work->workspace = g_object_ref (self->workspace);
  work->athlete = athlete_copy (athlete);
  work->path = path;
  work->job = saltline_job_new (title);
  saltline_page_add_job (SALTLINE_PAGE (self), work->job);
  return work;
}

static void
finish (SaltlineAthletesPage *self, const DataWork *work, const char *outcome)
{
  saltline_job_finish (work->job, outcome);
  if (self->timeline != NULL)
    athletes_page_say (self, outcome);
}

static void
export_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  DataWork *work = task_data;
  GError *error = NULL;

  if (saltline_workspace_export_athlete (work->workspace, work->athlete, work->path, &work->archived, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineAthletesPage) self = data;
  const DataWork *work = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autofree char *outcome = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    outcome = g_strdup_printf (_("%s: %u rows and %u photos"), work->path, work->archived.n_rows, work->archived.n_photos);
  else
    outcome = g_strdup (error->message);
  finish (self, work, outcome);
}

static void
export_chosen_cb (SaltlineAthletesPage *self, int response)
{
  const Athlete *athlete = saltline_athlete_list_get_chosen (self->list);
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL && g_file_peek_path (file) != NULL && athlete != NULL)
    {
      DataWork *work = data_work_new (self, athlete, g_file_get_path (file), _("Exporting an athlete"));
      g_autoptr(GTask) task = g_task_new (NULL, saltline_job_get_cancellable (work->job), exported_cb, g_object_ref (self));

      g_task_set_task_data (task, work, data_work_free);
      g_task_run_in_thread (task, export_in_thread);
    }
}

static GtkWindow *
window_of (SaltlineAthletesPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);
  const Athlete *athlete = saltline_athlete_list_get_chosen (self->list);
  g_autofree char *file = athlete != NULL ? g_strconcat (athlete->handle, ".zip", NULL) : NULL;

  if (athlete == NULL)
    return;
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Export All That Is Known of the Athlete"), window_of (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Export"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (export_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- gone --- */

static void
erase_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr(SecretKeeper) keeper = secret_keeper_new_desktop ();
  DataWork *work = task_data;
  GError *error = NULL;

  if (saltline_workspace_erase_athlete (work->workspace, work->athlete->id, keeper, &work->erasure, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineAthletesPage) self = data;
  const DataWork *work = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) outcome = g_string_new (NULL);

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_string_append (outcome, error->message);
  else
    {
      g_string_append_printf (outcome, _("Erased: %u rows, %u photos, and from %u snapshots."), work->erasure.n_rows, work->erasure.photos->len,
                              work->erasure.rewritten->len);
      for (guint i = 0; i < work->erasure.remaining->len; i++)
        g_string_append_printf (outcome, _(" Something remains: %s."), (const char *) g_ptr_array_index (work->erasure.remaining, i));
    }
  finish (self, work, outcome->str);
}

void
saltline_athletes_page_erase (SaltlineAthletesPage *self)
{
  const Athlete *athlete = saltline_athlete_list_get_chosen (self->list);
  g_autoptr(GTask) task = NULL;
  DataWork *work;

  g_return_if_fail (SALTLINE_IS_ATHLETES_PAGE (self));

  if (athlete == NULL)
    return;
  work = data_work_new (self, athlete, NULL, _("Erasing an athlete"));
  task = g_task_new (NULL, NULL, erased_cb, g_object_ref (self));
  g_task_set_task_data (task, work, data_work_free);
  g_task_run_in_thread (task, erase_in_thread);
}

static void
erase_response_cb (SaltlineAthletesPage *self, const char *response)
{
  if (g_str_equal (response, "erase"))
    saltline_athletes_page_erase (self);
}

static void
erase_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);
  const Athlete *athlete = saltline_athlete_list_get_chosen (self->list);
  g_autofree char *heading = athlete != NULL ? g_strdup_printf (_("Erase %s for Ever?"), athlete->name) : NULL;
  AdwMessageDialog *dialog;

  if (athlete == NULL)
    return;
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window_of (self), heading,
                                                       _("Events, photos, readings and decisions are erased from this workspace and from its snapshots. "
                                                         "This cannot be undone. Copies that were made elsewhere are not reached.")));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "erase", _("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (erase_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- what goes together --- */

/* The chosen athlete, or those whom the list shows. @holds: (out): what keeps these alive */
static GPtrArray *
athletes_asked_for (SaltlineAthletesPage *self, gboolean chosen_only, GPtrArray **holds)
{
  GPtrArray *athletes = g_ptr_array_new ();
  const Athlete *chosen = saltline_athlete_list_get_chosen (self->list);
  GListModel *shown = saltline_athlete_list_get_shown (self->list);

  *holds = g_ptr_array_new_with_free_func (g_object_unref);
  if (chosen_only && chosen != NULL)
    g_ptr_array_add (athletes, (gpointer) chosen);
  else
    for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
      {
        SaltlineAthleteItem *item = g_list_model_get_item (shown, i);

        g_ptr_array_add (*holds, item);
        g_ptr_array_add (athletes, (gpointer) saltline_athlete_item_get_athlete (item));
      }
  return athletes;
}

static void
associate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);
  g_autoptr(GPtrArray) athletes = NULL, holds = NULL;
  SaltlineAssociationsWindow *window;

  if (self->workspace == NULL)
    return;
  athletes = athletes_asked_for (self, g_str_equal (name, "athletes.associate"), &holds);
  window = saltline_associations_window_new (self->workspace, athletes);
  gtk_window_set_transient_for (GTK_WINDOW (window), window_of (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
tests_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);
  g_autoptr(GPtrArray) athletes = NULL, holds = NULL;
  GtkWindow *window;

  if (self->workspace == NULL)
    return;
  athletes = athletes_asked_for (self, g_str_equal (name, "athletes.tests"), &holds);
  window = GTK_WINDOW (saltline_tests_window_new (self->workspace, athletes,
                                                  athletes->len == 1 ? ((const Athlete *) g_ptr_array_index (athletes, 0))->name : _("The athletes in the list")));
  gtk_window_set_transient_for (window, window_of (self));
  gtk_window_present (window);
}

/* --- rosters --- */

static void
table_kept_cb (SaltlineAthletesPage *self, const char *outcome)
{
  athletes_page_say (self, outcome);
}

/* @dialog: (nullable); @error: why there is none */
static SaltlineMappingDialog *
present_table (SaltlineAthletesPage *self, SaltlineMappingDialog *dialog, GError **error)
{
  if (dialog == NULL)
    {
      athletes_page_say (self, (*error)->message);
      return NULL;
    }
  gtk_window_set_transient_for (GTK_WINDOW (dialog), window_of (self));
  g_signal_connect_object (dialog, "kept", G_CALLBACK (table_kept_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

SaltlineMappingDialog *
saltline_athletes_page_import_roster (SaltlineAthletesPage *self, const char *path)
{
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (SALTLINE_IS_ATHLETES_PAGE (self) && path != NULL, NULL);

  return present_table (self, roster_dialog_new (self->workspace, path, &error), &error);
}

SaltlineMappingDialog *
saltline_athletes_page_import_trials (SaltlineAthletesPage *self, const char *path)
{
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (SALTLINE_IS_ATHLETES_PAGE (self) && path != NULL, NULL);

  return present_table (self, trials_dialog_new (self->workspace, saltline_athlete_list_get_chosen (self->list), path, &error), &error);
}

static void
roster_chosen_cb (SaltlineAthletesPage *self, int response)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL && g_file_peek_path (file) != NULL)
    saltline_athletes_page_import_roster (self, g_file_peek_path (file));
}

static void
roster_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);

  if (self->workspace == NULL)
    return;
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Import a Table of Athletes"), window_of (self), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (roster_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
athletes_page_install_data_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "athletes.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "athletes.erase", NULL, erase_action);
  gtk_widget_class_install_action (widget_class, "athletes.associate", NULL, associate_action);
  gtk_widget_class_install_action (widget_class, "athletes.associate-team", NULL, associate_action);
  gtk_widget_class_install_action (widget_class, "athletes.tests", NULL, tests_action);
  gtk_widget_class_install_action (widget_class, "athletes.tests-team", NULL, tests_action);
  gtk_widget_class_install_action (widget_class, "athletes.import-roster", NULL, roster_action);
}
