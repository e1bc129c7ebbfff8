/* base/instant.c */
#include "instant.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DAY_S 86400
#define WIDEST_OFFSET_S (14 * 3600)

static const guint8 month_lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

static gboolean
is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_length (int year, int month)
{
  return month == 2 && is_leap (year) ? 29 : month_lengths[month - 1];
}

/* Days from civil and back: the era of 400 years begins on the first of March, so that the leap day is the last. */
CivilDay
civil_day_from_date (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year;
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

void
civil_day_to_date (CivilDay civil, int *year, int *month, int *day_of_month)
{
  int z = civil + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int day_of_era = z - era * 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted_month = (5 * day_of_year + 2) / 153;

  *day_of_month = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  *month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

gint64
instant_from_civil (int year, int month, int day, int hour, int minute, double second, int offset_s)
{
  gint64 whole = (gint64) civil_day_from_date (year, month, day) * DAY_S + hour * 3600 + minute * 60
                 - (offset_s == INSTANT_OFFSET_UNKNOWN ? 0 : offset_s);

  return whole * INSTANT_SECOND + (gint64) llround (second * 1e6);
}

/* Exactly @n digits, or −1. */
static int
scan_digits (const char **at, const char *end, int n)
{
  int value = 0;

  if (end - *at < n)
    return -1;
  for (int i = 0; i < n; i++)
    {
      char c = (*at)[i];

      if (c < '0' || c > '9')
        return -1;
      value = value * 10 + (c - '0');
    }
  *at += n;
  return value;
}

static gboolean
scan_offset (const char **at, const char *end, int *offset_s)
{
  const char *p = *at;
  int sign, hours, minutes = 0;

  if (p < end && *p == ' ')
    p++;
  if (p == end)
    return *at == end;
  if (*p == 'Z' || *p == 'z')
    {
      *offset_s = 0;
      *at = p + 1;
      return TRUE;
    }
  if (*p != '+' && *p != '-')
    return FALSE;
  sign = *p++ == '-' ? -1 : 1;
  hours = scan_digits (&p, end, 2);
  if (hours < 0)
    return FALSE;
  if (p < end)
    {
      if (*p == ':')
        p++;
      minutes = scan_digits (&p, end, 2);
    }
  if (minutes < 0 || minutes > 59 || hours > 23)
    return FALSE;
  *offset_s = sign * (hours * 3600 + minutes * 60);
  *at = p;
  return TRUE;
}

/* The time of day behind a date; −1 when malformed. */
static gboolean
scan_time (const char **at, const char *end, int *second_of_day, int *microsecond)
{
  int hour = scan_digits (at, end, 2), minute, second = 0, scale = 100000;

  if (hour < 0 || *at == end || **at != ':')
    return FALSE;
  ++*at;
  minute = scan_digits (at, end, 2);
  if (minute < 0)
    return FALSE;
  if (*at < end && **at == ':')
    {
      ++*at;
      second = scan_digits (at, end, 2);
      if (second < 0)
        return FALSE;
      if (*at < end && (**at == '.' || **at == ','))
        for (++*at; *at < end && g_ascii_isdigit (**at); ++*at, scale /= 10)
          *microsecond += (**at - '0') * scale;
    }
  if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && (minute || second)))
    return FALSE;
  *second_of_day = hour * 3600 + minute * 60 + second;
  return TRUE;
}

