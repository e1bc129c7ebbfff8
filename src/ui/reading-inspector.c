/* ui/reading-inspector.c */
#include "reading-inspector.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"
#include "config.h"
#include "quantity-row.h"
#include "reading-history.h"
#include "same-patch-panel.h"
#include "units.h"
#include "workspace/patch-rate.h"

#define HASH_DIGITS_SHOWN 16

struct _SaltlineReadingInspector {
  GtkWidget parent_instance;

  GtkStack *stack;
  AdwStatusPage *busy_page;
  GtkWidget *status_card;
  GtkImage *status_icon;
  GtkLabel *status_title;
  GtkLabel *status_reason;
  GtkWidget *lay_button;
  GtkWidget *volume_group;
  SaltlineQuantityRow *fill_row;
  SaltlineQuantityRow *volume_row;
  SaltlineQuantityRow *rate_row;
  SaltlineQuantityRow *body_rate_row;
  GtkWidget *chloride_group;
  SaltlineQuantityRow *chloride_row;
  SaltlineQuantityRow *sodium_row;
  SaltlineQuantityRow *colour_row;
  GtkDrawingArea *swatch;
  GtkWidget *flags_group;
  GtkListBox *flags_list;
  GtkWidget *fit_group;
  SaltlineQuantityRow *template_row;
  SaltlineQuantityRow *rms_row;
  SaltlineQuantityRow *landmarks_row;
  SaltlineQuantityRow *captured_row;
  SaltlineQuantityRow *camera_row;
  SaltlineQuantityRow *size_row;
  SaltlineQuantityRow *profile_row;
  SaltlineQuantityRow *calibration_row;
  AdwExpanderRow *versions_row;
  SaltlineQuantityRow *photo_hash_row;
  SaltlineQuantityRow *template_hash_row;
  SaltlineQuantityRow *calibration_hash_row;
  SaltlineQuantityRow *program_row;

  SaltlineSamePatchPanel *same_patch;
  SaltlineDecisionsPanel *decisions;
  SaltlineReadingHistory *history;

  SaltlineWorkspace *workspace;
  SaltlinePhotoItem *item;
  gulong changed_id;
  gint64 body_rate_of; /* the reading whose whole-body rate is shown: a dragged handle must not ask for the timeline */
  guint32 flags_shown; /* the list is made anew only when they change: a dragged handle must not rebuild rows */
  gboolean any_flags_shown, due_shown;
  gboolean laying;     /* a template is being placed by hand */
};

G_DEFINE_FINAL_TYPE (SaltlineReadingInspector, saltline_reading_inspector, GTK_TYPE_WIDGET)

/* CIELAB (D50) to sRGB by way of XYZ and Bradford's adaptation to D65; for a swatch, so clipped to what screens have. */
static GdkRGBA
colour_of_lab (const double lab[3])
{
  double fy = (lab[0] + 16.0) / 116.0;
  double f[3] = { fy + lab[1] / 500.0, fy, fy - lab[2] / 200.0 };
  const double white[3] = { 0.96422, 1.0, 0.82521 };
  const double to_srgb[9] = { 3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.0334540, 0.0719453, -0.2289914, 1.4052427 };
  double xyz[3], rgb[3];

  for (int i = 0; i < 3; i++)
    xyz[i] = white[i] * (f[i] > 6.0 / 29.0 ? f[i] * f[i] * f[i] : 3.0 * (6.0 / 29.0) * (6.0 / 29.0) * (f[i] - 4.0 / 29.0));
  for (int i = 0; i < 3; i++)
    {
      double light = to_srgb[3 * i] * xyz[0] + to_srgb[3 * i + 1] * xyz[1] + to_srgb[3 * i + 2] * xyz[2];

      rgb[i] = CLAMP (light <= 0.0031308 ? 12.92 * light : 1.055 * pow (light, 1.0 / 2.4) - 0.055, 0.0, 1.0);
    }
  return (GdkRGBA) { (float) rgb[0], (float) rgb[1], (float) rgb[2], 1.0f };
}

static void
draw_swatch_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SaltlineReadingInspector *self = data;
  const PatchReading *reading = self->item != NULL ? saltline_photo_item_get_reading (self->item) : NULL;
  GdkRGBA colour;

  if (reading == NULL || !reading->chloride_read || isnan (reading->lab[0]))
    return;
  colour = colour_of_lab (reading->lab);
  cairo_arc (cr, width / 2.0, height / 2.0, MIN (width, height) / 2.0 - 1.0, 0.0, 2.0 * G_PI);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.6);
  cairo_set_line_width (cr, 1.0);
  cairo_stroke (cr);
}

