/* ui/calibration-page.c */
#include "calibration-page-private.h"

#include <glib/gi18n.h>
#include "drop-down.h"
#include "store/documents.h"
#include "store/statement.h"
#include "workspace/documents-cache.h"
#include "workspace/installed.h"
#include "workspace/patches.h"

#define MEASURE_SOON_MS 300 /* several photos may change at once */

G_DEFINE_FINAL_TYPE (SaltlineCalibrationPage, saltline_calibration_page, SALTLINE_TYPE_PAGE)

enum { SIGNAL_OPEN_PHOTO, N_SIGNALS };
static guint signals[N_SIGNALS];

void
calibration_page_say (SaltlineCalibrationPage *self, const char *message)
{
  saltline_page_show_message (SALTLINE_PAGE (self), message, NULL, NULL);
}

gboolean
calibration_page_may_write (SaltlineCalibrationPage *self)
{
  if (self->workspace == NULL)
    return FALSE;
  if (!saltline_workspace_is_read_only (self->workspace))
    return TRUE;
  calibration_page_say (self, _("This workspace is open for reading only: nothing can be added or changed"));
  return FALSE;
}

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

static void
curve_chosen_cb (SaltlineCalibrationPage *self)
{
  const PatchCalibration *calibration = self->kind == SHOWN_CALIBRATION ? documents_cache_calibration (self->workspace, self->id, NULL) : NULL;
  gboolean chloride = gtk_drop_down_get_selected (self->curve_drop) == 1;

  saltline_figure_view_set_figure (self->curve_view, calibration != NULL ? lot_figure_of_calibration (calibration, chloride) : NULL);
}

/* --- the shown session --- */

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

static guint
count_dependents (SaltlineCalibrationPage *self, gint64 document)
{
  g_autoptr(GArray) photos = document != 0 ? saltline_workspace_dependents (self->workspace, document, NULL) : NULL;

  return photos != NULL ? photos->len : 0;
}

static void
show_result (SaltlineCalibrationPage *self)
{
  const LotResult *result = self->result;

  saltline_lot_inspector_set_result (self->inspector, self->workspace, result, result != NULL ? count_dependents (self, result->lot->calibration_row) : 0);
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
  show_result (self);
  lot_result_free (before); /* the inspector pointed into it until now */
}

static void
measure (SaltlineCalibrationPage *self)
{
  g_clear_handle_id (&self->measure_id, g_source_remove);
  if (self->kind != SHOWN_SESSION)
    return;
  set_measuring (self, TRUE);
  lot_result_load_async (self->workspace, self->id, self->measuring, measured_cb, g_object_ref (self));
}

static gboolean
measure_soon_cb (gpointer data)
{
  SaltlineCalibrationPage *self = data;

  self->measure_id = 0;
  measure (self);
  return G_SOURCE_REMOVE;
}

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

void
calibration_page_edit (SaltlineCalibrationPage *self, const StoredLot *changed, const char *what)
{
  gint64 template_row = self->result != NULL ? self->result->lot->template_row : 0;
  g_autoptr(GError) error = NULL;

  if (!calibration_page_may_write (self))
    return;
  if (!saltline_workspace_edit_lot (self->workspace, changed, what, &error))
    {
      calibration_page_say (self, error->message);
      return;
    }
  self->moved_applied = FALSE; /* Ctrl+Z now means this edit */
  self->removed = 0;
  if (changed->template_row != template_row)
    {
      g_autoptr(GTask) task = g_task_new (self->workspace, NULL, read_cb, g_object_ref (self));

      g_task_set_task_data (task, g_memdup2 (&changed->id, sizeof changed->id), g_free);
      g_task_run_in_thread (task, read_in_thread);
    }
}

static void
edited_cb (SaltlineCalibrationPage *self, StoredLot *changed, const char *what)
{
  calibration_page_edit (self, changed, what);
}

static void
typed_cb (SaltlineCalibrationPage *self, guint standard, gboolean chloride, double amount)
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
  calibration_page_edit (self, changed, chloride ? _("Type a known concentration") : _("Type a known amount"));
}

static void
opened_cb (SaltlineCalibrationPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "calibration.open-photo", NULL);
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

/* --- what is listed --- */

