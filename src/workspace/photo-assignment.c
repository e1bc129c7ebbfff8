/* workspace/photo-assignment.c */
#include "photo-assignment.h"

#include <glib/gi18n.h>
#include <string.h>

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

static int
compare_photos (gconstpointer a, gconstpointer b)
{
  gint64 first = (*(const PhotoAssignment *const *) a)->photo, second = (*(const PhotoAssignment *const *) b)->photo;

  return first < second ? -1 : first > second;
}

GPtrArray *
saltline_workspace_guess_photos (SaltlineWorkspace *self, const GPtrArray *athletes, GError **error)
{
  g_autoptr(GPtrArray) photos = NULL, assignments = g_ptr_array_new_with_free_func (assignment_free);
  gboolean named = FALSE;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athletes != NULL, NULL);

  photos = store_photos (saltline_workspace_get_store (self), FALSE, error);
  if (photos == NULL)
    return NULL;
  for (guint p = 0; p < photos->len; p++)
    {
      const StoredPhoto *photo = g_ptr_array_index (photos, p);
      PhotoAssignment *assignment;

      if (photo->state.athlete != 0)
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

gboolean
saltline_workspace_assign_photos (SaltlineWorkspace *self, const GPtrArray *assignments, const GPtrArray *athletes, guint *assigned, GError **error)
{
  gint64 step = store_new_step (); /* undone together */
  guint done = 0;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && assignments != NULL && athletes != NULL, FALSE);

  for (guint k = 0; k < assignments->len; k++)
    {
      const PhotoAssignment *assignment = g_ptr_array_index (assignments, k);
      g_autoptr(StoredPhoto) photo = NULL;

      if (assignment->athlete >= athletes->len)
        continue;
      photo = store_photo (saltline_workspace_get_store (self), assignment->photo, error);
      if (photo == NULL)
        return FALSE;
      photo->state.athlete = ((const Athlete *) g_ptr_array_index (athletes, assignment->athlete))->id;
      if (!store_edit_photo (saltline_workspace_get_store (self), photo->id, &photo->state, _("Assign athletes"), step, error))
        return FALSE;
      saltline_workspace_photo_changed (self, photo->id);
      done++;
    }
  if (assigned)
    *assigned = done;
  return TRUE;
}
