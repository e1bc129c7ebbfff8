/* ui/needs-form.c */
#include "needs-form.h"

#include <glib/gi18n.h>
#include <math.h>

#include "drop-down.h"
#include "entry-number.h"
#include "quantity-entry.h"
#include "units.h"
#include "workspace/advice-sheet.h"

#define WHOLE_DAY 0

static const char *const nutrients[] = { "fluid_ml", "sodium_mg", "carbohydrate_g", "protein_g", "caffeine_mg", "casein_g" };
static const char *const phases[] = { NULL, "before", "during", "after", "before_sleep" };

struct _SaltlineNeedsForm {
  AdwBin parent_instance;

  GtkSwitch *by_hand;
  GtkDropDown *phase;
  GtkWidget *table;
  GtkLabel *title[G_N_ELEMENTS (nutrients)];
  GtkEditable *bound[G_N_ELEMENTS (nutrients)][2]; /* at least, at most */
  double typed[G_N_ELEMENTS (phases)][G_N_ELEMENTS (nutrients)][2]; /* NAN: none */
  guint shown;           /* of the phases */
  char *base;            /* (nullable): needs with what this form does not show, such as a phase's rules */
  char *suggested;       /* (nullable) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SaltlineNeedsForm, saltline_needs_form, ADW_TYPE_BIN)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
read_bound (GtkEditable *entry, guint nutrient, double *number)
{
  gboolean fine = nutrient_is_drink (nutrients[nutrient]) ? quantity_entry_read (entry, number) : entry_read_number (entry, number);

  return fine && !(*number < 0) && !(*number > 1e6);
}

static void
mark (GtkEditable *entry, gboolean fault)
{
  if (fault)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

/* From the entries. FALSE: one is nonsense, or at least is more than at most. */
static gboolean
take_shown (SaltlineNeedsForm *self)
{
  gboolean fine = TRUE;

  for (guint n = 0; n < G_N_ELEMENTS (nutrients); n++)
    {
      double least = NAN, most = NAN;
      gboolean least_read = read_bound (self->bound[n][0], n, &least), most_read = read_bound (self->bound[n][1], n, &most);

      mark (self->bound[n][0], !least_read || least > most);
      mark (self->bound[n][1], !most_read || least > most);
      if (!least_read || !most_read || least > most)
        {
          fine = FALSE;
          continue;
        }
      self->typed[self->shown][n][0] = least;
      self->typed[self->shown][n][1] = most;
    }
  return fine;
}

static void
show_phase (SaltlineNeedsForm *self)
{
  const gboolean filling = self->filling;

  self->filling = TRUE; /* an entry that is filled says nothing about those that are not yet */
  for (guint n = 0; n < G_N_ELEMENTS (nutrients); n++)
    for (guint b = 0; b < 2; b++)
      {
        if (nutrient_is_drink (nutrients[n]))
          quantity_entry_show (self->bound[n][b], self->typed[self->shown][n][b]);
        else
          entry_show_number (self->bound[n][b], self->typed[self->shown][n][b]);
        mark (self->bound[n][b], FALSE);
      }
  self->filling = filling;
}

/* --- from and to needs --- */

static void
take_needs (SaltlineNeedsForm *self, guint phase, const GArray *needs)
{
  for (guint k = 0; k < needs->len; k++)
    {
      const Need *need = &g_array_index (needs, Need, k);

      for (guint n = 0; n < G_N_ELEMENTS (nutrients); n++)
        if (g_str_equal (need->nutrient, nutrients[n]))
          {
            self->typed[phase][n][0] = need->min;
            self->typed[phase][n][1] = need->max;
          }
    }
}

static void
fill (SaltlineNeedsForm *self, const char *json)
{
  g_autoptr(Needs) needs = json != NULL ? needs_parse (json, _("the needs as they are kept"), NULL) : NULL;

  g_free (self->base);
  self->base = g_strdup (needs != NULL ? json : NULL);
  for (guint p = 0; p < G_N_ELEMENTS (phases); p++)
    for (guint n = 0; n < G_N_ELEMENTS (nutrients); n++)
      self->typed[p][n][0] = self->typed[p][n][1] = NAN;
  if (needs != NULL)
    take_needs (self, WHOLE_DAY, needs->needs);
  for (guint k = 0; needs != NULL && k < needs->phases->len; k++)
    {
      const NeedPhase *phase = g_ptr_array_index (needs->phases, k);

      for (guint p = WHOLE_DAY + 1; p < G_N_ELEMENTS (phases); p++)
        if (g_str_equal (phase->name, phases[p]))
          take_needs (self, p, phase->needs);
    }
  show_phase (self);
}

static NeedPhase *
find_phase (Needs *needs, const char *name)
{
  for (guint k = 0; k < needs->phases->len; k++)
    if (g_str_equal (((NeedPhase *) g_ptr_array_index (needs->phases, k))->name, name))
      return g_ptr_array_index (needs->phases, k);
  return NULL;
}

static void
put_needs (const SaltlineNeedsForm *self, guint phase, GArray *needs)
{
  for (guint n = 0; n < G_N_ELEMENTS (nutrients); n++)
    {
      for (guint k = needs->len; k > 0; k--)
        if (g_str_equal (g_array_index (needs, Need, k - 1).nutrient, nutrients[n]))
          g_array_remove_index (needs, k - 1);
      needs_add (needs, nutrients[n], self->typed[phase][n][0], self->typed[phase][n][1]);
    }
}

static gboolean
phase_is_empty (const SaltlineNeedsForm *self, guint phase)
{
  for (guint n = 0; n < G_N_ELEMENTS (nutrients); n++)
    if (!isnan (self->typed[phase][n][0]) || !isnan (self->typed[phase][n][1]))
      return FALSE;
  return TRUE;
}

char *
saltline_needs_form_get (SaltlineNeedsForm *self)
{
  g_autoptr(Needs) needs = NULL;

  g_return_val_if_fail (SALTLINE_IS_NEEDS_FORM (self), NULL);

  if (!gtk_switch_get_active (self->by_hand))
    return NULL;
  take_shown (self);
  needs = self->base != NULL ? needs_parse (self->base, _("the needs as they are kept"), NULL) : needs_new ();
  put_needs (self, WHOLE_DAY, needs->needs);
  for (guint p = WHOLE_DAY + 1; p < G_N_ELEMENTS (phases); p++)
    {
      NeedPhase *phase = find_phase (needs, phases[p]);

      if (phase == NULL && phase_is_empty (self, p))
        continue;
      put_needs (self, p, (phase != NULL ? phase : needs_add_phase (needs, phases[p]))->needs);
    }
  return needs_to_json (needs);
}

void
saltline_needs_form_set (SaltlineNeedsForm *self, const char *json)
{
  g_return_if_fail (SALTLINE_IS_NEEDS_FORM (self));

  self->filling = TRUE;
  gtk_switch_set_active (self->by_hand, json != NULL);
  gtk_widget_set_visible (self->table, json != NULL);
  fill (self, json);
  self->filling = FALSE;
}

gboolean
saltline_needs_form_check (SaltlineNeedsForm *self)
{
  g_return_val_if_fail (SALTLINE_IS_NEEDS_FORM (self), FALSE);

  return !gtk_switch_get_active (self->by_hand) || take_shown (self);
}

void
saltline_needs_form_suggest (SaltlineNeedsForm *self, const Needs *needs)
{
  g_return_if_fail (SALTLINE_IS_NEEDS_FORM (self));

  g_free (self->suggested);
  self->suggested = needs != NULL ? needs_to_json (needs) : NULL;
}

/* --- what people do --- */

static void
switched_cb (SaltlineNeedsForm *self)
{
  gboolean by_hand = gtk_switch_get_active (self->by_hand);

  gtk_widget_set_visible (self->table, by_hand);
  if (self->filling)
    return;
  if (by_hand)
    fill (self, self->suggested);
  g_signal_emit (self, signals[CHANGED], 0, FALSE);
}

static void
phase_chosen_cb (SaltlineNeedsForm *self)
{
  guint chosen = gtk_drop_down_get_selected (self->phase);

  if (chosen == self->shown || chosen >= G_N_ELEMENTS (phases))
    return;
  if (!take_shown (self))
    {
      gtk_drop_down_set_selected (self->phase, self->shown); /* nonsense is not left behind unseen */
      return;
    }
  self->shown = chosen;
  show_phase (self);
}

static void
tell (SaltlineNeedsForm *self, gboolean typing)
{
  if (!self->filling && gtk_switch_get_active (self->by_hand) && take_shown (self))
    g_signal_emit (self, signals[CHANGED], 0, typing);
}

static void
typed_cb (SaltlineNeedsForm *self)
{
  tell (self, TRUE);
}

static void
left_cb (SaltlineNeedsForm *self)
{
  tell (self, FALSE);
}

/* --- life --- */

static void
show_titles (SaltlineNeedsForm *self)
{
  for (guint n = 0; n < G_N_ELEMENTS (nutrients); n++)
    gtk_label_set_text (self->title[n], nutrient_title (nutrients[n], units_shown ()));
}

static GtkWidget *
head_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkEditable *
bound_entry (SaltlineNeedsForm *self, guint nutrient, gboolean most)
{
  GtkWidget *entry = gtk_entry_new ();
  const char *title = nutrient_title (nutrients[nutrient], UNITS_METRIC);
  g_autofree char *name = g_strdup_printf (most ? _("%s, at most") : _("%s, at least"), title);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 10);
  gtk_widget_set_name (entry, most ? "most" : "least");
  if (nutrient_is_drink (nutrients[nutrient]))
    quantity_entry_set_kind (GTK_EDITABLE (entry), QUANTITY_DRINK, most ? _("Fluid, at most") : _("Fluid, at least"), NULL);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  return GTK_EDITABLE (entry);
}

