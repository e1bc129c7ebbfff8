/* ui/athletes-page.c */
#include "athletes-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "athletes-page-private.h"
#include "import-report.h"
#include "table-dialogs.h"
#include "units.h"

G_DEFINE_FINAL_TYPE (SaltlineAthletesPage, saltline_athletes_page, SALTLINE_TYPE_PAGE)

void
athletes_page_say (SaltlineAthletesPage *self, const char *message)
{
  saltline_page_show_message (SALTLINE_PAGE (self), message, NULL, NULL);
}

static void
show_life (SaltlineAthletesPage *self, AthleteLife *life)
{
  g_autoptr(AthleteLife) before = g_steal_pointer (&self->life); /* the view still points into it until it has another */

  self->life = life;
  saltline_timeline_view_set_life (self->timeline, life);
  saltline_workout_question_set_life (self->question, life == NULL || saltline_workspace_is_read_only (self->workspace) ? NULL : life);
  if (life != NULL && self->saved != NULL)
    {
      saltline_timeline_view_choose_id (self->timeline, self->saved);
      g_clear_pointer (&self->saved, g_free);
    }
  gtk_widget_set_visible (self->no_events, life != NULL && life->marks->len == 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineAthletesPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteLife) life = athlete_life_load_finish (result, &error);

  if (self->timeline == NULL || g_task_get_cancellable (G_TASK (result)) != self->loading)
    return; /* another was chosen meanwhile */
  if (life != NULL)
    show_life (self, g_steal_pointer (&life));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    athletes_page_say (self, error->message);
}

static void
load (SaltlineAthletesPage *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->athlete == 0)
    return;
  self->loading = g_cancellable_new ();
  athlete_life_load_async (self->workspace, self->athlete, self->loading, loaded_cb, g_object_ref (self));
}

/* For the workout that is chosen, else for the next one. */
static void
show_advice (SaltlineAthletesPage *self)
{
  const LifeMark *mark = self->life != NULL ? saltline_timeline_view_get_chosen (self->timeline) : NULL;
  const char *workout = mark != NULL && mark->lane == LANE_WORKOUTS && mark->event != NULL ? mark->event->id : NULL;

  if (self->workspace != NULL)
    saltline_advice_panel_show (self->advice, self->workspace, self->adding || self->typing ? 0 : self->athlete, workout, NULL, NAN);
}

void
athletes_page_show_inspector (SaltlineAthletesPage *self)
{
  const Athlete *athlete = self->adding ? NULL : saltline_athlete_list_get_chosen (self->list);
  gboolean shown = athlete != NULL || self->adding;

  athletes_page_enable_event_actions (self);
  gtk_stack_set_visible_child_name (self->inspector_stack, self->typing ? "event" : shown ? "athlete" : "none");
  if (self->typing)
    return;
  gtk_widget_set_visible (self->cancel, self->adding);
  gtk_widget_set_visible (self->athlete_actions, athlete != NULL && !saltline_workspace_is_read_only (self->workspace));
  if (shown)
    saltline_athlete_form_set_athlete (self->form, self->workspace, athlete);
  saltline_event_details_set (self->details, self->workspace, self->adding ? NULL : self->life,
                              self->adding ? NULL : saltline_timeline_view_get_chosen (self->timeline));
  show_advice (self);
}

static void
athlete_chosen_cb (SaltlineAthletesPage *self)
{
  const Athlete *athlete = saltline_athlete_list_get_chosen (self->list);
  gint64 row = athlete != NULL ? athlete->id : 0;

  if (row != self->athlete)
    {
      self->adding = self->typing = FALSE;
      show_life (self, NULL);
    }
  if (row != self->athlete || g_strcmp0 (gtk_stack_get_visible_child_name (self->canvas_stack), "team") != 0)
    gtk_stack_set_visible_child_name (self->canvas_stack, row != 0 ? "timeline" : "empty");
  self->athlete = row;
  athletes_page_show_inspector (self);
  load (self); /* also when only her zone changed */
}

