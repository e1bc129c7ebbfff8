/* sources/source-date.c */
#include "source-table.h"

#include <string.h>

/* Beginnings of months' names, without case: English, French, Spanish, Italian, Portuguese, German, Dutch, Scandinavian, Finnish,
 * Polish, Czech, Russian, Turkish. A longer one stands before a shorter that begins it. */
static const struct {
  const char *begin;
  guint8 month;
} months[] = {
  { "marras", 11 }, { "maalis", 3 }, { "tammi", 1 }, { "helmi", 2 }, { "huhti", 4 }, { "touko", 5 }, { "kesä", 6 }, { "heinä", 7 },
  { "elok", 8 }, { "syys", 9 }, { "loka", 10 }, { "joulu", 12 },
  { "jan", 1 }, { "janv", 1 }, { "ene", 1 }, { "gen", 1 }, { "sty", 1 }, { "led", 1 }, { "янв", 1 }, { "oca", 1 },
  { "feb", 2 }, { "fév", 2 }, { "fev", 2 }, { "lut", 2 }, { "úno", 2 }, { "фев", 2 }, { "şub", 2 },
  { "mar", 3 }, { "mär", 3 }, { "már", 3 }, { "mrt", 3 }, { "maa", 3 }, { "bře", 3 }, { "мар", 3 },
  { "apr", 4 }, { "avr", 4 }, { "abr", 4 }, { "kwi", 4 }, { "dub", 4 }, { "апр", 4 }, { "nis", 4 },
  { "may", 5 }, { "mai", 5 }, { "mei", 5 }, { "maj", 5 }, { "mag", 5 }, { "kvě", 5 }, { "máj", 5 }, { "мая", 5 }, { "май", 5 },
  { "juin", 6 }, { "jun", 6 }, { "jún", 6 }, { "giu", 6 }, { "cze", 6 }, { "čvn", 6 }, { "июн", 6 }, { "haz", 6 },
  { "juil", 7 }, { "jul", 7 }, { "júl", 7 }, { "lug", 7 }, { "lip", 7 }, { "čvc", 7 }, { "июл", 7 }, { "tem", 7 },
  { "aug", 8 }, { "aoû", 8 }, { "aou", 8 }, { "ago", 8 }, { "sie", 8 }, { "srp", 8 }, { "авг", 8 }, { "ağu", 8 },
  { "sep", 9 }, { "set", 9 }, { "wrz", 9 }, { "zář", 9 }, { "сен", 9 }, { "eyl", 9 },
  { "oct", 10 }, { "okt", 10 }, { "ott", 10 }, { "out", 10 }, { "paź", 10 }, { "říj", 10 }, { "окт", 10 }, { "eki", 10 },
  { "nov", 11 }, { "lis", 11 }, { "ноя", 11 }, { "kas", 11 },
  { "dec", 12 }, { "déc", 12 }, { "dez", 12 }, { "dic", 12 }, { "des", 12 }, { "gru", 12 }, { "pro", 12 }, { "дек", 12 }, { "ara", 12 },
};

/* Runs of digits, up to six, and what the words between them say. */
typedef struct {
  int numbers[6];
  guint n;
  gunichar separator;   /* behind the first number */
  int month;            /* by its name; 0 */
  gboolean pm, am;
} DateParts;

static int
month_of (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_str_has_prefix (word, months[i].begin))
      return months[i].month;
  return 0;
}

/* "PM", "p.m.", "p. m.", 오후, 下午, 午後: @rest is what follows the word. */
static void
note_half_of_day (DateParts *parts, const char *word, const char *rest)
{
  gboolean m_follows = FALSE;

  if ((g_str_equal (word, "p") || g_str_equal (word, "a")) && *rest == '.')
    {
      rest++;
      while (*rest && (g_unichar_isspace (g_utf8_get_char (rest))))
        rest = g_utf8_next_char (rest);
      m_follows = g_ascii_tolower (*rest) == 'm' && !g_ascii_isalpha (rest[1]);
    }
  if (g_str_equal (word, "pm") || g_str_equal (word, "오후") || g_str_equal (word, "下午") || g_str_equal (word, "午後")
      || (m_follows && *word == 'p'))
    parts->pm = TRUE;
  else if (g_str_equal (word, "am") || g_str_equal (word, "오전") || g_str_equal (word, "上午") || g_str_equal (word, "午前")
           || (m_follows && *word == 'a'))
    parts->am = TRUE;
}

