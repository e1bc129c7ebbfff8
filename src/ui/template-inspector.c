/* ui/template-inspector.c */
#include "template-inspector.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "entry-number.h"
#include "row-group.h"
#include "typing.h"

#define MOST_DYES 8

struct _SaltlineTemplateInspector {
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *state_label;
  GtkWidget *save_button;
  AdwPreferencesGroup *part_group;
  AdwEntryRow *landmark_row;
  AdwComboRow *kind_row;
  AdwEntryRow *block_row;
  AdwEntryRow *set_row;
  AdwEntryRow *colour_row;
  AdwEntryRow *width_row;
  AdwEntryRow *hidden_row;
  AdwEntryRow *empty_row;
  AdwEntryRow *dyes_row;
  AdwPreferencesGroup *straighten_group;
  AdwEntryRow *first_side_row;
  AdwEntryRow *second_side_row;
  AdwPreferencesGroup *template_group;
  AdwEntryRow *id_row;
  AdwEntryRow *name_row;
  AdwEntryRow *source_row;
  AdwEntryRow *unit_row;

  SaltlineTemplatePane *pane;  /* borrowed */
  gboolean filling;
};

enum { SIGNAL_WRONG, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineTemplateInspector, saltline_template_inspector, ADW_TYPE_BIN)

/* --- showing --- */

/* Four corners, which may be a rectangle in truth. */
static gboolean
is_quadrangle (PatchTemplate *geometry, TemplatePart part, guint index)
{
  return part != TEMPLATE_VOLUME_CHANNEL && part != TEMPLATE_CHLORIDE_CHANNEL && index < template_count_parts (geometry, part)
         && template_polygon (geometry, part, index) != NULL && template_count_points (geometry, part, index) == 4;
}

static char *
colour_text (const guint8 srgb[3])
{
  return g_strdup_printf ("%u, %u, %u", srgb[0], srgb[1], srgb[2]);
}

static void
show_part (SaltlineTemplateInspector *self, PatchTemplate *geometry)
{
  TemplatePart part;
  guint index;
  g_autofree char *title = NULL;
  gboolean is_channel;

  saltline_template_pane_get_part (self->pane, &part, &index);
  title = template_part_name (geometry, part, index);
  is_channel = part == TEMPLATE_VOLUME_CHANNEL || part == TEMPLATE_CHLORIDE_CHANNEL;
  row_group_set_title (self->part_group, title);
  gtk_widget_set_visible (GTK_WIDGET (self->part_group), is_channel || part == TEMPLATE_LANDMARK || part == TEMPLATE_BLOCK);
  gtk_widget_set_visible (GTK_WIDGET (self->straighten_group), is_quadrangle (geometry, part, index));
  gtk_widget_set_visible (GTK_WIDGET (self->landmark_row), part == TEMPLATE_LANDMARK);
  gtk_widget_set_visible (GTK_WIDGET (self->kind_row), part == TEMPLATE_LANDMARK);
  gtk_widget_set_visible (GTK_WIDGET (self->block_row), part == TEMPLATE_BLOCK);
  gtk_widget_set_visible (GTK_WIDGET (self->set_row), part == TEMPLATE_BLOCK);
  gtk_widget_set_visible (GTK_WIDGET (self->colour_row), part == TEMPLATE_BLOCK);
  gtk_widget_set_visible (GTK_WIDGET (self->width_row), is_channel);
  gtk_widget_set_visible (GTK_WIDGET (self->hidden_row), part == TEMPLATE_VOLUME_CHANNEL);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_row), part == TEMPLATE_VOLUME_CHANNEL);
  gtk_widget_set_visible (GTK_WIDGET (self->dyes_row), part == TEMPLATE_VOLUME_CHANNEL);
  if (part == TEMPLATE_LANDMARK)
    {
      entry_show_text (GTK_EDITABLE (self->landmark_row), geometry->landmarks[index].id);
      adw_combo_row_set_selected (self->kind_row, geometry->landmarks[index].kind);
    }
  else if (part == TEMPLATE_BLOCK)
    {
      const ReferenceBlock *block = &geometry->blocks[index];
      g_autofree char *colour = block->known ? colour_text (block->srgb) : NULL;

      entry_show_text (GTK_EDITABLE (self->block_row), block->name);
      entry_show_number (GTK_EDITABLE (self->set_row), block->set);
      entry_show_text (GTK_EDITABLE (self->colour_row), colour);
    }
  else if (is_channel)
    entry_show_number (GTK_EDITABLE (self->width_row), part == TEMPLATE_VOLUME_CHANNEL ? geometry->volume.width : geometry->chloride.width);
  if (part == TEMPLATE_VOLUME_CHANNEL)
    {
      g_autofree char *empty = colour_text (geometry->empty_srgb);
      g_autoptr(GString) dyes = g_string_new (NULL);

      for (guint i = 0; i < geometry->n_dyes; i++)
        {
          g_autofree char *dye = colour_text (geometry->dye_srgb[i]);

          g_string_append_printf (dyes, "%s%s", i > 0 ? "; " : "", dye);
        }
      entry_show_number (GTK_EDITABLE (self->hidden_row), geometry->hidden_before);
      entry_show_text (GTK_EDITABLE (self->empty_row), empty);
      entry_show_text (GTK_EDITABLE (self->dyes_row), dyes->str);
    }
}

