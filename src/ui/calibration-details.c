/* ui/calibration-details.c */
#include "calibration-details.h"

#include <glib/gi18n.h>
#include <math.h>

#include "quantity-row.h"
#include "row-group.h"
#include "base/quantity-text.h"

struct _SaltlineCalibrationDetails {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget *recompute;
};

G_DEFINE_FINAL_TYPE (SaltlineCalibrationDetails, saltline_calibration_details, ADW_TYPE_BIN)

static void
add_text (SaltlineCalibrationDetails *self, const char *title, const char *text, const char *note)
{
  GtkWidget *row = g_object_new (SALTLINE_TYPE_QUANTITY_ROW, "title", title, "title-lines", 0, "subtitle-lines", 0, NULL);

  saltline_quantity_row_set_text (SALTLINE_QUANTITY_ROW (row), text != NULL && *text != '\0' ? text : "–", note);
  row_group_add_passing (self->group, row);
}

static void
saltline_calibration_details_class_init (SaltlineCalibrationDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SALTLINE_TYPE_QUANTITY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/calibration-details.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineCalibrationDetails, group);
  gtk_widget_class_bind_template_child (widget_class, SaltlineCalibrationDetails, recompute);
}

static void
saltline_calibration_details_init (SaltlineCalibrationDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
saltline_calibration_details_set (SaltlineCalibrationDetails *self, const PatchCalibration *calibration, guint n_readings, guint n_dependents)
{
  g_autofree char *title = NULL, *area = NULL, *sodium = NULL, *readings = NULL, *others = NULL, *volume = NULL, *chloride = NULL;

  g_return_if_fail (SALTLINE_IS_CALIBRATION_DETAILS (self) && calibration != NULL);

  row_group_clear (self->group);
  title = g_strdup_printf (_("%s, version %s"), calibration->id, calibration->version);
  row_group_set_title (self->group, title);
  area = quantity_text_plain (calibration->collection_area_cm2, 2, "cm²");
  if (calibration->has_sodium)
    sodium = g_strdup_printf (_("%.3g + %.3g × chloride"), calibration->sodium_intercept_mmol_l, calibration->sodium_slope);
  volume = quantity_text_plain (calibration->n_volume > 0 ? calibration->volume_sd_ul : NAN, 1, "µL");
  chloride = quantity_text_plain (calibration->n_chloride > 0 ? calibration->chloride_sd_mmol_l : NAN, 1, "mmol/L");
  readings = g_strdup_printf ("%u", n_readings);
  others = g_strdup_printf ("%u", n_dependents);
  add_text (self, _("Kind of patch"), calibration->template_id, NULL);
  add_text (self, _("Production lot"), calibration->lot, NULL);
  add_text (self, _("Day"), calibration->date, NULL);
  add_text (self, _("Volume, SD"), volume, calibration->n_volume == 0 ? _("It has no volume curve") : NULL);
  add_text (self, _("Chloride, SD"), chloride, calibration->n_chloride == 0 ? _("It has no chloride curve") : NULL);
  add_text (self, _("Collection area"), area, isnan (calibration->collection_area_cm2) ? _("Not known: it gives no rates") : NULL);
  add_text (self, _("Sodium"), sodium, sodium == NULL ? _("Not known from chloride") : NULL);
  add_text (self, _("Source"), "", calibration->source);
  add_text (self, _("Readings made with it"), readings, NULL);
  add_text (self, _("Readings made with another version"), others, NULL);
  gtk_widget_set_visible (self->recompute, n_dependents > 0);
}
