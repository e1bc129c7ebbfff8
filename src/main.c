/* main.c: the workstation, or one command. The only file of the executable, so that tests link everything else. */
#include <glib/gi18n.h>
#include <locale.h>

#include "commands/command.h"
#include "config.h"
#include "ui/application.h"

int
main (int argc, char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, SALTLINE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (commands_run (argc, argv, &status))
    return status;
  return saltline_application_main (argc, argv);
}
