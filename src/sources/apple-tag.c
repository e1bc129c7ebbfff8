/* sources/apple-tag.c */
#define _GNU_SOURCE /* memmem () */
#include "apple-tag.h"

#include <math.h>
#include <string.h>

#include "base/instant.h"

static void
append_entity (GString *text, const char *entity, gsize length)
{
  static const struct { const char *name, *value; } named[] = {
    { "lt", "<" }, { "gt", ">" }, { "amp", "&" }, { "quot", "\"" }, { "apos", "'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (strlen (named[i].name) == length && memcmp (named[i].name, entity, length) == 0)
      {
        g_string_append (text, named[i].value);
        return;
      }
  if (length > 1 && entity[0] == '#')
    {
      g_autofree char *digits = g_strndup (entity + 1, length - 1);
      guint64 code = digits[0] == 'x' ? g_ascii_strtoull (digits + 1, NULL, 16) : g_ascii_strtoull (digits, NULL, 10);

      if (code > 0 && g_unichar_validate ((gunichar) code))
        g_string_append_unichar (text, (gunichar) code);
    }
}

char *
apple_tag_text (AppleTag tag, const char *name)
{
  const char *at = tag.bytes, *end = tag.bytes + tag.length;
  gsize n = strlen (name);

  while ((at = memmem (at, (gsize) (end - at), name, n)) != NULL)
    {
      const char *value = at + n, *close;
      GString *text;
      char quote;

      if (at == tag.bytes || !g_ascii_isspace (at[-1]) || end - value < 2 || value[0] != '=' || (value[1] != '"' && value[1] != '\''))
        {
          at += n;
          continue;
        }
      quote = value[1];
      value += 2;
      close = memchr (value, quote, (gsize) (end - value));
      if (close == NULL)
        return NULL;
      text = g_string_new (NULL);
      for (const char *c = value; c < close; c++)
        {
          const char *semicolon = *c == '&' ? memchr (c, ';', (gsize) MIN (close - c, 12)) : NULL;

          if (semicolon)
            {
              append_entity (text, c + 1, (gsize) (semicolon - c - 1));
              c = semicolon;
            }
          else if (close - c >= 2 && (guchar) c[0] == 0xC2 && (guchar) c[1] == 0xA0)
            {
              g_string_append_c (text, ' ');
              c++;
            }
          else if ((guchar) *c >= 0x20)
            g_string_append_c (text, *c);
        }
      return g_string_free (text, FALSE);
    }
  return NULL;
}

double
apple_tag_number (AppleTag tag, const char *name)
{
  g_autofree char *text = apple_tag_text (tag, name);
  char *end;
  double value;

  if (text == NULL)
    return NAN;
  value = g_ascii_strtod (text, &end);
  return end == text ? NAN : value;
}

gint64
apple_tag_instant (AppleTag tag, const char *name)
{
  g_autofree char *text = apple_tag_text (tag, name);
  WrittenInstant written;

  return text && instant_scan (text, -1, &written) ? written.instant_us : INSTANT_UNKNOWN;
}