static void
saltline_needs_form_finalize (GObject *object)
{
  SaltlineNeedsForm *self = SALTLINE_NEEDS_FORM (object);

  g_free (self->base);
  g_free (self->suggested);
  G_OBJECT_CLASS (saltline_needs_form_parent_class)->finalize (object);
}

static void
saltline_needs_form_class_init (SaltlineNeedsFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_needs_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
saltline_needs_form_init (SaltlineNeedsForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_("Needs typed by hand"));
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  GtkStringList *titles = gtk_string_list_new (NULL);

  self->by_hand = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->by_hand), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->by_hand), _("Plan for what is typed here, not for what the advice asks for. Kept for the athlete."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->by_hand), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Needs typed by hand"), -1);
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->by_hand));
  gtk_box_append (GTK_BOX (box), head);

  self->table = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  for (guint p = 0; p < G_N_ELEMENTS (phases); p++)
    gtk_string_list_append (titles, p == WHOLE_DAY ? _("The whole day") : phase_title (phases[p]));
  self->phase = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (titles), NULL));
  gtk_widget_set_halign (GTK_WIDGET (self->phase), GTK_ALIGN_START);
  drop_down_name (self->phase, _("Needs of"));
  gtk_box_append (GTK_BOX (self->table), GTK_WIDGET (self->phase));
  gtk_grid_set_column_spacing (grid, 6);
  gtk_grid_set_row_spacing (grid, 6);
  gtk_grid_attach (grid, head_label (_("At least")), 1, 0, 1, 1);
  gtk_grid_attach (grid, head_label (_("At most")), 2, 0, 1, 1);
  for (guint n = 0; n < G_N_ELEMENTS (nutrients); n++)
    {
      self->title[n] = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_xalign (self->title[n], 0);
      gtk_grid_attach (grid, GTK_WIDGET (self->title[n]), 0, (int) n + 1, 1, 1);
      for (guint b = 0; b < 2; b++)
        {
          self->bound[n][b] = bound_entry (self, n, b == 1);
          gtk_grid_attach (grid, GTK_WIDGET (self->bound[n][b]), (int) b + 1, (int) n + 1, 1, 1);
        }
    }
  gtk_box_append (GTK_BOX (self->table), GTK_WIDGET (grid));
  gtk_box_append (GTK_BOX (box), self->table);
  adw_bin_set_child (ADW_BIN (self), box);
  show_titles (self);
  units_watch (self, G_CALLBACK (show_titles));
  self->shown = 2; /* during: what is typed most */
  gtk_drop_down_set_selected (self->phase, self->shown);
  saltline_needs_form_set (self, NULL);
  g_signal_connect_object (self->by_hand, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->phase, "notify::selected", G_CALLBACK (phase_chosen_cb), self, G_CONNECT_SWAPPED);
}
