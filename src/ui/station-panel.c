/* ui/station-panel.c */
#include "station-panel.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "entry-number.h"
#include "quantity-entry.h"
#include "units.h"

struct _SaltlineStationPanel {
  AdwBin parent_instance;

  GtkEntry *who, *kg, *drunk;
  GtkLabel *said;
  GtkListBox *queue;
  WeighStation *station;
  StationSession session;
  char *sport;
  char *asked;             /* (nullable): "who kg drunk" that a question stands about */
};

G_DEFINE_FINAL_TYPE (SaltlineStationPanel, saltline_station_panel, ADW_TYPE_BIN)

static void
say (SaltlineStationPanel *self, const char *sentence, const char *css_class)
{
  static const char *const classes[] = { "warning", "error", "success" };

  for (guint c = 0; c < G_N_ELEMENTS (classes); c++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->said), classes[c]);
  gtk_widget_add_css_class (GTK_WIDGET (self->said), css_class);
  gtk_label_set_label (self->said, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->said), TRUE);
}

static void
say_no_number (SaltlineStationPanel *self, QuantityKind kind)
{
  g_autofree char *sentence = g_strdup_printf (_("That is no number of %s."), quantity_unit_words (kind, units_shown ()));

  say (self, sentence, "error");
}

static void
fill_queue (SaltlineStationPanel *self)
{
  const GPtrArray *rows = weigh_station_rows (self->station);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->queue))) != NULL)
    gtk_list_box_remove (self->queue, child);
  for (guint r = 0; r < rows->len; r++)
    {
      const StationRow *row = g_ptr_array_index (rows, r);
      g_autofree char *text = NULL;
      GtkWidget *label;
      g_autofree char *before = quantity_number (QUANTITY_BODY_MASS, units_shown (), row->before_kg, 1);
      g_autofree char *out = quantity_sentence (QUANTITY_BODY_MASS, units_shown (), row->before_kg, 1);
      g_autofree char *after = quantity_sentence (QUANTITY_BODY_MASS, units_shown (), row->after_kg, 1);

      if (!isnan (row->after_kg))
        {
          g_autofree char *rate = quantity_sentence (QUANTITY_RATE, units_shown (), row->rate.rate_l_per_h, 2);

          text = g_strdup_printf (_("%u  %s: %s → %s, %s"), row->number, row->athlete->name, before, after, rate);
        }
      else if (!isnan (row->before_kg))
        text = g_strdup_printf (_("%u  %s: %s, out"), row->number, row->athlete->name, out);
      else
        text = g_strdup_printf ("%u  %s", row->number, row->athlete->name);
      label = gtk_label_new (text);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "queue-row");
      gtk_widget_add_css_class (label, "numeric");
      gtk_list_box_append (self->queue, label);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->queue), rows->len > 0);
}

static void
next_athlete (SaltlineStationPanel *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->who), "");
  quantity_entry_show (GTK_EDITABLE (self->kg), NAN);
  quantity_entry_show (GTK_EDITABLE (self->drunk), NAN);
  gtk_widget_grab_focus (GTK_WIDGET (self->who));
}

