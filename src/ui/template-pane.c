/* ui/template-pane.c */
#include "template-pane.h"

#include <glib/gi18n.h>

#include "edit-queue.h"
#include "patch/template-straighten.h"
#include "photo-pixels.h"
#include "workspace/patches.h"

#define ZOOM_STEP 1.25

typedef struct {
  TemplatePart part;
  guint index;
} PartChoice;

struct _SaltlineTemplatePane {
  AdwBin parent_instance;

  GtkDropDown *part_drop;
  SaltlinePhotoCanvas *canvas;
  GtkSpinner *loading;
  GtkLabel *hint;
  GtkWidget *faults_frame;
  GtkListBox *faults_box;

  SaltlineTemplateEditor *editor;
  SaltlineWorkspace *workspace;
  TemplateDraft *draft;
  GArray *faults;          /* of TemplateFault */
  GArray *parts;           /* of PartChoice: what part_drop offers */
  Photo *photo;
  gint64 photo_row;        /* whose pixels are here, or on their way */
  GCancellable *cancellable;
  gboolean adding;
  gboolean filling;
};

enum { PROP_0, PROP_ADDING, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { SIGNAL_CHANGED, SIGNAL_FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineTemplatePane, saltline_template_pane, ADW_TYPE_BIN)

/* --- pixels --- */

typedef struct {
  Photo *photo;
  PixelPyramid *pyramid;
} Pixels;

static void
pixels_free (gpointer data)
{
  Pixels *pixels = data;

  g_clear_pointer (&pixels->photo, photo_free);
  g_clear_pointer (&pixels->pyramid, pixel_pyramid_unref);
  g_free (pixels);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  Pixels *pixels = g_new0 (Pixels, 1);

  pixels->photo = saltline_workspace_load_photo (source, *(gint64 *) task_data, cancellable, &error);
  if (pixels->photo != NULL)
    pixels->pyramid = pixel_pyramid_new (pixels->photo, cancellable);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    {
      g_task_return_pointer (task, pixels, pixels_free);
      return;
    }
  pixels_free (pixels);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineTemplatePane) self = data;
  g_autoptr(GError) error = NULL;
  Pixels *pixels = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->canvas == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    {
      g_clear_pointer (&pixels, pixels_free);
      return; /* another photo was chosen meanwhile */
    }
  gtk_spinner_set_spinning (self->loading, FALSE);
  if (pixels == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }
  self->photo = g_steal_pointer (&pixels->photo);
  saltline_photo_canvas_set_pyramid (self->canvas, pixels->pyramid);
  pixels_free (pixels);
  saltline_template_editor_set_draft (self->editor, self->draft, self->photo, !saltline_workspace_is_read_only (self->workspace));
}

static void
load_photo (SaltlineTemplatePane *self, gint64 row)
{
  g_autoptr(GTask) task = NULL;

  if (row == self->photo_row)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->photo, photo_free);
  self->photo_row = row;
  saltline_photo_canvas_set_pyramid (self->canvas, NULL);
  if (row == 0)
    return;
  self->cancellable = g_cancellable_new ();
  gtk_spinner_set_spinning (self->loading, TRUE);
  task = g_task_new (self->workspace, self->cancellable, loaded_cb, g_object_ref (self));
  g_task_set_task_data (task, g_memdup2 (&row, sizeof row), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

/* --- showing --- */

static void
offer_parts (SaltlineTemplatePane *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  PartChoice edited;
  guint selected = 0;

  saltline_template_editor_get_part (self->editor, &edited.part, &edited.index);
  g_array_set_size (self->parts, 0);
  for (TemplatePart part = 0; self->draft != NULL && part < TEMPLATE_N_PARTS; part++)
    for (guint i = 0; i < template_count_parts (self->draft->geometry, part); i++)
      {
        PartChoice choice = { part, i };
        g_autofree char *name = template_part_name (self->draft->geometry, part, i);

        if (part == edited.part && i == edited.index)
          selected = self->parts->len;
        g_array_append_val (self->parts, choice);
        gtk_string_list_append (names, name);
      }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->part_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->part_drop, selected);
  self->filling = FALSE;
}

