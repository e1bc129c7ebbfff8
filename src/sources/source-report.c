/* sources/source-report.c */
#include "source-report.h"

#include <math.h>

#include "source-error.h"

#define REMARKS_LISTED 20u   /* of the files of an archive or folder; the rest is counted */

G_DEFINE_QUARK (saltline-source-error, source_error)

SourceReport *
source_report_new (const char *file)
{
  SourceReport *report = g_new0 (SourceReport, 1);

  report->file = g_strdup (file);
  report->format = "unknown";
  report->ok = TRUE;
  report->reason = g_string_new (NULL);
  report->flags = g_ptr_array_new_with_free_func (g_free);
  report->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  return report;
}

void
source_report_free (SourceReport *report)
{
  if (report == NULL)
    return;
  g_free (report->file);
  g_string_free (report->reason, TRUE);
  g_ptr_array_unref (report->flags);
  g_ptr_array_unref (report->events);
  g_free (report);
}

static void
make_valid (char **text)
{
  if (*text && !g_utf8_validate (*text, -1, NULL))
    {
      char *valid = g_utf8_make_valid (*text, -1);

      g_free (*text);
      *text = valid;
    }
}

void
source_report_flag (SourceReport *report, const char *format, ...)
{
  g_autofree char *flag = NULL;
  va_list arguments;

  va_start (arguments, format);
  flag = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  make_valid (&flag);
  if (!g_ptr_array_find_with_equal_func (report->flags, flag, g_str_equal, NULL))
    g_ptr_array_add (report->flags, g_steal_pointer (&flag));
}

static void G_GNUC_PRINTF (2, 0)
say (SourceReport *report, const char *format, va_list arguments)
{
  g_autofree char *sentence = g_strdup_vprintf (format, arguments);

  make_valid (&sentence);
  if (report->reason->len)
    g_string_append_c (report->reason, ' ');
  g_string_append (report->reason, sentence);
}

void
source_report_say (SourceReport *report, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  say (report, format, arguments);
  va_end (arguments);
}

void
source_report_refuse (SourceReport *report, const char *kind, const char *format, ...)
{
  va_list arguments;

  report->ok = FALSE;
  report->format = kind;
  va_start (arguments, format);
  say (report, format, arguments);
  va_end (arguments);
}

/* What files hold is any bytes; from here on it is text. */
static void
make_event_valid (Event *event)
{
  make_valid (&event->source_id);
  make_valid (&event->file);
  make_valid (&event->device);
  make_valid (&event->device_id);
  make_valid (&event->sport);
  for (guint i = 0; i < event->children->len; i++)
    make_event_valid (g_ptr_array_index (event->children, i));
}

/* No workout begins at 0, 0 in the Gulf of Guinea: services write it for "nowhere". Weather and clocks would be looked up there. */
static void
drop_nowhere (Event *event)
{
  double latitude = event_number (event, EVENT_FIELD_START_LATITUDE_DEG), longitude = event_number (event, EVENT_FIELD_START_LONGITUDE_DEG);

  if (isnan (latitude) && isnan (longitude))
    return;
  if (!(fabs (latitude) <= 90 && fabs (longitude) <= 180) || (latitude == 0 && longitude == 0))
    {
      event_set_number (event, EVENT_FIELD_START_LATITUDE_DEG, NAN);
      event_set_number (event, EVENT_FIELD_START_LONGITUDE_DEG, NAN);
    }
}

/* Every event is called something, so that the same again is known for the same. */
void
source_report_take (SourceReport *report, Event *event)
{
  g_return_if_fail (report != NULL && event != NULL);
  if (event->file == NULL)
    event->file = g_strdup (report->file);
  if (event->source_id == NULL)
    event->source_id = event->content_hash ? g_strdup (event->content_hash)
                       : g_strdup_printf ("%s:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, event_kind_name (event->kind), event->start_us, event->end_us);
  make_event_valid (event);
  drop_nowhere (event);
  g_ptr_array_add (report->events, event);
}

void
source_report_absorb (SourceReport *report, SourceReport *part)
{
  report->n_files += MAX (part->n_files, 1);
  report->n_refused += part->ok ? part->n_refused : MAX (part->n_refused, 1);
  for (guint i = 0; i < part->flags->len; i++)
    source_report_flag (report, "%s", (const char *) g_ptr_array_index (part->flags, i));
  if (part->reason->len && report->n_remarks++ < REMARKS_LISTED)
    source_report_say (report, "%s: %s", part->file, part->reason->str);
  g_ptr_array_extend_and_steal (report->events, g_steal_pointer (&part->events));
  part->events = g_ptr_array_new ();
  source_report_free (part);
}

void
source_report_count_remarks (SourceReport *report)
{
  if (report->n_remarks > REMARKS_LISTED)
    source_report_say (report, "… and %u more files that something is to be said of; read them one by one to see it.",
                       report->n_remarks - REMARKS_LISTED);
}

/* Two lanes of the multiply-and-shift mixing of splitmix64. */
void
source_hash_add (SourceHash *hash, guint64 word)
{
  hash->a = (hash->a ^ word) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  hash->a ^= hash->a >> 31;
  hash->b = (hash->b + word + G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  hash->b ^= hash->b >> 29;
}

char *
source_hash_text (const SourceHash *hash)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", hash->a, hash->b);
}
