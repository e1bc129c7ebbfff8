/* sources/source-table.c */
#include "source-table.h"

#include <string.h>

static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };

/* Runs of digits, up to six, and the first word of letters. */
typedef struct {
  int numbers[6];
  guint n;
  char separator;       /* behind the first number */
  char word[4];
  gboolean word_first;
  gboolean pm, am;
} DateParts;

static gboolean
take_apart (const char *text, DateParts *parts)
{
  *parts = (DateParts) { 0 };
  for (const char *c = text; *c;)
    if (g_ascii_isdigit (*c))
      {
        int value = 0;

        if (parts->n == G_N_ELEMENTS (parts->numbers))
          return FALSE;
        for (guint digits = 0; g_ascii_isdigit (*c); c++, digits++)
          {
            if (digits == 4)
              return FALSE;
            value = value * 10 + (*c - '0');
          }
        if (parts->n == 0)
          parts->separator = *c;
        parts->numbers[parts->n++] = value;
      }
    else if (g_ascii_isalpha (*c))
      {
        const char *start = c;

        while (g_ascii_isalpha (*c))
          c++;
        if (g_ascii_strncasecmp (start, "pm", 2) == 0 && c - start == 2)
          parts->pm = TRUE;
        else if (g_ascii_strncasecmp (start, "am", 2) == 0 && c - start == 2)
          parts->am = TRUE;
        else if (c - start >= 3 && parts->word[0] == '\0')
          {
            for (guint i = 0; i < 3; i++)
              parts->word[i] = g_ascii_tolower (start[i]);
            parts->word_first = parts->n == 0;
          }
      }
    else
      c++;
  return parts->n >= 2;
}

gboolean
source_scan_date (const char *text, WrittenInstant *written)
{
  DateParts parts;
  int year, month = 0, day, hour, minute, second;
  guint time_at = 3;

  if (instant_scan (text, -1, written))
    return TRUE;
  if (!take_apart (text, &parts))
    return FALSE;
  for (guint m = 0; m < G_N_ELEMENTS (months) && parts.word[0]; m++)
    if (g_str_equal (parts.word, months[m]))
      month = (int) m + 1;
  if (month) /* "May 23, 2023" or "23 May 2023" */
    {
      day = parts.numbers[0];
      year = parts.numbers[1];
      time_at = 2;
    }
  else
    {
      day = parts.numbers[0];
      month = parts.numbers[1];
      year = parts.n > 2 ? parts.numbers[2] : 0;
      if (parts.separator == '/')
        {
          if (month > 12 && day <= 12)
            {
              int swap = day;

              day = month;
              month = swap;
            }
          else if (day <= 12 && day != month)
            return FALSE; /* the 3rd of April or the 4th of March: nobody can say */
        }
      else if (parts.separator != '.')
        return FALSE;
    }
  hour = parts.n > time_at ? parts.numbers[time_at] : 0;
  minute = parts.n > time_at + 1 ? parts.numbers[time_at + 1] : 0;
  second = parts.n > time_at + 2 ? parts.numbers[time_at + 2] : 0;
  if (parts.pm && hour < 12)
    hour += 12;
  else if (parts.am && hour == 12)
    hour = 0;
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
    return FALSE;
  written->offset_s = INSTANT_OFFSET_UNKNOWN;
  written->instant_us = instant_from_civil (year, month, day, hour, minute, second, 0);
  return instant_civil_day (written->instant_us, 0) == civil_day_from_date (year, month, day);
}

void
table_events_read (SourceJob *job, SourceReport *report, const char *bytes, gsize length)
{
  g_autofree char *text = g_strndup (bytes, length);
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = NULL;

  report->format = "text";
  if (sleep_diary_read (job, report, text))
    return;
  table = table_parse (report->file, bytes, length, 0, &error);
  if (table == NULL)
    {
      source_report_refuse (report, "text", "This is text, and no table: %s.", error->message);
      return;
    }
  if (table->n_columns < 2 || table->rows->len == 0)
    {
      source_report_refuse (report, "text", "This is text, and no table of at least two columns and one row.");
      return;
    }
  if (!strava_csv_read (report, table))
    lab_table_read (job, report, table);
}
