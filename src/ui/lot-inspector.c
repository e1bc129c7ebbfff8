/* ui/lot-inspector.c */
#include "lot-inspector.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "entry-number.h"
#include "photo-item.h"
#include "quantity-row.h"
#include "row-group.h"
#include "typing.h"
#include "base/quantity-text.h"
#include "store/documents.h"
#include "thumbnails.h"

struct _SaltlineLotInspector {
  AdwBin parent_instance;

  GtkStack *stack;
  AdwPreferencesGroup *fault_group;
  AdwPreferencesGroup *result_group;
  AdwPreferencesGroup *chosen_group;
  GtkPicture *picture;
  AdwEntryRow *reason_row;
  AdwPreferencesGroup *far_group;
  AdwPreferencesGroup *out_group;
  AdwPreferencesGroup *save_group;
  GtkLabel *save_label;
  GtkWidget *save_button;
  GtkLabel *dependents_label;
  GtkWidget *recompute_button;
  AdwPreferencesGroup *session_group;
  AdwEntryRow *name_row;
  AdwComboRow *template_row;
  AdwEntryRow *lot_row;
  AdwEntryRow *date_row;
  AdwEntryRow *source_row;
  AdwEntryRow *area_row;
  AdwEntryRow *slope_row;
  AdwEntryRow *intercept_row;
  AdwEntryRow *sodium_sd_row;

  SaltlineWorkspace *workspace;
  const LotResult *result;   /* borrowed */
  int standard;
  SaltlinePhotoItem *pictured;
  GArray *templates;         /* gint64 rows, in the order of the combo */
  gboolean filling;
};

enum { SIGNAL_EDITED, SIGNAL_SHOW_STANDARD, SIGNAL_WRONG, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineLotInspector, saltline_lot_inspector, ADW_TYPE_BIN)

/* --- rows --- */

static void
add_number (SaltlineLotInspector *self, const char *title, double value, const char *unit, const char *note)
{
  GtkWidget *row = g_object_new (SALTLINE_TYPE_QUANTITY_ROW, "title", title, "title-lines", 0, NULL);
  g_autofree char *text = quantity_text_plain (value, 1, unit);

  saltline_quantity_row_set_text (SALTLINE_QUANTITY_ROW (row), text, note);
  row_group_add_passing (self->result_group, row);
}

static void
standard_row_cb (SaltlineLotInspector *self, GtkWidget *row)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_STANDARD], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "standard")));
}

