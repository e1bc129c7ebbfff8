/* commands/command-calibrate.c: `saltline calibrate`: a lot's curves from photos of bench standards */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "commands-list.h"
#include "interrupt.h"
#include "lot-text.h"
#include "with-workspace.h"
#include "workspace/installed.h"
#include "workspace/lot-figures.h"
#include "workspace/lots.h"
#include "workspace/patches.h"

typedef struct {
  char *geometry, *out, *id, *version, *lot, *date, *source, *figures, *workspace_path;
  char **exclude;
  double area_cm2, sodium_slope, sodium_intercept_mmol_l, sodium_sd_mmol_l;
  int seed;
  gboolean json, save;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->geometry);
  g_free (options->out);
  g_free (options->id);
  g_free (options->version);
  g_free (options->lot);
  g_free (options->date);
  g_free (options->source);
  g_free (options->figures);
  g_free (options->workspace_path);
  g_strfreev (options->exclude);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
exclude (LotSession *session, char **words)
{
  for (guint i = 0; words && words[i]; i++)
    {
      const char *equals = strchr (words[i], '=');
      g_autofree char *photo = equals ? g_strndup (words[i], (gsize) (equals - words[i])) : NULL;

      if (photo == NULL || equals[1] == '\0')
        {
          command_complain ("calibrate", _("--exclude wants PHOTO=REASON; “%s” has no reason."), words[i]);
          return FALSE;
        }
      if (!lot_session_exclude (session, photo, equals + 1))
        {
          command_complain ("calibrate", _("--exclude: no standard is called “%s”."), photo);
          return FALSE;
        }
    }
  return TRUE;
}

/* What the options say of the calibration; @source is the one without --source. */
static LotFacts
facts_of (const Options *options, const PatchTemplate *geometry, const char *today, const char *source)
{
  return (LotFacts) {
    .id = options->id ? options->id : "lot", .version = options->version ? options->version : "1", .template_id = geometry->id,
    .lot = options->lot ? options->lot : "", .date = options->date ? options->date : today,
    .source = options->source ? options->source : source, .area_cm2 = options->area_cm2, .sodium_slope = options->sodium_slope,
    .sodium_intercept_mmol_l = options->sodium_intercept_mmol_l, .sodium_sd_mmol_l = options->sodium_sd_mmol_l,
    .seed = (guint32) options->seed,
  };
}

/* The newest session of that name, emptied; or a new one. */
static StoredLot *
take_session (SaltlineWorkspace *workspace, const LotFacts *facts, const PatchTemplate *geometry, GError **error)
{
  g_autoptr(GPtrArray) lots = store_lots (saltline_workspace_get_store (workspace), error);
  gint64 template_row = lots ? saltline_workspace_keep_template (workspace, geometry, error) : 0;
  g_autoptr(StoredLot) lot = NULL;

  if (template_row == 0)
    return NULL;
  for (guint i = 0; i < lots->len && lot == NULL; i++)
    if (g_str_equal (((const StoredLot *) g_ptr_array_index (lots, i))->name, facts->id))
      lot = stored_lot_copy (g_ptr_array_index (lots, i));
  if (lot == NULL)
    {
      lot = stored_lot_new (facts->id, template_row);
      if (!saltline_workspace_add_lot (workspace, lot, error))
        return NULL;
    }
  g_free (lot->lot);
  lot->lot = g_strdup (facts->lot);
  g_free (lot->made_on);
  lot->made_on = g_strdup (facts->date);
  g_free (lot->source);
  lot->source = g_strdup (facts->source);
  lot->template_row = template_row;
  lot->area_cm2 = facts->area_cm2;
  lot->sodium_slope = facts->sodium_slope;
  lot->sodium_intercept_mmol_l = facts->sodium_intercept_mmol_l;
  lot->sodium_sd_mmol_l = facts->sodium_sd_mmol_l;
  g_array_set_size (lot->standards, 0);
  return saltline_workspace_edit_lot (workspace, NULL, lot, _("Take the standards of a table"), 0, error) ? g_steal_pointer (&lot) : NULL;
}