static void
fault_cb (SaltlineTemplatePane *self, GtkListBoxRow *row)
{
  const TemplateFault *fault = &g_array_index (self->faults, TemplateFault, gtk_list_box_row_get_index (row));

  saltline_template_editor_set_part (self->editor, fault->part, fault->index);
  saltline_template_editor_reveal (self->editor, fault->at);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
show_faults (SaltlineTemplatePane *self)
{
  GtkWidget *child;

  g_clear_pointer (&self->faults, g_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->faults_box))) != NULL)
    gtk_list_box_remove (self->faults_box, child);
  if (self->draft != NULL)
    self->faults = template_check (self->draft->geometry);
  for (guint i = 0; self->faults != NULL && i < self->faults->len; i++)
    {
      const TemplateFault *fault = &g_array_index (self->faults, TemplateFault, i);
      g_autofree char *part = template_part_name (self->draft->geometry, fault->part, fault->index);
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", part, "subtitle", fault->message, "activatable", TRUE, NULL);

      adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
      gtk_list_box_append (self->faults_box, row);
    }
  gtk_widget_set_visible (self->faults_frame, self->faults != NULL && self->faults->len > 0);
  saltline_photo_canvas_queue_overlay (self->canvas);
}

static void
show_hint (SaltlineTemplatePane *self)
{
  TemplatePart part;
  guint index, n;

  if (self->draft == NULL)
    return;
  saltline_template_editor_get_part (self->editor, &part, &index);
  n = index < template_count_parts (self->draft->geometry, part) ? template_count_points (self->draft->geometry, part, index) : 0;
  if (self->adding)
    gtk_label_set_label (self->hint, part == TEMPLATE_LANDMARK ? _("Click where the photo shows a corner that is sharp in every photo")
                         : part == TEMPLATE_VOLUME_CHANNEL     ? _("Click along the channel from its inlet to its outlet; each bend is one point")
                         : part == TEMPLATE_CHLORIDE_CHANNEL   ? _("Click along the channel in the direction in which it fills")
                                                               : _("Click from corner to corner; a click on an edge puts a corner in"));
  else
    {
      g_autofree char *points = g_strdup_printf (ngettext ("%u point", "%u points", n), n);
      g_autofree char *text = g_strdup_printf (_("%s. Drag them; Tab and arrow keys move them too, Insert adds, Delete removes"), points);

      gtk_label_set_label (self->hint, text);
    }
}

