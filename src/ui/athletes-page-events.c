/* ui/athletes-page-events.c: planning, adding, changing and deleting events, and taking it back */
#include "athletes-page-private.h"

#include <glib/gi18n.h>

static void
open_form (SaltlineAthletesPage *self)
{
  self->typing = TRUE;
  self->adding = FALSE;
  saltline_page_set_show_inspector (SALTLINE_PAGE (self), TRUE);
  athletes_page_show_inspector (self);
}

static void
close_form (SaltlineAthletesPage *self)
{
  self->typing = FALSE;
  athletes_page_show_inspector (self);
}

/* A plan is for tomorrow unless another day to come is in view; what was is of the day in view. */
static CivilDay
likely_day (SaltlineAthletesPage *self, const Athlete *athlete, gboolean planned)
{
  g_autoptr(GTimeZone) zone = athlete_zone (athlete);
  gint64 now_us = g_get_real_time (), seen_us = saltline_timeline_view_get_middle (self->timeline);
  CivilDay today = instant_civil_day (now_us, instant_offset_in_zone (now_us, zone));
  CivilDay seen = instant_civil_day (seen_us, instant_offset_in_zone (seen_us, zone));

  if (saltline_timeline_view_get_span (self->timeline) > 2 * INSTANT_DAY)
    return planned ? today + 1 : today;
  return planned ? MAX (seen, today) : MIN (seen, today);
}

static void
add_event_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);
  const Athlete *athlete = saltline_athlete_list_get_chosen (self->list);
  gboolean planned = g_str_equal (name, "athletes.plan");

  if (athlete == NULL)
    return;
  saltline_event_form_add (self->event_form, self->workspace, athlete, planned ? EVENT_PLANNED : EVENT_WORKOUT,
                           likely_day (self, athlete, planned));
  open_form (self);
}

static void
edit_event_cb (SaltlineAthletesPage *self)
{
  const Athlete *athlete = saltline_athlete_list_get_chosen (self->list);
  const LifeMark *mark = saltline_timeline_view_get_chosen (self->timeline);

  if (athlete != NULL && mark != NULL && mark->event != NULL
      && saltline_event_form_edit (self->event_form, self->workspace, athlete, mark->event))
    open_form (self);
}

static void
delete_event_cb (SaltlineAthletesPage *self)
{
  const LifeMark *mark = saltline_timeline_view_get_chosen (self->timeline);
  g_autoptr(GError) error = NULL;

  if (mark == NULL || mark->event == NULL)
    return;
  if (saltline_workspace_delete_event (self->workspace, self->athlete, mark->event, &error))
    saltline_page_show_message (SALTLINE_PAGE (self), _("Event deleted"), _("_Undo"), "athletes.undo");
  else
    athletes_page_say (self, error->message);
}

static void
decided_cb (SaltlineAthletesPage *self, const char *what)
{
  g_autofree char *message = g_strdup_printf (_("Done: %s"), what);

  saltline_page_show_message (SALTLINE_PAGE (self), message, _("_Undo"), "athletes.undo");
}

static void
event_saved_cb (SaltlineAthletesPage *self, const char *key)
{
  g_free (self->saved);
  self->saved = g_strdup (key);
  close_form (self);
  saltline_page_show_message (SALTLINE_PAGE (self), _("Kept in the timeline"), _("_Undo"), "athletes.undo");
}

static void
event_cancelled_cb (SaltlineAthletesPage *self)
{
  close_form (self);
}

/* --- what is asked after a workout --- */

typedef struct {
  SaltlineWorkspace *workspace;
  gint64 athlete;
  char *workout;
  double minutes;
  char *path;
} PatchPhoto;

static void
patch_photo_free (gpointer data)
{
  PatchPhoto *photo = data;

  g_object_unref (photo->workspace);
  g_free (photo->workout);
  g_free (photo->path);
  g_free (photo);
}

