/* advice/planner-hitting.c */
#include "planner-hitting.h"

#include <string.h>

#define CANCEL_CHECK_MASK 0xFFF

struct HittingSets {
  guint n;
  GPtrArray *sets;      /* of gboolean[n] */
  guint least;          /* sets are only added: what was too few once is too few for good */
  /* the search */
  gboolean *taken;      /* n */
  gboolean *barred;     /* n: tried already, with all that goes with it */
  guint64 *steps, most_steps;
  GCancellable *cancellable;
  gboolean stopped;
};

HittingSets *
hitting_sets_new (guint n)
{
  HittingSets *self = g_new0 (HittingSets, 1);

  self->n = n;
  self->sets = g_ptr_array_new_with_free_func (g_free);
  self->taken = g_new0 (gboolean, n + 1);
  self->barred = g_new0 (gboolean, n + 1);
  return self;
}

void
hitting_sets_free (HittingSets *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sets);
  g_free (self->taken);
  g_free (self->barred);
  g_free (self);
}

void
hitting_sets_add (HittingSets *self, const gboolean *in)
{
  g_ptr_array_add (self->sets, g_memdup2 (in, (self->n + 1) * sizeof *in));
}

guint
hitting_sets_count (const HittingSets *self)
{
  return self->sets->len;
}

/* How many of the set may still be taken; G_MAXUINT: it is hit already. */
static guint
open_in (const HittingSets *self, const gboolean *set)
{
  guint open = 0;

  for (guint b = 0; b < self->n; b++)
    if (set[b])
      {
        if (self->taken[b])
          return G_MAXUINT;
        open += !self->barred[b];
      }
  return open;
}

/* The set that leaves the fewest ways, or NULL when all are hit. *@fewest: how many are at least still to be taken: as many as there
 * are sets found in a row that have nothing open in common. */
static const gboolean *
narrowest_set (HittingSets *self, guint *fewest)
{
  g_autofree gboolean *used = g_new0 (gboolean, self->n + 1);
  const gboolean *found = NULL;
  guint least = G_MAXUINT;

  *fewest = 0;
  for (guint s = 0; s < self->sets->len; s++)
    {
      const gboolean *set = g_ptr_array_index (self->sets, s);
      guint open = open_in (self, set);
      gboolean apart = open < G_MAXUINT;

      if (open < least)
        {
          least = open;
          found = set;
        }
      for (guint b = 0; apart && b < self->n; b++)
        apart = !(set[b] && used[b]);
      if (!apart)
        continue;
      ++*fewest;
      for (guint b = 0; b < self->n; b++)
        used[b] |= set[b] && !self->barred[b];
    }
  return found;
}

/* Whether @room more can hit what is not hit yet; then `taken` are they. */
static gboolean
hit (HittingSets *self, guint room)
{
  guint fewest;
  const gboolean *set = narrowest_set (self, &fewest);
  g_autofree gboolean *barred = NULL;

  if (set == NULL)
    return TRUE;
  ++*self->steps;
  self->stopped |= (self->most_steps && *self->steps > self->most_steps)
                   || ((*self->steps & CANCEL_CHECK_MASK) == 0 && g_cancellable_is_cancelled (self->cancellable));
  if (fewest > room || self->stopped)
    return FALSE;
  barred = g_memdup2 (self->barred, (self->n + 1) * sizeof *barred);
  for (guint b = 0; b < self->n; b++)
    {
      if (!set[b] || self->barred[b])
        continue;
      self->taken[b] = TRUE;
      if (hit (self, room - 1))
        return TRUE;
      self->taken[b] = FALSE;
      self->barred[b] = TRUE;
    }
  memcpy (self->barred, barred, (self->n + 1) * sizeof *barred);
  return FALSE;
}

guint
hitting_sets_smallest (HittingSets *self, gboolean *choice, guint most, guint64 *steps, guint64 most_steps, GCancellable *cancellable)
{
  self->steps = steps;
  self->most_steps = most_steps;
  self->cancellable = cancellable;
  self->stopped = FALSE;
  for (; self->least <= most; self->least++)
    {
      memset (self->taken, 0, (self->n + 1) * sizeof *self->taken);
      memset (self->barred, 0, (self->n + 1) * sizeof *self->barred);
      if (hit (self, self->least))
        {
          memcpy (choice, self->taken, (self->n + 1) * sizeof *choice);
          return self->least;
        }
      if (self->stopped)
        return 0;
    }
  return most + 1;
}