static void
changed (SaltlineTemplatePane *self)
{
  show_faults (self);
  offer_parts (self);
  show_hint (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
paint_cb (cairo_t *cr, const ViewTransform *view, gpointer data)
{
  SaltlineTemplatePane *self = data;

  saltline_template_editor_paint (self->editor, cr, view, self->faults);
}

/* --- edits --- */

typedef struct {
  StoredDraft *draft;
  char *what;
  gint64 step;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  stored_draft_free (edit->draft);
  g_free (edit->what);
  g_free (edit);
}

static gboolean
keep (gpointer workspace, gpointer data, GError **error)
{
  const Edit *edit = data;

  return store_edit_draft (saltline_workspace_get_store (workspace), edit->draft, edit->what, edit->step, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineTemplatePane) self = data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) && self->canvas != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

static void
push (SaltlineTemplatePane *self, const char *what, gint64 step)
{
  Edit *edit = g_new (Edit, 1);

  *edit = (Edit) { stored_draft_copy (self->draft->stored), g_strdup (what), step };
  edit_queue_push (self->workspace, keep, edit, edit_free, kept_cb, g_object_ref (self));
}

static void
edited_cb (SaltlineTemplatePane *self, const char *what, gint64 step)
{
  g_autoptr(GError) error = NULL;

  if (self->draft == NULL)
    return;
  if (template_draft_write (self->draft, &error))
    push (self, what, step);
  else
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  changed (self);
}

static void
moved_cb (SaltlineTemplatePane *self)
{
  show_faults (self);
}

static void
part_chosen_cb (SaltlineTemplatePane *self)
{
  offer_parts (self);
  show_hint (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
part_dropped_cb (SaltlineTemplatePane *self)
{
  guint selected = gtk_drop_down_get_selected (self->part_drop);

  if (!self->filling && selected < self->parts->len)
    {
      PartChoice choice = g_array_index (self->parts, PartChoice, selected);

      saltline_template_editor_set_part (self->editor, choice.part, choice.index);
    }
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct { const char *name; TemplatePart part; } parts[] = {
    { "landmark", TEMPLATE_LANDMARK }, { "block", TEMPLATE_BLOCK }, { "dark", TEMPLATE_DARK_REGION }, { "base", TEMPLATE_BASE_REGION },
  };
  SaltlineTemplatePane *self = SALTLINE_TEMPLATE_PANE (widget);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (g_variant_get_string (parameter, NULL), parts[i].name))
      {
        saltline_template_editor_add_part (self->editor, parts[i].part);
        if (parts[i].part != TEMPLATE_LANDMARK)
          g_object_set (self, "adding", TRUE, NULL);
      }
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  saltline_template_editor_remove_part (SALTLINE_TEMPLATE_PANE (widget)->editor);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineTemplatePane *self = SALTLINE_TEMPLATE_PANE (widget);

  if (g_str_equal (name, "template.zoom-in"))
    saltline_photo_canvas_zoom_by (self->canvas, ZOOM_STEP);
  else if (g_str_equal (name, "template.zoom-out"))
    saltline_photo_canvas_zoom_by (self->canvas, 1.0 / ZOOM_STEP);
  else if (g_str_equal (name, "template.zoom-actual"))
    saltline_photo_canvas_set_zoom (self->canvas, 1.0);
  else
    saltline_photo_canvas_fit (self->canvas);
}

/* --- life cycle --- */

static void
saltline_template_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ADDING)
    g_value_set_boolean (value, SALTLINE_TEMPLATE_PANE (object)->adding);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
saltline_template_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaltlineTemplatePane *self = SALTLINE_TEMPLATE_PANE (object);

  if (id != PROP_ADDING)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  self->adding = g_value_get_boolean (value);
  saltline_template_editor_set_adding (self->editor, self->adding);
  show_hint (self);
}

static void
saltline_template_pane_dispose (GObject *object)
{
  SaltlineTemplatePane *self = SALTLINE_TEMPLATE_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->canvas != NULL)
    {
      saltline_template_editor_flush (self->editor);
      saltline_template_editor_set_draft (self->editor, NULL, NULL, FALSE);
      saltline_photo_canvas_set_painter (self->canvas, NULL, NULL);
      saltline_photo_canvas_set_tool (self->canvas, NULL, NULL);
    }
  self->canvas = NULL;
  G_OBJECT_CLASS (saltline_template_pane_parent_class)->dispose (object);
}

static void
saltline_template_pane_finalize (GObject *object)
{
  SaltlineTemplatePane *self = SALTLINE_TEMPLATE_PANE (object);

  g_clear_object (&self->editor);
  g_clear_pointer (&self->draft, template_draft_free);
  g_clear_pointer (&self->faults, g_array_unref);
  g_array_unref (self->parts);
  g_clear_pointer (&self->photo, photo_free);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (saltline_template_pane_parent_class)->finalize (object);
}

static void
saltline_template_pane_class_init (SaltlineTemplatePaneClass *klass)
{
  static const char *const zooms[] = { "template.zoom-in", "template.zoom-out", "template.zoom-actual", "template.zoom-fit" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = saltline_template_pane_dispose;
  object_class->finalize = saltline_template_pane_finalize;
  object_class->get_property = saltline_template_pane_get_property;
  object_class->set_property = saltline_template_pane_set_property;
  properties[PROP_ADDING] = g_param_spec_boolean ("adding", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "template.add", "s", add_action);
  gtk_widget_class_install_action (widget_class, "template.remove-part", NULL, remove_action);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_install_action (widget_class, zooms[i], NULL, zoom_action);
  gtk_widget_class_install_property_action (widget_class, "template.adding", "adding");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, 0, "template.adding", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, 0, "template.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, 0, "template.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, 0, "template.zoom-actual", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, 0, "template.zoom-fit", NULL);
  g_type_ensure (SALTLINE_TYPE_PHOTO_CANVAS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/template-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineTemplatePane, part_drop);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTemplatePane, canvas);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTemplatePane, loading);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTemplatePane, hint);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTemplatePane, faults_frame);
  gtk_widget_class_bind_template_child (widget_class, SaltlineTemplatePane, faults_box);
  gtk_widget_class_bind_template_callback (widget_class, part_dropped_cb);
  gtk_widget_class_bind_template_callback (widget_class, fault_cb);
}

