/* commands/commands.c: the list of commands and what they share */
#include "commands-list.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "config.h"

static const Command commands[] = {
  /* In the order of `saltline --help`. */
#define COMMAND(name, symbol, summary) { name, summary, symbol },
#include "commands-table.h"
#undef COMMAND
  { NULL },
};

static char **bound_texts, **bound_words;

/* GOption takes "-0.5" for an option. */
static gboolean
is_negative_number (const char *argument)
{
  char *end;

  if (argument[0] != '-' || !(g_ascii_isdigit (argument[1]) || argument[1] == '.'))
    return FALSE;
  g_ascii_strtod (argument, &end);
  return *end == '\0';
}

/* "--option -5" → "--option=-5"; a lone negative number goes behind "--". */
static void
bind_negative_numbers (GStrvBuilder *out, int argc, char **argv)
{
  for (int i = 0; i < argc; i++)
    {
      if (i + 1 < argc && g_str_has_prefix (argv[i], "--") && argv[i][2] && strchr (argv[i], '=') == NULL
          && is_negative_number (argv[i + 1]))
        {
          g_autofree char *bound = g_strconcat (argv[i], "=", argv[i + 1], NULL);

          g_strv_builder_add (out, bound);
          i++;
        }
      else
        g_strv_builder_add (out, argv[i]);
    }
}

/* GOption takes "nan" and "inf" for numbers; here NAN says that nothing was said. @arguments: NULL-terminated. Returns: the option, or NULL */
static const char *
find_no_number (const GOptionEntry *entries, char **arguments)
{
  for (; *arguments && !g_str_equal (*arguments, "--"); arguments++)
    for (const GOptionEntry *entry = entries; entry->long_name; entry++)
      {
        const char *rest = g_str_has_prefix (*arguments, "--") && g_str_has_prefix (*arguments + 2, entry->long_name)
                             ? *arguments + 2 + strlen (entry->long_name) : NULL;
        const char *value = rest == NULL ? NULL : *rest == '=' ? rest + 1 : *rest == '\0' ? arguments[1] : NULL;

        if (entry->arg == G_OPTION_ARG_DOUBLE && value && !isfinite (g_ascii_strtod (value, NULL)))
          return *arguments;
      }
  return NULL;
}

gboolean
command_parse_options (const char *usage, const GOptionEntry *entries, int *argc, char ***argv, CommandStatus *status)
{
  g_autoptr(GOptionContext) context = g_option_context_new (usage);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *program = g_strconcat ("saltline ", (*argv)[0], NULL);
  g_autoptr(GError) error = NULL;
  char **bound;
  const char *wrong;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  bind_negative_numbers (builder, *argc, *argv);
  bound = g_strv_builder_end (builder);
  *argc = (int) g_strv_length (bound);
  /* The parser takes words out of its array without freeing them; the texts live as long as the one command that runs. */
  g_strfreev (bound_texts);
  g_free (bound_words);
  bound_texts = bound;
  bound_words = g_memdup2 (bound, sizeof *bound * ((gsize) *argc + 1));
  *argv = bound_words;
  g_set_prgname (program);
  for (int i = 1; i < *argc && !g_str_equal (bound[i], "--"); i++)
    if (g_str_equal (bound[i], "--help") || g_str_equal (bound[i], "-h"))
      {
        g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

        g_print ("%s", help);
        *status = COMMAND_DONE;
        return FALSE;
      }
  if ((wrong = find_no_number (entries, bound + 1)) != NULL)
    {
      g_printerr (_("%s: %s wants a number that is finite; leave it out where it is not known.\n"), program, wrong);
      *status = COMMAND_USAGE;
      return FALSE;
    }
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      g_printerr ("%s: %s\n%s", program, error->message, help);
      *status = COMMAND_USAGE;
      return FALSE;
    }
  (*argv)[*argc] = NULL;
  return TRUE;
}

void
command_complain (const char *command, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("saltline %s: %s\n", command, message);
}

void
command_print_json (JsonBuilder *builder)
{
  g_autofree char *line = json_to_text (builder, FALSE);

  g_print ("%s\n", line);
}

void
command_print_undone (const char *what, gboolean redo, gboolean json)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!json)
    {
      g_print (redo ? _("Done again: %s\n") : _("Undone: %s\n"), what);
      return;
    }
  json_put_object (builder, NULL);
  json_put_string (builder, redo ? "redone" : "undone", what);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_help (void)
{
  g_print (_("Usage:\n  saltline              open the workstation\n  saltline COMMAND …    work without a display\n\nCommands:\n"));
  for (guint i = 0; commands[i].name; i++)
    g_print ("  %-10s  %s\n", commands[i].name, _(commands[i].summary));
  g_print (_("\n“saltline COMMAND --help” explains one of them. Numbers are taken and printed in metric units, whatever the window shows.\n"));
}

/* Bytes as they are: JSON is UTF-8 in every locale, where g_print () would write question marks. */
static void
print_cb (const char *text)
{
  fputs (text, stdout);
}

/* A standard stream that was closed would otherwise be the next file that is opened, and what is printed would end in it. What is
 * opened here cannot be used: that nothing was printed is still told. */
static void
occupy_standard_streams (void)
{
  for (int stream = 0; stream <= 2; stream++)
    if (fcntl (stream, F_GETFD) == -1)
      open ("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
}

/* A result that did not reach its file or pipe is not done. */
static CommandStatus
end_output (const char *command, CommandStatus status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  command_complain (command, _("what was to be printed could not be written: %s"), g_strerror (errno));
  return status == COMMAND_DONE ? COMMAND_REFUSED : status;
}

/* Neither an option nor a file. */
static gboolean
is_word (const char *argument)
{
  return argument[0] != '-' && strchr (argument, G_DIR_SEPARATOR) == NULL && strchr (argument, '.') == NULL;
}

/* The file may be named before the command too, as people write it who keep several: its words go behind the others, “--” aside.
 * Alone, or before photos, it stays where it is, for the window. */
static void
move_workspace_behind_command (int argc, char **argv)
{
  const int n_words = argc > 1 && g_str_equal (argv[1], "--workspace") ? 2 : argc > 1 && g_str_has_prefix (argv[1], "--workspace=") ? 1 : 0;
  char *words[] = { argv[1], n_words > 1 ? argv[2] : NULL };
  int end;

  if (n_words == 0 || argc <= 1 + n_words || !is_word (argv[1 + n_words]))
    return;
  for (end = 1; end + n_words < argc && !g_str_equal (argv[end + n_words], "--"); end++)
    argv[end] = argv[end + n_words];
  memcpy (argv + end, words, (gsize) n_words * sizeof *words);
}

gboolean
commands_run (int argc, char **argv, int *status)
{
  occupy_standard_streams ();
  move_workspace_behind_command (argc, argv);
  if (argc < 2)
    return FALSE;
  g_set_print_handler (print_cb);
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    {
      print_help ();
      *status = COMMAND_DONE;
      return TRUE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("saltline %s\n", SALTLINE_VERSION);
      *status = COMMAND_DONE;
      return TRUE;
    }
  for (guint i = 0; commands[i].name; i++)
    if (g_str_equal (argv[1], commands[i].name))
      {
        *status = (int) end_output (commands[i].name, commands[i].run (argc - 1, argv + 1));
        return TRUE;
      }
  if (is_word (argv[1]))
    {
      g_printerr (_("saltline: there is no command “%s”; “saltline --help” lists them.\n"), argv[1]);
      *status = COMMAND_USAGE;
      return TRUE;
    }
  return FALSE; /* photos to open in the window */
}
