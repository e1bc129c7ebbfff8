/* commands/command-model.c: `saltline model list|show|adopt|give-up|drop|import|export|undo|redo` */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/instant.h"
#include "base/json.h"
#include "commands-list.h"
#include "with-workspace.h"
#include "workspace/adopted-model.h"
#include "workspace/studies.h"

static const char *const verbs[] = { "list", "show", "adopt", "give-up", "drop", "import", "export", "undo", "redo", NULL };

typedef struct {
  char *workspace, *why, *name;
  int version;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->workspace);
  g_free (options->why);
  g_free (options->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Which purpose it is adopted for; 0: none. */
static guint
purpose_of (const StoredModel *model, AdoptedModel *const *adopted)
{
  for (guint p = PURPOSE_PATCH; p <= PURPOSE_OCCASION; p++)
    if (adopted[p] && adopted[p]->id == model->id)
      return p;
  return 0;
}

static void
put_model (JsonBuilder *builder, const StoredModel *model, const ModelEquation *equation, const AdoptedModel *adopted)
{
  g_autofree char *made = instant_format (model->made_us, 0);
  g_autofree char *at = adopted ? instant_format (adopted->at_us, 0) : NULL;

  json_put_string (builder, "name", model->name);
  json_put_integer (builder, "version", model->version);
  json_put_string (builder, "formula", equation->formula->text);
  json_put_string (builder, "method", equation->method);
  json_put_integer (builder, "n", equation->n);
  json_put_boolean (builder, "synthetic", equation->synthetic);
  json_put_boolean (builder, "imported", model->recipe == NULL);
  json_put_string (builder, "made", made);
  json_put_string (builder, "program_version", model->program_version);
  json_put_string (builder, "adopted_for", adopted ? model_purpose_word (adopted->purpose) : NULL);
  if (adopted)
    {
      json_put_string (builder, "adopted_by", adopted->by);
      json_put_string (builder, "adopted_at", at);
      json_put_string (builder, "adopted_because", adopted->why);
    }
}

static void
print_model (const StoredModel *model, const ModelEquation *equation, const AdoptedModel *adopted)
{
  g_autofree char *label = stored_model_label (model);
  g_autofree char *at = adopted ? instant_format (adopted->at_us, 0) : NULL;

  g_print ("%s: %s (%s%s%s)\n", label, equation->formula->text, equation->method, equation->synthetic ? _(", synthetic data") : "",
           model->recipe ? "" : _(", imported"));
  if (adopted)
    g_print (adopted->purpose == PURPOSE_PATCH ? _("  adopted, from patches to whole-body rates, by %s at %s%s%s\n")
                                               : _("  adopted, for workouts to come, by %s at %s%s%s\n"),
             adopted->by, at, *adopted->why ? ": " : "", adopted->why);
}

static void
print_range (const TrainedRange *range)
{
  g_autofree char *levels = range->levels ? g_strjoinv (", ", range->levels) : NULL;
  ModelInput input;
  const char *origin = model_input_find (range->name, &input) ? model_input_origin (input) : _("cannot be filled in here");

  if (levels)
    g_print ("  %s: %s  [%s]\n", range->name, levels, origin);
  else
    g_print ("  %s: %.4g … %.4g %s  [%s]\n", range->name, range->low, range->high, range->unit ? range->unit : "", origin);
}

static gboolean
list (SaltlineWorkspace *workspace, const StoredModel *only, gboolean json, GError **error)
{
  g_autoptr(GPtrArray) models = store_models (saltline_workspace_get_store (workspace), error);
  g_autoptr(AdoptedModel) patch = models ? saltline_workspace_adopted (workspace, PURPOSE_PATCH, error) : NULL;
  g_autoptr(AdoptedModel) occasion = models ? saltline_workspace_adopted (workspace, PURPOSE_OCCASION, error) : NULL;
  AdoptedModel *const adopted[] = { NULL, patch, occasion };

  for (guint i = 0; models && i < models->len; i++)
    {
      const StoredModel *model = g_ptr_array_index (models, i);
      g_autofree char *label = stored_model_label (model);
      g_autoptr(JsonBuilder) builder = json_builder_new ();
      g_autoptr(ModelEquation) equation = NULL;

      if (only && only->id != model->id)
        continue;
      equation = equation_from_text (label, model->equation, error);
      if (equation == NULL)
        return FALSE;
      if (json)
        {
          json_put_object (builder, NULL);
          put_model (builder, model, equation, adopted[purpose_of (model, adopted)]);
          if (only)
            {
              json_put_object (builder, "equation");
              equation_to_json (equation, builder);
              json_builder_end_object (builder);
            }
          json_builder_end_object (builder);
          command_print_json (builder);
          continue;
        }
      print_model (model, equation, adopted[purpose_of (model, adopted)]);
      for (guint k = 0; only && k < equation->rank; k++)
        g_print ("  %s = %.6g ± %.3g\n", equation->names[k], equation->beta[k], equation->se[k]);
      for (guint c = 0; only && c < equation->columns->len; c++)
        print_range (g_ptr_array_index (equation->columns, c));
    }
  return models != NULL;
}

static gboolean
adopt (SaltlineWorkspace *workspace, const StoredModel *model, const Options *options, GError **error)
{
  g_autofree char *label = stored_model_label (model);
  ModelPurpose purpose;

  if (!saltline_workspace_adopt (workspace, model->id, options->why, &purpose, error))
    return FALSE;
  if (options->json)
    return list (workspace, model, TRUE, error);
  g_print (purpose == PURPOSE_PATCH ? _("%s turns patches into whole-body rates from now on.\n") : _("%s predicts workouts from now on.\n"), label);
  return TRUE;
}

static gboolean
give_up (SaltlineWorkspace *workspace, const char *word, GError **error)
{
  const ModelPurpose purpose = g_str_equal (word, "occasion") ? PURPOSE_OCCASION : PURPOSE_PATCH;

  if (!g_str_equal (word, model_purpose_word (purpose)))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("“%s” is not one of patch, occasion."), word);
      return FALSE;
    }
  return saltline_workspace_give_up (workspace, purpose, error);
}

