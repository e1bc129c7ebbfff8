/* ui/calibration-page-edits.c: what is edited of the shown session, and its way into the file */
#include "calibration-page-private.h"

#include <glib/gi18n.h>

#include "edit-queue.h"

/* --- a changed template: its standards are read with it --- */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineCalibrationPage) self = data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) && self->view != NULL)
    calibration_page_say (self, error->message);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (saltline_workspace_read_standards (source, *(gint64 *) task_data, NULL, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_standards (SaltlineCalibrationPage *self, gint64 session)
{
  g_autoptr(GTask) task = g_task_new (self->workspace, NULL, read_cb, g_object_ref (self));

  g_task_set_task_data (task, g_memdup2 (&session, sizeof session), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

/* --- into the file --- */

typedef struct {
  StoredLot *before, *changed;
  char *what;
  gint64 step;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  stored_lot_free (edit->before);
  stored_lot_free (edit->changed);
  g_free (edit->what);
  g_free (edit);
}

static gboolean
keep (gpointer workspace, gpointer data, GError **error)
{
  const Edit *edit = data;

  return saltline_workspace_edit_lot (workspace, edit->before, edit->changed, edit->what, edit->step, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineCalibrationPage) self = data;
  const Edit *edit = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  gboolean kept = g_task_propagate_boolean (G_TASK (result), &error);

  self->n_keeping--;
  if (self->view == NULL)
    return; /* the window was closed meanwhile */
  if (!kept)
    calibration_page_say (self, error->message);
  else if (edit->changed->template_row != edit->before->template_row)
    read_standards (self, edit->changed->id);
  if (self->n_keeping == 0)
    calibration_page_measure (self);
}

void
calibration_page_edit (SaltlineCalibrationPage *self, const StoredLot *changed, const char *what, gint64 step)
{
  Edit *edit;

  if (self->result == NULL || !calibration_page_may_write (self))
    return;
  edit = g_new (Edit, 1);
  *edit = (Edit) { stored_lot_copy (self->result->lot), stored_lot_copy (changed), g_strdup (what), step };
  if (edit->before->standards->len == changed->standards->len)
    {
      /* The next edit, which may come before all is measured, goes on from this one. */
      stored_lot_free (self->result->lot);
      self->result->lot = stored_lot_copy (changed);
    }
  self->moved_applied = FALSE; /* Ctrl+Z now means this edit */
  self->removed = 0;
  self->n_keeping++;
  calibration_page_stop_measuring (self); /* what is older than this edit */
  edit_queue_push (self->workspace, keep, edit, edit_free, kept_cb, g_object_ref (self));
}

/* --- what is typed and chosen --- */

static void
edited_cb (SaltlineCalibrationPage *self, StoredLot *changed, const char *what, gint64 step)
{
  calibration_page_edit (self, changed, what, step);
}

static void
typed_cb (SaltlineCalibrationPage *self, guint standard, gboolean chloride, double amount, gint64 step)
{
  g_autoptr(StoredLot) changed = NULL;
  StoredStandard *one;

  if (self->result == NULL || standard >= self->result->lot->standards->len)
    return;
  changed = stored_lot_copy (self->result->lot);
  one = &g_array_index (changed->standards, StoredStandard, standard);
  if (chloride)
    one->chloride_mmol_l = amount;
  else
    one->volume_ul = amount;
  calibration_page_edit (self, changed, chloride ? _("Type a known concentration") : _("Type a known amount"), step);
}

static void
wrong_amount_cb (SaltlineCalibrationPage *self, const char *text)
{
  g_autofree char *message = g_strdup_printf (_("“%s” is no amount: a number from 0, or nothing when it is not known"), text);

  calibration_page_say (self, message);
}

static void
wrong_cb (SaltlineCalibrationPage *self, const char *message)
{
  calibration_page_say (self, message);
}

void
calibration_page_bind_edits (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, wrong_amount_cb);
  gtk_widget_class_bind_template_callback (widget_class, wrong_cb);
}