/* From the keyboard on into the timeline. */
static void
athlete_activated_cb (SaltlineAthletesPage *self)
{
  saltline_page_leave_list (SALTLINE_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->timeline));
}

/* What there is to do first depends on whether there is anybody. */
static void
roster_changed_cb (SaltlineAthletesPage *self)
{
  gboolean anybody = g_list_model_get_n_items (saltline_athlete_list_get_roster (self->list)) > 0;

  adw_status_page_set_title (self->empty, anybody ? _("Choose an Athlete") : _("No Athletes Yet"));
  adw_status_page_set_description (self->empty, anybody ? _("Workouts, sleep, patches and weight of one athlete become one timeline, whatever devices and services recorded them.")
                                                        : _("Add an athlete, or import a table of the team: names, sports, body masses."));
  gtk_widget_set_visible (self->team_button, anybody);
  gtk_widget_set_visible (self->roster_button, !anybody);
}

static void
event_chosen_cb (SaltlineAthletesPage *self)
{
  /* What is being typed stays; the details are shown anew when it is done. */
  if (self->workspace == NULL || self->adding || self->typing)
    return;
  saltline_event_details_set (self->details, self->workspace, self->life, saltline_timeline_view_get_chosen (self->timeline));
  show_advice (self);
}

static void
timeline_changed_cb (SaltlineAthletesPage *self, gint64 athlete)
{
  if (athlete == self->athlete)
    load (self);
}

static void
saved_cb (SaltlineAthletesPage *self, gint64 athlete)
{
  gboolean added = self->adding;

  self->adding = FALSE;
  saltline_athlete_list_choose (self->list, athlete);
  athletes_page_say (self, added ? _("Athlete added") : _("Changes saved"));
}

static void
failed_cb (SaltlineAthletesPage *self, const char *message)
{
  athletes_page_say (self, message);
}

/* --- actions --- */

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);

  if (self->workspace == NULL)
    return;
  self->adding = TRUE;
  self->typing = FALSE;
  saltline_page_set_show_inspector (SALTLINE_PAGE (self), TRUE);
  athletes_page_show_inspector (self);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);

  self->adding = FALSE;
  athletes_page_show_inspector (self);
}

static void
set_deleted (SaltlineAthletesPage *self, gint64 athlete, gboolean deleted)
{
  g_autoptr(GError) error = NULL;

  if (!store_delete_athlete (saltline_workspace_get_store (self->workspace), athlete, deleted, &error))
    {
      athletes_page_say (self, error->message);
      return;
    }
  self->deleted = deleted ? athlete : 0;
  saltline_workspace_roster_changed (self->workspace);
  if (deleted)
    saltline_page_show_message (SALTLINE_PAGE (self), _("Athlete deleted"), _("Undo"), "athletes.undo-delete");
  else
    saltline_athlete_list_choose (self->list, athlete);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);

  if (self->athlete != 0)
    set_deleted (self, self->athlete, TRUE);
}

static void
undo_delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);

  if (self->deleted != 0)
    set_deleted (self, self->deleted, FALSE);
}

static void
imported_cb (const ImportReport *report, gpointer data)
{
  SaltlineAthletesPage *self = data;
  gboolean can_undo = report->changed && report->athlete == self->athlete; /* "undo" is of whom the page shows by then */

  if (self->timeline == NULL)
    return;
  if (report->remarks->len > 0)
    import_report_show (GTK_WIDGET (self), report, can_undo);
  else
    saltline_page_show_message (SALTLINE_PAGE (self), report->outcome, can_undo ? _("_Undo") : NULL, can_undo ? "athletes.undo" : NULL);
}

