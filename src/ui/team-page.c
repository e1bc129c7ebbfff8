/* ui/team-page.c */
#include "team-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "advice-panel.h"
#include "drop-down.h"
#include "photo-assign.h"
#include "team-table.h"
#include "team-work.h"
#include "tests-window.h"
#include "units.h"
#include "workspace/advice-sheet.h"

struct _SaltlineTeamPage {
  SaltlinePage parent_instance;

  GtkDropDown *team_drop;
  SaltlineSessionForm *form;
  SaltlineStationPanel *station;
  GtkStack *canvas_stack;
  SaltlineTeamTable *table;
  SaltlinePhotoAssign *photos;
  GtkStack *inspector_stack;
  SaltlineAdvicePanel *advice;
  GtkStringList *teams;    /* the first is everybody */
  SaltlineWorkspace *workspace;
  TeamWork *work;          /* (nullable) */
  SessionAnswers answers;  /* of work */
  SaltlineJob *job;        /* (nullable): that runs */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (SaltlineTeamPage, saltline_team_page, SALTLINE_TYPE_PAGE)

static void
say (SaltlineTeamPage *self, const char *message)
{
  saltline_page_show_message (SALTLINE_PAGE (self), message, NULL, NULL);
}

/* NULL: everybody */
static const char *
chosen_team (SaltlineTeamPage *self)
{
  guint position = gtk_drop_down_get_selected (self->team_drop);

  return position == 0 || position == GTK_INVALID_LIST_POSITION ? NULL : gtk_string_list_get_string (self->teams, position);
}

static void
show_work (SaltlineTeamPage *self, TeamWork *work)
{
  g_autoptr(TeamWork) before = g_steal_pointer (&self->work); /* what is shown still points into it */

  self->work = work;
  saltline_team_table_set (self->table, work != NULL ? work->session : NULL, work != NULL ? work->packing : NULL);
  gtk_stack_set_visible_child_name (self->canvas_stack, work != NULL && work->session->rows->len > 0 ? "table" : "empty");
  gtk_stack_set_visible_child_name (self->inspector_stack, "none");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "team.sheet", work != NULL && work->session->rows->len > 0);
}

/* Numbers in the order of the roster: they stay when the risks change. */
static void
open_station (SaltlineTeamPage *self)
{
  g_autoptr(GPtrArray) athletes = store_athletes (saltline_workspace_get_store (self->workspace), chosen_team (self), NULL);
  StationSession session = { self->answers.occasion.minutes, self->answers.occasion.air_c, self->answers.occasion.relative_humidity,
                             self->answers.occasion.sport };

  if (athletes != NULL)
    saltline_station_panel_open (self->station, self->workspace, athletes, &session);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineTeamPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(TeamWork) work = team_work_finish (result, &error);

  if (self->workspace == NULL || self->job == NULL || g_task_get_cancellable (G_TASK (result)) != saltline_job_get_cancellable (self->job))
    return; /* something else was asked for meanwhile */
  g_clear_object (&self->job);
  if (work != NULL)
    {
      show_work (self, g_steal_pointer (&work));
      if (self->work->session->rows->len == 0)
        say (self, _("Nobody is in this team yet. Athletes are added on the Athletes page."));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error->message);
}

/* What the form said. */
static void
work_out (SaltlineTeamPage *self, gboolean pack)
{
  const SessionQuestion question = { &self->answers.occasion, self->answers.start_hour, self->answers.bottle_ml, FALSE };

  if (self->job != NULL)
    saltline_job_cancel (self->job);
  g_clear_object (&self->job);
  self->job = team_work_async (self->workspace, chosen_team (self), &question, pack, worked_cb, g_object_ref (self));
  saltline_page_add_job (SALTLINE_PAGE (self), self->job);
}

static void
units_changed_cb (SaltlineTeamPage *self)
{
  if (self->work == NULL)
    return;
  self->answers.occasion.units = units_shown ();
  work_out (self, self->work->packing != NULL);
}

static void
ask (SaltlineTeamPage *self, gboolean pack)
{

  if (self->workspace == NULL)
    return;
  session_answers_clear (&self->answers);
  if (!saltline_session_form_read (self->form, TRUE, &self->answers))
    {
      say (self, _("One of the session's rows holds no possible number."));
      return;
    }
  work_out (self, pack);
  open_station (self);
}

static void
work_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask (SALTLINE_TEAM_PAGE (widget), g_str_equal (name, "team.pack"));
}

static void
activated_cb (SaltlineTeamPage *self)
{
  ask (self, FALSE);
}

static void
weigh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineTeamPage *self = SALTLINE_TEAM_PAGE (widget);

  if (self->work == NULL)
    ask (self, FALSE);
  saltline_page_set_show_list (SALTLINE_PAGE (self), TRUE);
  saltline_station_panel_focus (self->station);
}

static void
assign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineTeamPage *self = SALTLINE_TEAM_PAGE (widget);
  GPtrArray *athletes = self->workspace != NULL ? store_athletes (saltline_workspace_get_store (self->workspace), chosen_team (self), NULL) : NULL;

  if (athletes == NULL)
    return;
  saltline_photo_assign_open (self->photos, self->workspace, athletes);
  gtk_stack_set_visible_child_name (self->canvas_stack, "photos");
}