static void
show_status (SaltlineReadingInspector *self, const char *icon, const char *style, const char *title, const char *reason)
{
  const char *styles[] = { "card", "status-card", style, NULL };

  gtk_image_set_from_icon_name (self->status_icon, icon);
  gtk_widget_set_css_classes (self->status_card, styles);
  gtk_label_set_label (self->status_title, title);
  gtk_label_set_label (self->status_reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status_reason), reason != NULL);
}

static void
show_volume (SaltlineReadingInspector *self, const PatchReading *reading)
{
  const PatchCalibration *calibration = reading->calibration;
  const char *no_volume = calibration == NULL ? _("No calibration is chosen for this photo")
                          : calibration->n_volume == 0 ? _("The calibration has no volume curve") : NULL;
  const char *no_rate = no_volume != NULL ? no_volume
                        : isnan (calibration->collection_area_cm2) ? _("The calibration does not know the collection area")
                                                                   : _("The time the patch was worn is not known");
  const char *bound = reading->overflow ? _("The channel is full: at least this much") : NULL;

  gtk_widget_set_visible (self->volume_group, reading->status != READING_REFUSED);
  if (!reading->volume_read)
    {
      saltline_quantity_row_set (self->fill_row, NAN, NAN, "%", reading->reason);
      gtk_widget_set_visible (GTK_WIDGET (self->volume_row), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->rate_row), FALSE);
      return;
    }
  saltline_quantity_row_set (self->fill_row, 100.0 * reading->fill_fraction, 100.0 * reading->fill_sd, "%", bound);
  saltline_quantity_row_set (self->volume_row, reading->volume_ul, reading->volume_sd_ul, "µL",
                             isnan (reading->volume_ul) ? no_volume : bound);
  saltline_quantity_row_set (self->rate_row, reading->local_rate_mg_cm2_min, reading->local_rate_sd, "mg/cm²/min",
                             isnan (reading->local_rate_mg_cm2_min) ? no_rate : bound);
  gtk_widget_set_visible (GTK_WIDGET (self->volume_row), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->rate_row), TRUE);
}

static void
show_chloride (SaltlineReadingInspector *self, const PatchReading *reading)
{
  const PatchCalibration *calibration = reading->calibration;
  const char *no_curve = calibration == NULL ? _("No calibration is chosen for this photo")
                         : calibration->n_chloride == 0 ? _("The calibration has no chloride curve") : NULL;
  const char *bound = reading->bound == CHLORIDE_BELOW ? _("Below the curve’s lower end: at most this much")
                      : reading->bound == CHLORIDE_ABOVE ? _("Above the curve’s upper end: at least this much") : NULL;
  g_autofree char *lab = NULL;

  gtk_widget_set_visible (self->chloride_group, reading->status != READING_REFUSED);
  gtk_widget_set_visible (GTK_WIDGET (self->sodium_row), reading->chloride_read);
  gtk_widget_set_visible (GTK_WIDGET (self->colour_row), reading->chloride_read && !isnan (reading->lab[0]));
  if (!reading->chloride_read)
    {
      saltline_quantity_row_set (self->chloride_row, NAN, NAN, "mmol/L", reading->reason);
      return;
    }
  saltline_quantity_row_set (self->chloride_row, reading->chloride_mmol_l, reading->chloride_sd_mmol_l, "mmol/L",
                             isnan (reading->chloride_mmol_l) ? no_curve : bound);
  saltline_quantity_row_set (self->sodium_row, reading->sodium_mmol_l, reading->sodium_sd_mmol_l, "mmol/L",
                             !isnan (reading->sodium_mmol_l) ? bound
                             : no_curve != NULL ? no_curve : _("The calibration does not know sodium from chloride"));
  lab = quantity_true_minus (g_strdup_printf (_("%.1f, %.1f, %.1f"), reading->lab[0], reading->lab[1], reading->lab[2]));
  saltline_quantity_row_set_text (self->colour_row, lab, _("Relative to the white base, D50"));
  gtk_widget_queue_draw (GTK_WIDGET (self->swatch));
}

static void
add_remark (SaltlineReadingInspector *self, const char *words)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "remark");
  gtk_list_box_append (self->flags_list, row);
}

