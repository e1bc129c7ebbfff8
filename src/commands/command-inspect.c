/* commands/command-inspect.c: `saltline inspect FILE…`: what a file holds, without storing it */
#include <glib/gi18n.h>
#include <math.h>

#include "base/json.h"
#include "commands-list.h"
#include "source-options.h"

static void
put_event (JsonBuilder *builder, const Event *event)
{
  json_put_string (builder, "kind", event_kind_name (event->kind));
  json_put_string (builder, "sport", event->sport);
  json_put_instant (builder, "start", event->start_us, event->start_offset_s);
  json_put_instant (builder, "end", event->end_us, event->end_offset_s);
  json_put_number (builder, "elapsed_s", event->elapsed_s);
  json_put_number (builder, "timer_s", event->timer_s);
  json_put_number (builder, "distance_m", event->distance_m);
  json_put_integer (builder, "records", event->n_records);
  json_put_string (builder, "source", event->source);
  json_put_string (builder, "device", event->device);
  if (event->children->len)
    {
      json_put_array (builder, "children");
      for (guint i = 0; i < event->children->len; i++)
        {
          json_builder_begin_object (builder);
          put_event (builder, g_ptr_array_index (event->children, i));
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
}

static void
print_json (const SourceReport *report)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  put_source_report (builder, report);
  json_put_array (builder, "events");
  for (guint i = 0; i < report->events->len; i++)
    {
      json_builder_begin_object (builder);
      put_event (builder, g_ptr_array_index (report->events, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_event (const Event *event, const char *indent)
{
  g_autofree char *start = instant_format (event->start_us, event->start_offset_s);

  g_print ("%s%-9s  %-20s  %s", indent, event_kind_name (event->kind), event->sport ? event->sport : "–",
           start ? start : _("no time"));
  if (!isnan (event->elapsed_s))
    g_print (_("  %.0f s"), event->elapsed_s);
  if (!isnan (event->distance_m))
    g_print (_("  %.0f m"), event->distance_m);
  if (!isnan (event_number (event, EVENT_FIELD_BODY_MASS_KG)))
    g_print (_("  %.2f kg"), event_number (event, EVENT_FIELD_BODY_MASS_KG));
  if (event->n_records)
    g_print (g_dngettext (GETTEXT_PACKAGE, "  %u record", "  %u records", event->n_records), event->n_records);
  if (event->device)
    g_print ("  %s", event->device);
  g_print ("\n");
  for (guint i = 0; i < event->children->len; i++)
    print_event (g_ptr_array_index (event->children, i), "    ");
}

static void
print_text (const SourceReport *report)
{
  g_print ("%s: %s%s\n", report->file, report->format, report->ok ? "" : _(", refused"));
  for (guint i = 0; i < report->events->len; i++)
    print_event (g_ptr_array_index (report->events, i), "  ");
  if (report->reason->len)
    g_print ("  %s\n", report->reason->str);
  for (guint i = 0; i < report->flags->len; i++)
    g_print (i ? ", %s" : _("  Flags: %s"), (const char *) g_ptr_array_index (report->flags, i));
  if (report->flags->len)
    g_print ("\n");
}

CommandStatus
command_inspect (int argc, char **argv)
{
  gboolean json = FALSE;
  g_auto(SourceWords) words = { 0 };
  SourceOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object for each file"), NULL },
    SOURCE_WORDS_ENTRIES (words),
    { NULL },
  };
  CommandStatus status;

  if (!command_parse_options (_("FILE… — what files, folders and archives hold, without storing it"), entries, &argc, &argv, &status))
    return status;
  if (argc < 2)
    {
      command_complain ("inspect", _("no file is named; name at least one file, folder or archive"));
      return COMMAND_USAGE;
    }
  if (!source_words_apply ("inspect", &words, &options))
    return COMMAND_USAGE;
  status = COMMAND_DONE;
  for (int i = 1; i < argc; i++)
    {
      g_autoptr(SourceReport) report = source_read (argv[i], &options);

      if (!report->ok)
        {
          status = COMMAND_REFUSED;
          command_complain ("inspect", "%s: %s", argv[i], report->reason->str);
        }
      if (json)
        print_json (report);
      else
        print_text (report);
    }
  return status;
}