static GtkWidget *
add_listed (GtkListBox *box, const char *title, const char *subtitle, gint64 id)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle, NULL);

  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
  gtk_list_box_append (box, row);
  return row;
}

static gint64
id_of_row (GtkListBoxRow *row)
{
  return row != NULL ? *(gint64 *) g_object_get_data (G_OBJECT (row), "id") : 0;
}

static void
empty_box (GtkListBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_list_box_remove (box, child);
}

static char *
count_readings_text (SaltlineCalibrationPage *self, gint64 document, guint *n)
{
  g_autoptr(StoreRows) rows = store_query (saltline_workspace_get_store (self->workspace), NULL,
                                           "SELECT count(*) FROM photo JOIN reading ON reading.id = photo.reading"
                                           " WHERE reading.calibration = ? AND photo.deleted_us IS NULL", "i", document);

  *n = rows != NULL && store_next (rows) ? (guint) store_int (rows, 0) : 0;
  return g_strdup_printf (ngettext ("%u reading", "%u readings", *n), *n);
}

static void
list_sessions (SaltlineCalibrationPage *self)
{
  g_autoptr(GPtrArray) lots = store_lots (saltline_workspace_get_store (self->workspace), NULL);

  empty_box (self->sessions_box);
  for (guint i = 0; lots != NULL && i < lots->len; i++)
    {
      const StoredLot *lot = g_ptr_array_index (lots, i);
      const PatchCalibration *saved = lot->calibration_row != 0 ? documents_cache_calibration (self->workspace, lot->calibration_row, NULL) : NULL;
      g_autofree char *count = g_strdup_printf (ngettext ("%u standard", "%u standards", lot->standards->len), lot->standards->len);
      g_autofree char *text = saved != NULL ? g_strdup_printf (_("%s, version %s"), count, saved->version) : g_strdup_printf (_("%s, not saved"), count);
      GtkWidget *row = add_listed (self->sessions_box, lot->name, text, lot->id);

      if (self->kind == SHOWN_SESSION && lot->id == self->id)
        gtk_list_box_select_row (self->sessions_box, GTK_LIST_BOX_ROW (row));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->sessions_box), lots != NULL && lots->len > 0);
  gtk_widget_set_visible (self->no_sessions, lots == NULL || lots->len == 0);
}

static void
list_calibrations (SaltlineCalibrationPage *self)
{
  g_autoptr(GPtrArray) documents = store_documents (saltline_workspace_get_store (self->workspace), DOCUMENT_CALIBRATION, NULL);

  empty_box (self->calibrations_box);
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const Document *document = g_ptr_array_index (documents, i);
      guint n;
      g_autofree char *title = g_strdup_printf (_("%s, version %s"), document->name, document->version);
      g_autofree char *text = count_readings_text (self, document->id, &n);
      GtkWidget *row = add_listed (self->calibrations_box, title, text, document->id);

      if (self->kind == SHOWN_CALIBRATION && document->id == self->id)
        gtk_list_box_select_row (self->calibrations_box, GTK_LIST_BOX_ROW (row));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->calibrations_box), documents != NULL && documents->len > 0);
  gtk_widget_set_visible (self->no_calibrations, documents == NULL || documents->len == 0);
}

/* Drafts first, then what is kept. */
static void
list_templates (SaltlineCalibrationPage *self)
{
  Store *store = saltline_workspace_get_store (self->workspace);
  g_autoptr(GPtrArray) drafts = store_drafts (store, NULL);
  g_autoptr(GPtrArray) documents = store_documents (store, DOCUMENT_TEMPLATE, NULL);

  empty_box (self->templates_box);
  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    {
      const StoredDraft *draft = g_ptr_array_index (drafts, i);
      g_autoptr(StoredPhoto) photo = draft->photo != 0 ? store_photo (store, draft->photo, NULL) : NULL;
      g_autoptr(PatchTemplate) geometry = patch_template_draft ("draft", draft->body, NULL);
      g_autofree char *text = g_strdup_printf (_("Drawn on %s"), photo != NULL ? photo->name : "–");
      GtkWidget *row = add_listed (self->templates_box, geometry != NULL ? geometry->id : "–", text, draft->id);

      g_object_set_data (G_OBJECT (row), "draft", row);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("document-edit-symbolic"));
      if (self->kind == SHOWN_DRAFT && draft->id == self->id)
        gtk_list_box_select_row (self->templates_box, GTK_LIST_BOX_ROW (row));
    }
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const Document *document = g_ptr_array_index (documents, i);
      const PatchTemplate *geometry = documents_cache_template (self->workspace, document->id, NULL);
      g_autofree char *title = g_strdup_printf (_("%s, version %s"), document->name, document->version);
      GtkWidget *row = add_listed (self->templates_box, title, geometry != NULL ? geometry->name : "", document->id);

      if (self->kind == SHOWN_TEMPLATE && document->id == self->id)
        gtk_list_box_select_row (self->templates_box, GTK_LIST_BOX_ROW (row));
    }
}

