/* ui/advice-panel.c */
#include "advice-panel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"
#include "entry-number.h"
#include "field-words.h"
#include "quantity-entry.h"
#include "row-group.h"
#include "units.h"
#include "workspace/advice-sheet.h"

#define MG_PER_MMOL_SODIUM 22.99

struct _SaltlineAdvicePanel {
  AdwBin parent_instance;

  GtkWidget *all;          /* box, then what holds today */
  GtkWidget *box;
  AdwPreferencesGroup *today_rows;
  GtkSwitch *switches[2];
  guint n_switches;
  AdviceToday today;       /* as the switches say */
  gboolean filling;        /* of them */
  SaltlineWorkspace *workspace;
  gint64 athlete;
  char *workout;
  Occasion occasion;
  double start_hour;
  LoadedAdvice *loaded;
  GCancellable *loading;
};

enum { SIGNAL_LOADED, SIGNAL_FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineAdvicePanel, saltline_advice_panel, ADW_TYPE_BIN)

/* --- a practitioner's word --- */

/* The popover of one line. */
typedef struct {
  SaltlineAdvicePanel *panel;
  char *line;
  gboolean is_drink;
  GtkEditable *amount, *reason;
  GtkCheckButton *always;
  GtkMenuButton *button;
} OverrideForm;

static void
override_form_free (gpointer data, GClosure *closure)
{
  OverrideForm *form = data;

  g_free (form->line);
  g_free (form);
}

