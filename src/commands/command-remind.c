/* commands/command-remind.c: `saltline remind list|on|off|quiet`: what the window will remind of around planned workouts */
#include <glib/gi18n.h>

#include "base/json.h"
#include "commands-list.h"
#include "with-workspace.h"
#include "workspace/reminders.h"

static const char *const verbs[] = { "list", "on", "off", "quiet", NULL };

static void
print_reminder (const Reminder *reminder, gboolean json)
{
  g_autofree char *due = instant_format (reminder->due_us, INSTANT_OFFSET_UNKNOWN), *until = instant_format (reminder->until_us, INSTANT_OFFSET_UNKNOWN);
  g_autoptr(JsonBuilder) builder = NULL;

  if (!json)
    {
      g_print ("%s  %s\n    %s\n", due, reminder->title, reminder->body);
      return;
    }
  builder = json_builder_new_immutable ();
  json_builder_begin_object (builder);
  json_put_string (builder, "kind", reminder_kind_name (reminder->kind));
  json_put_string (builder, "workout", reminder->workout);
  json_put_string (builder, "due", due);
  json_put_string (builder, "until", until);
  json_put_string (builder, "title", reminder->title);
  json_put_string (builder, "body", reminder->body);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static gboolean
list (SaltlineWorkspace *workspace, gboolean json, GError **error)
{
  gint64 now_us = g_get_real_time ();
  g_autoptr(GPtrArray) reminders = saltline_workspace_reminders (workspace, UNITS_METRIC, now_us, error);
  QuietHours quiet = saltline_workspace_quiet_hours (workspace);

  if (reminders == NULL)
    return FALSE;
  for (guint i = 0; i < reminders->len; i++)
    if (((const Reminder *) g_ptr_array_index (reminders, i))->until_us > now_us)
      print_reminder (g_ptr_array_index (reminders, i), json);
  if (!json)
    g_print (_("Reminders are %s; quiet from %02d:%02d to %02d:%02d. The open window says them.\n"), saltline_workspace_reminds (workspace) ? _("on") : _("off"),
             quiet.from_minute / 60, quiet.from_minute % 60, quiet.to_minute / 60, quiet.to_minute % 60);
  return TRUE;
}

/* @words: "22:00" and "07:00" */
static CommandStatus
set_quiet (SaltlineWorkspace *workspace, char **words)
{
  QuietHours quiet;
  g_autoptr(GError) error = NULL;

  if (!quiet_minute_parse (words[0], &quiet.from_minute) || !quiet_minute_parse (words[1], &quiet.to_minute))
    {
      command_complain ("remind quiet", _("“%s” and “%s” are not two times of day such as 22:00 and 07:00"), words[0], words[1]);
      return COMMAND_USAGE;
    }
  if (saltline_workspace_set_quiet_hours (workspace, &quiet, &error))
    return COMMAND_DONE;
  command_complain ("remind quiet", "%s", error->message);
  return COMMAND_REFUSED;
}

CommandStatus
command_remind (int argc, char **argv)
{
  gboolean json = FALSE, quiet, done;
  g_autofree char *path = NULL;
  CommandStatus status;
  const char *verb = command_take_verb ("remind", verbs, &argc, &argv, &status);
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (path),
    COMMAND_JSON_ENTRY (json),
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(GError) error = NULL;

  quiet = verb && g_str_equal (verb, "quiet");
  if (verb == NULL || !command_parse_options (quiet ? _("FROM TO — when nothing is said: 22:00 07:00; twice the same: never") : _("— reminders around planned workouts"), entries, &argc, &argv, &status))
    return status;
  if (argc != (quiet ? 3 : 1))
    {
      command_complain ("remind", "%s", quiet ? _("from when to when? remind quiet 22:00 07:00") : _("no more words are expected"));
      return COMMAND_USAGE;
    }
  workspace = command_open_workspace ("remind", path, STORE_OPEN_CREATE);
  if (workspace == NULL)
    return COMMAND_REFUSED;
  if (quiet)
    return set_quiet (workspace, argv + 1);
  done = g_str_equal (verb, "list") ? list (workspace, json, &error) : saltline_workspace_set_reminds (workspace, g_str_equal (verb, "on"), &error);
  if (!done)
    command_complain ("remind", "%s", error->message);
  return done ? COMMAND_DONE : COMMAND_REFUSED;
}