/* What came with the program is listed too: once it is kept, it can be named by what is made from it. */
static void
keep_installed (SaltlineCalibrationPage *self)
{
  const Installed *installed = installed_get ();

  if (saltline_workspace_is_read_only (self->workspace))
    return;
  for (guint i = 0; i < installed->n_templates; i++)
    saltline_workspace_keep_template (self->workspace, installed->templates[i], NULL);
}

void
calibration_page_list (SaltlineCalibrationPage *self)
{
  if (self->workspace == NULL)
    return;
  self->filling = TRUE;
  list_sessions (self);
  list_calibrations (self);
  list_templates (self);
  self->filling = FALSE;
}

/* --- what is shown --- */

gint64
calibration_page_document (SaltlineCalibrationPage *self)
{
  if (self->kind == SHOWN_CALIBRATION)
    return self->id;
  return self->kind == SHOWN_SESSION && self->result != NULL ? self->result->lot->calibration_row : 0;
}

static void
show_calibration (SaltlineCalibrationPage *self)
{
  const PatchCalibration *calibration = documents_cache_calibration (self->workspace, self->id, NULL);
  guint n;
  g_autofree char *text = count_readings_text (self, self->id, &n);

  if (calibration == NULL)
    return;
  saltline_calibration_details_set (self->details, calibration, n, count_dependents (self, self->id));
  curve_chosen_cb (self);
}

static void
show_template (SaltlineCalibrationPage *self)
{
  const PatchTemplate *geometry = documents_cache_template (self->workspace, self->id, NULL);
  g_autofree char *title = NULL, *text = NULL, *parts = NULL;

  if (geometry == NULL)
    return;
  title = g_strdup_printf (_("%s, version %s"), geometry->id, geometry->version);
  parts = g_strdup_printf (ngettext ("%u landmark", "%u landmarks", geometry->n_landmarks), geometry->n_landmarks);
  text = g_strdup_printf (ngettext ("%s: %s, %u reference block. %s", "%s: %s, %u reference blocks. %s", geometry->n_blocks), geometry->name, parts,
                          geometry->n_blocks, geometry->source);
  adw_status_page_set_title (self->template_page, title);
  adw_status_page_set_description (self->template_page, text);
}

void
calibration_page_show (SaltlineCalibrationPage *self, ShownKind kind, gint64 id)
{
  static const char *const canvases[] = { "empty", "session", "calibration", "template", "draft" };
  static const char *const inspectors[] = { "session", "session", "calibration", "session", "draft" };
  gboolean same = self->kind == kind && self->id == id;

  if (self->kind == SHOWN_DRAFT && !same)
    saltline_template_pane_show (self->pane, self->workspace, 0);
  self->kind = kind;
  self->id = id;
  if (!same)
    {
      LotResult *before = g_steal_pointer (&self->result);

      set_measuring (self, FALSE);
      saltline_standards_table_choose (self->table, -1);
      show_result (self);
      lot_result_free (before);
    }
  self->filling = TRUE;
  if (kind != SHOWN_SESSION)
    gtk_list_box_unselect_all (self->sessions_box);
  if (kind != SHOWN_CALIBRATION)
    gtk_list_box_unselect_all (self->calibrations_box);
  if (kind != SHOWN_TEMPLATE && kind != SHOWN_DRAFT)
    gtk_list_box_unselect_all (self->templates_box);
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->canvas_stack, canvases[kind]);
  gtk_stack_set_visible_child_name (self->inspector_stack, inspectors[kind]);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calibration.add-photos", kind == SHOWN_SESSION);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calibration.remove-session", kind == SHOWN_SESSION);
  if (kind == SHOWN_SESSION)
    measure (self);
  else if (kind == SHOWN_CALIBRATION)
    show_calibration (self);
  else if (kind == SHOWN_TEMPLATE)
    show_template (self);
  else if (kind == SHOWN_DRAFT && !same)
    saltline_template_pane_show (self->pane, self->workspace, id);
}