static void
chooser_cb (SaltlineAthletesPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));

      saltline_athletes_page_import (self, files);
    }
  g_clear_object (&self->chooser);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Import Activities, Sleep, Weight"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Import"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);

  if (g_str_equal (name, "athletes.previous") || g_str_equal (name, "athletes.next"))
    saltline_timeline_view_step (self->timeline, g_str_equal (name, "athletes.next") ? 1 : -1);
  else if (g_str_equal (name, "athletes.show-year"))
    saltline_timeline_view_show_span (self->timeline, 365 * INSTANT_DAY);
  else if (g_str_equal (name, "athletes.show-event"))
    saltline_timeline_view_show_event (self->timeline);
  else if (g_str_equal (name, "athletes.show-week"))
    saltline_timeline_view_show_span (self->timeline, 7 * INSTANT_DAY);
  else
    saltline_timeline_view_show_span (self->timeline, INSTANT_DAY);
}

static void
hide_team (SaltlineAthletesPage *self)
{
  gtk_stack_set_visible_child_name (self->canvas_stack, self->athlete != 0 ? "timeline" : "empty");
}

static void
team_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);
  CivilDay day = saltline_team_day_get_day (self->team);

  if (self->workspace == NULL)
    return;
  if (g_str_equal (name, "athletes.hide-team"))
    {
      hide_team (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->canvas_stack, "team");
  saltline_team_day_show (self->team, g_str_equal (name, "athletes.previous-day") ? day - 1
                                      : g_str_equal (name, "athletes.next-day") ? day + 1 : CIVIL_DAY_UNKNOWN);
  gtk_widget_grab_focus (GTK_WIDGET (self->team));
}

static void
team_opened_cb (SaltlineAthletesPage *self, gint64 athlete)
{
  saltline_athlete_list_choose (self->list, athlete);
  hide_team (self);
}

/* --- life cycle --- */

static void
saltline_athletes_page_search (SaltlinePage *page)
{
  saltline_athlete_list_focus_search (SALTLINE_ATHLETES_PAGE (page)->list);
}

static void
saltline_athletes_page_dispose (GObject *object)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->chooser);
  if (self->timeline != NULL)
    show_life (self, NULL);
  self->timeline = NULL;
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->saved, g_free);
  G_OBJECT_CLASS (saltline_athletes_page_parent_class)->dispose (object);
}

static void
saltline_athletes_page_class_init (SaltlineAthletesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_athletes_page_dispose;
  SALTLINE_PAGE_CLASS (klass)->search = saltline_athletes_page_search;
  gtk_widget_class_install_action (widget_class, "athletes.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "athletes.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "athletes.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "athletes.undo-delete", NULL, undo_delete_action);
  gtk_widget_class_install_action (widget_class, "athletes.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "athletes.previous", NULL, view_action);
  gtk_widget_class_install_action (widget_class, "athletes.next", NULL, view_action);
  gtk_widget_class_install_action (widget_class, "athletes.show-year", NULL, view_action);
  gtk_widget_class_install_action (widget_class, "athletes.show-week", NULL, view_action);
  gtk_widget_class_install_action (widget_class, "athletes.show-day", NULL, view_action);
  gtk_widget_class_install_action (widget_class, "athletes.show-event", NULL, view_action);
  gtk_widget_class_install_action (widget_class, "athletes.show-team", NULL, team_action);
  gtk_widget_class_install_action (widget_class, "athletes.hide-team", NULL, team_action);
  gtk_widget_class_install_action (widget_class, "athletes.previous-day", NULL, team_action);
  gtk_widget_class_install_action (widget_class, "athletes.next-day", NULL, team_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "athletes.show-team", NULL);
  g_type_ensure (SALTLINE_TYPE_ATHLETE_LIST);
  g_type_ensure (SALTLINE_TYPE_TIMELINE_VIEW);
  g_type_ensure (SALTLINE_TYPE_ATHLETE_FORM);
  g_type_ensure (SALTLINE_TYPE_ADVICE_PANEL);
  g_type_ensure (SALTLINE_TYPE_EVENT_DETAILS);
  g_type_ensure (SALTLINE_TYPE_EVENT_FORM);
  g_type_ensure (SALTLINE_TYPE_WORKOUT_QUESTION);
  g_type_ensure (SALTLINE_TYPE_TEAM_DAY);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/athletes-page.ui");
  athletes_page_install_data_actions (widget_class);
  athletes_page_install_event_actions (widget_class); /* after the template: it binds callbacks too */
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, list);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, canvas_stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, team_button);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, roster_button);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, no_events);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, inspector_stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, form);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, athlete_actions);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, details);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, advice);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, event_form);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, question);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthletesPage, team);
  gtk_widget_class_bind_template_callback (widget_class, athlete_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, athlete_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, event_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, team_opened_cb);
}

