/* ui/table-dialogs.c */
#include "table-dialogs.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/column-map.h"
#include "units.h"
#include "workspace/athlete-shares.h"
#include "workspace/roster-table.h"

#define SHOWN_MOST 300   /* rows of a preview; the counts are of all */

/* --- rosters --- */

typedef struct {
  SaltlineWorkspace *workspace;
  char *path;
  RosterTable *roster;     /* as last previewed */
} RosterWork;

static void
roster_work_free (gpointer data)
{
  RosterWork *work = data;

  g_object_unref (work->workspace);
  g_free (work->path);
  g_clear_pointer (&work->roster, roster_table_free);
  g_free (work);
}

static const char *
roster_name (guint field)
{
  return roster_field_name ((RosterField) field);
}

static const char *
roster_title (guint field)
{
  return roster_field_title ((RosterField) field);
}

static int
roster_column (guint field, gpointer data)
{
  return ((RosterWork *) data)->roster->columns[field];
}

static char *
roster_preview (SaltlineMappingDialog *dialog, const char *map, gboolean *can_keep, gpointer data, GError **error)
{
  static const char *const outcomes[] = { N_("New"), N_("Changed"), N_("As before"), N_("Refused") };
  RosterWork *work = data;
  RosterTable *roster = roster_table_load (work->workspace, work->path, map, units_shown (), error);

  if (roster == NULL)
    return NULL;
  roster_table_free (work->roster);
  work->roster = roster;
  for (guint i = 0; i < MIN (roster->rows->len, SHOWN_MOST); i++)
    {
      const RosterRow *row = g_ptr_array_index (roster->rows, i);
      g_autofree char *title = g_strdup_printf (_("Line %u: %s"), row->line, row->athlete != NULL ? row->athlete->name : "–");
      g_autofree char *subtitle = g_strdup_printf ("%s%s%s", _(outcomes[row->outcome]), *row->remark ? ": " : "", row->remark);

      saltline_mapping_dialog_add_row (dialog, title, subtitle, row->outcome == ROSTER_REFUSED);
    }
  *can_keep = roster->counts[ROSTER_NEW] + roster->counts[ROSTER_CHANGED] > 0;
  return g_strdup_printf (_("%u new, %u changed, %u as before, %u refused"), roster->counts[ROSTER_NEW], roster->counts[ROSTER_CHANGED],
                          roster->counts[ROSTER_SAME], roster->counts[ROSTER_REFUSED]);
}

static char *
roster_keep (const char *map, gpointer data, GError **error)
{
  const RosterWork *work = data;

  if (!roster_table_keep (work->workspace, work->roster, error))
    return NULL;
  return g_strdup_printf (_("Roster: %u new, %u changed, %u refused"), work->roster->counts[ROSTER_NEW], work->roster->counts[ROSTER_CHANGED],
                          work->roster->counts[ROSTER_REFUSED]);
}

SaltlineMappingDialog *
roster_dialog_new (SaltlineWorkspace *workspace, const char *path, GError **error)
{
  static MappingTask task = { NULL, ROSTER_N_FIELDS, roster_name, roster_title, roster_column, roster_preview, roster_keep };
  g_autoptr(RosterTable) roster = roster_table_load (workspace, path, NULL, units_shown (), error);
  RosterWork *work;

  if (roster == NULL)
    return NULL;
  task.title = _("Import Roster");
  work = g_new0 (RosterWork, 1);
  *work = (RosterWork) { g_object_ref (workspace), g_strdup (path), g_steal_pointer (&roster) };
  return saltline_mapping_dialog_new (&task, work->roster->table->names, work, roster_work_free);
}

/* --- weighings and trials --- */