/* @due: the numbers are older than the last decision */
static void
show_flags (SaltlineReadingInspector *self, guint32 flags, gboolean due)
{
  GtkWidget *child;

  gtk_widget_set_visible (self->flags_group, flags != 0 || due);
  if (self->any_flags_shown && flags == self->flags_shown && due == self->due_shown)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->flags_list))) != NULL)
    gtk_list_box_remove (self->flags_list, child);
  if (due)
    add_remark (self, _("These numbers are from before your last change. They follow as soon as the photo can be read again."));
  for (guint32 bit = 1; bit != 0; bit <<= 1)
    if (flags & bit)
      add_remark (self, reading_flag_advice (bit));
  self->due_shown = due;
  self->flags_shown = flags;
  self->any_flags_shown = TRUE;
}

static void
show_fit (SaltlineReadingInspector *self, const PatchReading *reading)
{
  g_autofree char *landmarks = NULL, *template = NULL, *rms_unit = NULL, *rms_note = NULL;
  guint n_manual = 0;

  gtk_widget_set_visible (self->fit_group, reading->geometry != NULL);
  if (reading->geometry == NULL)
    return;
  for (guint i = 0; i < reading->n_landmarks; i++)
    n_manual += reading->landmarks[i].manual ? 1 : 0;
  template = g_strdup_printf (_("%s, version %s"), reading->geometry->id, reading->geometry->version);
  saltline_quantity_row_set_text (self->template_row, template, reading->geometry->name);
  gtk_widget_set_visible (GTK_WIDGET (self->rms_row), reading->registered);
  gtk_widget_set_visible (GTK_WIDGET (self->landmarks_row), reading->registered);
  if (!reading->registered)
    return;
  rms_unit = quantity_text_plain (reading->rms_unit, 3, NULL);
  rms_note = g_strdup_printf (_("root mean square; %s template units"), rms_unit);
  saltline_quantity_row_set (self->rms_row, reading->rms_px, NAN, _("pixels"), rms_note);
  if (n_manual > 0)
    landmarks = g_strdup_printf (_("%u, of which %u by hand"), reading->n_landmarks, n_manual);
  else
    landmarks = g_strdup_printf (_("%u, all automatic"), reading->n_landmarks);
  saltline_quantity_row_set_text (self->landmarks_row, landmarks, NULL);
}

static void
show_text (SaltlineQuantityRow *row, const char *text, const char *reason)
{
  saltline_quantity_row_set_text (row, text != NULL ? text : "–", text != NULL ? NULL : reason);
}

static void
show_hash (SaltlineQuantityRow *row, const char *hash)
{
  g_autofree char *start = hash != NULL ? g_strndup (hash, HASH_DIGITS_SHOWN) : NULL;
  g_autofree char *shown = start != NULL ? g_strconcat (start, "…", NULL) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), hash != NULL);
  if (hash == NULL)
    return;
  saltline_quantity_row_set_text (row, shown, "SHA-256");
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), hash);
}

static void
show_origin (SaltlineReadingInspector *self, const PatchReading *reading)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (self->item);
  const PatchCalibration *calibration = reading != NULL ? reading->calibration : NULL;
  guint bits = saltline_photo_item_get_bits (self->item);
  g_autofree char *size = NULL, *calibration_name = NULL;

  show_text (self->captured_row, stored != NULL ? stored->captured : NULL, _("The camera wrote no time into the photo"));
  show_text (self->camera_row, stored != NULL ? stored->camera : NULL, _("The photo does not name its camera"));
  if (stored != NULL && bits > 0)
    size = g_strdup_printf (_("%d × %d, %u bit"), (int) stored->width, (int) stored->height, bits);
  else if (stored != NULL)
    size = g_strdup_printf (_("%d × %d"), (int) stored->width, (int) stored->height);
  show_text (self->size_row, size, _("No photo came out of the file"));
  gtk_widget_set_visible (GTK_WIDGET (self->profile_row), bits > 0);
  show_text (self->profile_row, saltline_photo_item_get_profile (self->item), _("None in the photo: taken as sRGB"));
  if (calibration != NULL)
    calibration_name = g_strdup_printf (_("%s, version %s"), calibration->id, calibration->version);
  saltline_quantity_row_set_text (self->calibration_row, calibration_name != NULL ? calibration_name : "–",
                                  calibration != NULL ? calibration->source : _("None is chosen for this photo"));
  show_hash (self->photo_hash_row, stored != NULL ? stored->sha256 : NULL);
  show_hash (self->template_hash_row, reading != NULL && reading->geometry != NULL ? reading->geometry->sha256 : NULL);
  show_hash (self->calibration_hash_row, calibration != NULL ? calibration->sha256 : NULL);
  saltline_quantity_row_set_text (self->program_row, "Saltline " SALTLINE_VERSION, NULL);
}

