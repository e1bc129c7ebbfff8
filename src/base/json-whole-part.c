/* base/json-whole-part.c: a strict walk over the grammar of RFC 8259 */
#include "json-whole-part.h"

#include <string.h>

#define DEEPEST 200

typedef enum { WANT_VALUE, WANT_VALUE_OR_END, WANT_KEY, WANT_KEY_OR_END, WANT_COLON, WANT_COMMA_OR_END } Want;

typedef struct {
  char open;           /* '{' or '[' */
  gsize whole_until;   /* behind its last whole entry; 0: none yet */
} Level;

typedef struct {
  const char *bytes;
  gsize length, at;
  Level levels[DEEPEST];
  guint depth;
  Want want;
  gboolean done;       /* the outermost value has ended */
} Walk;

/* Returns: behind the closing quote, or 0. */
static gsize
string_end (const Walk *walk)
{
  for (gsize i = walk->at + 1; i < walk->length; i++)
    {
      if (walk->bytes[i] == '"')
        return i + 1;
      if (walk->bytes[i] == '\\')
        i++;
    }
  return 0;
}

/* A number or true, false, null. Returns: behind it, or 0. */
static gsize
word_end (const Walk *walk)
{
  gsize n = strspn (walk->bytes + walk->at, "+-.0123456789eE");
  char *end;

  for (guint i = 0; i < 3; i++)
    {
      const char *word = ((const char *const[]) { "true", "false", "null" })[i];

      if (walk->length - walk->at >= strlen (word) && memcmp (walk->bytes + walk->at, word, strlen (word)) == 0)
        return walk->at + strlen (word);
    }
  /* At the very end nobody knows whether more digits were to come. */
  if (n == 0 || walk->at + n >= walk->length)
    return 0;
  g_ascii_strtod (walk->bytes + walk->at, &end);
  return end == walk->bytes + walk->at + n ? walk->at + n : 0;
}

static void
end_value (Walk *walk)
{
  if (walk->depth == 0)
    walk->done = TRUE;
  else
    {
      walk->levels[walk->depth - 1].whole_until = walk->at;
      walk->want = WANT_COMMA_OR_END;
    }
}

static gboolean
take_value (Walk *walk)
{
  char c = walk->bytes[walk->at];
  gsize end;

  if (c == '{' || c == '[')
    {
      if (walk->depth == DEEPEST)
        return FALSE;
      walk->levels[walk->depth++] = (Level) { c, 0 };
      walk->want = c == '{' ? WANT_KEY_OR_END : WANT_VALUE_OR_END;
      walk->at++;
      return TRUE;
    }
  end = c == '"' ? string_end (walk) : word_end (walk);
  if (end == 0)
    return FALSE;
  walk->at = end;
  end_value (walk);
  return TRUE;
}

static gboolean
take_end (Walk *walk)
{
  char c = walk->bytes[walk->at];

  if (walk->depth == 0 || c != (walk->levels[walk->depth - 1].open == '{' ? '}' : ']'))
    return FALSE;
  walk->depth--;
  walk->at++;
  end_value (walk);
  return TRUE;
}

/* Returns: FALSE at the fault. */
static gboolean
take_one (Walk *walk)
{
  char c = walk->bytes[walk->at];

  if (walk->done)
    return FALSE;
  switch (walk->want)
    {
    case WANT_VALUE_OR_END:
      return c == ']' ? take_end (walk) : take_value (walk);
    case WANT_VALUE:
      return take_value (walk);
    case WANT_KEY_OR_END:
    case WANT_KEY:
      if (c == '}' && walk->want == WANT_KEY_OR_END)
        return take_end (walk);
      if (c != '"' || string_end (walk) == 0)
        return FALSE;
      walk->at = string_end (walk);
      walk->want = WANT_COLON;
      return TRUE;
    case WANT_COLON:
      if (c != ':')
        return FALSE;
      walk->at++;
      walk->want = WANT_VALUE;
      return TRUE;
    default:
      if (c != ',')
        return take_end (walk);
      walk->at++;
      walk->want = walk->levels[walk->depth - 1].open == '{' ? WANT_KEY : WANT_VALUE;
      return TRUE;
    }
}

/* The level whose whole entries are kept; -1. */
static int
level_to_keep (const Walk *walk)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < walk->depth; i++)
      if (walk->levels[i].whole_until && (walk->levels[i].open == '[' || pass == 1))
        return (int) i;
  return -1;
}

char *
json_whole_part (const char *bytes, gsize length, gsize *fault_at)
{
  g_autofree char *text = g_strndup (bytes, length); /* so that it ends in a NUL for whoever looks ahead */
  g_autofree Walk *walk = g_new0 (Walk, 1);
  GString *part;
  int keep;

  g_return_val_if_fail (fault_at != NULL, NULL);
  *walk = (Walk) { .bytes = text, .length = length };
  if (length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0)
    walk->at = 3;
  for (;;)
    {
      while (walk->at < length && g_ascii_isspace (text[walk->at]))
        walk->at++;
      if (walk->at >= length || !take_one (walk))
        break;
    }
  *fault_at = walk->at;
  keep = level_to_keep (walk);
  if (keep < 0 || walk->done)
    return NULL;
  part = g_string_new_len (text, (gssize) walk->levels[keep].whole_until);
  for (int i = keep; i >= 0; i--)
    g_string_append_c (part, walk->levels[i].open == '{' ? '}' : ']');
  return g_string_free (part, FALSE);
}