gboolean
instant_scan (const char *text, gssize length, WrittenInstant *written)
{
  const char *at = text, *end;
  int year, month, day, second_of_day = 0, microsecond = 0, offset_s = INSTANT_OFFSET_UNKNOWN;

  g_return_val_if_fail (text != NULL && written != NULL, FALSE);
  end = text + (length < 0 ? (gssize) strlen (text) : length);
  while (at < end && g_ascii_isspace (*at))
    at++;
  while (end > at && g_ascii_isspace (end[-1]))
    end--;
  year = scan_digits (&at, end, 4);
  if (year < 0 || at == end || *at++ != '-')
    return FALSE;
  month = scan_digits (&at, end, 2);
  if (month < 1 || month > 12 || at == end || *at++ != '-')
    return FALSE;
  day = scan_digits (&at, end, 2);
  if (day < 1 || day > month_length (year, month))
    return FALSE;
  if (at < end)
    {
      if (*at != 'T' && *at != 't' && *at != ' ')
        return FALSE;
      at++;
      if (!scan_time (&at, end, &second_of_day, &microsecond) || !scan_offset (&at, end, &offset_s) || at != end)
        return FALSE;
    }
  written->offset_s = offset_s;
  written->instant_us = ((gint64) civil_day_from_date (year, month, day) * DAY_S + second_of_day
                         - (offset_s == INSTANT_OFFSET_UNKNOWN ? 0 : offset_s)) * INSTANT_SECOND + microsecond;
  return TRUE;
}

gboolean
instant_parse (const char *text, WrittenInstant *written, GError **error)
{
  int year, month, day;

  g_return_val_if_fail (text != NULL && written != NULL, FALSE);
  if (instant_scan (text, -1, written))
    return TRUE;
  if (sscanf (text, "%4d-%2d-%2d", &year, &month, &day) == 3 && (month < 1 || month > 12 || day < 1 || day > 28))
    g_set_error (error, BASE_ERROR, BASE_ERROR_OUT_OF_RANGE, "“%s” is no day of the calendar", text);
  else
    g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED,
                 "“%s” is no time as ISO 8601 writes it, for example 2026-03-29T07:31:00+02:00", text);
  return FALSE;
}

char *
instant_format (gint64 instant_us, int offset_s)
{
  int shown_offset_s = offset_s == INSTANT_OFFSET_UNKNOWN ? 0 : offset_s;
  gint64 local_us, second_of_day;
  int year, month, day, microsecond;
  CivilDay civil;
  GString *text;

  if (instant_us == INSTANT_UNKNOWN)
    return NULL;
  local_us = instant_us + shown_offset_s * INSTANT_SECOND;
  civil = instant_civil_day (instant_us, shown_offset_s);
  microsecond = (int) (((local_us % INSTANT_SECOND) + INSTANT_SECOND) % INSTANT_SECOND);
  second_of_day = (local_us - microsecond) / INSTANT_SECOND - (gint64) civil * DAY_S;
  civil_day_to_date (civil, &year, &month, &day);
  text = g_string_new (NULL);
  g_string_printf (text, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, (int) (second_of_day / 3600),
                   (int) (second_of_day / 60 % 60), (int) (second_of_day % 60));
  if (microsecond)
    {
      g_string_append_printf (text, ".%06d", microsecond);
      while (text->str[text->len - 1] == '0')
        g_string_truncate (text, text->len - 1);
    }
  g_string_append_printf (text, "%c%02d:%02d", shown_offset_s < 0 ? '-' : '+', ABS (shown_offset_s) / 3600,
                          ABS (shown_offset_s) / 60 % 60);
  return g_string_free (text, FALSE);
}

gboolean
instant_offset_is_plausible (gint64 offset_s)
{
  return offset_s >= -WIDEST_OFFSET_S && offset_s <= WIDEST_OFFSET_S && offset_s % (15 * 60) == 0;
}

GTimeZone *
instant_zone_find (const char *name)
{
  if (name == NULL || *name == '\0')
    return NULL;
  return g_time_zone_new_identifier (name);
}

int
instant_offset_in_zone (gint64 instant_us, GTimeZone *zone)
{
  gint64 second;
  int interval;

  g_return_val_if_fail (zone != NULL && instant_us != INSTANT_UNKNOWN, 0);
  second = instant_us / INSTANT_SECOND - (instant_us % INSTANT_SECOND < 0);
  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, second);
  return g_time_zone_get_offset (zone, interval);
}