static void
show_reading (SaltlineReadingInspector *self, const PatchReading *reading)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (self->item);

  switch (reading->status)
    {
    case READING_OK:
      show_status (self, "object-select-symbolic", "success", _("Both channels are read"), NULL);
      break;
    case READING_PARTIAL:
      show_status (self, "dialog-warning-symbolic", "warning", _("One channel is read"), reading->reason);
      break;
    case READING_REFUSED:
      show_status (self, "dialog-error-symbolic", "error", _("No number was read from this photo"), reading->reason);
      break;
    }
  if (self->laying)
    show_status (self, "document-edit-symbolic", "warning", _("The template is placed by hand"), reading->reason);
  gtk_widget_set_visible (self->lay_button, reading->status == READING_REFUSED);
  gtk_button_set_label (GTK_BUTTON (self->lay_button), self->laying ? _("Give Up") : _("Place the Landmarks by Hand"));
  show_volume (self, reading);
  show_chloride (self, reading);
  show_flags (self, reading->flags, stored != NULL && stored->state.due && !saltline_photo_item_is_live (self->item));
  show_fit (self, reading);
}

static void
show_failure (SaltlineReadingInspector *self)
{
  show_status (self, "dialog-error-symbolic", "error", _("This file is not a photo that can be read"),
               saltline_photo_item_get_error (self->item));
  gtk_widget_set_visible (self->lay_button, FALSE);
  gtk_widget_set_visible (self->volume_group, FALSE);
  gtk_widget_set_visible (self->chloride_group, FALSE);
  gtk_widget_set_visible (self->fit_group, FALSE);
  show_flags (self, 0, FALSE);
}

/* By the adopted model; nothing is shown while none is adopted. */
static void
show_body_rate (SaltlineReadingInspector *self)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (self->item);
  g_autoptr(PatchRate) rate = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL, *low = NULL, *high = NULL, *outside = NULL, *note = NULL;

  if (self->workspace == NULL || stored == NULL || stored->state.reading == self->body_rate_of)
    return;
  self->body_rate_of = stored->state.reading;
  rate = saltline_workspace_patch_rate (self->workspace, stored->id, &error);
  gtk_widget_set_visible (GTK_WIDGET (self->body_rate_row), rate != NULL || error != NULL);
  if (rate == NULL)
    {
      if (error != NULL)
        saltline_quantity_row_set_text (self->body_rate_row, "–", error->message);
      return;
    }
  text = quantity_label (QUANTITY_RATE, units_shown (), rate->rate_l_per_h, 2);
  low = quantity_number (QUANTITY_RATE, units_shown (), rate->low, 2);
  high = quantity_number (QUANTITY_RATE, units_shown (), rate->high, 2);
  outside = g_strjoinv (", ", rate->extrapolates);
  note = g_strdup_printf (*outside != '\0' ? _("95 %%: %s … %s, by %s; an extrapolation in %s") : _("95 %%: %s … %s, by %s"), low, high,
                          rate->model, outside);
  saltline_quantity_row_set_text (self->body_rate_row, text, note);
}

static void
model_changed_cb (SaltlineReadingInspector *self)
{
  self->body_rate_of = 0;
  if (self->item != NULL)
    show_body_rate (self);
}

