/* ui/quantity-row.c */
#include "quantity-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"

#define LONGEST_BESIDE 24 /* characters; what is longer stands below the title */

struct _SaltlineQuantityRow {
  AdwActionRow parent_instance;

  GtkLabel *value;
  char *text;
};

G_DEFINE_FINAL_TYPE (SaltlineQuantityRow, saltline_quantity_row, ADW_TYPE_ACTION_ROW)

static void
saltline_quantity_row_finalize (GObject *object)
{
  g_free (SALTLINE_QUANTITY_ROW (object)->text);
  G_OBJECT_CLASS (saltline_quantity_row_parent_class)->finalize (object);
}

static void
saltline_quantity_row_class_init (SaltlineQuantityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = saltline_quantity_row_finalize;
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
  gboolean beside = g_utf8_strlen (text, -1) <= LONGEST_BESIDE;
  g_autofree char *below = NULL, *name = NULL;

  g_return_if_fail (SALTLINE_IS_QUANTITY_ROW (self));

  g_free (self->text);
  self->text = g_strdup (text);
  below = beside ? g_strdup (note) : note != NULL ? g_strconcat (text, "\n", note, NULL) : g_strdup (text);
  gtk_label_set_label (self->value, beside ? text : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), below != NULL ? below : "");
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

  return self->text;
}