CivilDay
instant_civil_day (gint64 instant_us, int offset_s)
{
  gint64 local_us = instant_us + (offset_s == INSTANT_OFFSET_UNKNOWN ? 0 : offset_s) * INSTANT_SECOND;

  return (CivilDay) (local_us / INSTANT_DAY - (local_us % INSTANT_DAY < 0));
}

int
instant_minute_of_day (gint64 instant_us, int offset_s)
{
  gint64 local_us = instant_us + (offset_s == INSTANT_OFFSET_UNKNOWN ? 0 : offset_s) * INSTANT_SECOND;

  return (int) ((local_us - instant_civil_day (instant_us, offset_s) * INSTANT_DAY) / INSTANT_MINUTE);
}

gboolean
civil_day_parse (const char *text, CivilDay *day)
{
  WrittenInstant written;

  g_return_val_if_fail (text != NULL && day != NULL, FALSE);
  if (strlen (text) != 10 || !instant_scan (text, 10, &written))
    return FALSE;
  *day = instant_civil_day (written.instant_us, 0);
  return TRUE;
}

char *
civil_day_format (CivilDay civil)
{
  int year, month, day;

  if (civil == CIVIL_DAY_UNKNOWN)
    return NULL;
  civil_day_to_date (civil, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

gboolean
nominal_time_parse (const char *text, int *minute_of_day)
{
  guint64 hour, minute = 0;
  char *end;

  g_return_val_if_fail (text != NULL && minute_of_day != NULL, FALSE);

  if (!g_ascii_isdigit (*text))
    return FALSE;
  hour = g_ascii_strtoull (text, &end, 10);
  if (*end == ':')
    {
      if (!g_ascii_isdigit (end[1]) || !g_ascii_isdigit (end[2]))
        return FALSE;
      minute = g_ascii_strtoull (end + 1, &end, 10);
    }
  if (*end != '\0' || hour > 23 || minute > 59)
    return FALSE;
  *minute_of_day = (int) (hour * 60 + minute);
  return TRUE;
}

gint64
nominal_time_on_day (int minute_of_day, CivilDay day, GTimeZone *zone, NominalOutcome *outcome)
{
  gint64 local_s, wanted_s;
  gint32 offset_s, offset_before_s;
  NominalOutcome found = NOMINAL_PLAIN;

  g_return_val_if_fail (zone != NULL, INSTANT_UNKNOWN);
  wanted_s = local_s = (gint64) day * DAY_S + minute_of_day * 60;
  offset_s = g_time_zone_get_offset (zone, g_time_zone_adjust_time (zone, G_TIME_TYPE_STANDARD, &local_s));
  /* What a clock showed half a day before tells both cases apart, whichever side GLib chose. */
  offset_before_s = instant_offset_in_zone ((wanted_s - offset_s - DAY_S / 2) * INSTANT_SECOND, zone);
  if (instant_offset_in_zone ((wanted_s - offset_s) * INSTANT_SECOND, zone) != offset_s || local_s != wanted_s)
    {
      found = NOMINAL_SKIPPED;
      offset_s = offset_before_s; /* as if the clocks had not been put forward: later by the gap on the new clock */
    }
  else if (instant_offset_in_zone ((wanted_s - offset_before_s) * INSTANT_SECOND, zone) == offset_before_s
           && offset_before_s != offset_s)
    {
      found = NOMINAL_DOUBLED;
      offset_s = offset_before_s;
    }
  else
    {
      gint32 offset_after_s = instant_offset_in_zone ((wanted_s - offset_s + DAY_S / 2) * INSTANT_SECOND, zone);

      if (offset_after_s < offset_s
          && instant_offset_in_zone ((wanted_s - offset_after_s) * INSTANT_SECOND, zone) == offset_after_s)
        found = NOMINAL_DOUBLED;
    }
  if (outcome)
    *outcome = found;
  return (wanted_s - offset_s) * INSTANT_SECOND;
}
