/* sources/apple-health.c: the scanner */
#define _GNU_SOURCE /* memmem () */
#include "apple-health.h"

#include <string.h>

#include "apple-events.h"

#define WINDOW (1024 * 1024)
#define LONGEST_TAG (64 * WINDOW)
#define MOST_TYPES 256u   /* HealthKit knows about two hundred */
#define LONGEST_TYPE 128
#define TYPES_NAMED 5u
#define TYPE_ATTRIBUTE "type=\""

/* Records of one type that become no event. */
typedef struct {
  char *type;
  gsize length;
  guint64 n;
} PassedOver;

typedef struct {
  AppleEvents *events;
  GArray *passed;          /* of PassedOver */
  guint latest;            /* in it: exports write one type after the other */
  guint64 n_others;        /* of types beyond the most that are kept apart */
  guint correlations;      /* open: what is inside stands at top level as well */
  gboolean seen_end;
} Scanner;

static gboolean
starts (const char *tag, gsize length, const char *word)
{
  gsize n = strlen (word);

  return length >= n && memcmp (tag, word, n) == 0 && (length == n || !g_ascii_isalnum (tag[n]));
}

/* An unescaped '>' is allowed within quotes: then it ends no tag. */
static gboolean
quotes_are_closed (const char *tag, const char *end)
{
  char open = '\0';

  for (const char *c = tag; c < end; c++)
    {
      if (open)
        open = *c == open ? '\0' : open;
      else if (*c == '"' || *c == '\'')
        open = *c;
    }
  return open == '\0';
}

/* Returns: the '>' that ends the tag behind @tag, or NULL when it is not in the window. */
static const char *
find_tag_end (const char *tag, const char *end)
{
  const char *from = tag;
  const char *close;

  while ((close = memchr (from, '>', (gsize) (end - from))) != NULL)
    {
      char before = close > tag ? close[-1] : '\0';

      if (before == '"')
        return close; /* the end of nearly every tag; a value that ends so would have to hold an unescaped quote */
      if (quotes_are_closed (tag, close))
        return close;
      from = close + 1;
    }
  return NULL;
}

static void
passed_over_clear (gpointer passed)
{
  g_free (((PassedOver *) passed)->type);
}

/* @type: what follows `type="`, up to @end */
static void
pass_over (Scanner *scanner, const char *type, const char *end)
{
  const char *quote;

  for (guint i = 0; i < scanner->passed->len; i++)
    {
      guint at = (scanner->latest + i) % scanner->passed->len;
      PassedOver *passed = &g_array_index (scanner->passed, PassedOver, at);

      if ((gsize) (end - type) > passed->length && type[passed->length] == '"' && memcmp (type, passed->type, passed->length) == 0)
        {
          passed->n++;
          scanner->latest = at;
          return;
        }
    }
  quote = memchr (type, '"', (gsize) (end - type));
  if (quote && quote - type <= LONGEST_TYPE && scanner->passed->len < MOST_TYPES)
    {
      PassedOver passed = { g_strndup (type, (gsize) (quote - type)), (gsize) (quote - type), 1 };

      scanner->latest = scanner->passed->len;
      g_array_append_val (scanner->passed, passed);
    }
  else
    scanner->n_others++;
}

static gint
compare_passed (gconstpointer a, gconstpointer b)
{
  const PassedOver *first = a, *second = b;

  return first->n != second->n ? (first->n > second->n ? -1 : 1) : strcmp (first->type, second->type);
}

/* What the phone knows beside: heart rates of the day, steps, breaths. They are not lost, they are in the export; who looks for them is told. */
static void
say_passed_over (Scanner *scanner, SourceReport *report)
{
  g_autoptr(GString) most = g_string_new (NULL);
  guint64 n = scanner->n_others;

  g_array_sort (scanner->passed, compare_passed);
  for (guint i = 0; i < scanner->passed->len; i++)
    {
      const PassedOver *passed = &g_array_index (scanner->passed, PassedOver, i);
      const char *name = strstr (passed->type, "TypeIdentifier");

      n += passed->n;
      if (i < TYPES_NAMED)
        g_string_append_printf (most, "%s%s %" G_GUINT64_FORMAT, i ? ", " : "", name ? name + strlen ("TypeIdentifier") : passed->type, passed->n);
    }
  if (n == 0)
    return;
  if (scanner->passed->len > TYPES_NAMED)
    g_string_append_printf (most, ", and %u more types", scanner->passed->len - TYPES_NAMED);
  source_report_say (report, "Records passed over, being neither workout, sleep, body mass nor drink: %" G_GUINT64_FORMAT " (%s).", n, most->str);
}

static void
meet_record (Scanner *scanner, AppleTag tag, gboolean self_closing)
{
  const char *type = g_strstr_len (tag.bytes, (gssize) MIN (tag.length, 64), TYPE_ATTRIBUTE);

  if (scanner->correlations)
    return;
  if (type == NULL)
    type = g_strstr_len (tag.bytes, (gssize) tag.length, " " TYPE_ATTRIBUTE);
  if (type == NULL)
    return;
  type = strchr (type, '"') + 1;
  if (!apple_events_wants_record (type, (gsize) (tag.bytes + tag.length - type)))
    {
      pass_over (scanner, type, tag.bytes + tag.length);
      return;
    }
  apple_events_begin_record (scanner->events, tag);
  if (self_closing)
    apple_events_end (scanner->events);
}