void
calibration_page_show_moved (SaltlineCalibrationPage *self, gboolean moved)
{
  const PatchCalibration *by = moved ? documents_cache_calibration (self->workspace, self->moved_by, NULL) : NULL;
  g_autofree char *title = NULL;

  if (by == NULL)
    {
      calibration_page_show (self, self->kind, self->id);
      return;
    }
  title = g_strdup_printf (ngettext ("%u reading by %s, version %s", "%u readings by %s, version %s", self->moved->len), self->moved->len, by->id,
                           by->version);
  gtk_label_set_label (self->moved_title, title);
  saltline_moved_table_set (self->moved_table, self->moved);
  gtk_stack_set_visible_child_name (self->canvas_stack, "moved");
}

static void
session_selected_cb (SaltlineCalibrationPage *self, GtkListBoxRow *row)
{
  if (!self->filling && row != NULL)
    calibration_page_show (self, SHOWN_SESSION, id_of_row (row));
}

static void
calibration_selected_cb (SaltlineCalibrationPage *self, GtkListBoxRow *row)
{
  if (!self->filling && row != NULL)
    calibration_page_show (self, SHOWN_CALIBRATION, id_of_row (row));
}

static void
template_selected_cb (SaltlineCalibrationPage *self, GtkListBoxRow *row)
{
  if (!self->filling && row != NULL)
    calibration_page_show (self, g_object_get_data (G_OBJECT (row), "draft") != NULL ? SHOWN_DRAFT : SHOWN_TEMPLATE, id_of_row (row));
}

/* --- the workspace changed --- */

static void
lot_changed_cb (SaltlineCalibrationPage *self, gint64 lot)
{
  g_autoptr(StoredLot) stored = NULL;

  calibration_page_list (self);
  if (self->kind != SHOWN_SESSION || self->id != lot)
    return;
  stored = store_lot (saltline_workspace_get_store (self->workspace), lot, NULL);
  if (stored == NULL || stored->deleted)
    calibration_page_show (self, SHOWN_NOTHING, 0);
  else
    measure (self);
}

static void
documents_changed_cb (SaltlineCalibrationPage *self)
{
  g_autoptr(StoredDraft) draft = self->kind == SHOWN_DRAFT ? store_draft (saltline_workspace_get_store (self->workspace), self->id, NULL) : NULL;

  if (self->kind == SHOWN_DRAFT && (draft == NULL || draft->deleted))
    calibration_page_show (self, SHOWN_NOTHING, 0);
  else if (draft != NULL)
    saltline_template_pane_refresh (self->pane);
  calibration_page_list (self);
}

static void
photo_changed_cb (SaltlineCalibrationPage *self, gint64 photo)
{
  if (self->result == NULL || stored_lot_find (self->result->lot, photo) == NULL || self->measure_id != 0)
    return;
  self->measure_id = g_timeout_add (MEASURE_SOON_MS, measure_soon_cb, self);
}

/* The page is looked at: readings may have got another calibration on the Patches page. */
static void
mapped_cb (SaltlineCalibrationPage *self)
{
  GtkListBoxRow *first;

  if (self->workspace == NULL)
    return;
  keep_installed (self);
  calibration_page_list (self);
  first = gtk_list_box_get_row_at_index (self->sessions_box, 0);
  if (self->kind == SHOWN_NOTHING && first != NULL)
    gtk_list_box_select_row (self->sessions_box, first);
  if (self->result != NULL)
    saltline_lot_inspector_set_result (self->inspector, self->workspace, self->result, count_dependents (self, self->result->lot->calibration_row));
  else if (self->kind == SHOWN_CALIBRATION)
    show_calibration (self);
}

/* --- life cycle --- */

static void
saltline_calibration_page_dispose (GObject *object)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (object);

  g_clear_handle_id (&self->measure_id, g_source_remove);
  g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
  g_clear_object (&self->chooser);
  self->view = NULL;
  G_OBJECT_CLASS (saltline_calibration_page_parent_class)->dispose (object);
}