static void
entered_cb (SaltlineStationPanel *self)
{
  g_autofree char *who = entry_text (GTK_EDITABLE (self->who)), *sentence = NULL, *asked = NULL, *typed = entry_text (GTK_EDITABLE (self->kg));
  double kg, drunk;
  gboolean confirmed;
  StationOutcome outcome;

  if (self->station == NULL)
    return;
  if (who == NULL || !quantity_entry_read (GTK_EDITABLE (self->kg), &kg) || isnan (kg))
    {
      gtk_widget_grab_focus (who == NULL ? GTK_WIDGET (self->who) : GTK_WIDGET (self->kg));
      if (who != NULL && typed != NULL)
        say_no_number (self, QUANTITY_BODY_MASS);
      return;
    }
  if (!quantity_entry_read (GTK_EDITABLE (self->drunk), &drunk))
    {
      say_no_number (self, QUANTITY_DRINK);
      gtk_widget_grab_focus (GTK_WIDGET (self->drunk));
      return;
    }
  asked = g_strdup_printf ("%s %g %g", who, kg, drunk);
  confirmed = g_strcmp0 (asked, self->asked) == 0;
  g_clear_pointer (&self->asked, g_free);
  self->session.units = units_shown ();
  outcome = weigh_station_enter (self->station, &self->session, who, kg, drunk, confirmed, &sentence);
  if (outcome == STATION_QUESTION)
    {
      g_autofree char *question = g_strdup_printf (_("%s Enter again keeps it as it is; else type the right number."), sentence);

      self->asked = g_steal_pointer (&asked);
      say (self, question, "warning");
      gtk_widget_grab_focus (GTK_WIDGET (self->kg));
      return;
    }
  say (self, sentence, outcome == STATION_REFUSED ? "error" : "success");
  if (outcome == STATION_REFUSED)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->who));
      return;
    }
  fill_queue (self);
  next_athlete (self);
}

/* What was said is of a moment that is over. */
static void
units_changed_cb (SaltlineStationPanel *self)
{
  g_clear_pointer (&self->asked, g_free);
  if (self->station == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->said), FALSE);
  fill_queue (self);
}

static void
who_activated_cb (SaltlineStationPanel *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->kg));
}

static void
saltline_station_panel_dispose (GObject *object)
{
  SaltlineStationPanel *self = SALTLINE_STATION_PANEL (object);

  g_clear_pointer (&self->station, weigh_station_free);
  g_clear_pointer (&self->sport, g_free);
  g_clear_pointer (&self->asked, g_free);
  G_OBJECT_CLASS (saltline_station_panel_parent_class)->dispose (object);
}

static void
saltline_station_panel_class_init (SaltlineStationPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_station_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/station-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineStationPanel, who);
  gtk_widget_class_bind_template_child (widget_class, SaltlineStationPanel, kg);
  gtk_widget_class_bind_template_child (widget_class, SaltlineStationPanel, drunk);
  gtk_widget_class_bind_template_child (widget_class, SaltlineStationPanel, said);
  gtk_widget_class_bind_template_child (widget_class, SaltlineStationPanel, queue);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, who_activated_cb);
}

static void
saltline_station_panel_init (SaltlineStationPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  quantity_entry_set_kind (GTK_EDITABLE (self->kg), QUANTITY_BODY_MASS, _("Body mass"), NULL);
  quantity_entry_set_kind (GTK_EDITABLE (self->drunk), QUANTITY_DRINK, _("Drunk during the session"), _("drunk"));
  units_watch (self, G_CALLBACK (units_changed_cb));
  gtk_label_set_label (self->said, _("Opens with a session: choose the team, say how long, and press Enter there. Then everybody has a number."));
  gtk_widget_set_visible (GTK_WIDGET (self->said), TRUE);
}

void
saltline_station_panel_open (SaltlineStationPanel *self, SaltlineWorkspace *workspace, const GPtrArray *athletes, const StationSession *session)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (SALTLINE_IS_STATION_PANEL (self) && athletes != NULL && session != NULL);

  g_clear_pointer (&self->station, weigh_station_free);
  g_clear_pointer (&self->asked, g_free);
  g_free (self->sport);
  self->sport = g_strdup (session->sport);
  self->session = *session;
  self->session.sport = self->sport;
  self->station = weigh_station_new (workspace, athletes, &error);
  gtk_widget_set_sensitive (GTK_WIDGET (self), self->station != NULL && !saltline_workspace_is_read_only (workspace));
  if (self->station == NULL)
    say (self, error->message, "error");
  else
    fill_queue (self);
}

void
saltline_station_panel_focus (SaltlineStationPanel *self)
{
  g_return_if_fail (SALTLINE_IS_STATION_PANEL (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->who));
}

const char *
saltline_station_panel_said (SaltlineStationPanel *self)
{
  g_return_val_if_fail (SALTLINE_IS_STATION_PANEL (self), "");

  return gtk_label_get_label (self->said);
}
