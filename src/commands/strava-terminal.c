/* commands/strava-terminal.c */
#include "strava-terminal.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MOST_LINE 1024

char *
ask_secret (const char *question)
{
  char line[MOST_LINE];
  struct termios shown, hidden;
  gboolean terminal = isatty (STDIN_FILENO) && tcgetattr (STDIN_FILENO, &shown) == 0;
  char *answer, *read;

  if (terminal)
    {
      g_printerr ("%s ", question);
      hidden = shown;
      hidden.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  read = fgets (line, sizeof line, stdin);
  if (terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
      g_printerr ("\n");
    }
  answer = read ? g_strdup (g_strstrip (line)) : NULL;
  memset (line, 0, sizeof line);
  return answer;
}

static char *
ask_line (const char *question)
{
  char line[MOST_LINE];

  if (isatty (STDIN_FILENO))
    g_printerr ("%s ", question);
  return fgets (line, sizeof line, stdin) ? g_strdup (g_strstrip (line)) : NULL;
}

gboolean
show_page_at_terminal (const char *url, gpointer data, GError **error)
{
  g_printerr (_("Open this page in a browser on this machine:\n%s\n"), url);
  /* Without a browser to start, the address is enough. */
  if (g_getenv ("DISPLAY") || g_getenv ("WAYLAND_DISPLAY"))
    g_app_info_launch_default_for_uri (url, NULL, NULL);
  return TRUE;
}

gboolean
ask_client (const char *command, const StravaAccess *access, const char *id)
{
  g_autofree char *asked = id ? NULL : ask_line (_("Client ID:"));
  g_autoptr(GError) error = NULL;
  char *secret = ask_secret (_("Client secret (not shown):"));
  gboolean kept = strava_keep_client (access, id ? id : asked ? asked : "", secret ? secret : "", &error);

  secret_free (secret);
  if (!kept)
    command_complain (command, "%s", error->message);
  return kept;
}