static void
saltline_calibration_page_finalize (GObject *object)
{
  SaltlineCalibrationPage *self = SALTLINE_CALIBRATION_PAGE (object);

  g_clear_pointer (&self->result, lot_result_free);
  g_clear_pointer (&self->moved, g_ptr_array_unref);
  g_array_unref (self->figures);
  g_hash_table_unref (self->selected);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (saltline_calibration_page_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SaltlineCalibrationPage, child)

static void
saltline_calibration_page_class_init (SaltlineCalibrationPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = saltline_calibration_page_dispose;
  object_class->finalize = saltline_calibration_page_finalize;
  signals[SIGNAL_OPEN_PHOTO] = g_signal_new ("open-photo", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                             G_TYPE_INT64);
  calibration_page_install_actions (widget_class);
  calibration_page_install_template_actions (widget_class);
  g_type_ensure (SALTLINE_TYPE_FIGURE_VIEW);
  g_type_ensure (SALTLINE_TYPE_STANDARDS_TABLE);
  g_type_ensure (SALTLINE_TYPE_MOVED_TABLE);
  g_type_ensure (SALTLINE_TYPE_LOT_INSPECTOR);
  g_type_ensure (SALTLINE_TYPE_CALIBRATION_DETAILS);
  g_type_ensure (SALTLINE_TYPE_TEMPLATE_PANE);
  g_type_ensure (SALTLINE_TYPE_TEMPLATE_INSPECTOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/calibration-page.ui");
  BIND (sessions_box);
  BIND (no_sessions);
  BIND (calibrations_box);
  BIND (no_calibrations);
  BIND (canvas_stack);
  BIND (figure_drop);
  BIND (view);
  BIND (table);
  BIND (fitting);
  BIND (moved_title);
  BIND (moved_table);
  BIND (curve_drop);
  BIND (curve_view);
  BIND (templates_box);
  BIND (template_page);
  BIND (pane);
  BIND (template_inspector);
  BIND (inspector_stack);
  BIND (inspector);
  BIND (details);
  gtk_widget_class_bind_template_callback (widget_class, session_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, calibration_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, figure_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, curve_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, figure_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, standard_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, wrong_amount_cb);
  gtk_widget_class_bind_template_callback (widget_class, wrong_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_standard_cb);
}

static void
saltline_calibration_page_init (SaltlineCalibrationPage *self)
{
  self->figures = g_array_new (FALSE, FALSE, sizeof (LotFigure));
  self->selected = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  calibration_page_add_shortcuts (self);
  drop_down_name (self->figure_drop, _("Figure"));
  drop_down_name (self->curve_drop, _("Curve"));
  saltline_template_inspector_set_pane (self->template_inspector, self->pane);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
  saltline_figure_view_set_selected (self->view, self->selected);
  show_result (self);
  calibration_page_show (self, SHOWN_NOTHING, 0);
}

/* --- public --- */

void
saltline_calibration_page_set_workspace (SaltlineCalibrationPage *self, SaltlineWorkspace *workspace)
{
  g_return_if_fail (SALTLINE_IS_CALIBRATION_PAGE (self) && SALTLINE_IS_WORKSPACE (workspace) && self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "lot-changed", G_CALLBACK (lot_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "documents-changed", G_CALLBACK (documents_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "photo-changed", G_CALLBACK (photo_changed_cb), self, G_CONNECT_SWAPPED);
}

void
saltline_calibration_page_show_session (SaltlineCalibrationPage *self, gint64 lot)
{
  g_return_if_fail (SALTLINE_IS_CALIBRATION_PAGE (self));

  calibration_page_show (self, SHOWN_SESSION, lot);
  calibration_page_list (self);
}

const LotResult *
saltline_calibration_page_get_result (SaltlineCalibrationPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_CALIBRATION_PAGE (self), NULL);

  return self->measuring == NULL ? self->result : NULL;
}

SaltlineStandardsTable *
saltline_calibration_page_get_table (SaltlineCalibrationPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_CALIBRATION_PAGE (self), NULL);

  return self->table;
}

SaltlineTemplatePane *
saltline_calibration_page_get_pane (SaltlineCalibrationPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_CALIBRATION_PAGE (self), NULL);

  return self->pane;
}