static gboolean
export_model (const StoredModel *model, const char *path, GError **error)
{
  g_autofree char *label = stored_model_label (model);
  g_autoptr(ModelEquation) equation = equation_from_text (label, model->equation, error);
  g_autofree char *text = equation ? equation_to_text (equation, TRUE) : NULL;

  return text && file_replace (path, text, strlen (text), error);
}

static gboolean
undo (SaltlineWorkspace *workspace, gboolean redo, gboolean json, GError **error)
{
  g_autofree char *what = NULL;

  if (!saltline_workspace_undo_study (workspace, redo, &what, error))
    return FALSE;
  if (what || json)
    command_print_undone (what, redo, json);
  else
    g_print ("%s\n", redo ? _("There is nothing to redo.") : _("There is nothing to undo."));
  return TRUE;
}

static gboolean
import (SaltlineWorkspace *workspace, const char *path, const Options *options, GError **error)
{
  g_autoptr(StoredModel) model = saltline_workspace_import_model (workspace, path, options->name, error);

  if (model == NULL)
    return FALSE;
  if (options->json)
    return list (workspace, model, TRUE, error);
  g_print (_("Saved as %s, version %u.\n"), model->name, model->version);
  return TRUE;
}

static gboolean
run (SaltlineWorkspace *workspace, const char *verb, char **arguments, const Options *options, GError **error)
{
  g_autoptr(StoredModel) model = NULL;

  if (g_str_equal (verb, "list"))
    return list (workspace, NULL, options->json, error);
  if (g_str_equal (verb, "undo") || g_str_equal (verb, "redo"))
    return undo (workspace, g_str_equal (verb, "redo"), options->json, error);
  if (g_str_equal (verb, "import"))
    return import (workspace, arguments[0], options, error);
  if (g_str_equal (verb, "give-up"))
    return give_up (workspace, arguments[0], error);
  model = store_find_model (saltline_workspace_get_store (workspace), arguments[0], (guint) options->version, error);
  if (model == NULL)
    return FALSE;
  if (g_str_equal (verb, "show"))
    return list (workspace, model, options->json, error);
  if (g_str_equal (verb, "adopt"))
    return adopt (workspace, model, options, error);
  if (g_str_equal (verb, "drop"))
    return saltline_workspace_drop_model (workspace, model->id, error);
  return export_model (model, arguments[1], error);
}

/* What follows each verb. */
static const char *
usage_of (const char *verb, int *n_arguments)
{
  *n_arguments = 1;
  if (g_str_equal (verb, "import"))
    return _("FILE.json [--name NAME]: a file of coefficients");
  if (g_str_equal (verb, "give-up"))
    return _("patch|occasion");
  if (g_str_equal (verb, "export"))
    {
      *n_arguments = 2;
      return _("NAME FILE.json [--version N]");
    }
  if (g_str_equal (verb, "adopt"))
    return _("NAME [--version N] [--why TEXT]: it turns patches into whole-body rates, or predicts workouts");
  if (g_str_equal (verb, "list") || g_str_equal (verb, "undo") || g_str_equal (verb, "redo"))
    {
      *n_arguments = 0;
      return "";
    }
  return _("NAME [--version N]");
}

CommandStatus
command_model (int argc, char **argv)
{
  g_auto(Options) options = { NULL };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (options.workspace),
    { "version", 0, 0, G_OPTION_ARG_INT, &options.version, N_("of that name; the newest if none is given"), "N" },
    { "why", 0, 0, G_OPTION_ARG_STRING, &options.why, N_("why it is adopted; kept with it"), N_("TEXT") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_("of an imported model; the file's if none is given"), N_("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("print JSON: list gives a line for each model"), NULL },
    { NULL },
  };
  CommandStatus status;
  const char *verb = command_take_verb ("model", verbs, &argc, &argv, &status);
  const char *usage;
  int n_arguments = 0;

  if (verb == NULL)
    return status;
  usage = usage_of (verb, &n_arguments);
  if (!command_parse_options (usage, entries, &argc, &argv, &status))
    return status;
  if (argc != n_arguments + 1 || options.version < 0)
    {
      command_complain ("model", _("usage: saltline model %s %s"), verb, usage);
      return COMMAND_USAGE;
    }
  workspace = command_open_workspace ("model", options.workspace, STORE_OPEN_CREATE);
  if (workspace == NULL)
    return COMMAND_REFUSED;
  if (run (workspace, verb, argv + 1, &options, &error))
    return COMMAND_DONE;
  command_complain ("model", "%s", error->message);
  return COMMAND_REFUSED;
}
