/* sources/source-table.c */
#include "source-table.h"

#include <string.h>

#include "base/spreadsheet.h"

static guint
count_cells (const char *line, gsize length, char delimiter)
{
  gboolean quoted = FALSE;
  guint n = 1;

  for (gsize i = 0; i < length; i++)
    {
      quoted = quoted != (line[i] == '"');
      n += line[i] == delimiter && !quoted;
    }
  return n;
}

/* A last line without an end and with fewer cells than the header is one that was cut. Of a cut behind a line nobody can know. */
static void
note_cut (SourceReport *report, const Table *table, const char *text)
{
  gsize length = strlen (text);
  const char *last;

  if (g_str_has_prefix (table->encoding, "UTF-16"))
    return;
  if (length == 0 || text[length - 1] == '\n' || text[length - 1] == '\r' || table->rows->len == 0)
    return;
  last = strrchr (text, '\n');
  last = last ? last + 1 : text;
  if (count_cells (last, strlen (last), table->delimiter) >= table->n_columns)
    return;
  source_report_flag (report, "truncated");
  source_report_say (report, "The table breaks off in line %u: its last line has fewer cells than the header and no end.",
                     g_array_index (table->line_numbers, guint, table->rows->len - 1));
}

void
table_events_read (SourceJob *job, SourceReport *report, const char *bytes, gsize length)
{
  g_autofree char *text = NULL, *sheet = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = NULL;

  report->format = "text";
  if (spreadsheet_sniff (bytes, length))
    {
      bytes = sheet = spreadsheet_to_csv (report->file, bytes, length, &length, &error);
      if (sheet == NULL)
        {
          source_report_refuse (report, "spreadsheet", "%s", error->message);
          return;
        }
      source_report_say (report, "Of a workbook the first sheet is read.");
    }
  text = g_strndup (bytes, length);
  if (sleep_diary_read (job, report, text))
    return;
  table = table_parse (report->file, bytes, length, 0, &error);
  if (table == NULL)
    {
      source_report_refuse (report, "text", "This is text, and no table: %s", error->message);
      return;
    }
  if (table->n_columns < 2 || table->rows->len == 0)
    {
      source_report_refuse (report, "text", "This is text, and no table of at least two columns and one row.");
      return;
    }
  if (!strava_csv_read (report, table))
    lab_table_read (job, report, table);
  if (report->ok)
    note_cut (report, table, text);
}
