/* ui/quantity-entry.c */
#include "quantity-entry.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "entry-number.h"
#include "units.h"

#define DATA "saltline-quantity"

typedef struct {
  QuantityKind kind;
  char *title, *hint;
  UnitSystem units;  /* that the text is in */
  double value;      /* that the text was made of */
  char *text;        /* (nullable): as it was made */
} Shown;

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  g_free (shown->title);
  g_free (shown->hint);
  g_free (shown->text);
  g_free (shown);
}

static Shown *
shown_of (GtkEditable *entry)
{
  return g_object_get_data (G_OBJECT (entry), DATA);
}

/* A label that names the entry says the unit, which is seen there when the entry is filled; else the empty entry does. */
static void
show_label (GtkEditable *entry, const Shown *shown, const char *unit)
{
  GList *labels = gtk_widget_list_mnemonic_labels (GTK_WIDGET (entry));
  g_autofree char *name = g_strdup_printf (_("%s in %s"), shown->title, quantity_unit_words (shown->kind, shown->units));
  g_autofree char *text = g_strdup_printf (_("%s (%s)"), shown->hint != NULL ? shown->hint : shown->title, unit);
  g_autofree char *hint = shown->hint != NULL && labels == NULL ? g_strdup_printf (_("%s, %s"), shown->hint, unit) : g_strdup (unit);

  for (GList *l = labels; l != NULL; l = l->next)
    if (GTK_IS_LABEL (l->data))
      gtk_label_set_label (GTK_LABEL (l->data), text);
  g_list_free (labels);
  g_object_set (entry, "placeholder-text", hint, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_title (GtkEditable *entry, const Shown *shown)
{
  const char *unit = quantity_unit (shown->kind, shown->units);

  if (ADW_IS_PREFERENCES_ROW (entry))
    {
      g_autofree char *title = g_strdup_printf (_("%s (%s)"), shown->title, unit);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
    }
  else
    show_label (entry, shown, unit);
}

static void
units_changed_cb (GtkEditable *entry)
{
  Shown *shown = shown_of (entry);
  double value;
  gboolean is_number = quantity_entry_read (entry, &value);

  shown->units = units_shown ();
  show_title (entry, shown);
  if (is_number) /* else what is being typed stays */
    quantity_entry_show (entry, value);
}

void
quantity_entry_set_kind (GtkEditable *entry, QuantityKind kind, const char *title, const char *hint)
{
  Shown *shown;

  g_return_if_fail (GTK_IS_EDITABLE (entry) && kind < N_QUANTITIES && title != NULL && shown_of (entry) == NULL);

  shown = g_new0 (Shown, 1);
  *shown = (Shown) { .kind = kind, .title = g_strdup (title), .hint = g_strdup (hint), .units = units_shown (), .value = NAN };
  g_object_set_data_full (G_OBJECT (entry), DATA, shown, shown_free);
  show_title (entry, shown);
  units_watch (entry, G_CALLBACK (units_changed_cb));
}

void
quantity_entry_show (GtkEditable *entry, double value)
{
  Shown *shown;

  g_return_if_fail (GTK_IS_EDITABLE (entry) && shown_of (entry) != NULL);

  shown = shown_of (entry);
  g_free (shown->text);
  shown->value = value;
  shown->text = quantity_typed_text (shown->kind, shown->units, value);
  entry_show_text (entry, shown->text);
}

gboolean
quantity_entry_read (GtkEditable *entry, double *value)
{
  const Shown *shown;

  g_return_val_if_fail (GTK_IS_EDITABLE (entry) && value != NULL && shown_of (entry) != NULL, FALSE);

  shown = shown_of (entry);
  if (g_strcmp0 (gtk_editable_get_text (entry), shown->text) != 0)
    return quantity_read_typed (shown->kind, shown->units, gtk_editable_get_text (entry), value);
  *value = shown->value;
  return TRUE;
}

char *
quantity_entry_range (GtkEditable *entry, double least, double most)
{
  const Shown *shown;
  g_autofree char *from = NULL, *to = NULL;

  g_return_val_if_fail (GTK_IS_EDITABLE (entry) && shown_of (entry) != NULL, NULL);

  shown = shown_of (entry);
  from = quantity_number (shown->kind, shown->units, least, 0);
  to = quantity_number (shown->kind, shown->units, most, 0);
  return g_strdup_printf (_("%s: a number of %s from %s to %s."), shown->title, quantity_unit_words (shown->kind, shown->units), from, to);
}