static void
refresh (SaltlineTemplateInspector *self)
{
  const TemplateDraft *draft = saltline_template_pane_get_draft (self->pane);
  const GArray *faults = saltline_template_pane_get_faults (self->pane);
  g_autofree char *text = NULL;

  gtk_stack_set_visible_child_name (self->stack, draft != NULL ? "template" : "empty");
  if (draft == NULL)
    return;
  self->filling = TRUE;
  entry_show_text (GTK_EDITABLE (self->id_row), draft->geometry->id);
  entry_show_text (GTK_EDITABLE (self->name_row), draft->geometry->name);
  entry_show_text (GTK_EDITABLE (self->source_row), draft->geometry->source);
  entry_show_number (GTK_EDITABLE (self->unit_row), draft->geometry->unit_mm);
  show_part (self, draft->geometry);
  if (faults == NULL || faults->len == 0)
    text = g_strdup (_("Nothing is wrong with it: it can be saved."));
  else
    text = g_strdup_printf (ngettext ("%u fault, shown on the photo and below it.", "%u faults, shown on the photo and below it.", faults->len),
                            faults->len);
  gtk_label_set_label (self->state_label, text);
  gtk_widget_set_sensitive (self->save_button, faults == NULL || faults->len == 0);
  self->filling = FALSE;
}

/* --- editing --- */

static void
wrong_cb (gpointer data, const char *complaint)
{
  g_signal_emit (data, signals[SIGNAL_WRONG], 0, complaint);
}

/* What is typed into @row is for this part; NULL: it is only shown. @part, @index: (out) */
static PatchTemplate *
begin_typing (SaltlineTemplateInspector *self, TemplatePart *part, guint *index)
{
  PatchTemplate *geometry = self->filling ? NULL : saltline_template_pane_begin_edit (self->pane);

  if (geometry != NULL)
    saltline_template_pane_get_part (self->pane, part, index);
  return geometry;
}

static void
commit (SaltlineTemplateInspector *self, AdwEntryRow *row, const char *what)
{
  typing_complain (GTK_WIDGET (row), NULL);
  saltline_template_pane_commit (self->pane, what, typing_step (GTK_WIDGET (row)));
}

static char *
typed (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static gboolean
parse_colour (const char *text, guint8 srgb[3])
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);

  if (g_strv_length (parts) != 3)
    return FALSE;
  for (guint c = 0; c < 3; c++)
    {
      guint64 value;

      if (!g_ascii_string_to_unsigned (g_strstrip (parts[c]), 10, 0, 255, &value, NULL))
        return FALSE;
      srgb[c] = (guint8) value;
    }
  return TRUE;
}