static const struct {
  const char *name, *title;
} trial_fields[] = {
  { "athlete", N_("Whose") },
  { "time", N_("Date, or date and time") },
  { "duration_min", N_("Length (min)") },
  { "sport", N_("Sport") },
  { "body_mass_kg", N_("Body mass (kg)") },
  { "body_mass_before_kg", N_("Body mass before (kg)") },
  { "body_mass_after_kg", N_("Body mass after (kg)") },
  { "drunk_ml", N_("Drunk (mL)") },
  { "urine_ml", N_("Urine (mL)") },
  { "food_g", N_("Food (g)") },
  { "sweat_rate_l_h", N_("Sweating rate (L/h)") },
  { "sweat_sodium_mmol_l", N_("Sodium (mmol/L)") },
  { "sweat_chloride_mmol_l", N_("Chloride (mmol/L)") },
  { "weather_temperature_c", N_("Air temperature (°C)") },
  { "weather_humidity_percent", N_("Humidity (%)") },
};

typedef struct {
  SaltlineWorkspace *workspace;
  Athlete *athlete;        /* (nullable) */
  char *path;
} TrialsWork;

static void
trials_work_free (gpointer data)
{
  TrialsWork *work = data;

  g_object_unref (work->workspace);
  athlete_free (work->athlete);
  g_free (work->path);
  g_free (work);
}

static const char *
trial_name (guint field)
{
  return trial_fields[field].name;
}

static const char *
trial_title (guint field)
{
  return _(trial_fields[field].title);
}

/* What the names say the reader knows by itself; here only what it does not. */
static int
trial_column (guint field, gpointer data)
{
  return -1;
}

/* The map for the reader: what has a column, without the column that says whose. @whose: (out) (transfer full) (nullable) */
static char *
trial_map (const char *map, char **whose)
{
  g_autoptr(GArray) pairs = column_map_parse (map, NULL);
  g_autoptr(GString) kept = g_string_new (NULL);

  *whose = NULL;
  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      const ColumnPair *pair = &g_array_index (pairs, ColumnPair, i);

      if (*pair->column == '\0')
        continue;
      if (g_str_equal (pair->field, "athlete"))
        *whose = g_strdup (pair->column);
      else
        column_map_put (kept, pair->field, pair->column);
    }
  return g_string_free (g_steal_pointer (&kept), FALSE);
}

static void
preview_report (SaltlineMappingDialog *dialog, const char *name, const SourceReport *report)
{
  for (guint i = 0; i < report->events->len && saltline_mapping_dialog_count_rows (dialog) < SHOWN_MOST; i++)
    {
      const Event *event = g_ptr_array_index (report->events, i);
      g_autofree char *start = instant_format (event->start_us, event->start_offset_s);
      g_autoptr(GString) values = g_string_new (event_kind_name (event->kind));

      for (guint f = 0; f < event->fields->len; f++)
        {
          const EventField *field = &g_array_index (event->fields, EventField, f);

          if (!event_field_is_text (field->id))
            g_string_append_printf (values, ", %s %.6g", event_field_name (field->id), field->number);
        }
      if (name != NULL)
        {
          g_autofree char *title = g_strdup_printf ("%s, %s", name, start != NULL ? start : _("no time"));

          saltline_mapping_dialog_add_row (dialog, title, values->str, FALSE);
        }
      else
        saltline_mapping_dialog_add_row (dialog, start != NULL ? start : _("no time"), values->str, FALSE);
    }
}

/* Each athlete's share, and what is wrong with it. */
static GPtrArray *
shares_of (const TrialsWork *work, const char *whose, GError **error)
{
  if (whose == NULL && work->athlete == NULL)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, _("Whose are they? Choose the column that says so, or an athlete in the list first."));
      return NULL;
    }
  return whose != NULL ? athlete_shares_of_table (work->workspace, work->path, whose, error) : g_ptr_array_new ();
}

