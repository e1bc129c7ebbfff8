/* ui/athlete-form.c */
#include "athlete-form.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/instant.h"
#include "drop-down.h"
#include "entry-number.h"
#include "quantity-entry.h"
#include "row-group.h"
#include "store/athlete-limits.h"

#define MASS_LEAST_KG   20.0
#define MASS_MOST_KG    300.0
#define HEIGHT_LEAST_M  0.5
#define HEIGHT_MOST_M   2.6

typedef enum { ROW_NAME, ROW_HANDLE, ROW_SPORT, ROW_BORN, ROW_MASS, ROW_HEIGHT, ROW_ZONE, N_ROWS } FormRow;

struct _SaltlineAthleteForm {
  AdwBin parent_instance;

  GtkEditable *rows[N_ROWS];
  GtkDropDown *sex;        /* of `sexes` */
  GtkSwitch *pregnant, *trained_gut;
  AdwPreferencesGroup *group;
  GtkLabel *fault;
  GtkButton *save;
  SaltlineWorkspace *workspace;
  Athlete *edited;         /* NULL: a new one */
};

/* In the order of the drop-down; the first is not known. */
static const char *const sexes[] = { NULL, "female", "male", "other" };

enum { SIGNAL_SAVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineAthleteForm, saltline_athlete_form, ADW_TYPE_BIN)

static void
forgive (SaltlineAthleteForm *self)
{
  for (FormRow row = 0; row < N_ROWS; row++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->rows[row]), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
}

static gboolean
complain (SaltlineAthleteForm *self, FormRow row, const char *message)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->rows[row]), "error");
  gtk_label_set_label (self->fault, message);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[row]));
  return FALSE;
}

static gboolean
read_quantity (SaltlineAthleteForm *self, FormRow row, double least, double most, double *number)
{
  g_autofree char *range = NULL;

  if (quantity_entry_read (self->rows[row], number) && (isnan (*number) || (*number >= least && *number <= most)))
    return TRUE;
  range = quantity_entry_range (self->rows[row], least, most);
  return complain (self, row, range);
}

/* What advice has to know of: minors get no caffeine. */
static gboolean
read_birth (SaltlineAthleteForm *self, Athlete *athlete)
{
  guint sex = gtk_drop_down_get_selected (self->sex);
  GDate date;

  g_free (athlete->sex);
  athlete->sex = g_strdup (sex < G_N_ELEMENTS (sexes) ? sexes[sex] : NULL);
  g_free (athlete->born);
  athlete->born = entry_text (self->rows[ROW_BORN]);
  if (athlete->born == NULL)
    return TRUE;
  g_date_set_parse (&date, athlete->born);
  return (strlen (athlete->born) == 10 && g_date_valid (&date)) || complain (self, ROW_BORN, _("That is no date of birth: write YYYY-MM-DD."));
}

static gboolean
read_rows (SaltlineAthleteForm *self, Athlete *athlete)
{
  g_autoptr(GTimeZone) zone = NULL;

  g_free (athlete->name);
  athlete->name = entry_text (self->rows[ROW_NAME]);
  if (athlete->name == NULL)
    {
      athlete->name = g_strdup ("");
      return complain (self, ROW_NAME, _("A name is needed."));
    }
  g_free (athlete->handle);
  athlete->handle = entry_text (self->rows[ROW_HANDLE]);
  if (athlete->handle == NULL)
    athlete->handle = g_strdup (athlete->name);
  g_free (athlete->sport);
  athlete->sport = entry_text (self->rows[ROW_SPORT]);
  if (!read_birth (self, athlete)
      || !read_quantity (self, ROW_MASS, MASS_LEAST_KG, MASS_MOST_KG, &athlete->mass_kg)
      || !read_quantity (self, ROW_HEIGHT, HEIGHT_LEAST_M, HEIGHT_MOST_M, &athlete->height_m))
    return FALSE;
  g_free (athlete->zone);
  athlete->zone = entry_text (self->rows[ROW_ZONE]);
  zone = instant_zone_find (athlete->zone);
  return athlete->zone == NULL || zone != NULL || complain (self, ROW_ZONE, _("That is no time zone; they are named like Europe/Paris."));
}

gboolean
saltline_athlete_form_save (SaltlineAthleteForm *self)
{
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(GError) error = NULL;
  Store *store;
  gboolean kept;

  g_return_val_if_fail (SALTLINE_IS_ATHLETE_FORM (self) && self->workspace != NULL, FALSE);

  forgive (self);
  store = saltline_workspace_get_store (self->workspace);
  athlete = self->edited != NULL ? store_athlete (store, self->edited->id, &error) : athlete_new ("", "");
  if (athlete == NULL)
    return complain (self, ROW_NAME, error->message);
  if (!read_rows (self, athlete))
    return FALSE;
  kept = self->edited != NULL ? store_update_athlete (store, athlete, &error) : store_add_athlete (store, athlete, &error);
  if (!kept)
    return complain (self, g_error_matches (error, STORE_ERROR, STORE_ERROR_EXISTS) ? ROW_HANDLE : ROW_NAME, error->message);
  if (!store_keep_condition (store, athlete->id, gtk_switch_get_active (self->pregnant), gtk_switch_get_active (self->trained_gut), &error))
    return complain (self, ROW_NAME, error->message);
  saltline_workspace_roster_changed (self->workspace);
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, athlete->id);
  return TRUE;
}

