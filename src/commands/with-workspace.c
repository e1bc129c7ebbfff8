/* commands/with-workspace.c */
#include "with-workspace.h"

#include <glib/gi18n.h>

static char *command_and_verb;

SaltlineWorkspace *
command_open_workspace (const char *command, const char *path, StoreOpenFlags flags)
{
  g_autoptr(GError) error = NULL;
  SaltlineWorkspace *workspace = saltline_workspace_open (path, flags, &error);

  if (workspace == NULL)
    command_complain (command, "%s", error->message);
  return workspace;
}

Athlete *
command_find_athlete (const char *command, SaltlineWorkspace *workspace, const char *handle)
{
  g_autoptr(GError) error = NULL;
  Athlete *athlete = store_find_athlete (saltline_workspace_get_store (workspace), handle, &error);

  if (athlete == NULL)
    command_complain (command, "%s", error->message);
  return athlete;
}

gboolean
command_read_day (const char *command, const char *option, const char *text, CivilDay *day)
{
  *day = CIVIL_DAY_UNKNOWN;
  if (text == NULL || civil_day_parse (text, day))
    return TRUE;
  command_complain (command, _("%s “%s” is no day; days are written like 2026-03-29"), option, text);
  return FALSE;
}

const char *
command_take_verb (const char *command, const char *const *words, int *argc, char ***argv, CommandStatus *status)
{
  g_autofree char *list = g_strjoinv ("|", (char **) words);
  const char *verb = *argc > 1 ? (*argv)[1] : NULL;

  if (verb && (g_str_equal (verb, "--help") || g_str_equal (verb, "-h")))
    {
      g_print (_("Usage:\n  saltline %s %s …\n\n“saltline %s WORD --help” explains one of them.\n"), command, list, command);
      *status = COMMAND_DONE;
      return NULL;
    }
  if (verb == NULL || !g_strv_contains (words, verb))
    {
      if (verb)
        command_complain (command, _("“%s” is not one of %s."), verb, list);
      else
        command_complain (command, _("what shall be done? One of %s."), list);
      *status = COMMAND_USAGE;
      return NULL;
    }
  /* What follows is parsed, and explained by --help, as a command of two words. */
  g_free (command_and_verb);
  command_and_verb = g_strjoin (" ", command, verb, NULL);
  --*argc;
  ++*argv;
  (*argv)[0] = command_and_verb;
  return verb;
}
