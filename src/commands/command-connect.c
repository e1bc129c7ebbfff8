/* commands/command-connect.c: `saltline connect strava` and `saltline disconnect strava` */
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "commands-list.h"
#include "interrupt.h"
#include "strava-terminal.h"
#include "with-workspace.h"

static const char *const verbs[] = { "strava", NULL };

typedef struct {
  char *path, *handle, *endpoint, *client_id;
  gboolean yes;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->path);
  g_free (options->handle);
  g_free (options->endpoint);
  g_free (options->client_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* What the terms mean has to be read by a person before the first connection. */
static gboolean
agreed (const Options *options)
{
  char answer[8] = "";

  g_printerr ("%s\n\n", strava_explanation ());
  if (options->yes)
    return TRUE;
  if (isatty (STDIN_FILENO))
    {
      g_printerr (_("Connect? [y/N] "));
      if (fgets (answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y'))
        return TRUE;
    }
  command_complain ("connect strava", "%s", _("nothing was connected; --yes says that this was read"));
  return FALSE;
}

static CommandStatus
connect_strava (SaltlineWorkspace *workspace, const Athlete *athlete, const Options *options)
{
  g_autoptr(SecretKeeper) keeper = secret_keeper_new_desktop ();
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteStrava) strava = saltline_workspace_strava (workspace, athlete, keeper, options->endpoint, &error);
  g_autofree char *known = NULL;

  if (strava && !services_are_on (strava->gate.store))
    service_gate_may_pass (&strava->gate, &error);
  if (strava == NULL || error)
    {
      command_complain ("connect strava", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (!agreed (options))
    return COMMAND_REFUSED;
  known = strava_client_id (&strava->access, &error);
  if (g_error_matches (error, SERVICES_ERROR, SERVICES_ERROR_KEYRING))
    {
      /* Nothing can be kept: the choice is, and each reading asks. */
      command_complain ("connect strava", "%s", error->message);
      if (!service_choose (strava->gate.store, SERVICE_STRAVA, athlete->id, TRUE, NULL))
        return COMMAND_REFUSED;
      g_print (_("Strava is switched on for %s, but nothing can be kept without a keyring: “saltline sync strava --athlete %s” will ask for ID, secret and consent each time.\n"),
               athlete->name, athlete->handle);
      return COMMAND_DONE;
    }
  g_clear_error (&error);
  if ((known == NULL || options->client_id) && !ask_client ("connect strava", &strava->access, options->client_id))
    return COMMAND_REFUSED;
  if (!athlete_strava_connect (strava, show_page_at_terminal, NULL, STRAVA_BROWSER_MS, interrupt_watch (), &error))
    {
      command_complain ("connect strava", "%s", error->message);
      return COMMAND_REFUSED;
    }
  g_print (_("Strava is connected for %s. “saltline sync strava --athlete %s” fetches; “saltline own-view --athlete %s” shows.\n"), athlete->name, athlete->handle,
           athlete->handle);
  return COMMAND_DONE;
}

static CommandStatus
disconnect_strava (SaltlineWorkspace *workspace, const Athlete *athlete, const Options *options)
{
  g_autoptr(SecretKeeper) keeper = secret_keeper_new_desktop ();
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteStrava) strava = saltline_workspace_strava (workspace, athlete, keeper, options->endpoint, &error);
  guint erased = 0;
  gboolean revoked = FALSE, done = strava && athlete_strava_disconnect (strava, &erased, &revoked, interrupt_watch (), &error);

  if (strava)
    g_print (_("%s: %u activities of Strava and the access to it are erased here. %s\n"), athlete->name, erased, revoked ? _("Strava has ended the access.") : "");
  if (!done)
    command_complain ("disconnect strava", "%s", error->message);
  return done ? COMMAND_DONE : COMMAND_REFUSED;
}

static CommandStatus
run (const char *command, int argc, char **argv,
     CommandStatus (*work) (SaltlineWorkspace *workspace, const Athlete *athlete, const Options *options))
{
  g_auto(Options) options = { 0 };
  CommandStatus status;
  const char *verb = command_take_verb (command, verbs, &argc, &argv, &status);
  const GOptionEntry entries[] = {
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &options.handle, N_("whose Strava"), N_("ID") },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &options.client_id, N_("of the laboratory’s Strava application; its secret is asked for, or read from standard input"), N_("NUMBER") },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &options.yes, N_("what it means was read"), NULL },
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, &options.endpoint, N_("another server than Strava’s, for tests"), N_("URL") },
    COMMAND_WORKSPACE_ENTRY (options.path),
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(Athlete) athlete = NULL;

  if (verb == NULL || !command_parse_options (_("— an athlete’s own Strava"), entries, &argc, &argv, &status))
    return status;
  if (options.handle == NULL || argc > 1)
    {
      command_complain (command, "%s", options.handle == NULL ? _("whose Strava? --athlete ID") : _("no more words are expected"));
      return COMMAND_USAGE;
    }
  interrupt_watch ();
  workspace = command_open_workspace (command, options.path, STORE_OPEN_CREATE);
  athlete = workspace ? command_find_athlete (command, workspace, options.handle) : NULL;
  return athlete ? work (workspace, athlete, &options) : COMMAND_REFUSED;
}

CommandStatus
command_connect (int argc, char **argv)
{
  return run ("connect", argc, argv, connect_strava);
}

CommandStatus
command_disconnect (int argc, char **argv)
{
  return run ("disconnect", argc, argv, disconnect_strava);
}