static void
saltline_template_pane_init (SaltlineTemplatePane *self)
{
  self->parts = g_array_new (FALSE, FALSE, sizeof (PartChoice));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Photo with the template that is drawn on it"), -1);
  self->editor = saltline_template_editor_new (self->canvas);
  g_signal_connect_object (self->editor, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "part-chosen", G_CALLBACK (part_chosen_cb), self, G_CONNECT_SWAPPED);
  saltline_photo_canvas_set_painter (self->canvas, paint_cb, self);
}

/* --- public --- */

void
saltline_template_pane_flush (SaltlineTemplatePane *self)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_PANE (self));

  saltline_template_editor_flush (self->editor);
  edit_queue_flush ();
}

void
saltline_template_pane_show (SaltlineTemplatePane *self, SaltlineWorkspace *workspace, gint64 row)
{
  g_autoptr(GError) error = NULL;
  TemplateDraft *draft;

  g_return_if_fail (SALTLINE_IS_TEMPLATE_PANE (self));

  saltline_template_pane_flush (self);
  g_set_object (&self->workspace, workspace);
  draft = workspace != NULL && row != 0 ? saltline_workspace_load_draft (workspace, row, &error) : NULL;
  if (error != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  load_photo (self, draft != NULL ? draft->stored->photo : 0);
  saltline_template_editor_set_draft (self->editor, draft, self->photo, workspace != NULL && !saltline_workspace_is_read_only (workspace));
  g_clear_pointer (&self->draft, template_draft_free);
  self->draft = draft;
  changed (self);
}

void
saltline_template_pane_refresh (SaltlineTemplatePane *self)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_PANE (self));

  if (self->draft != NULL)
    saltline_template_pane_show (self, self->workspace, self->draft->stored->id);
}

const TemplateDraft *
saltline_template_pane_get_draft (SaltlineTemplatePane *self)
{
  g_return_val_if_fail (SALTLINE_IS_TEMPLATE_PANE (self), NULL);

  return self->draft;
}

const GArray *
saltline_template_pane_get_faults (SaltlineTemplatePane *self)
{
  g_return_val_if_fail (SALTLINE_IS_TEMPLATE_PANE (self), NULL);

  return self->faults;
}

void
saltline_template_pane_get_part (SaltlineTemplatePane *self, TemplatePart *part, guint *index)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_PANE (self));

  saltline_template_editor_get_part (self->editor, part, index);
}

PatchTemplate *
saltline_template_pane_begin_edit (SaltlineTemplatePane *self)
{
  g_return_val_if_fail (SALTLINE_IS_TEMPLATE_PANE (self), NULL);

  if (self->draft == NULL || saltline_workspace_is_read_only (self->workspace))
    return NULL;
  saltline_template_editor_flush (self->editor);
  return self->draft->geometry;
}

void
saltline_template_pane_commit (SaltlineTemplatePane *self, const char *what, gint64 step)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_PANE (self) && what != NULL);

  edited_cb (self, what, step);
}

gboolean
saltline_template_pane_straighten (SaltlineTemplatePane *self, double width_mm, double height_mm, GError **error)
{
  PatchTemplate *geometry;
  TemplatePart part;
  guint index;

  g_return_val_if_fail (SALTLINE_IS_TEMPLATE_PANE (self), FALSE);

  geometry = saltline_template_pane_begin_edit (self);
  saltline_template_editor_get_part (self->editor, &part, &index);
  if (geometry != NULL)
    {
      if (!template_straighten (geometry, &self->draft->map, part, index, width_mm, height_mm, error))
        return FALSE;
      edited_cb (self, _("Straighten the photo"), 0);
    }
  return TRUE;
}

SaltlinePhotoCanvas *
saltline_template_pane_get_canvas (SaltlineTemplatePane *self)
{
  g_return_val_if_fail (SALTLINE_IS_TEMPLATE_PANE (self), NULL);

  return self->canvas;
}

SaltlineTemplateEditor *
saltline_template_pane_get_editor (SaltlineTemplatePane *self)
{
  g_return_val_if_fail (SALTLINE_IS_TEMPLATE_PANE (self), NULL);

  return self->editor;
}
