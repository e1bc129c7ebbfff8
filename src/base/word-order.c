/* base/word-order.c: the order of words in a dictionary */
#include "word-order.h"

#include <glib.h>
#include <string.h>

/* Signs in the order of the Unicode collation's root. */
static const char signs[] = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

enum { BLANK = 1, SIGN = 2, OTHER_SIGN = 0x100, DIGIT = 0x200000, LETTER = 0x400000 };

/* A word taken apart: base letters and the accents that follow them are characters of their own. */
typedef struct
{
  const char *rest;
  gunichar parts[4];
  gsize n_parts, next;
} Spelling;

/* The next character; 0 at the end of the word. */
static gunichar
spell (Spelling *word)
{
  if (word->next == word->n_parts)
    {
      if (*word->rest == '\0')
        return 0;
      word->n_parts = g_unichar_fully_decompose (g_utf8_get_char (word->rest), FALSE, word->parts, G_N_ELEMENTS (word->parts));
      word->next = 0;
      word->rest = g_utf8_next_char (word->rest);
    }
  return word->parts[word->next++];
}

/* Where a character stands, regardless of case; 0 for one that does not count: accents and controls. */
static guint
place_of (gunichar c)
{
  const char *sign = c < 128 ? strchr (signs, (int) c) : NULL;

  if (c == 0 || g_unichar_ismark (c) || (g_unichar_iscntrl (c) && !g_unichar_isspace (c)))
    return 0;
  if (g_unichar_isspace (c))
    return BLANK;
  if (sign)
    return SIGN + (guint) (sign - signs);
  if (g_unichar_isdigit (c))
    return DIGIT + (guint) g_unichar_digit_value (c);
  return g_unichar_isalpha (c) ? LETTER + g_unichar_tolower (c) : OTHER_SIGN + c;
}

static guint
accent_of (gunichar c)
{
  return g_unichar_ismark (c) ? c : 0;
}

static guint
case_of (gunichar c)
{
  return g_unichar_isupper (c);
}

/* By what `rank` gives for each character; characters of no rank are passed over when `skip` says so. */
static int
compare_by (const char *a, const char *b, guint (*rank) (gunichar), gboolean skip)
{
  Spelling first = { .rest = a }, second = { .rest = b };

  for (;;)
    {
      gunichar x, y;

      do
        x = spell (&first);
      while (skip && x && rank (x) == 0);
      do
        y = spell (&second);
      while (skip && y && rank (y) == 0);
      if (x == 0 || y == 0)
        return (x != 0) - (y != 0);
      if (rank (x) != rank (y))
        return rank (x) < rank (y) ? -1 : 1;
    }
}

int
compare_words (const void *a, const void *b)
{
  const char *first = *(const char *const *) a, *second = *(const char *const *) b;
  int order = compare_by (first, second, place_of, TRUE);

  if (order == 0)
    order = compare_by (first, second, accent_of, FALSE);
  if (order == 0)
    order = compare_by (first, second, case_of, FALSE);
  return order ? order : strcmp (first, second);
}