static void
take (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

static void
text_cb (SaltlineTemplateInspector *self, AdwEntryRow *row)
{
  g_autofree char *text = typed (row);
  TemplatePart part;
  guint index;
  PatchTemplate *geometry = begin_typing (self, &part, &index);

  if (geometry == NULL)
    return;
  if (*text == '\0' && (row == self->id_row || row == self->block_row))
    {
      typing_complain (GTK_WIDGET (row), _("It needs a name"));
      return;
    }
  if (row == self->id_row)
    take (&geometry->id, g_steal_pointer (&text));
  else if (row == self->name_row)
    take (&geometry->name, g_steal_pointer (&text));
  else if (row == self->source_row)
    take (&geometry->source, g_steal_pointer (&text));
  else if (row == self->landmark_row && part == TEMPLATE_LANDMARK)
    take (&geometry->landmarks[index].id, g_steal_pointer (&text));
  else if (row == self->block_row && part == TEMPLATE_BLOCK)
    take (&geometry->blocks[index].name, g_steal_pointer (&text));
  commit (self, row, _("Rename"));
}

static void
number_cb (SaltlineTemplateInspector *self, AdwEntryRow *row)
{
  double value;
  gboolean is_number = entry_read_number (GTK_EDITABLE (row), &value);
  gboolean may_be_empty = row == self->unit_row || row == self->hidden_row;
  TemplatePart part;
  guint index;
  PatchTemplate *geometry = begin_typing (self, &part, &index);

  if (geometry == NULL)
    return;
  if (!is_number || (isnan (value) && !may_be_empty) || value < 0 || value > 1000 || (value == 0 && row != self->hidden_row)
      || (row == self->set_row && (value != floor (value) || value < 1)))
    {
      typing_complain (GTK_WIDGET (row), row == self->set_row ? _("A set is a whole number from 1")
                           : may_be_empty ? _("Write a number above 0, or nothing when it is not known") : _("Write a number above 0"));
      return;
    }
  if (row == self->unit_row)
    geometry->unit_mm = value;
  else if (row == self->hidden_row)
    geometry->hidden_before = value;
  else if (row == self->set_row && part == TEMPLATE_BLOCK)
    geometry->blocks[index].set = (int) value;
  else if (row == self->width_row && part == TEMPLATE_VOLUME_CHANNEL)
    geometry->volume.width = value;
  else if (row == self->width_row && part == TEMPLATE_CHLORIDE_CHANNEL)
    geometry->chloride.width = value;
  commit (self, row, _("Type a number"));
}

static void
colour_cb (SaltlineTemplateInspector *self, AdwEntryRow *row)
{
  g_autofree char *text = typed (row);
  guint8 srgb[3] = { 0, 0, 0 };
  gboolean may_be_empty = row == self->colour_row;
  TemplatePart part;
  guint index;
  PatchTemplate *geometry = begin_typing (self, &part, &index);

  if (geometry == NULL)
    return;
  if ((*text == '\0' && !may_be_empty) || (*text != '\0' && !parse_colour (text, srgb)))
    {
      typing_complain (GTK_WIDGET (row), _("A colour is written as three whole numbers from 0 to 255: 235, 230, 225"));
      return;
    }
  if (row == self->colour_row && part == TEMPLATE_BLOCK)
    {
      geometry->blocks[index].known = *text != '\0';
      memcpy (geometry->blocks[index].srgb, srgb, 3);
    }
  else if (row == self->empty_row)
    memcpy (geometry->empty_srgb, srgb, 3);
  commit (self, row, _("Set a colour"));
}

static void
dyes_cb (SaltlineTemplateInspector *self)
{
  g_autofree char *text = typed (self->dyes_row);
  g_auto(GStrv) words = g_strsplit (text, ";", -1);
  guint n = g_strv_length (words);
  TemplatePart part;
  guint index;
  PatchTemplate *geometry = begin_typing (self, &part, &index);
  guint8 dyes[MOST_DYES][3];

  if (geometry == NULL)
    return;
  for (guint i = 0; i < n; i++)
    if (n > MOST_DYES || !parse_colour (words[i], dyes[i]))
      {
        typing_complain (GTK_WIDGET (self->dyes_row), _("Dye colours from diluted to full, at most eight: 255, 224, 178; 230, 120, 20"));
        return;
      }
  if (n == 0)
    {
      typing_complain (GTK_WIDGET (self->dyes_row), _("At least one dye colour is needed"));
      return;
    }
  g_free (geometry->dye_srgb);
  geometry->dye_srgb = g_memdup2 (dyes, sizeof *geometry->dye_srgb * n);
  geometry->n_dyes = n;
  commit (self, self->dyes_row, _("Set the dye colours"));
}

static void
kind_cb (SaltlineTemplateInspector *self)
{
  TemplatePart part;
  guint index;
  PatchTemplate *geometry = begin_typing (self, &part, &index);

  if (geometry == NULL)
    return;
  if (part != TEMPLATE_LANDMARK || geometry->landmarks[index].kind == (LandmarkKind) adw_combo_row_get_selected (self->kind_row))
    return;
  geometry->landmarks[index].kind = (LandmarkKind) adw_combo_row_get_selected (self->kind_row);
  saltline_template_pane_commit (self->pane, _("Set the landmark’s kind"), 0);
}

static void
straighten_cb (SaltlineTemplateInspector *self)
{
  AdwEntryRow *rows[] = { self->first_side_row, self->second_side_row };
  double mm[G_N_ELEMENTS (rows)];
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (!entry_read_number (GTK_EDITABLE (rows[i]), &mm[i]) || !(mm[i] > 0 && mm[i] <= 1000))
        {
          gtk_widget_add_css_class (GTK_WIDGET (rows[i]), "error");
          g_signal_emit (self, signals[SIGNAL_WRONG], 0, _("Write the length of this side in millimetres"));
          return;
        }
      gtk_widget_remove_css_class (GTK_WIDGET (rows[i]), "error");
    }
  if (!saltline_template_pane_straighten (self->pane, mm[0], mm[1], &error))
    g_signal_emit (self, signals[SIGNAL_WRONG], 0, error->message);
}