static void
add_standard_row (SaltlineLotInspector *self, AdwPreferencesGroup *group, guint standard, const char *note)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", self->result->session->standards[standard].photo,
                                 "subtitle", note, "subtitle-lines", 0, "activatable", TRUE, NULL);

  g_object_set_data (G_OBJECT (row), "standard", GUINT_TO_POINTER (standard));
  g_signal_connect_swapped (row, "activated", G_CALLBACK (standard_row_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  row_group_add_passing (group, row);
}

/* --- showing --- */

static void
show_curves (SaltlineLotInspector *self, const LotFit *fit)
{
  g_autofree char *volume = NULL, *chloride = NULL;
  g_autofree char *lower_end = g_strdup_printf (_("Lower end of the curve + %.1f SD"), 3.3);
  g_autofree char *lowest = g_strdup_printf (_("Lowest standard + %.1f SD there"), 3.3);

  if (fit->n_volume_points > 0)
    {
      volume = g_strdup_printf (ngettext ("%u standard, each left out once", "%u standards, each left out once", fit->n_volume), fit->n_volume);
      add_number (self, _("Volume, SD"), fit->volume_sd_ul, "µL", volume);
      add_number (self, _("Volume detected from"), fit->volume_lod_ul, "µL", lower_end);
      add_number (self, _("Volume quantified from"), fit->volume_loq_ul, "µL", _("Lower end of the curve + 10 SD"));
    }
  if (fit->n_chloride_points > 0)
    {
      chloride = g_strdup_printf (ngettext ("%u standard, each left out once; %s is taken", "%u standards, each left out once; %s is taken",
                                            fit->n_chloride),
                                  fit->n_chloride, fit->curve == LOT_CURVE_LOGISTIC ? _("the logistic") : _("the spline"));
      add_number (self, _("Chloride, SD"), fit->chloride_sd_mmol_l, "mmol/L", chloride);
      add_number (self, _("Logistic, left out"), fit->rmse_mmol_l[LOT_CURVE_LOGISTIC], "mmol/L",
                  isnan (fit->rmse_mmol_l[LOT_CURVE_LOGISTIC]) ? _("Cannot be fitted") : NULL);
      add_number (self, _("Monotone spline, left out"), fit->rmse_mmol_l[LOT_CURVE_SPLINE], "mmol/L",
                  isnan (fit->rmse_mmol_l[LOT_CURVE_SPLINE]) ? _("Cannot be fitted") : NULL);
      add_number (self, _("Chloride detected from"), fit->chloride_lod_mmol_l, "mmol/L", lowest);
      add_number (self, _("Chloride quantified from"), fit->chloride_loq_mmol_l, "mmol/L", _("Lowest standard + 10 SD there"));
    }
}

static void
show_remarkable (SaltlineLotInspector *self)
{
  const LotResult *result = self->result;

  for (guint i = 0; i < result->session->n; i++)
    {
      const LotStandard *standard = &result->session->standards[i];

      if (standard->excluded != NULL)
        add_standard_row (self, self->out_group, i, standard->excluded);
      else if (result->fit != NULL && result->fit->residuals[i].outlier)
        {
          g_autofree char *ul = quantity_text_plain (result->fit->residuals[i].volume_residual_ul, 1, "µL");
          g_autofree char *mmol = quantity_text_plain (result->fit->residuals[i].chloride_residual_mmol_l, 1, "mmol/L");
          g_autofree char *note = g_strdup_printf (_("Off by %s, %s"), ul, mmol);

          add_standard_row (self, self->far_group, i, note);
        }
    }
}

static void
show_templates (SaltlineLotInspector *self)
{
  g_autoptr(GPtrArray) documents = store_documents (saltline_workspace_get_store (self->workspace), DOCUMENT_TEMPLATE, NULL);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_array_set_size (self->templates, 0);
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const Document *document = g_ptr_array_index (documents, i);
      g_autofree char *name = g_strdup_printf (_("%s, version %s"), document->name, document->version);

      if (document->id == self->result->lot->template_row)
        selected = i;
      gtk_string_list_append (names, name);
      g_array_append_val (self->templates, document->id);
    }
  adw_combo_row_set_model (self->template_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->template_row, selected);
}

static void
show_session (SaltlineLotInspector *self)
{
  const StoredLot *lot = self->result->lot;

  entry_show_text (GTK_EDITABLE (self->name_row), lot->name);
  entry_show_text (GTK_EDITABLE (self->lot_row), lot->lot);
  entry_show_text (GTK_EDITABLE (self->date_row), lot->made_on);
  entry_show_text (GTK_EDITABLE (self->source_row), lot->source);
  entry_show_number (GTK_EDITABLE (self->area_row), lot->area_cm2);
  entry_show_number (GTK_EDITABLE (self->slope_row), lot->sodium_slope);
  entry_show_number (GTK_EDITABLE (self->intercept_row), lot->sodium_intercept_mmol_l);
  entry_show_number (GTK_EDITABLE (self->sodium_sd_row), lot->sodium_sd_mmol_l);
  show_templates (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->session_group), !saltline_workspace_is_read_only (self->workspace));
}

static void
show_saving (SaltlineLotInspector *self, guint n_dependents)
{
  const LotResult *result = self->result;
  g_autofree char *saved = NULL, *dependents = NULL;

  if (result->version == NULL)
    saved = g_strdup (_("Not saved yet: no photo can be read with it."));
  else if (result->is_saved)
    saved = g_strdup_printf (_("These curves are %s, version %s."), result->lot->name, result->version);
  else
    saved = g_strdup_printf (_("The curves differ from version %s."), result->version);
  gtk_label_set_label (self->save_label, saved);
  gtk_widget_set_visible (GTK_WIDGET (self->dependents_label), n_dependents > 0);
  gtk_widget_set_visible (self->recompute_button, n_dependents > 0);
  dependents = g_strdup_printf (ngettext ("%u reading depends on another version.", "%u readings depend on another version.", n_dependents),
                                n_dependents);
  gtk_label_set_label (self->dependents_label, dependents);
}

static void
pictured_cb (SaltlineLotInspector *self)
{
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (saltline_photo_item_get_thumbnail (self->pictured)));
}

