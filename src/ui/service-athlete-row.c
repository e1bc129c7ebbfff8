/* ui/service-athlete-row.c */
#include "service-athlete-row.h"

#include <glib/gi18n.h>

#include "own-view-panel.h"
#include "service-job.h"
#include "workspace/strava.h"
#include "workspace/weather.h"

struct _SaltlineServiceAthleteRow {
  AdwExpanderRow parent_instance;

  GtkSwitch *weather;
  GtkWidget *look_up;
  AdwActionRow *strava;
  GtkWidget *connect;
  GtkWidget *fetch;
  GtkWidget *own_view;
  GtkWidget *disconnect;
  SaltlineWorkspace *workspace;
  gint64 athlete;
  GtkEditable *client_id;       /* of the question that is open */
  GtkEditable *client_secret;
};

G_DEFINE_FINAL_TYPE (SaltlineServiceAthleteRow, saltline_service_athlete_row, ADW_TYPE_EXPANDER_ROW)

enum { SIGNAL_JOB, SIGNAL_MESSAGE, SIGNAL_IMPORT, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean weather_cb (SaltlineServiceAthleteRow *self, gboolean on);

static void
show_state (SaltlineServiceAthleteRow *self)
{
  Store *store = saltline_workspace_get_store (self->workspace);
  gboolean weather = service_is_chosen (store, SERVICE_WEATHER, self->athlete), strava = service_is_chosen (store, SERVICE_STRAVA, self->athlete);
  gboolean writable = !saltline_workspace_is_read_only (self->workspace);

  g_signal_handlers_block_by_func (self->weather, weather_cb, self);
  gtk_switch_set_active (self->weather, weather);
  g_signal_handlers_unblock_by_func (self->weather, weather_cb, self);
  gtk_widget_set_visible (self->look_up, weather);
  gtk_button_set_label (GTK_BUTTON (self->connect), strava ? _("_Connect Anew…") : _("_Connect…"));
  gtk_widget_set_visible (self->own_view, strava);
  gtk_widget_set_visible (self->fetch, strava);
  gtk_widget_set_visible (self->disconnect, strava);
  adw_action_row_set_subtitle (self->strava, strava ? _("Connected. Shown in this athlete’s own view for 7 days, part of nothing else.") : _("Not connected. The bulk export is the better way."));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), weather && strava ? _("Weather, Strava") : weather ? _("Weather") : strava ? _("Strava") : _("Nothing online"));
  for (guint i = 0; i < 5; i++)
    gtk_widget_set_sensitive ((GtkWidget *[]) { GTK_WIDGET (self->weather), self->look_up, self->connect, self->fetch, self->disconnect }[i], writable);
}

static void
done_cb (const char *outcome, gpointer data)
{
  SaltlineServiceAthleteRow *self = data;

  if (self->workspace == NULL)
    return;
  show_state (self);
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, outcome);
}

static void
run (SaltlineServiceAthleteRow *self, ServiceJobKind kind, const char *client_id, const char *client_secret)
{
  g_autoptr(SaltlineJob) job = service_job_run (self->workspace, kind, self->athlete, client_id, client_secret, done_cb, G_OBJECT (self));

  g_signal_emit (self, signals[SIGNAL_JOB], 0, job);
}

static gboolean
weather_cb (SaltlineServiceAthleteRow *self, gboolean on)
{
  g_autoptr(GError) error = NULL;

  if (self->workspace == NULL)
    return FALSE;
  if (!service_choose (saltline_workspace_get_store (self->workspace), SERVICE_WEATHER, self->athlete, on, &error))
    {
      g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, error->message);
      return TRUE;
    }
  gtk_switch_set_state (self->weather, on);
  show_state (self);
  return TRUE;
}

static void
look_up_cb (SaltlineServiceAthleteRow *self)
{
  run (self, SERVICE_JOB_WEATHER, NULL, NULL);
}