/* Keeps photos, session and calibration in the workspace. @session becomes what is kept. */
static PatchCalibration *
save (const Options *options, const LotFacts *facts, const PatchTemplate *geometry, LotSession **session, LotFit **fit,
      gboolean *some_fault, GError **error)
{
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (options->workspace_path, STORE_OPEN_CREATE | STORE_OPEN_WRITE, error);
  g_autoptr(StoredLot) lot = workspace ? take_session (workspace, facts, geometry, error) : NULL;
  g_autoptr(StoredLot) filled = NULL;
  g_autoptr(LotSession) kept = NULL;
  g_autoptr(PatchCalibration) calibration = NULL;
  gint64 row;
  gboolean is_new;

  if (lot == NULL
      || !saltline_workspace_add_standards (workspace, lot->id, *session, NULL, NULL, NULL, interrupt_watch (), error)
      || (filled = store_lot (saltline_workspace_get_store (workspace), lot->id, error)) == NULL
      || (kept = saltline_workspace_measure_lot (workspace, filled, error)) == NULL)
    return NULL;
  for (guint i = 0; i < (*session)->n; i++)
    if ((*session)->faults[i])
      {
        command_complain ("calibrate", "%s: %s", (*session)->standards[i].photo, (*session)->faults[i]);
        *some_fault = TRUE;
      }
  *fit = lot_fit (kept->standards, kept->n, (guint32) options->seed, error);
  calibration = *fit ? saltline_workspace_save_lot (workspace, lot->id, &row, &is_new, error) : NULL;
  if (calibration == NULL)
    return NULL;
  if (!options->json)
    g_print (is_new ? _("%s, version %s, is kept in %s.\n") : _("%s, version %s, was kept in %s already.\n"), calibration->id,
             calibration->version, saltline_workspace_get_path (workspace));
  lot_session_free (*session);
  *session = g_steal_pointer (&kept);
  return g_steal_pointer (&calibration);
}

static PatchCalibration *
fit_only (const LotFacts *facts, const PatchTemplate *geometry, LotSession *session, LotFit **fit, GError **error)
{
  lot_session_read (session, geometry, NULL, NULL, NULL);
  *fit = lot_fit (session->standards, session->n, facts->seed, error);
  return *fit ? lot_document_new (session, (const char *const *) session->hashes, *fit, facts, error) : NULL;
}

