/* workspace/photo-assignment.c */
#include "photo-assignment.h"

#include <glib/gi18n.h>
#include <string.h>

#include "store/lots.h"
#include "store/photo-edits.h"

static void
assignment_free (gpointer data)
{
  PhotoAssignment *assignment = data;

  g_free (assignment->name);
  g_free (assignment);
}

/* As a word of its own: "ann" is not in "anna-2.jpg". */
static gboolean
has_word (const char *name, const char *word)
{
  g_autofree char *folded = g_utf8_casefold (name, -1), *wanted = g_utf8_casefold (word, -1);
  gsize length = strlen (wanted);

  for (const char *at = strstr (folded, wanted); at; at = strstr (at + 1, wanted))
    {
      gboolean begins = at == folded || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));

      if (begins && !g_unichar_isalnum (g_utf8_get_char (at + length)))
        return TRUE;
    }
  return FALSE;
}

static guint
athlete_in_name (const char *name, const GPtrArray *athletes)
{
  guint found = NO_ATHLETE;

  for (guint a = 0; a < athletes->len; a++)
    if (has_word (name, ((const Athlete *) g_ptr_array_index (athletes, a))->handle))
      {
        if (found != NO_ATHLETE)
          return NO_ATHLETE; /* two of them: nobody knows */
        found = a;
      }
  return found;
}

/* Of any session that was not removed. */
static gboolean
is_bench_standard (const GPtrArray *lots, gint64 photo)
{
  for (guint i = 0; i < lots->len; i++)
    if (stored_lot_find (g_ptr_array_index (lots, i), photo) != NULL)
      return TRUE;
  return FALSE;
}

static int
compare_photos (gconstpointer a, gconstpointer b)
{
  gint64 first = (*(const PhotoAssignment *const *) a)->photo, second = (*(const PhotoAssignment *const *) b)->photo;

  return first < second ? -1 : first > second;
}

GPtrArray *
saltline_workspace_guess_photos (SaltlineWorkspace *self, const GPtrArray *athletes, GError **error)
{
  g_autoptr(GPtrArray) photos = NULL, lots = NULL, assignments = g_ptr_array_new_with_free_func (assignment_free);
  gboolean named = FALSE;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athletes != NULL, NULL);

  photos = store_photos (saltline_workspace_get_store (self), FALSE, error);
  lots = photos != NULL ? store_lots (saltline_workspace_get_store (self), error) : NULL;
  if (lots == NULL)
    return NULL;
  for (guint p = 0; p < photos->len; p++)
    {
      const StoredPhoto *photo = g_ptr_array_index (photos, p);
      PhotoAssignment *assignment;

      if (photo->state.athlete != 0 || is_bench_standard (lots, photo->id))
        continue;
      assignment = g_new0 (PhotoAssignment, 1);
      assignment->photo = photo->id;
      assignment->name = g_strdup (photo->name);
      assignment->athlete = athlete_in_name (photo->name, athletes);
      named |= assignment->athlete != NO_ATHLETE;
      g_ptr_array_add (assignments, assignment);
    }
  g_ptr_array_sort (assignments, compare_photos);
  for (guint p = 0; !named && assignments->len == athletes->len && p < assignments->len; p++)
    ((PhotoAssignment *) g_ptr_array_index (assignments, p))->athlete = p;
  return g_steal_pointer (&assignments);
}

typedef struct {
  const GPtrArray *assignments, *athletes;
  gint64 step;
  guint done;
} Assigning;

static gboolean
assign_work (Store *store, gpointer data, GError **error)
{
  Assigning *assigning = data;

  for (guint k = 0; k < assigning->assignments->len; k++)
    {
      const PhotoAssignment *assignment = g_ptr_array_index (assigning->assignments, k);
      PhotoChange change = { .kind = CHANGE_ATHLETE };

      if (assignment->athlete >= assigning->athletes->len)
        continue;
      change.row = ((const Athlete *) g_ptr_array_index (assigning->athletes, assignment->athlete))->id;
      if (!store_change_photos (store, &assignment->photo, 1, &change, 1, _("Assign athletes"), assigning->step, error))
        return FALSE;
      assigning->done++;
    }
  return TRUE;
}

gboolean
saltline_workspace_assign_photos (SaltlineWorkspace *self, const GPtrArray *assignments, const GPtrArray *athletes, guint *assigned, GError **error)
{
  Assigning assigning = { assignments, athletes, store_new_step (), 0 };

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && assignments != NULL && athletes != NULL, FALSE);

  if (!store_transaction (saltline_workspace_get_store (self), assign_work, &assigning, error))
    return FALSE;
  for (guint k = 0; k < assignments->len; k++)
    {
      const PhotoAssignment *assignment = g_ptr_array_index (assignments, k);

      if (assignment->athlete < athletes->len)
        saltline_workspace_photo_changed (self, assignment->photo);
    }
  if (assigned)
    *assigned = assigning.done;
  return TRUE;
}