static void
saltline_athletes_page_init (SaltlineAthletesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  athletes_page_enable_event_actions (self);
}

/* --- public --- */

void
saltline_athletes_page_set_workspace (SaltlineAthletesPage *self, SaltlineWorkspace *workspace)
{
  g_return_if_fail (SALTLINE_IS_ATHLETES_PAGE (self) && SALTLINE_IS_WORKSPACE (workspace) && self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "timeline-changed", G_CALLBACK (timeline_changed_cb), self, G_CONNECT_SWAPPED);
  units_watch (self, G_CALLBACK (load));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "athletes.add", !saltline_workspace_is_read_only (workspace));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "athletes.import-roster", !saltline_workspace_is_read_only (workspace));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "athletes.erase", !saltline_workspace_is_read_only (workspace));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "athletes.import", !saltline_workspace_is_read_only (workspace));
  g_signal_connect_object (saltline_athlete_list_get_roster (self->list), "items-changed", G_CALLBACK (roster_changed_cb), self, G_CONNECT_SWAPPED);
  saltline_athlete_list_set_workspace (self->list, workspace);
  roster_changed_cb (self);
  saltline_team_day_set_athletes (self->team, workspace, saltline_athlete_list_get_shown (self->list));
}

void
saltline_athletes_page_import (SaltlineAthletesPage *self, GListModel *files)
{
  g_autoptr(SaltlineJob) job = NULL;

  g_return_if_fail (SALTLINE_IS_ATHLETES_PAGE (self) && G_IS_LIST_MODEL (files));

  /* A table that is not understood by itself: the person says which column is what, and perhaps which one says whose. */
  if (g_list_model_get_n_items (files) == 1 && self->workspace != NULL && !saltline_workspace_is_read_only (self->workspace))
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, 0);

      if (g_file_peek_path (file) != NULL && table_needs_mapping (g_file_peek_path (file)))
        {
          saltline_athletes_page_import_trials (self, g_file_peek_path (file));
          return;
        }
    }
  if (self->athlete == 0)
    {
      athletes_page_say (self, _("Whose are they? Choose an athlete first."));
      return;
    }
  if (saltline_workspace_is_read_only (self->workspace))
    {
      athletes_page_say (self, _("This workspace is only for reading here."));
      return;
    }
  job = athlete_import_run (self->workspace, self->athlete, files, imported_cb, G_OBJECT (self));
  saltline_page_add_job (SALTLINE_PAGE (self), job);
}

SaltlineAthleteList *
saltline_athletes_page_get_list (SaltlineAthletesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETES_PAGE (self), NULL);

  return self->list;
}

SaltlineAthleteForm *
saltline_athletes_page_get_form (SaltlineAthletesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETES_PAGE (self), NULL);

  return self->form;
}

SaltlineTeamDay *
saltline_athletes_page_get_team (SaltlineAthletesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETES_PAGE (self), NULL);

  return self->team;
}

SaltlineEventForm *
saltline_athletes_page_get_event_form (SaltlineAthletesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETES_PAGE (self), NULL);

  return self->event_form;
}

SaltlineTimelineView *
saltline_athletes_page_get_timeline (SaltlineAthletesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETES_PAGE (self), NULL);

  return self->timeline;
}

const AthleteLife *
saltline_athletes_page_get_life (SaltlineAthletesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETES_PAGE (self), NULL);

  return self->life;
}