static void
show_standard (SaltlineLotInspector *self)
{
  gboolean shown = self->result != NULL && self->standard >= 0 && self->standard < (int) self->result->session->n;
  Store *store;
  StoredPhoto *photo;

  gtk_widget_set_visible (GTK_WIDGET (self->chosen_group), shown);
  if (self->pictured != NULL)
    g_signal_handlers_disconnect_by_func (self->pictured, pictured_cb, self);
  if (!shown)
    {
      g_clear_object (&self->pictured);
      return;
    }
  store = saltline_workspace_get_store (self->workspace);
  entry_show_text (GTK_EDITABLE (self->reason_row), self->result->session->standards[self->standard].excluded);
  row_group_set_description (self->chosen_group, self->result->session->standards[self->standard].photo);
  photo = store_photo (store, g_array_index (self->result->lot->standards, StoredStandard, self->standard).photo, NULL);
  g_clear_object (&self->pictured);
  gtk_picture_set_paintable (self->picture, NULL);
  if (photo == NULL)
    return;
  self->pictured = saltline_photo_item_new_stored (photo, NULL);
  g_signal_connect_object (self->pictured, "changed", G_CALLBACK (pictured_cb), self, G_CONNECT_SWAPPED);
  thumbnail_request (self->pictured, self->result->session->paths[self->standard]);
  pictured_cb (self);
}

/* --- edits --- */

static void
edit (SaltlineLotInspector *self, StoredLot *changed, const char *what, gint64 step)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, changed, what, step);
  stored_lot_free (changed);
}

static gboolean
is_day (const char *text)
{
  g_autoptr(GDateTime) day = NULL;
  g_autofree char *whole = g_strconcat (text, "T00:00:00Z", NULL);

  if (*text == '\0')
    return TRUE;
  day = g_date_time_new_from_iso8601 (whole, NULL);
  return day != NULL && strlen (text) == 10;
}

static void
text_cb (SaltlineLotInspector *self, AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  StoredLot *changed;
  char **field;

  if (self->filling || self->result == NULL)
    return;
  if ((row == self->name_row && *text == '\0') || (row == self->date_row && !is_day (text)))
    {
      typing_complain (GTK_WIDGET (row), row == self->name_row ? _("A calibration needs an id") : _("A day is written as 2026-11-23"));
      return;
    }
  typing_complain (GTK_WIDGET (row), NULL);
  changed = stored_lot_copy (self->result->lot);
  field = row == self->name_row ? &changed->name : row == self->lot_row ? &changed->lot : row == self->date_row ? &changed->made_on : &changed->source;
  g_free (*field);
  *field = g_steal_pointer (&text);
  edit (self, changed, row == self->name_row ? _("Rename the calibration") : row == self->lot_row ? _("Write the lot")
                       : row == self->date_row ? _("Set the day") : _("Write the source"), typing_step (GTK_WIDGET (row)));
}

static void
number_cb (SaltlineLotInspector *self, AdwEntryRow *row)
{
  double value;
  gboolean is_number = entry_read_number (GTK_EDITABLE (row), &value);
  gboolean may_be_any = row == self->intercept_row;
  StoredLot *changed;

  if (self->filling || self->result == NULL)
    return;
  if (!is_number || fabs (value) > 1000 || (!may_be_any && value <= 0))
    {
      typing_complain (GTK_WIDGET (row), may_be_any ? _("Write a number, or nothing when it is not known")
                                                    : _("Write a number above 0, or nothing when it is not known"));
      return;
    }
  typing_complain (GTK_WIDGET (row), NULL);
  changed = stored_lot_copy (self->result->lot);
  if (row == self->area_row)
    changed->area_cm2 = value;
  else if (row == self->slope_row)
    changed->sodium_slope = value;
  else if (row == self->intercept_row)
    changed->sodium_intercept_mmol_l = value;
  else
    changed->sodium_sd_mmol_l = value;
  edit (self, changed, row == self->area_row ? _("Set the collection area") : _("Set sodium from chloride"), typing_step (GTK_WIDGET (row)));
}