static char *
trials_preview (SaltlineMappingDialog *dialog, const char *map, gboolean *can_keep, gpointer data, GError **error)
{
  const TrialsWork *work = data;
  g_autofree char *whose = NULL, *kept = trial_map (map, &whose);
  g_autoptr(GPtrArray) shares = shares_of (work, whose, error);
  SourceOptions options = { .map = kept, .zone = work->athlete != NULL ? work->athlete->zone : NULL };
  g_autoptr(GString) faults = g_string_new (NULL);
  guint n = 0;

  if (shares == NULL)
    return NULL;
  for (guint i = 0; i < shares->len; i++)
    {
      const AthleteShare *share = g_ptr_array_index (shares, i);
      g_autoptr(SourceReport) report = source_read_bytes (work->path, (const guint8 *) share->text, strlen (share->text), &options);

      if (share->athlete == NULL)
        {
          saltline_mapping_dialog_add_row (dialog, share->word, _("Nobody is called so; these rows are left out"), TRUE);
          continue;
        }
      preview_report (dialog, share->athlete->name, report);
      n += report->events->len;
      if (report->reason->len > 0 && faults->len == 0)
        g_string_append_printf (faults, " %s", report->reason->str);
    }
  if (whose == NULL)
    {
      g_autoptr(SourceReport) report = source_read (work->path, &options);

      preview_report (dialog, NULL, report);
      n = report->events->len;
      g_string_append_printf (faults, " %s", report->reason->str);
    }
  *can_keep = n > 0;
  return g_strdup_printf (_("%u rows are understood.%s"), n, faults->str);
}

static char *
trials_keep (const char *map, gpointer data, GError **error)
{
  const TrialsWork *work = data;
  g_autofree char *whose = NULL, *kept = trial_map (map, &whose);
  g_autoptr(GPtrArray) shares = shares_of (work, whose, error);
  const SourceOptions options = { .map = kept };
  ImportCounts all = { 0 }, counts = { 0 };

  if (shares == NULL)
    return NULL;
  for (guint i = 0; i < shares->len; i++)
    {
      const AthleteShare *share = g_ptr_array_index (shares, i);
      g_autoptr(SourceReport) report = share->athlete != NULL ? athlete_share_import (work->workspace, share, &options, &counts, error) : NULL;

      if (share->athlete != NULL && report == NULL)
        return NULL;
      if (report != NULL)
        {
          all.added += counts.added;
          all.updated += counts.updated;
          all.unchanged += counts.unchanged;
        }
    }
  if (whose == NULL)
    {
      g_autoptr(SourceReport) report = saltline_workspace_import_path (work->workspace, work->athlete, work->path, &options, &all, error);

      if (report == NULL)
        return NULL;
    }
  return g_strdup_printf (_("%u events new, %u updated, %u as before"), all.added, all.updated, all.unchanged);
}

SaltlineMappingDialog *
trials_dialog_new (SaltlineWorkspace *workspace, const Athlete *athlete, const char *path, GError **error)
{
  static MappingTask task = { NULL, G_N_ELEMENTS (trial_fields), trial_name, trial_title, trial_column, trials_preview, trials_keep };
  g_autoptr(Table) table = table_load (path, error);
  TrialsWork *work;

  if (table == NULL)
    return NULL;
  task.title = _("Import Weighings and Trials");
  work = g_new0 (TrialsWork, 1);
  *work = (TrialsWork) { g_object_ref (workspace), athlete != NULL ? athlete_copy (athlete) : NULL, g_strdup (path) };
  return saltline_mapping_dialog_new (&task, table->names, work, trials_work_free);
}

gboolean
table_needs_mapping (const char *path)
{
  g_autoptr(SourceReport) report = NULL;
  g_autoptr(Table) table = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  if (!g_str_has_suffix (path, ".csv") && !g_str_has_suffix (path, ".tsv") && !g_str_has_suffix (path, ".CSV") && !g_str_has_suffix (path, ".txt")
      && !g_str_has_suffix (path, ".xlsx") && !g_str_has_suffix (path, ".ods"))
    return FALSE;
  table = table_load (path, NULL);
  report = table != NULL ? source_read (path, NULL) : NULL;
  return report != NULL && !report->ok && report->events->len == 0;
}
