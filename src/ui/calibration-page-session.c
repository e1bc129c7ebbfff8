/* ui/calibration-page-session.c: the session of standards that is shown: measured, and its figures */
#include "calibration-page-private.h"

#include <glib/gi18n.h>

#define MEASURE_SOON_MS 300 /* several photos may change at once */

/* --- figures --- */

static void
figure_chosen_cb (SaltlineCalibrationPage *self)
{
  guint i = gtk_drop_down_get_selected (self->figure_drop);
  Figure *figure = NULL;

  if (self->result != NULL && self->result->fit != NULL && i < self->figures->len)
    figure = lot_figure_new (g_array_index (self->figures, LotFigure, i), self->result->session, self->result->fit);
  saltline_figure_view_set_figure (self->view, figure);
  saltline_figure_view_set_selected (self->view, self->selected);
}

/* The same figure as before, where the fit still has it. */
static void
offer_figures (SaltlineCalibrationPage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint i = gtk_drop_down_get_selected (self->figure_drop), wanted = 0;
  LotFigure before = i < self->figures->len ? g_array_index (self->figures, LotFigure, i) : LOT_N_FIGURES;

  g_array_set_size (self->figures, 0);
  for (LotFigure which = 0; which < LOT_N_FIGURES; which++)
    if (self->result != NULL && lot_figure_is_there (which, self->result->fit))
      {
        if (which == before)
          wanted = self->figures->len;
        g_array_append_val (self->figures, which);
        gtk_string_list_append (names, lot_figure_title (which));
      }
  g_signal_handlers_block_by_func (self->figure_drop, figure_chosen_cb, self);
  gtk_drop_down_set_model (self->figure_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->figure_drop, wanted);
  g_signal_handlers_unblock_by_func (self->figure_drop, figure_chosen_cb, self);
  figure_chosen_cb (self);
}

/* --- the chosen standard --- */

static void
choose_standard (SaltlineCalibrationPage *self, int standard)
{
  g_hash_table_remove_all (self->selected);
  if (standard >= 0)
    g_hash_table_add (self->selected, GUINT_TO_POINTER ((guint) standard + 1));
  saltline_figure_view_set_selected (self->view, self->selected);
  saltline_lot_inspector_set_standard (self->inspector, standard);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calibration.open-photo", standard >= 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calibration.remove-standard", standard >= 0);
}

static void
standard_chosen_cb (SaltlineCalibrationPage *self)
{
  choose_standard (self, saltline_standards_table_get_chosen (self->table));
}

static void
figure_toggled_cb (SaltlineCalibrationPage *self, guint key)
{
  saltline_standards_table_choose (self->table, (int) key - 1);
}

static void
show_standard_cb (SaltlineCalibrationPage *self, guint standard)
{
  saltline_standards_table_choose (self->table, (int) standard);
}

/* --- measuring --- */

void
calibration_page_show_result (SaltlineCalibrationPage *self)
{
  const LotResult *result = self->result;

  saltline_lot_inspector_set_result (self->inspector, self->workspace, result,
                                     result != NULL ? calibration_page_count_dependents (self, result->lot->calibration_row) : 0);
  saltline_standards_table_set_result (self->table, result);
  choose_standard (self, saltline_standards_table_get_chosen (self->table));
  offer_figures (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calibration.save", result != NULL && result->fit != NULL && !result->is_saved);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calibration.export-figure", result != NULL && result->fit != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calibration.copy-figure", result != NULL && result->fit != NULL);
}

static void
set_measuring (SaltlineCalibrationPage *self, gboolean measuring)
{
  g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
  if (measuring)
    self->measuring = g_cancellable_new ();
  gtk_spinner_set_spinning (self->fitting, measuring);
}

static void
measured_cb (GObject *source, GAsyncResult *async_result, gpointer data)
{
  g_autoptr(SaltlineCalibrationPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LotResult) result = lot_result_load_finish (async_result, &error);
  LotResult *before;

  if (self->view == NULL || g_task_get_cancellable (G_TASK (async_result)) != self->measuring)
    return; /* another session was chosen meanwhile, or it was edited once more */
  set_measuring (self, FALSE);
  if (result == NULL)
    {
      calibration_page_say (self, error->message);
      return;
    }
  before = self->result;
  self->result = g_steal_pointer (&result);
  calibration_page_show_result (self);
  lot_result_free (before); /* the inspector pointed into it until now */
}

void
calibration_page_stop_measuring (SaltlineCalibrationPage *self)
{
  set_measuring (self, FALSE);
}

void
calibration_page_measure (SaltlineCalibrationPage *self)
{
  g_clear_handle_id (&self->measure_id, g_source_remove);
  if (self->kind != SHOWN_SESSION || self->n_keeping > 0)
    return; /* the last edit that is kept measures */
  set_measuring (self, TRUE);
  lot_result_load_async (self->workspace, self->id, self->measuring, measured_cb, g_object_ref (self));
}

static gboolean
measure_soon_cb (gpointer data)
{
  SaltlineCalibrationPage *self = data;

  self->measure_id = 0;
  calibration_page_measure (self);
  return G_SOURCE_REMOVE;
}

void
calibration_page_measure_soon (SaltlineCalibrationPage *self)
{
  if (self->measure_id == 0)
    self->measure_id = g_timeout_add (MEASURE_SOON_MS, measure_soon_cb, self);
}

void
calibration_page_forget_result (SaltlineCalibrationPage *self)
{
  LotResult *before = g_steal_pointer (&self->result);

  set_measuring (self, FALSE);
  saltline_standards_table_choose (self->table, -1);
  calibration_page_show_result (self);
  lot_result_free (before);
}

/* --- the user --- */

static void
opened_cb (SaltlineCalibrationPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "calibration.open-photo", NULL);
}

void
calibration_page_bind_session (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, figure_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, figure_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, standard_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_standard_cb);
}