static void
fetch_cb (SaltlineServiceAthleteRow *self)
{
  run (self, SERVICE_JOB_FETCH, NULL, NULL);
}

static void
own_view_cb (SaltlineServiceAthleteRow *self)
{
  own_view_panel_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->workspace, self->athlete);
}

static void
disconnect_cb (SaltlineServiceAthleteRow *self)
{
  run (self, SERVICE_JOB_DISCONNECT, NULL, NULL);
}

static void
answered_cb (SaltlineServiceAthleteRow *self, const char *response)
{
  const char *id = gtk_editable_get_text (self->client_id), *secret = gtk_editable_get_text (self->client_secret);

  if (g_str_equal (response, "import"))
    g_signal_emit (self, signals[SIGNAL_IMPORT], 0, self->athlete);
  else if (g_str_equal (response, "connect"))
    run (self, SERVICE_JOB_CONNECT, *id || *secret ? id : NULL, secret);
  self->client_id = self->client_secret = NULL;
}

/* What it means stands before what it needs; the athlete's own export is the answer that is suggested. */
static void
connect_cb (SaltlineServiceAthleteRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), _("Connect Strava?"), NULL), *list = gtk_list_box_new ();
  GtkWidget *text = gtk_label_new (strava_explanation ()), *scroller = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0.0f);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), text);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, 460, 280);
  self->client_id = GTK_EDITABLE (adw_entry_row_new ());
  self->client_secret = GTK_EDITABLE (adw_password_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->client_id), _("Client ID (blank: the one that is kept)"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->client_secret), _("Client Secret"));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->client_id));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->client_secret));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), list);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "connect", _("C_onnect in the Browser"), "import", _("_Import the Bulk Export…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "import", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
add_button (SaltlineServiceAthleteRow *self, GtkWidget *row, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
saltline_service_athlete_row_dispose (GObject *object)
{
  g_clear_object (&SALTLINE_SERVICE_ATHLETE_ROW (object)->workspace);
  G_OBJECT_CLASS (saltline_service_athlete_row_parent_class)->dispose (object);
}

static void
saltline_service_athlete_row_class_init (SaltlineServiceAthleteRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_service_athlete_row_dispose;
  signals[SIGNAL_JOB] = g_signal_new ("job", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, SALTLINE_TYPE_JOB);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_IMPORT] = g_signal_new ("import", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
saltline_service_athlete_row_init (SaltlineServiceAthleteRow *self)
{
  GtkWidget *weather = adw_action_row_new (), *strava = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (weather), _("Weather of Outdoor Workouts"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (weather), _("Past and planned ones. What was typed by hand stands."));
  self->look_up = add_button (self, weather, _("_Look Up Now"), G_CALLBACK (look_up_cb));
  self->weather = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->weather), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->weather), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Weather of outdoor workouts"), -1);
  g_signal_connect_object (self->weather, "state-set", G_CALLBACK (weather_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (weather), GTK_WIDGET (self->weather));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (strava), "Strava");
  self->strava = ADW_ACTION_ROW (strava);
  self->connect = add_button (self, strava, _("_Connect…"), G_CALLBACK (connect_cb));
  self->own_view = add_button (self, strava, _("_Own View…"), G_CALLBACK (own_view_cb));
  self->fetch = add_button (self, strava, _("_Fetch Now"), G_CALLBACK (fetch_cb));
  self->disconnect = add_button (self, strava, _("_Disconnect"), G_CALLBACK (disconnect_cb));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), weather);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), strava);
}

GtkWidget *
saltline_service_athlete_row_new (SaltlineWorkspace *workspace, const Athlete *athlete)
{
  SaltlineServiceAthleteRow *self = g_object_new (SALTLINE_TYPE_SERVICE_ATHLETE_ROW, NULL);
  g_autofree char *name = g_markup_escape_text (athlete->name, -1);

  self->workspace = g_object_ref (workspace);
  self->athlete = athlete->id;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  show_state (self);
  return GTK_WIDGET (self);
}