static void
keep_override (OverrideForm *form, double amount, const char *reason)
{
  SaltlineAdvicePanel *self = form->panel;
  gboolean always = self->loaded->advice->workout.id == NULL || gtk_check_button_get_active (form->always);
  g_autoptr(GError) error = NULL;

  gtk_menu_button_popdown (form->button);
  if (!saltline_workspace_override (self->workspace, self->loaded->athlete, always ? NULL : self->loaded->advice->workout.id, form->line, amount,
                                    reason, &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message); /* else the workspace tells of the change */
}

static void
override_cb (OverrideForm *form)
{
  g_autofree char *reason = entry_text (form->reason);
  double amount;

  gtk_widget_remove_css_class (GTK_WIDGET (form->amount), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (form->reason), "error");
  if (!(form->is_drink ? quantity_entry_read (form->amount, &amount) : entry_read_number (form->amount, &amount)) || !(amount >= 0 && amount <= 100000))
    gtk_widget_add_css_class (GTK_WIDGET (form->amount), "error");
  else if (reason == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (form->reason), "error");
  else
    keep_override (form, amount, reason);
}

/* Withdrawn where it was given: for this workout, else for all. */
static void
withdraw_cb (OverrideForm *form)
{
  SaltlineAdvicePanel *self = form->panel;

  for (guint o = 0; o < self->loaded->advice->overrides->len; o++)
    {
      const StoredOverride *stored = g_ptr_array_index (self->loaded->advice->overrides, o);

      if (!g_str_equal (stored->given.line, form->line))
        continue;
      gtk_check_button_set_active (form->always, stored->workout == NULL);
      keep_override (form, NAN, NULL);
      return;
    }
}

static GtkWidget *
labelled_entry (GtkBox *box, const char *label, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_box_append (box, entry);
  return entry;
}

static GtkWidget *
override_button (SaltlineAdvicePanel *self, const AdviceLine *line)
{
  OverrideForm *form = g_new0 (OverrideForm, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *popover = gtk_popover_new (), *keep = gtk_button_new_with_mnemonic (_("_Override"));
  g_autofree char *amount_label = g_strdup_printf (_("Amount in %s"), line->unit), *amount = g_strdup_printf ("%.0f", line->amount);
  g_autofree char *name = g_strdup_printf (_("Override %s"), item_title (line->item));

  form->panel = self;
  form->line = g_strdup (line->id);
  form->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  form->amount = GTK_EDITABLE (labelled_entry (GTK_BOX (box), amount_label, amount));
  form->is_drink = line->item == ITEM_FLUID;
  if (form->is_drink)
    {
      quantity_entry_set_kind (form->amount, QUANTITY_DRINK, _("Amount"), NULL);
      quantity_entry_show (form->amount, line->amount);
    }
  form->reason = GTK_EDITABLE (labelled_entry (GTK_BOX (box), _("Reason"), line->reason != NULL ? line->reason : ""));
  form->always = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_("For _every workout")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (form->always));
  gtk_widget_add_css_class (keep, "suggested-action");
  gtk_box_append (GTK_BOX (box), keep);
  g_signal_connect_data (keep, "clicked", G_CALLBACK (override_cb), form, override_form_free, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (form->reason, "activate", G_CALLBACK (override_cb), form);
  if (!isnan (line->ruled))
    {
      GtkWidget *withdraw = gtk_button_new_with_mnemonic (_("_Back to the Rules"));

      gtk_box_append (GTK_BOX (box), withdraw);
      g_signal_connect_swapped (withdraw, "clicked", G_CALLBACK (withdraw_cb), form);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (form->button, popover);
  gtk_menu_button_set_icon_name (form->button, "document-edit-symbolic");
  gtk_widget_set_valign (GTK_WIDGET (form->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (form->button), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (form->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (form->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (form->button), !saltline_workspace_is_read_only (self->workspace));
  return GTK_WIDGET (form->button);
}

/* --- lines --- */

static void
add_line (SaltlineAdvicePanel *self, AdwPreferencesGroup *group, const AdviceLine *line)
{
  g_autofree char *title = g_str_equal (line->id, "before/loading") ? g_strdup (_("Carbohydrate, each of the last two days")) : NULL;
  const UnitSystem units = self->loaded->request.occasion.units;
  g_autofree char *ruled = advice_amount (line, units, line->ruled);
  g_autofree char *why = isnan (line->ruled) ? g_strdup_printf ("%s (%s)", line->arithmetic, rule_status_words (line->sure))
                                             : g_strdup_printf (_("Overridden by %s: %s. By the rules %s."), line->who, line->reason, ruled);
  g_autofree char *amount = line->item == ITEM_FLUID ? quantity_label (QUANTITY_DRINK, units, line->amount, 0) : quantity_text_plain (line->amount, 0, line->unit);
  g_autofree char *range = advice_range (line, units);
  g_autofree char *subtitle = line->high > line->low ? g_strdup_printf (_("%s: %s"), range, why) : g_strdup (why);
  GtkWidget *row = row_group_add_text (group, title != NULL ? title : item_title (line->item), subtitle), *value = gtk_label_new (amount);

  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_add_css_class (value, isnan (line->ruled) ? "heading" : "accent");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), override_button (self, line));
}

static void
add_phases (SaltlineAdvicePanel *self)
{
  const Advice *advice = self->loaded->advice->advice;

  for (int phase = PHASE_BEFORE; phase <= PHASE_BEFORE_SLEEP; phase++)
    {
      AdwPreferencesGroup *group = NULL;

      for (guint i = 0; i < advice->lines->len; i++)
        {
          const AdviceLine *line = g_ptr_array_index (advice->lines, i);

          if ((int) line->phase != phase)
            continue;
          if (group == NULL)
            group = row_group_append (self->box, phase_title (advice_phase_name (line->phase)), NULL);
          add_line (self, group, line);
        }
    }
}

static void
add_remarks (SaltlineAdvicePanel *self)
{
  const WorkoutAdvice *made = self->loaded->advice;
  AdwPreferencesGroup *group = NULL;

  if (made->advice->warnings->len + made->prediction->doubts->len > 0)
    group = row_group_append (self->box, _("To Know"), NULL);
  for (guint w = 0; w < made->advice->warnings->len; w++)
    {
      GtkWidget *row = row_group_add_text (group, ((const AdviceWarning *) g_ptr_array_index (made->advice->warnings, w))->sentence, "");

      gtk_widget_add_css_class (row, "remark");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
    }
  for (guint d = 0; d < made->prediction->doubts->len; d++)
    gtk_widget_add_css_class (row_group_add_text (group, ((const Doubt *) g_ptr_array_index (made->prediction->doubts, d))->sentence, ""), "remark");
}

static void
add_summary (SaltlineAdvicePanel *self)
{
  const WorkoutAdvice *made = self->loaded->advice;
  const SweatPrediction *p = &made->prediction->prediction;
  g_autofree char *title = g_strdup_printf (_("Advice for %s"), self->loaded->athlete->name);
  g_autofree char *sport = sport_words (made->workout.workout.sport != NULL ? made->workout.workout.sport : _("Any sport"));
  const UnitSystem units = self->loaded->request.occasion.units;
  g_autofree char *sweat = quantity_sentence (QUANTITY_LOSS, units, p->sweat_l.value, 1);
  g_autofree char *low = quantity_number (QUANTITY_LOSS, units, p->sweat_l.low, 1), *high = quantity_number (QUANTITY_LOSS, units, p->sweat_l.high, 1);
  g_autofree char *what = g_strdup_printf (_("%s, %.0f min: sweat %s (%s–%s); with this drink the body mass ends %.1f %% lower."), sport,
                                           made->workout.workout.minutes, sweat, low, high, made->advice->end_loss_percent);

  row_group_append (self->box, title, what);
}

/* @value, @low, @high: (transfer full) */
static void
add_expected (AdwPreferencesGroup *group, const char *title, char *value, char *low, char *high, const char *more)
{
  g_autofree char *subtitle = g_strdup_printf (_("95 %% between %s and %s%s%s"), low, high, more != NULL ? "; " : "", more != NULL ? more : "");
  GtkWidget *row = row_group_add_text (group, title, subtitle), *label = gtk_label_new (value);

  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  g_free (value);
  g_free (low);
  g_free (high);
}

static void
add_quantity (AdwPreferencesGroup *group, const char *title, QuantityKind kind, UnitSystem units, const SweatInterval *interval, int decimals, const char *more)
{
  add_expected (group, title, quantity_label (kind, units, interval->value, decimals), quantity_label (kind, units, interval->low, decimals),
                quantity_label (kind, units, interval->high, decimals), more);
}

/* What will be lost, how that stands among others of the sport, and what test would say it better. */
static void
add_prediction (SaltlineAdvicePanel *self)
{
  const AthletePrediction *made = self->loaded->advice->prediction;
  const SweatPrediction *p = &made->prediction;
  const UnitSystem units = self->loaded->request.occasion.units;
  AdwPreferencesGroup *group = row_group_append (self->box, _("Expected Losses"), NULL);
  g_autofree char *percentile = isnan (made->percentile) ? NULL : g_strdup_printf (_("percentile %.0f of %s"), made->percentile, made->norm->sport);
  g_autofree char *sodium = g_strdup_printf (_("at %.0f mmol/L"), p->sodium_mmol_l.value);
  g_autofree char *next = athlete_prediction_next_test (made);

  add_quantity (group, _("Sweating rate"), QUANTITY_RATE, units, &p->rate_l_per_h, 2, percentile);
  add_quantity (group, _("Sweat"), QUANTITY_LOSS, units, &p->sweat_l, 1, NULL);
  add_expected (group, _("Sodium"), quantity_text_plain (p->sodium_mmol.value * MG_PER_MMOL_SODIUM, 0, "mg"),
                quantity_text_plain (p->sodium_mmol.low * MG_PER_MMOL_SODIUM, 0, "mg"), quantity_text_plain (p->sodium_mmol.high * MG_PER_MMOL_SODIUM, 0, "mg"), sodium);
  gtk_widget_add_css_class (row_group_add_text (group, next, ""), "remark");
}

static void
clear_box (SaltlineAdvicePanel *self)
{
  if (self->box != NULL)
    gtk_box_remove (GTK_BOX (self->all), self->box);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_box_prepend (GTK_BOX (self->all), self->box);
  gtk_widget_set_visible (GTK_WIDGET (self->today_rows), self->athlete != 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineAdvicePanel) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LoadedAdvice) loaded = advice_load_finish (result, &error);

  if (self->workspace == NULL || g_task_get_cancellable (G_TASK (result)) != self->loading)
    return; /* something else was asked for meanwhile */
  g_clear_pointer (&self->loaded, loaded_advice_free);
  clear_box (self);
  self->loaded = g_steal_pointer (&loaded);
  if (self->loaded != NULL)
    {
      add_summary (self);
      add_phases (self);
      add_remarks (self);
      add_prediction (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    row_group_append (self->box, _("No Advice"), error->message);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

static void
reload (SaltlineAdvicePanel *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->athlete == 0)
    {
      g_clear_pointer (&self->loaded, loaded_advice_free);
      clear_box (self);
      return;
    }
  self->loading = g_cancellable_new ();
  advice_load_async (self->workspace, self->athlete, self->workout, &self->occasion, self->start_hour, &self->today, self->loading, loaded_cb, g_object_ref (self));
}

static void
timeline_changed_cb (SaltlineAdvicePanel *self, gint64 athlete)
{
  if (athlete == self->athlete)
    reload (self);
}

static void
saltline_advice_panel_dispose (GObject *object)
{
  SaltlineAdvicePanel *self = SALTLINE_ADVICE_PANEL (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->loaded, loaded_advice_free);
  g_clear_pointer (&self->workout, g_free);
  occasion_clear (&self->occasion);
  G_OBJECT_CLASS (saltline_advice_panel_parent_class)->dispose (object);
}

static void
saltline_advice_panel_class_init (SaltlineAdvicePanelClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_advice_panel_dispose;
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
switched_cb (GtkSwitch *toggle, GParamSpec *pspec, SaltlineAdvicePanel *self)
{
  gboolean *flag = g_object_get_data (G_OBJECT (toggle), "flag"); /* of self->today */

  *flag = gtk_switch_get_active (toggle);
  if (!self->filling && self->workspace != NULL)
    reload (self);
}

static void
add_switch (SaltlineAdvicePanel *self, const char *title, const char *subtitle, gboolean *flag)
{
  GtkWidget *row = row_group_add_text (self->today_rows, title, subtitle), *toggle = gtk_switch_new ();

  g_object_set_data (G_OBJECT (toggle), "flag", flag);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  self->switches[self->n_switches++] = GTK_SWITCH (toggle);
}

static void
saltline_advice_panel_init (SaltlineAdvicePanel *self)
{
  occasion_init (&self->occasion);
  self->start_hour = NAN;
  self->all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  adw_bin_set_child (ADW_BIN (self), self->all);
  self->today_rows = row_group_append (self->all, _("This Time"), NULL);
  add_switch (self, _("Competition"), _("Carbohydrate is loaded before a long one"), &self->today.competition);
  add_switch (self, _("Dark urine 2 h before"), _("More is drunk before"), &self->today.dark_urine);
  clear_box (self);
  units_watch (self, G_CALLBACK (reload));
}

void
saltline_advice_panel_show (SaltlineAdvicePanel *self, SaltlineWorkspace *workspace, gint64 athlete, const char *workout, const Occasion *occasion,
                            double start_hour)
{
  g_return_if_fail (SALTLINE_IS_ADVICE_PANEL (self) && SALTLINE_IS_WORKSPACE (workspace));

  if (g_set_object (&self->workspace, workspace))
    g_signal_connect_object (workspace, "timeline-changed", G_CALLBACK (timeline_changed_cb), self, G_CONNECT_SWAPPED);
  if (athlete != self->athlete || g_strcmp0 (workout, self->workout) != 0)
    {
      self->filling = TRUE;
      for (guint s = 0; s < self->n_switches; s++)
        gtk_switch_set_active (self->switches[s], FALSE); /* that was another time */
      self->filling = FALSE;
    }
  self->athlete = athlete;
  g_free (self->workout);
  self->workout = g_strdup (workout);
  occasion_clear (&self->occasion);
  occasion_init (&self->occasion);
  if (occasion != NULL)
    {
      self->occasion = *occasion;
      self->occasion.sport = g_strdup (occasion->sport);
    }
  self->start_hour = start_hour;
  reload (self);
}

const LoadedAdvice *
saltline_advice_panel_get (SaltlineAdvicePanel *self)
{
  g_return_val_if_fail (SALTLINE_IS_ADVICE_PANEL (self), NULL);

  return self->loaded;
}
