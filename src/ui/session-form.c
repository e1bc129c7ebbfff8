/* ui/session-form.c */
#include "session-form.h"

#include <glib/gi18n.h>
#include <math.h>

#include "entry-number.h"
#include "quantity-entry.h"
#include "units.h"

typedef enum { ROW_SPORT, ROW_MINUTES, ROW_AIR, ROW_HUMIDITY, ROW_HOUR, ROW_BOTTLE, N_ROWS } SessionRowId;

#define NO_QUANTITY     N_QUANTITIES
#define USUAL_BOTTLE_ML 750.0

static const struct {
  const char *name, *title, *start;
  double low, high;
  QuantityKind kind; /* behind whose title the unit stands */
} kinds[N_ROWS] = {
  [ROW_SPORT] = { "sport", N_("Sport (blank: each one’s own)"), "", 0, 0, NO_QUANTITY },
  [ROW_MINUTES] = { "minutes", N_("Minutes"), "90", 1, 2880, NO_QUANTITY },
  [ROW_AIR] = { "air", N_("Air temperature"), "", -40, 55, QUANTITY_TEMPERATURE },
  [ROW_HUMIDITY] = { "humidity", N_("Relative humidity (%)"), "", 0, 100, NO_QUANTITY },
  [ROW_HOUR] = { "hour", N_("Begins at (hour of the day)"), "", 0, 23.99, NO_QUANTITY },
  [ROW_BOTTLE] = { "bottle", N_("One bottle"), "", 50, 5000, QUANTITY_DRINK },
};

struct _SaltlineSessionForm {
  AdwBin parent_instance;

  GtkEditable *rows[N_ROWS];
};

enum { SIGNAL_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineSessionForm, saltline_session_form, ADW_TYPE_BIN)

static void
activated_cb (SaltlineSessionForm *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
saltline_session_form_class_init (SaltlineSessionFormClass *klass)
{
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
saltline_session_form_init (SaltlineSessionForm *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Session"));
  for (guint r = 0; r < N_ROWS; r++)
    {
      GtkWidget *row = adw_entry_row_new ();

      self->rows[r] = GTK_EDITABLE (row);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(kinds[r].title));
      gtk_editable_set_text (self->rows[r], kinds[r].start);
      if (kinds[r].kind != NO_QUANTITY)
        quantity_entry_set_kind (self->rows[r], kinds[r].kind, _(kinds[r].title), NULL);
      g_signal_connect_object (row, "entry-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  quantity_entry_show (self->rows[ROW_BOTTLE], USUAL_BOTTLE_ML);
  adw_bin_set_child (ADW_BIN (self), group);
}

void
session_answers_clear (SessionAnswers *answers)
{
  occasion_clear (&answers->occasion);
}

static gboolean
read_row (SaltlineSessionForm *self, SessionRowId row, gboolean needed, double *number)
{
  gboolean is_number = kinds[row].kind == NO_QUANTITY ? entry_read_number (self->rows[row], number) : quantity_entry_read (self->rows[row], number);
  gboolean fine = is_number && (isnan (*number) ? !needed : *number >= kinds[row].low && *number <= kinds[row].high);

  if (fine)
    gtk_widget_remove_css_class (GTK_WIDGET (self->rows[row]), "error");
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->rows[row]), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->rows[row]));
    }
  return fine;
}

gboolean
saltline_session_form_read (SaltlineSessionForm *self, gboolean needs_minutes, SessionAnswers *answers)
{
  g_return_val_if_fail (SALTLINE_IS_SESSION_FORM (self) && answers != NULL, FALSE);

  occasion_init (&answers->occasion);
  answers->occasion.units = units_shown ();
  answers->occasion.sport = entry_text (self->rows[ROW_SPORT]);
  return read_row (self, ROW_MINUTES, needs_minutes, &answers->occasion.minutes) && read_row (self, ROW_AIR, FALSE, &answers->occasion.air_c)
         && read_row (self, ROW_HUMIDITY, FALSE, &answers->occasion.relative_humidity)
         && read_row (self, ROW_HOUR, FALSE, &answers->start_hour) && read_row (self, ROW_BOTTLE, TRUE, &answers->bottle_ml);
}

void
saltline_session_form_set (SaltlineSessionForm *self, const char *row, const char *text)
{
  g_return_if_fail (SALTLINE_IS_SESSION_FORM (self));

  for (guint r = 0; r < N_ROWS; r++)
    if (g_str_equal (kinds[r].name, row))
      gtk_editable_set_text (self->rows[r], text);
}
