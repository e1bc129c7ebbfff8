/* ui/quantity-row.c */
#include "quantity-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "quantity-text.h"

struct _SaltlineQuantityRow {
  AdwActionRow parent_instance;

  GtkLabel *value;
};

G_DEFINE_FINAL_TYPE (SaltlineQuantityRow, saltline_quantity_row, ADW_TYPE_ACTION_ROW)

static void
saltline_quantity_row_class_init (SaltlineQuantityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/quantity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineQuantityRow, value);
}

static void
saltline_quantity_row_init (SaltlineQuantityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
saltline_quantity_row_set_text (SaltlineQuantityRow *self, const char *text, const char *note)
{
  g_autofree char *name = NULL;

  g_return_if_fail (SALTLINE_IS_QUANTITY_ROW (self));

  gtk_label_set_label (self->value, text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), note != NULL ? note : "");
  name = g_strdup_printf ("%s: %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
saltline_quantity_row_set (SaltlineQuantityRow *self, double value, double sd, const char *unit, const char *note)
{
  g_autofree char *text = quantity_text (value, sd, unit);

  saltline_quantity_row_set_text (self, text, note);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->value),
                               isfinite (value) && isfinite (sd) ? _("± two standard deviations: about 95 of 100 such readings lie within") : NULL);
}

const char *
saltline_quantity_row_get_text (SaltlineQuantityRow *self)
{
  g_return_val_if_fail (SALTLINE_IS_QUANTITY_ROW (self), NULL);

  return gtk_label_get_label (self->value);
}
