/* commands/source-options.c */
#include "source-options.h"

#include <glib/gi18n.h>

void
source_words_clear (SourceWords *words)
{
  g_clear_pointer (&words->zone, g_free);
  g_clear_pointer (&words->map, g_free);
}

gboolean
source_words_apply (const char *command, const SourceWords *words, SourceOptions *options)
{
  g_autoptr(GTimeZone) found = instant_zone_find (words->zone);

  if (words->zone && found == NULL)
    {
      command_complain (command, _("“%s” is no time zone; they are named like Europe/Paris"), words->zone);
      return FALSE;
    }
  options->zone = words->zone;
  options->map = words->map;
  return TRUE;
}

void
put_source_report (JsonBuilder *builder, const SourceReport *report)
{
  g_autofree char *file = g_utf8_make_valid (report->file, -1);

  json_put_string (builder, "file", file);
  json_put_string (builder, "format", report->format);
  json_put_boolean (builder, "ok", report->ok);
  json_put_string (builder, "reason", report->reason->len ? report->reason->str : NULL);
  json_put_strings (builder, "flags", report->flags);
}