/* --- life cycle --- */

static void
saltline_template_inspector_dispose (GObject *object)
{
  SALTLINE_TEMPLATE_INSPECTOR (object)->pane = NULL;
  G_OBJECT_CLASS (saltline_template_inspector_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SaltlineTemplateInspector, child)

static void
saltline_template_inspector_class_init (SaltlineTemplateInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_template_inspector_dispose;
  signals[SIGNAL_WRONG] = g_signal_new ("wrong", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/template-inspector.ui");
  BIND (stack);
  BIND (state_label);
  BIND (save_button);
  BIND (part_group);
  BIND (landmark_row);
  BIND (kind_row);
  BIND (block_row);
  BIND (set_row);
  BIND (colour_row);
  BIND (width_row);
  BIND (hidden_row);
  BIND (empty_row);
  BIND (dyes_row);
  BIND (straighten_group);
  BIND (first_side_row);
  BIND (second_side_row);
  BIND (template_group);
  BIND (id_row);
  BIND (name_row);
  BIND (source_row);
  BIND (unit_row);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_cb);
  gtk_widget_class_bind_template_callback (widget_class, colour_cb);
  gtk_widget_class_bind_template_callback (widget_class, dyes_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, straighten_cb);
}

static void
saltline_template_inspector_init (SaltlineTemplateInspector *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  {
    AdwEntryRow *const rows[] = { self->landmark_row, self->block_row, self->set_row, self->colour_row, self->width_row, self->hidden_row, self->empty_row,
                                  self->dyes_row, self->id_row, self->name_row, self->source_row, self->unit_row };

    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      typing_watch (GTK_WIDGET (rows[i]), wrong_cb, self);
  }
}

void
saltline_template_inspector_set_pane (SaltlineTemplateInspector *self, SaltlineTemplatePane *pane)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_INSPECTOR (self) && SALTLINE_IS_TEMPLATE_PANE (pane) && self->pane == NULL);

  self->pane = pane;
  g_signal_connect_object (pane, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}
