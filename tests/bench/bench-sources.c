/* tests/bench/bench-sources.c: `bench-sources fit FILE`: a FIT file to rows in memory; `bench-sources merge N`: N events merged
 * again; `bench-sources sax FILE`: libxml2's bare SAX pass. Prints the median of eleven rounds in milliseconds of processor
 * time, which other programs disturb least. */
#include <libxml/parser.h>
#include <stdlib.h>

#include "timing.h"
#include "sources/fit-file.h"
#include "timeline/timeline.h"

#define ROUNDS 11

static int
compare (const void *a, const void *b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

static void
print_median (const char *what, double *milliseconds, guint n)
{
  qsort (milliseconds, n, sizeof *milliseconds, compare);
  g_print ("%s %.2f\n", what, milliseconds[n / 2]);
}

static double
since (double start)
{
  return processor_ms () - start;
}

static void
bench_fit (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;
  double milliseconds[ROUNDS];
  guint n_records = 0;

  if (!g_file_get_contents (path, &bytes, &length, NULL))
    g_error ("cannot read %s", path);
  for (guint i = 0; i < ROUNDS; i++)
    {
      double start = processor_ms ();
      g_autoptr(FitFile) file = fit_file_parse ((const guint8 *) bytes, length, NULL);

      milliseconds[i] = since (start);
      n_records = ((FitActivity *) g_ptr_array_index (file->activities, 0))->records->len;
    }
  g_print ("records %u\n", n_records);
  print_median ("fit", milliseconds, ROUNDS);
}

/* Half of them copies of the other half, as a watch and a service tell of the same rides. */
static void
bench_merge (guint n)
{
  const DuplicateRules rules = DUPLICATE_RULES_DEFAULT;
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  double milliseconds[ROUNDS];

  for (guint i = 0; i < n; i++)
    {
      Event *event = event_new (EVENT_WORKOUT, i % 2 ? "strava-json" : "fit");

      event->source_id = g_strdup_printf ("%u", i);
      event->device_id = i % 2 ? NULL : g_strdup ("1:1");
      event_set_sport (event, "cycling");
      event->start_us = (i / 2) * (8 * INSTANT_HOUR + 7 * INSTANT_MINUTE) + i % 2 * INSTANT_SECOND;
      event->end_us = event->start_us + INSTANT_HOUR;
      event->elapsed_s = 3600;
      event->distance_m = 20000 + i % 13 * 900;
      event_set_number (event, EVENT_FIELD_HEART_RATE_AVG_BPM, 140);
      event_set_number (event, EVENT_FIELD_ASCENT_M, 100);
      event_set_text (event, EVENT_FIELD_TITLE, "Ride");
      g_ptr_array_add (events, event);
    }
  for (guint i = 0; i < ROUNDS; i++)
    {
      double start = processor_ms ();
      g_autoptr(Timeline) timeline = timeline_merge (events, NULL, 0, &rules);

      milliseconds[i] = since (start);
      g_assert_cmpuint (timeline->events->len, ==, (n + 1) / 2);
    }
  print_median ("merge", milliseconds, ROUNDS);
}

static void
nothing_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
            int n_attributes, int n_defaulted, const xmlChar **attributes)
{
}

static void
bench_sax (const char *path)
{
  xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC, .startElementNs = nothing_cb };
  xmlParserCtxtPtr context = xmlCreatePushParserCtxt (&handler, NULL, NULL, 0, NULL);
  g_autofree char *chunk = g_malloc (1 << 20);
  FILE *file = fopen (path, "rb");
  double start = processor_ms ();
  double milliseconds;
  size_t n;

  if (file == NULL)
    g_error ("cannot read %s", path);
  xmlCtxtUseOptions (context, XML_PARSE_HUGE);
  while ((n = fread (chunk, 1, 1 << 20, file)) > 0)
    xmlParseChunk (context, chunk, (int) n, FALSE);
  xmlParseChunk (context, chunk, 0, TRUE);
  milliseconds = since (start);
  fclose (file);
  xmlFreeParserCtxt (context);
  print_median ("sax", &milliseconds, 1);
}

int
main (int argc, char **argv)
{
  g_return_val_if_fail (argc == 3, 2);
  if (g_str_equal (argv[1], "fit"))
    bench_fit (argv[2]);
  else if (g_str_equal (argv[1], "merge"))
    bench_merge ((guint) g_ascii_strtoull (argv[2], NULL, 10));
  else if (g_str_equal (argv[1], "sax"))
    bench_sax (argv[2]);
  else
    return 2;
  return 0;
}