static void
saltline_athlete_form_dispose (GObject *object)
{
  SaltlineAthleteForm *self = SALTLINE_ATHLETE_FORM (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->edited, athlete_free);
  G_OBJECT_CLASS (saltline_athlete_form_parent_class)->dispose (object);
}

static void
saltline_athlete_form_class_init (SaltlineAthleteFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = saltline_athlete_form_dispose;
  signals[SIGNAL_SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
add_suffix_row (SaltlineAthleteForm *self, const char *title, const char *subtitle, GtkWidget *suffix)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (suffix), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), suffix);
  adw_preferences_group_add (self->group, row);
}

static void
saltline_athlete_form_init (SaltlineAthleteForm *self)
{
  const char *titles[N_ROWS] = { _("Name"), _("ID (blank: the name)"), _("Sport"), _("Born (YYYY-MM-DD)"), _("Mass"), _("Height"), _("Time zone") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  for (FormRow row = 0; row < N_ROWS; row++)
    {
      GtkWidget *entry = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), titles[row]);
      g_signal_connect_object (entry, "entry-activated", G_CALLBACK (saltline_athlete_form_save), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->group, entry);
      self->rows[row] = GTK_EDITABLE (entry);
    }
  quantity_entry_set_kind (self->rows[ROW_MASS], QUANTITY_BODY_MASS, titles[ROW_MASS], NULL);
  quantity_entry_set_kind (self->rows[ROW_HEIGHT], QUANTITY_HEIGHT, titles[ROW_HEIGHT], NULL);
  self->sex = GTK_DROP_DOWN (gtk_drop_down_new_from_strings ((const char *const[]) { _("not known"), _("female"), _("male"), _("other"), NULL }));
  drop_down_name (self->sex, _("Sex"));
  add_suffix_row (self, _("Sex"), NULL, GTK_WIDGET (self->sex));
  self->pregnant = GTK_SWITCH (gtk_switch_new ());
  add_suffix_row (self, _("Pregnant"), _("No caffeine is advised"), GTK_WIDGET (self->pregnant));
  self->trained_gut = GTK_SWITCH (gtk_switch_new ());
  add_suffix_row (self, _("Trained gut"), _("Takes up to 120 g of carbohydrate in an hour"), GTK_WIDGET (self->trained_gut));
  self->fault = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->fault, TRUE);
  gtk_label_set_xalign (self->fault, 0.0f);
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "error");
  self->save = GTK_BUTTON (gtk_button_new_with_label (_("Add")));
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (saltline_athlete_form_save), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->group));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fault));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->save));
  adw_bin_set_child (ADW_BIN (self), box);
  forgive (self);
}

void
saltline_athlete_form_set_athlete (SaltlineAthleteForm *self, SaltlineWorkspace *workspace, const Athlete *athlete)
{
  g_autoptr(AthleteLimits) limits = NULL;
  guint sex = 0;

  g_return_if_fail (SALTLINE_IS_ATHLETE_FORM (self) && SALTLINE_IS_WORKSPACE (workspace));

  g_set_object (&self->workspace, workspace);
  g_clear_pointer (&self->edited, athlete_free);
  self->edited = athlete != NULL ? store_athlete (saltline_workspace_get_store (workspace), athlete->id, NULL) : NULL;
  row_group_set_title (self->group, athlete != NULL ? athlete->name : _("New Athlete"));
  gtk_editable_set_text (self->rows[ROW_NAME], athlete != NULL ? athlete->name : "");
  gtk_editable_set_text (self->rows[ROW_HANDLE], athlete != NULL ? athlete->handle : "");
  gtk_editable_set_text (self->rows[ROW_SPORT], athlete != NULL && athlete->sport != NULL ? athlete->sport : "");
  gtk_editable_set_text (self->rows[ROW_BORN], athlete != NULL && athlete->born != NULL ? athlete->born : "");
  gtk_editable_set_text (self->rows[ROW_ZONE], athlete != NULL && athlete->zone != NULL ? athlete->zone : "");
  quantity_entry_show (self->rows[ROW_MASS], athlete != NULL ? athlete->mass_kg : NAN);
  quantity_entry_show (self->rows[ROW_HEIGHT], athlete != NULL ? athlete->height_m : NAN);
  while (athlete != NULL && sex + 1 < G_N_ELEMENTS (sexes) && g_strcmp0 (athlete->sex, sexes[sex]) != 0)
    sex++;
  gtk_drop_down_set_selected (self->sex, sex);
  limits = athlete != NULL ? store_limits (saltline_workspace_get_store (workspace), athlete->id, NULL) : NULL;
  gtk_switch_set_active (self->pregnant, limits != NULL && limits->pregnant);
  gtk_switch_set_active (self->trained_gut, limits != NULL && limits->trained_gut);
  gtk_button_set_label (self->save, athlete != NULL ? _("Save") : _("Add"));
  forgive (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !saltline_workspace_is_read_only (workspace));
  if (athlete == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->rows[ROW_NAME]));
}

void
saltline_athlete_form_type_name (SaltlineAthleteForm *self, const char *name)
{
  g_return_if_fail (SALTLINE_IS_ATHLETE_FORM (self) && name != NULL);

  gtk_editable_set_text (self->rows[ROW_NAME], name);
}