static void
template_cb (SaltlineLotInspector *self)
{
  guint selected = adw_combo_row_get_selected (self->template_row);
  StoredLot *changed;

  if (self->filling || self->result == NULL || selected >= self->templates->len
      || g_array_index (self->templates, gint64, selected) == self->result->lot->template_row)
    return;
  changed = stored_lot_copy (self->result->lot);
  changed->template_row = g_array_index (self->templates, gint64, selected);
  edit (self, changed, _("Choose the kind of patch"), 0);
}

static void
reason_cb (SaltlineLotInspector *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason_row))));
  StoredLot *changed;
  StoredStandard *standard;

  if (self->filling || self->result == NULL || self->standard < 0)
    return;
  changed = stored_lot_copy (self->result->lot);
  standard = &g_array_index (changed->standards, StoredStandard, self->standard);
  g_free (standard->excluded);
  standard->excluded = *text != '\0' ? g_steal_pointer (&text) : NULL;
  edit (self, changed, standard->excluded != NULL ? _("Leave a standard out") : _("Take a standard back"),
        typing_step (GTK_WIDGET (self->reason_row)));
}

/* --- life cycle --- */

static void
saltline_lot_inspector_dispose (GObject *object)
{
  SaltlineLotInspector *self = SALTLINE_LOT_INSPECTOR (object);

  self->result = NULL;
  g_clear_object (&self->pictured);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->templates, g_array_unref);
  G_OBJECT_CLASS (saltline_lot_inspector_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SaltlineLotInspector, child)

static void
saltline_lot_inspector_class_init (SaltlineLotInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_lot_inspector_dispose;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_STRING, G_TYPE_INT64);
  signals[SIGNAL_SHOW_STANDARD] = g_signal_new ("show-standard", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_WRONG] = g_signal_new ("wrong", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (SALTLINE_TYPE_QUANTITY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/lot-inspector.ui");
  BIND (stack);
  BIND (fault_group);
  BIND (result_group);
  BIND (chosen_group);
  BIND (picture);
  BIND (reason_row);
  BIND (far_group);
  BIND (out_group);
  BIND (save_group);
  BIND (save_label);
  BIND (save_button);
  BIND (dependents_label);
  BIND (recompute_button);
  BIND (session_group);
  BIND (name_row);
  BIND (template_row);
  BIND (lot_row);
  BIND (date_row);
  BIND (source_row);
  BIND (area_row);
  BIND (slope_row);
  BIND (intercept_row);
  BIND (sodium_sd_row);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_cb);
  gtk_widget_class_bind_template_callback (widget_class, reason_cb);
}

static void
wrong_cb (gpointer data, const char *complaint)
{
  g_signal_emit (data, signals[SIGNAL_WRONG], 0, complaint);
}

static void
saltline_lot_inspector_init (SaltlineLotInspector *self)
{
  self->standard = -1;
  self->filling = TRUE;
  self->templates = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  {
    AdwEntryRow *const rows[] = { self->reason_row, self->name_row, self->lot_row, self->date_row, self->source_row, self->area_row, self->slope_row,
                                  self->intercept_row, self->sodium_sd_row };

    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      typing_watch (GTK_WIDGET (rows[i]), wrong_cb, self);
  }
}

/* --- public --- */

void
saltline_lot_inspector_set_result (SaltlineLotInspector *self, SaltlineWorkspace *workspace, const LotResult *result, guint n_dependents)
{
  g_return_if_fail (SALTLINE_IS_LOT_INSPECTOR (self));

  self->filling = TRUE;
  g_set_object (&self->workspace, workspace);
  self->result = result;
  row_group_clear (self->fault_group);
  row_group_clear (self->result_group);
  row_group_clear (self->far_group);
  row_group_clear (self->out_group);
  gtk_stack_set_visible_child_name (self->stack, result != NULL ? "session" : "empty");
  if (result == NULL)
    return;
  if (result->fault != NULL)
    row_group_add_passing (self->fault_group, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "focusable", TRUE,
                                                            "title", result->fault, NULL));
  if (result->fit != NULL)
    show_curves (self, result->fit);
  show_remarkable (self);
  show_session (self);
  show_saving (self, n_dependents);
  show_standard (self);
  self->filling = FALSE;
}

void
saltline_lot_inspector_set_standard (SaltlineLotInspector *self, int standard)
{
  g_return_if_fail (SALTLINE_IS_LOT_INSPECTOR (self));

  self->standard = standard;
  self->filling = TRUE;
  show_standard (self);
  self->filling = FALSE;
}