static void
refresh (SaltlineReadingInspector *self)
{
  if (self->item == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  switch (saltline_photo_item_get_stage (self->item))
    {
    case PHOTO_WAITING:
    case PHOTO_READING:
      adw_status_page_set_title (self->busy_page, _("Reading…"));
      adw_status_page_set_description (self->busy_page, _("The patch is searched for and measured. You can go on working meanwhile."));
      gtk_stack_set_visible_child_name (self->stack, "busy");
      return;
    case PHOTO_STOPPED:
      adw_status_page_set_title (self->busy_page, _("Not Read Yet"));
      adw_status_page_set_description (self->busy_page, _("This photo was not read yet, or its job was stopped. Ctrl+R reads it."));
      gtk_stack_set_visible_child_name (self->stack, "busy");
      return;
    case PHOTO_FAILED:
      show_failure (self);
      break;
    case PHOTO_READ:
      show_reading (self, saltline_photo_item_get_reading (self->item));
      break;
    }
  show_body_rate (self);
  show_origin (self, saltline_photo_item_get_reading (self->item));
  saltline_reading_history_show (self->history, self->workspace, self->item);
  gtk_stack_set_visible_child_name (self->stack, "reading");
}

static void
saltline_reading_inspector_dispose (GObject *object)
{
  SaltlineReadingInspector *self = SALTLINE_READING_INSPECTOR (object);

  if (self->item != NULL)
    g_clear_signal_handler (&self->changed_id, self->item);
  g_clear_object (&self->item);
  g_clear_object (&self->workspace);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  G_OBJECT_CLASS (saltline_reading_inspector_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SaltlineReadingInspector, child)

static void
saltline_reading_inspector_class_init (SaltlineReadingInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_reading_inspector_dispose;
  g_type_ensure (SALTLINE_TYPE_QUANTITY_ROW);
  g_type_ensure (SALTLINE_TYPE_SAME_PATCH_PANEL);
  g_type_ensure (SALTLINE_TYPE_DECISIONS_PANEL);
  g_type_ensure (SALTLINE_TYPE_READING_HISTORY);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/reading-inspector.ui");
  BIND (stack);
  BIND (busy_page);
  BIND (status_card);
  BIND (status_icon);
  BIND (status_title);
  BIND (status_reason);
  BIND (lay_button);
  BIND (volume_group);
  BIND (fill_row);
  BIND (volume_row);
  BIND (rate_row);
  BIND (body_rate_row);
  BIND (chloride_group);
  BIND (chloride_row);
  BIND (sodium_row);
  BIND (colour_row);
  BIND (swatch);
  BIND (flags_group);
  BIND (flags_list);
  BIND (same_patch);
  BIND (decisions);
  BIND (history);
  BIND (fit_group);
  BIND (template_row);
  BIND (rms_row);
  BIND (landmarks_row);
  BIND (captured_row);
  BIND (camera_row);
  BIND (size_row);
  BIND (profile_row);
  BIND (calibration_row);
  BIND (versions_row);
  BIND (photo_hash_row);
  BIND (template_hash_row);
  BIND (calibration_hash_row);
  BIND (program_row);
}

static void
saltline_reading_inspector_init (SaltlineReadingInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->swatch, draw_swatch_cb, self, NULL);
  refresh (self);
  units_watch (self, G_CALLBACK (model_changed_cb));
}

void
saltline_reading_inspector_set_item (SaltlineReadingInspector *self, SaltlineWorkspace *workspace, SaltlinePhotoItem *item)
{
  g_return_if_fail (SALTLINE_IS_READING_INSPECTOR (self));

  if (self->item != NULL)
    g_clear_signal_handler (&self->changed_id, self->item);
  g_set_object (&self->item, item);
  if (self->workspace != workspace && workspace != NULL)
    g_signal_connect_object (workspace, "studies-changed", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  g_set_object (&self->workspace, workspace);
  self->body_rate_of = 0;
  if (item != NULL)
    self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (refresh), self);
  refresh (self);
}

void
saltline_reading_inspector_set_selection (SaltlineReadingInspector *self, SaltlineWorkspace *workspace, GPtrArray *items)
{
  g_return_if_fail (SALTLINE_IS_READING_INSPECTOR (self));

  saltline_same_patch_panel_show (self->same_patch, workspace, items, self->item);
  saltline_decisions_panel_show (self->decisions, workspace, items);
}

void
saltline_reading_inspector_set_laying (SaltlineReadingInspector *self, gboolean laying)
{
  g_return_if_fail (SALTLINE_IS_READING_INSPECTOR (self));

  if (self->laying != laying)
    {
      self->laying = laying;
      refresh (self);
    }
}

gint64
saltline_reading_inspector_get_suggested (SaltlineReadingInspector *self)
{
  g_return_val_if_fail (SALTLINE_IS_READING_INSPECTOR (self), 0);

  return saltline_same_patch_panel_get_suggested (self->same_patch);
}

SaltlineDecisionsPanel *
saltline_reading_inspector_get_decisions (SaltlineReadingInspector *self)
{
  g_return_val_if_fail (SALTLINE_IS_READING_INSPECTOR (self), NULL);

  return self->decisions;
}
