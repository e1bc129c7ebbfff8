/* ui/same-patch-panel.c */
#include "same-patch-panel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "quantity-row.h"
#include "row-group.h"

struct _SaltlineSamePatchPanel {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  AdwActionRow *contradiction_row;
  GtkWidget *hint_row;       /* where there is nothing else to say */
  SaltlineQuantityRow *fill_row;
  SaltlineQuantityRow *volume_row;
  SaltlineQuantityRow *rate_row;
  SaltlineQuantityRow *chloride_row;
  SaltlineQuantityRow *sodium_row;
  AdwActionRow *suggestion_row;
  GtkWidget *buttons;
  GtkWidget *same_button;
  GtkWidget *separate_button;
  gint64 suggested;
};

G_DEFINE_FINAL_TYPE (SaltlineSamePatchPanel, saltline_same_patch_panel, ADW_TYPE_BIN)

static void
show_number (SaltlineQuantityRow *row, double value, double sd, const char *unit, const char *note)
{
  gtk_widget_set_visible (GTK_WIDGET (row), !isnan (value));
  if (!isnan (value))
    saltline_quantity_row_set (row, value, sd, unit, note);
}

static char *
names_of (const CombinedPhotos *combined)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < combined->names->len; i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "", (const char *) g_ptr_array_index (combined->names, i));
  return g_string_free (names, FALSE);
}

static void
show_combined (SaltlineSamePatchPanel *self, const CombinedPhotos *combined)
{
  const CombinedReading *reading = combined != NULL ? &combined->reading : NULL;
  g_autofree char *contradiction = combined != NULL ? combined_photos_contradiction (combined) : NULL;
  g_autofree char *title = NULL, *from = NULL;
  const char *bound = reading != NULL && reading->overflow ? _("The channel is full: at least this much") : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->contradiction_row), contradiction != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->contradiction_row), contradiction != NULL ? contradiction : "");
  if (combined == NULL)
    {
      SaltlineQuantityRow *rows[] = { self->fill_row, self->volume_row, self->rate_row, self->chloride_row, self->sodium_row };

      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        gtk_widget_set_visible (GTK_WIDGET (rows[i]), FALSE);
      row_group_set_title (self->group, _("The Patch"));
      row_group_set_description (self->group, NULL);
      return;
    }
  title = g_strdup_printf (_("The Patch, from %u Photos"), combined->photos->len);
  from = names_of (combined);
  row_group_set_title (self->group, title);
  row_group_set_description (self->group, from);
  show_number (self->fill_row, 100.0 * reading->fill.value, 100.0 * reading->fill.sd, "%", bound);
  show_number (self->volume_row, reading->volume_ul, reading->volume_sd_ul, "µL", bound);
  show_number (self->rate_row, reading->local_rate_mg_cm2_min, reading->local_rate_sd, "mg/cm²/min", bound);
  show_number (self->chloride_row, reading->chloride.value, reading->chloride.sd, "mmol/L", NULL);
  show_number (self->sodium_row, reading->sodium_mmol_l, reading->sodium_sd_mmol_l, "mmol/L", NULL);
}

static void
show_suggestion (SaltlineSamePatchPanel *self, SaltlineWorkspace *workspace)
{
  g_autoptr(StoredPhoto) other = self->suggested != 0 ? store_photo (saltline_workspace_get_store (workspace), self->suggested, NULL) : NULL;
  g_autofree char *text = NULL;

  if (other != NULL)
    text = g_strdup_printf (_("%s was taken within ten minutes of this photo, of the same athlete. Do both show one patch?"), other->name);
  gtk_widget_set_visible (GTK_WIDGET (self->suggestion_row), text != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->suggestion_row), text != NULL ? text : "");
}

static void
saltline_same_patch_panel_class_init (SaltlineSamePatchPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SALTLINE_TYPE_QUANTITY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/same-patch-panel.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SaltlineSamePatchPanel, child)
  BIND (group);
  BIND (contradiction_row);
  BIND (hint_row);
  BIND (fill_row);
  BIND (volume_row);
  BIND (rate_row);
  BIND (chloride_row);
  BIND (sodium_row);
  BIND (suggestion_row);
  BIND (buttons);
  BIND (same_button);
  BIND (separate_button);
#undef BIND
}

static void
saltline_same_patch_panel_init (SaltlineSamePatchPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
saltline_same_patch_panel_show (SaltlineSamePatchPanel *self, SaltlineWorkspace *workspace, GPtrArray *items, SaltlinePhotoItem *shown)
{
  const StoredPhoto *stored = shown != NULL ? saltline_photo_item_get_stored (shown) : NULL;
  g_autoptr(CombinedPhotos) combined = NULL;
  guint n = 0, n_shared = 0, n_same = 0;
  gboolean may_write;

  g_return_if_fail (SALTLINE_IS_SAME_PATCH_PANEL (self));

  self->suggested = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), stored != NULL && workspace != NULL);
  if (stored == NULL || workspace == NULL)
    return;
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const StoredPhoto *other = saltline_photo_item_get_stored (g_ptr_array_index (items, i));

      if (other == NULL)
        continue;
      n++;
      n_shared += other->state.patch != 0;
      n_same += other->state.patch != 0 && other->state.patch == stored->state.patch;
    }
  may_write = !saltline_workspace_is_read_only (workspace);
  combined = saltline_workspace_combine (workspace, stored->state.patch, NULL);
  if (may_write && n == 1)
    self->suggested = saltline_workspace_likely_same_patch (workspace, stored->id);
  show_combined (self, combined);
  show_suggestion (self, workspace);
  gtk_widget_set_visible (self->hint_row, combined == NULL && self->suggested == 0);
  gtk_widget_set_visible (self->same_button, may_write && n > 1 && n_same < n);
  gtk_widget_set_visible (self->separate_button, may_write && n_shared > 0);
  gtk_widget_set_visible (self->buttons, may_write && ((n > 1 && n_same < n) || n_shared > 0));
  gtk_widget_set_visible (GTK_WIDGET (self), combined != NULL || self->suggested != 0 || n > 1 || n_shared > 0);
}

gint64
saltline_same_patch_panel_get_suggested (SaltlineSamePatchPanel *self)
{
  g_return_val_if_fail (SALTLINE_IS_SAME_PATCH_PANEL (self), 0);

  return self->suggested;
}