static void
add_photo_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const PatchPhoto *photo = task_data;
  GError *error = NULL;

  if (saltline_workspace_add_patch_photo (photo->workspace, photo->athlete, photo->workout, photo->minutes, photo->path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
photo_added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineAthletesPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean added = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->timeline != NULL)
    athletes_page_say (self, added ? _("The photo is in the Patches page, and belongs to the workout") : error->message);
}

static void
photo_chosen_cb (SaltlineAthletesPage *self, int response)
{
  const WorkoutQuestion *question = saltline_workout_question_get (self->question);
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL && g_file_peek_path (file) != NULL && question != NULL)
    {
      g_autoptr(GTask) task = g_task_new (NULL, NULL, photo_added_cb, g_object_ref (self));
      const Event *merged = question->workout->merged;
      PatchPhoto *photo = g_new0 (PatchPhoto, 1);

      *photo = (PatchPhoto) { g_object_ref (self->workspace), self->athlete, g_strdup (question->workout->id),
                              (double) (merged->end_us - merged->start_us) / INSTANT_MINUTE, g_file_get_path (file) };
      g_task_set_task_data (task, photo, patch_photo_free);
      g_task_run_in_thread (task, add_photo_in_thread);
    }
}

static void
choose_photo (SaltlineAthletesPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Photo of the Patch"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Add"), NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (photo_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
question_answered_cb (SaltlineAthletesPage *self, guint answer)
{
  const WorkoutQuestion *question = saltline_workout_question_get (self->question);
  const Athlete *athlete = saltline_athlete_list_get_chosen (self->list);
  g_autoptr(GError) error = NULL;

  if (question == NULL || athlete == NULL)
    return;
  if (answer == WORKOUT_ANSWER_PHOTO)
    choose_photo (self);
  else if (answer == WORKOUT_ANSWER_WEIGHING)
    {
      if (saltline_event_form_edit (self->event_form, self->workspace, athlete, question->workout))
        {
          open_form (self);
          saltline_event_form_focus (self->event_form, "before_kg");
        }
    }
  else if (!saltline_workspace_answer (self->workspace, self->athlete, question->workout, (WorkoutAnswer) answer, &error))
    athletes_page_say (self, error->message);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineAthletesPage *self = SALTLINE_ATHLETES_PAGE (widget);
  gboolean redo = g_str_equal (name, "athletes.redo");
  g_autoptr(GError) error = NULL;
  g_autofree char *what = NULL, *message = NULL;

  if (self->athlete == 0)
    return;
  if (!saltline_workspace_undo_events (self->workspace, self->athlete, redo, &what, &error))
    message = g_strdup (error->message);
  else if (what == NULL)
    message = g_strdup (redo ? _("There is nothing to do again") : _("There is nothing to undo"));
  else
    message = g_strdup_printf (redo ? _("Done again: %s") : _("Undone: %s"), what);
  athletes_page_say (self, message);
}

void
athletes_page_enable_event_actions (SaltlineAthletesPage *self)
{
  const char *const actions[] = { "athletes.plan", "athletes.add-event", "athletes.undo", "athletes.redo" };
  gboolean enabled = self->workspace != NULL && !saltline_workspace_is_read_only (self->workspace) && self->athlete != 0;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], enabled);
}

void
athletes_page_install_event_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "athletes.plan", NULL, add_event_action);
  gtk_widget_class_install_action (widget_class, "athletes.add-event", NULL, add_event_action);
  gtk_widget_class_install_action (widget_class, "athletes.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "athletes.redo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "athletes.plan", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "athletes.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "athletes.redo", NULL);
  gtk_widget_class_bind_template_callback (widget_class, edit_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
  gtk_widget_class_bind_template_callback (widget_class, event_saved_cb);
  gtk_widget_class_bind_template_callback (widget_class, event_cancelled_cb);
  gtk_widget_class_bind_template_callback (widget_class, question_answered_cb);
}