static CommandStatus
calibrate (const Options *options, const char *table_path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PatchTemplate) geometry = installed_open_template (options->geometry, &error);
  g_autoptr(LotSession) session = geometry ? lot_session_load (table_path, &error) : NULL;
  g_autoptr(LotFit) fit = NULL;
  g_autoptr(PatchCalibration) calibration = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d"), *source = NULL;
  gboolean some_fault = FALSE;
  LotFacts facts;

  if (session == NULL)
    {
      command_complain ("calibrate", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (!exclude (session, options->exclude))
    return COMMAND_USAGE;
  source = g_strdup_printf ("%u photos of bench standards, %s", session->n, table_path);
  facts = facts_of (options, geometry, today, source);
  calibration = options->save ? save (options, &facts, geometry, &session, &fit, &some_fault, &error) : fit_only (&facts, geometry, session, &fit, &error);
  if (calibration == NULL)
    {
      command_complain ("calibrate", "%s: %s", table_path, error->message);
      for (guint i = 0; i < session->n; i++)
        if (session->faults[i])
          command_complain ("calibrate", "%s: %s", session->standards[i].photo, session->faults[i]);
      return COMMAND_REFUSED;
    }
  if ((options->out && !file_replace (options->out, calibration->body, strlen (calibration->body), &error))
      || (options->figures && !lot_figures_write (session, fit, options->figures, &error)))
    {
      command_complain ("calibrate", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (options->json)
    lot_print_json (session, fit, calibration, options->out, options->save ? options->workspace_path : NULL);
  else
    lot_print_text (session, fit);
  for (guint i = 0; i < session->n; i++)
    some_fault |= session->faults[i] != NULL && session->standards[i].excluded == NULL;
  return some_fault ? COMMAND_REFUSED : COMMAND_DONE;
}

CommandStatus
command_calibrate (int argc, char **argv)
{
  g_auto(Options) options = {
    .area_cm2 = NAN, .sodium_slope = NAN, .sodium_intercept_mmol_l = NAN, .sodium_sd_mmol_l = NAN, .seed = LOT_BOOTSTRAP_SEED,
  };
  const GOptionEntry entries[] = {
    { "template", 0, 0, G_OPTION_ARG_FILENAME, &options.geometry, N_("the kind of patch"), N_("ID|FILE") },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.out, N_("write the calibration here"), N_("FILE") },
    { "id", 0, 0, G_OPTION_ARG_STRING, &options.id, N_("the calibration's id"), N_("ID") },
    { "version", 0, 0, G_OPTION_ARG_STRING, &options.version, N_("the calibration's version"), N_("TEXT") },
    { "lot", 0, 0, G_OPTION_ARG_STRING, &options.lot, N_("the production lot"), N_("TEXT") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date, N_("day of the session (default: today)"), N_("YYYY-MM-DD") },
    { "source", 0, 0, G_OPTION_ARG_STRING, &options.source, N_("who made it, and how"), N_("TEXT") },
    { "area", 0, 0, G_OPTION_ARG_DOUBLE, &options.area_cm2, N_("skin area that feeds the volume channel"), N_("CM2") },
    { "sodium-slope", 0, 0, G_OPTION_ARG_DOUBLE, &options.sodium_slope, N_("sodium from chloride: slope"), N_("N") },
    { "sodium-intercept", 0, 0, G_OPTION_ARG_DOUBLE, &options.sodium_intercept_mmol_l, N_("sodium from chloride: intercept"), N_("MMOL/L") },
    { "sodium-sd", 0, 0, G_OPTION_ARG_DOUBLE, &options.sodium_sd_mmol_l, N_("sodium from chloride: standard deviation"), N_("MMOL/L") },
    { "exclude", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.exclude, N_("leave a standard out, with the reason; may be repeated"),
      N_("PHOTO=REASON") },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, N_("of the bootstrap (default: 1)"), N_("N") },
    { "figures", 0, 0, G_OPTION_ARG_FILENAME, &options.figures, N_("write the figures into this folder"), N_("FOLDER") },
    { "save", 0, 0, G_OPTION_ARG_NONE, &options.save, N_("keep photos, session and calibration in the workspace, as its next version"), NULL },
    COMMAND_WORKSPACE_ENTRY (options.workspace_path),
    COMMAND_JSON_ENTRY (options.json),
    { NULL },
  };
  CommandStatus status;

  if (!command_parse_options (_("--template ID|FILE STANDARDS.csv\n\nThe table has the columns photo, microlitre, mmol_l (either may be blank) and, if wanted,\n"
                                "excluded: the reason why a standard is left out."), entries, &argc, &argv, &status))
    return status;
  if (argc != 2 || options.geometry == NULL)
    {
      command_complain ("calibrate", _("wants --template and one table of standards: saltline calibrate --template ID STANDARDS.csv"));
      return COMMAND_USAGE;
    }
  if (options.save && options.version)
    {
      command_complain ("calibrate", _("--save numbers versions itself; leave out --version."));
      return COMMAND_USAGE;
    }
  if (options.sodium_slope <= 0 || options.sodium_sd_mmol_l < 0)
    {
      command_complain ("calibrate", _("--sodium-slope must be more than 0, --sodium-sd at least 0."));
      return COMMAND_USAGE;
    }
  if (options.area_cm2 <= 0)
    {
      command_complain ("calibrate", _("--area must be more than 0 cm²."));
      return COMMAND_USAGE;
    }
  return calibrate (&options, argv[1]);
}
