/* base/csv.c */
#include "csv.h"

#include <math.h>
#include <string.h>

void
csv_put_text (GString *text, const char *cell)
{
  g_return_if_fail (text != NULL);

  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, ',');
  if (cell == NULL || *cell == '\0')
    {
      /* an empty first cell must still be seen to be one when the next follows */
      if (text->len == 0 || text->str[text->len - 1] == '\n')
        g_string_append (text, "\"\"");
      return;
    }
  if (strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append (text, cell);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *c = cell; *c; c++)
    {
      if (*c == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

void
csv_put_number (GString *text, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    {
      csv_put_text (text, NULL);
      return;
    }
  g_ascii_formatd (digits, sizeof digits, "%.15g", value); /* 0.1 rather than 0.10000000000000001, where both are the same number */
  if (g_ascii_strtod (digits, NULL) != value)
    g_ascii_dtostr (digits, sizeof digits, value);
  csv_put_text (text, digits);
}

void
csv_end_line (GString *text)
{
  g_return_if_fail (text != NULL);

  g_string_append (text, "\r\n");
}