/* Returns: behind the word. */
static const char *
take_word (DateParts *parts, const char *start)
{
  const char *end = start;
  g_autofree char *raw = NULL, *word = NULL;
  int month;

  while (g_unichar_isalpha (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  raw = g_strndup (start, (gsize) (end - start));
  word = g_utf8_strdown (raw, -1);
  month = month_of (word);
  if (month) /* the last: "mar. 23 mai" is a Tuesday in May */
    parts->month = month;
  note_half_of_day (parts, word, end);
  return end;
}

static gboolean
take_apart (const char *text, DateParts *parts)
{
  *parts = (DateParts) { 0 };
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
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
          parts->separator = g_utf8_get_char (c);
        parts->numbers[parts->n++] = value;
      }
    else if (g_unichar_isalpha (g_utf8_get_char (c)))
      c = take_word (parts, c);
    else
      c = g_utf8_next_char (c);
  return parts->n >= 2;
}

/* Which of the two may be the month decides; where both may, @order. */
static gboolean
order_day_and_month (DateOrder order, int *day, int *month)
{
  gboolean swap;

  if (*day > 12 || *day == *month)
    swap = FALSE;
  else if (*month > 12)
    swap = TRUE;
  else if (order == DATE_ORDER_UNKNOWN)
    return FALSE; /* the 3rd of April or the 4th of March: nobody can say */
  else
    swap = order == DATE_ORDER_MONTH_FIRST;
  if (swap)
    {
      int first = *day;

      *day = *month;
      *month = first;
    }
  return TRUE;
}

gboolean
source_scan_date (const char *text, DateOrder order, WrittenInstant *written)
{
  DateParts parts;
  int year, month, day, hour, minute, second, same_year, same_month, same_day;
  guint time_at = 3;

  if (instant_scan (text, -1, written))
    return TRUE;
  if (!take_apart (text, &parts))
    return FALSE;
  month = parts.month;
  if (month) /* "May 23, 2023", "23 May 2023", "2023 May 23" */
    {
      gboolean year_first = parts.numbers[0] > 31;

      day = parts.numbers[year_first ? 1 : 0];
      year = parts.numbers[year_first ? 0 : 1];
      time_at = 2;
    }
  else if (parts.n < 3)
    return FALSE;
  else if (parts.numbers[0] > 31) /* 2023/05/23, 2023年5月23日 */
    {
      year = parts.numbers[0];
      month = parts.numbers[1];
      day = parts.numbers[2];
    }
  else
    {
      day = parts.numbers[0];
      month = parts.numbers[1];
      year = parts.numbers[2];
      if (parts.separator == '/' || parts.separator == '-')
        {
          if (!order_day_and_month (order, &day, &month))
            return FALSE;
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
  civil_day_to_date (instant_civil_day (written->instant_us, 0), &same_year, &same_month, &same_day);
  return same_month == month && same_day == day; /* there is no 31st of February */
}

DateOrder
source_date_order (const Table *table, guint column)
{
  gboolean day_first = FALSE, month_first = FALSE;

  for (guint row = 0; row < table->rows->len; row++)
    {
      DateParts parts;

      if (!take_apart (table_cell (table, row, column), &parts) || parts.n < 3 || parts.month
          || (parts.separator != '/' && parts.separator != '-') || parts.numbers[0] > 31)
        continue;
      day_first = day_first || (parts.numbers[0] > 12 && parts.numbers[1] <= 12);
      month_first = month_first || (parts.numbers[1] > 12 && parts.numbers[0] <= 12);
    }
  if (day_first == month_first) /* no row says it, or two contradict each other */
    return DATE_ORDER_UNKNOWN;
  return day_first ? DATE_ORDER_DAY_FIRST : DATE_ORDER_MONTH_FIRST;
}