static void
sheet_chosen_cb (SaltlineTeamPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT && self->work != NULL)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autofree char *path = saltline_page_get_path (SALTLINE_PAGE (self), file, TRUE);
      g_autoptr(GError) error = NULL;

      if (path != NULL)
        say (self, team_sheet_write (chosen_team (self) != NULL ? chosen_team (self) : _("Everybody"), self->work->session, self->work->packing, path, &error)
                     ? _("Sheets written") : error->message);
    }
  g_clear_object (&self->chooser);
}

static void
sheet_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineTeamPage *self = SALTLINE_TEAM_PAGE (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Save Sheets"), GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "session.pdf");
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (sheet_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
row_chosen_cb (SaltlineTeamPage *self, guint position)
{
  const SessionRow *row = self->work != NULL && position < self->work->session->rows->len ? g_ptr_array_index (self->work->session->rows, position) : NULL;

  if (row == NULL)
    return;
  saltline_advice_panel_show (self->advice, self->workspace, row->athlete->id, NULL, &self->answers.occasion, self->answers.start_hour);
  gtk_stack_set_visible_child_name (self->inspector_stack, "advice");
}

static void
failed_cb (SaltlineTeamPage *self, const char *message)
{
  say (self, message);
}

static void
check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineTeamPage *self = SALTLINE_TEAM_PAGE (widget);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) athletes = self->workspace != NULL ? store_athletes (saltline_workspace_get_store (self->workspace), chosen_team (self), &error) : NULL;
  GtkWindow *window;

  if (athletes == NULL)
    {
      if (error != NULL)
        say (self, error->message);
      return;
    }
  window = GTK_WINDOW (saltline_tests_window_new (self->workspace, athletes, chosen_team (self) != NULL ? chosen_team (self) : _("Everybody")));
  gtk_window_set_transient_for (window, GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (window);
}

static void
fill_teams (SaltlineTeamPage *self)
{
  g_autoptr(GPtrArray) teams = store_teams (saltline_workspace_get_store (self->workspace), NULL);
  g_autofree char *chosen = g_strdup (chosen_team (self));
  const char *everybody[] = { _("Everybody"), NULL };

  gtk_string_list_splice (self->teams, 0, g_list_model_get_n_items (G_LIST_MODEL (self->teams)), everybody);
  for (guint t = 0; teams != NULL && t < teams->len; t++)
    {
      gtk_string_list_append (self->teams, g_ptr_array_index (teams, t));
      if (g_strcmp0 (chosen, g_ptr_array_index (teams, t)) == 0)
        gtk_drop_down_set_selected (self->team_drop, t + 1);
    }
}

static void
saltline_team_page_dispose (GObject *object)
{
  SaltlineTeamPage *self = SALTLINE_TEAM_PAGE (object);

  if (self->job != NULL)
    saltline_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->chooser);
  g_clear_object (&self->workspace);
  g_clear_object (&self->teams);
  g_clear_pointer (&self->work, team_work_free);
  session_answers_clear (&self->answers);
  G_OBJECT_CLASS (saltline_team_page_parent_class)->dispose (object);
}

static void
saltline_team_page_class_init (SaltlineTeamPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_team_page_dispose;
  g_type_ensure (SALTLINE_TYPE_SESSION_FORM);
  g_type_ensure (SALTLINE_TYPE_STATION_PANEL);
  g_type_ensure (SALTLINE_TYPE_TEAM_TABLE);
  g_type_ensure (SALTLINE_TYPE_PHOTO_ASSIGN);
  g_type_ensure (SALTLINE_TYPE_ADVICE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/team-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineTeamPage, team_drop);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTeamPage, form);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTeamPage, station);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTeamPage, canvas_stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTeamPage, table);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTeamPage, photos);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTeamPage, inspector_stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTeamPage, advice);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_install_action (widget_class, "team.work-out", NULL, work_action);
  gtk_widget_class_install_action (widget_class, "team.pack", NULL, work_action);
  gtk_widget_class_install_action (widget_class, "team.assign", NULL, assign_action);
  gtk_widget_class_install_action (widget_class, "team.weigh", NULL, weigh_action);
  gtk_widget_class_install_action (widget_class, "team.sheet", NULL, sheet_action);
  gtk_widget_class_install_action (widget_class, "team.check", NULL, check_action);
}

static void
saltline_team_page_init (SaltlineTeamPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  drop_down_name (self->team_drop, _("Team"));
  self->teams = gtk_string_list_new (NULL);
  gtk_drop_down_set_model (self->team_drop, G_LIST_MODEL (self->teams));
  occasion_init (&self->answers.occasion);
  units_watch (self, G_CALLBACK (units_changed_cb));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "team.sheet", FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->station), FALSE);
}

void
saltline_team_page_set_workspace (SaltlineTeamPage *self, SaltlineWorkspace *workspace)
{
  g_return_if_fail (SALTLINE_IS_TEAM_PAGE (self) && SALTLINE_IS_WORKSPACE (workspace) && self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "roster-changed", G_CALLBACK (fill_teams), self, G_CONNECT_SWAPPED);
  fill_teams (self);
}

const TeamSession *
saltline_team_page_get_session (SaltlineTeamPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_TEAM_PAGE (self), NULL);

  return self->work != NULL ? self->work->session : NULL;
}

const PackingList *
saltline_team_page_get_packing (SaltlineTeamPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_TEAM_PAGE (self), NULL);

  return self->work != NULL ? self->work->packing : NULL;
}

SaltlineSessionForm *
saltline_team_page_get_form (SaltlineTeamPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_TEAM_PAGE (self), NULL);

  return self->form;
}

SaltlineStationPanel *
saltline_team_page_get_station (SaltlineTeamPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_TEAM_PAGE (self), NULL);

  return self->station;
}
