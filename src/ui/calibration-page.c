/* ui/calibration-page.c: the Calibration page: what of it is shown, and how it follows the workspace */
#include "calibration-page-private.h"

#include <glib/gi18n.h>

#include "drop-down.h"
#include "plain-text.h"
#include "store/documents.h"
#include "workspace/documents-cache.h"
#include "workspace/installed.h"
#include "workspace/patches.h"

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

guint
calibration_page_count_dependents (SaltlineCalibrationPage *self, gint64 document)
{
  g_autoptr(GArray) photos = document != 0 ? saltline_workspace_dependents (self->workspace, document, NULL) : NULL;

  return photos != NULL ? photos->len : 0;
}

/* --- what is shown --- */

static void
curve_chosen_cb (SaltlineCalibrationPage *self)
{
  const PatchCalibration *calibration = self->kind == SHOWN_CALIBRATION ? documents_cache_calibration (self->workspace, self->id, NULL) : NULL;
  gboolean chloride = gtk_drop_down_get_selected (self->curve_drop) == 1;

  saltline_figure_view_set_figure (self->curve_view, calibration != NULL ? lot_figure_of_calibration (calibration, chloride) : NULL);
}

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

  if (calibration == NULL)
    return;
  saltline_calibration_details_set (self->details, calibration, calibration_page_count_readings (self, self->id),
                                    calibration_page_count_dependents (self, self->id));
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
  plain_page_describe (self->template_page, text);
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
    calibration_page_forget_result (self);
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
    calibration_page_measure (self);
  else if (kind == SHOWN_CALIBRATION)
    show_calibration (self);
  else if (kind == SHOWN_TEMPLATE)
    show_template (self);
  else if (kind == SHOWN_DRAFT && !same)
    saltline_template_pane_show (self->pane, self->workspace, id);
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
    calibration_page_measure (self);
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
  if (self->result != NULL && stored_lot_find (self->result->lot, photo) != NULL)
    calibration_page_measure_soon (self);
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

/* --- life cycle --- */

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
    saltline_lot_inspector_set_result (self->inspector, self->workspace, self->result,
                                       calibration_page_count_dependents (self, self->result->lot->calibration_row));
  else if (self->kind == SHOWN_CALIBRATION)
    show_calibration (self);
}

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
  calibration_page_install_file_actions (widget_class);
  calibration_page_install_recompute_actions (widget_class);
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
  gtk_widget_class_bind_template_callback (widget_class, curve_chosen_cb);
  calibration_page_bind_lists (widget_class);
  calibration_page_bind_session (widget_class);
  calibration_page_bind_edits (widget_class);
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
  calibration_page_show_result (self);
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

  return self->measuring == NULL && self->n_keeping == 0 ? self->result : NULL;
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