static void
meet_tag (Scanner *scanner, AppleTag tag)
{
  gboolean self_closing = tag.length && tag.bytes[tag.length - 1] == '/';

  switch (tag.bytes[0])
    {
    case 'R':
      if (starts (tag.bytes, tag.length, "Record"))
        meet_record (scanner, tag, self_closing);
      break;
    case 'M':
      if (starts (tag.bytes, tag.length, "MetadataEntry"))
        apple_events_add_metadata (scanner->events, tag);
      break;
    case 'W':
      if (starts (tag.bytes, tag.length, "Workout"))
        {
          apple_events_begin_workout (scanner->events, tag);
          if (self_closing)
            apple_events_end (scanner->events);
        }
      else if (starts (tag.bytes, tag.length, "WorkoutStatistics"))
        apple_events_add_statistics (scanner->events, tag);
      else if (starts (tag.bytes, tag.length, "WorkoutActivity"))
        apple_events_enter_part (scanner->events, !self_closing);
      break;
    case 'F':
      if (starts (tag.bytes, tag.length, "FileReference"))
        apple_events_add_file (scanner->events, tag);
      break;
    case 'C':
      if (starts (tag.bytes, tag.length, "Correlation") && !self_closing)
        scanner->correlations++;
      break;
    case '/':
      if (starts (tag.bytes, tag.length, "/Record") || starts (tag.bytes, tag.length, "/Workout"))
        apple_events_end (scanner->events);
      else if (starts (tag.bytes, tag.length, "/WorkoutActivity"))
        apple_events_enter_part (scanner->events, FALSE);
      else if (starts (tag.bytes, tag.length, "/Correlation") && scanner->correlations)
        scanner->correlations--;
      else if (starts (tag.bytes, tag.length, "/HealthData"))
        scanner->seen_end = TRUE;
      break;
    default:
      break;
    }
}

/* Behind "<!": a comment or the DOCTYPE. Returns: where it ends, NULL when not in the window. */
static const char *
skip_declaration (const char *at, const char *end)
{
  gsize n = (gsize) (end - at);

  if (n < 4)
    return NULL;
  if (memcmp (at, "<!--", 4) == 0)
    {
      const char *close = memmem (at + 4, n - 4, "-->", 3);

      return close ? close + 3 : NULL;
    }
  if (n >= 10 && memcmp (at, "<!DOCTYPE", 9) == 0)
    {
      const char *subset = memchr (at, '[', n), *close = memchr (at, '>', n);

      if (close && (subset == NULL || close < subset))
        return close + 1;
      close = subset ? memmem (subset, (gsize) (end - subset), "]>", 2) : NULL;
      return close ? close + 2 : NULL;
    }
  at = memchr (at, '>', n);
  return at ? at + 1 : NULL;
}

/* Returns: how many bytes are done with. */
static gsize
scan (Scanner *scanner, const char *bytes, gsize length)
{
  const char *at = bytes, *end = bytes + length;

  while ((at = memchr (at, '<', (gsize) (end - at))) != NULL)
    {
      const char *close;

      if (end - at < 2)
        return (gsize) (at - bytes);
      if (at[1] == '!')
        {
          close = skip_declaration (at, end);
          if (close == NULL)
            return (gsize) (at - bytes);
          at = close;
          continue;
        }
      close = find_tag_end (at + 1, end);
      if (close == NULL)
        return (gsize) (at - bytes);
      if (close > at + 1)
        meet_tag (scanner, (AppleTag) { at + 1, (gsize) (close - at - 1) });
      at = close + 1;
    }
  return length;
}

void
apple_health_read (SourceJob *job, SourceReport *report, SourceStream *stream)
{
  Scanner scanner = { apple_events_new (report) };
  gsize size = WINDOW, kept = 0;
  g_autofree char *window = g_malloc (size);
  g_autoptr(GError) error = NULL;
  guint64 done = 0;

  report->format = "apple-health";
  scanner.passed = g_array_new (FALSE, FALSE, sizeof (PassedOver));
  g_array_set_clear_func (scanner.passed, passed_over_clear);
  for (;;)
    {
      gssize n;
      gsize used;

      if (kept == size)
        {
          if (size >= LONGEST_TAG)
            {
              source_report_flag (report, "damaged");
              source_report_say (report, "At byte %" G_GUINT64_FORMAT " a tag does not end; what stands before it is kept.", done);
              break;
            }
          size *= 2;
          window = g_realloc (window, size);
        }
      n = source_stream_fill (stream, (guint8 *) window + kept, size - kept, &error);
      if (n < 0)
        {
          source_report_flag (report, "damaged");
          source_report_say (report, "%s What stands before byte %" G_GUINT64_FORMAT " is kept.", error->message, done + kept);
          break;
        }
      if (source_job_is_cancelled (job))
        {
          source_report_refuse (report, "apple-health", "Cancelled.");
          break;
        }
      used = scan (&scanner, window, kept + (gsize) n);
      done += used;
      if (n == 0)
        break;
      kept = kept + (gsize) n - used;
      memmove (window, window + used, kept);
      source_job_progress (job, done);
    }
  if (!scanner.seen_end && report->ok)
    {
      source_report_flag (report, "truncated");
      source_report_say (report, "The export breaks off at byte %" G_GUINT64_FORMAT " (no </HealthData>): what stands before is kept. "
                         "Export it again for the rest.", done);
    }
  if (report->ok)
    {
      apple_events_finish (scanner.events);
      say_passed_over (&scanner, report);
    }
  g_array_unref (scanner.passed);
  apple_events_free (scanner.events);
}
