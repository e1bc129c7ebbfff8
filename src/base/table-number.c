/* base/table-number.c: which mark is the decimal one, and what number a cell is */
#include "table.h"

#include <math.h>
#include <string.h>

#define LONGEST_NUMBER 63

typedef enum {
  READS_NOT_AT_ALL,      /* words */
  READS_EITHER_WAY,      /* "12", or "1,234": one group of three */
  READS_BY_POINT,        /* "1.5", "0.125", "1,234,567" */
  READS_BY_COMMA,
} Reading;

/* The digits of @cell with '.' for @mark and without the other mark, which may only stand before groups of three. */
static gboolean
plain_number (const char *cell, char mark, char plain[LONGEST_NUMBER + 1])
{
  const char other = mark == '.' ? ',' : '.';
  const char *p = cell;
  guint n = 0, digits = 0, before = 0;

  if (strlen (cell) > LONGEST_NUMBER)
    return FALSE;
  if (*p == '+' || *p == '-')
    plain[n++] = *p++;
  for (; g_ascii_isdigit (*p); p++, before++)
    plain[n++] = *p;
  digits = before;
  if (*p == other && (before < 1 || before > 3 || cell[p - cell - before] == '0'))
    return FALSE;
  while (*p == other)
    {
      if (!(g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]) && g_ascii_isdigit (p[3])) || g_ascii_isdigit (p[4]))
        return FALSE;
      memcpy (plain + n, p + 1, 3);
      n += 3;
      digits += 3;
      p += 4;
    }
  if (*p == mark)
    {
      plain[n++] = '.';
      for (p++; g_ascii_isdigit (*p); p++, digits++)
        plain[n++] = *p;
    }
  if (digits == 0)
    return FALSE;
  if (*p == 'e' || *p == 'E')
    {
      plain[n++] = *p++;
      if (*p == '+' || *p == '-')
        plain[n++] = *p++;
      if (!g_ascii_isdigit (*p))
        return FALSE;
      while (g_ascii_isdigit (*p))
        plain[n++] = *p++;
    }
  plain[n] = '\0';
  return *p == '\0';
}

static Reading
reading_of (const char *cell)
{
  char by_point[LONGEST_NUMBER + 1], by_comma[LONGEST_NUMBER + 1];
  gboolean point = plain_number (cell, '.', by_point);
  gboolean comma = plain_number (cell, ',', by_comma);

  if (point && comma)
    return READS_EITHER_WAY;
  return point ? READS_BY_POINT : comma ? READS_BY_COMMA : READS_NOT_AT_ALL;
}

void
table_find_decimal_marks (Table *table)
{
  guint by_point_all = 0, by_comma_all = 0;
  gboolean grouped_like = FALSE;

  g_return_if_fail (table != NULL);

  g_free (table->decimal_marks);
  table->decimal_marks = g_new0 (char, table->n_columns + 1);
  for (guint c = 0; c < table->n_columns; c++)
    {
      guint by_point = 0, by_comma = 0;

      for (guint r = 0; r < table->rows->len; r++)
        {
          const char *cell = table_cell (table, r, c);
          Reading reading = reading_of (cell);

          by_point += reading == READS_BY_POINT;
          by_comma += reading == READS_BY_COMMA;
          grouped_like |= reading == READS_EITHER_WAY && strchr (cell, ',') != NULL;
        }
      by_point_all += by_point;
      by_comma_all += by_comma;
      if (by_point || by_comma)
        table->decimal_marks[c] = by_comma > by_point ? ',' : '.';
    }
  if (by_point_all || by_comma_all)
    table->decimal_mark = by_comma_all > by_point_all ? ',' : '.';
  else /* only "1,234" and the like: semicolons delimit where the comma is the decimal mark */
    table->decimal_mark = grouped_like && table->delimiter == ';' ? ',' : '.';
  for (guint c = 0; c < table->n_columns; c++)
    if (table->decimal_marks[c] == '\0')
      table->decimal_marks[c] = table->decimal_mark;
}

gboolean
table_cell_is_missing (const char *cell)
{
  return *cell == '\0' || g_str_equal (cell, "-") || g_str_equal (cell, "--") || g_ascii_strcasecmp (cell, "NA") == 0
         || g_ascii_strcasecmp (cell, "NaN") == 0 || g_ascii_strcasecmp (cell, "null") == 0;
}

gboolean
table_number (const Table *table, guint row, guint column, double *value)
{
  const char *cell = table_cell (table, row, column);
  char plain[LONGEST_NUMBER + 1];

  *value = NAN;
  if (table_cell_is_missing (cell))
    return TRUE;
  if (!plain_number (cell, table->decimal_marks[column], plain))
    return FALSE;
  *value = g_ascii_strtod (plain, NULL);
  if (!isfinite (*value))
    {
      *value = NAN;
      return FALSE;
    }
  return TRUE;
}
