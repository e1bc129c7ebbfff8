/* tests/commands/edit-until-killed.c: what a person does in the window, without one and without a pause: FILE
 *
 * Edits every photo of the workspace in turn: a note, then the front by hand, then both undone and one done again. A line is
 * printed when an edit is committed: "photo number". Ends when it is killed. */
#include <stdio.h>

#include "workspace/patches.h"

static gboolean
edit (SaltlineWorkspace *workspace, gint64 id, guint number, GError **error)
{
  g_autoptr(StoredPhoto) photo = store_photo (saltline_workspace_get_store (workspace), id, error);
  g_autoptr(ByHand) by_hand = by_hand_new ();

  if (photo == NULL)
    return FALSE;
  g_free (photo->state.note);
  photo->state.note = g_strdup_printf ("%u", number);
  if (number % 4 == 0)
    {
      by_hand->front_set = TRUE;
      by_hand->front_fraction = (number % 100) / 100.0;
      g_free (photo->state.by_hand);
      photo->state.by_hand = by_hand_to_json (by_hand);
    }
  return saltline_workspace_edit_photo (workspace, id, &photo->state, NULL, "Edit", 0, NULL, error);
}

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SaltlineWorkspace) workspace = saltline_workspace_open (argv[1], STORE_OPEN_WRITE, &error);
  g_autoptr(GPtrArray) photos = workspace != NULL ? store_photos (saltline_workspace_get_store (workspace), FALSE, &error) : NULL;
  guint number = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 1;

  for (; photos != NULL && photos->len > 0; number++)
    {
      gint64 id = ((const StoredPhoto *) g_ptr_array_index (photos, number % photos->len))->id;

      if (!edit (workspace, id, number, &error))
        break;
      printf ("%" G_GINT64_FORMAT " %u\n", id, number);
      fflush (stdout);
      if (number % 5 == 0)
        {
          /* Undone and done again: the number that was promised stands in the end. */
          g_autofree char *undone = NULL, *again = NULL;

          if (!saltline_workspace_undo (workspace, FALSE, NULL, &undone, &error) || !saltline_workspace_undo (workspace, TRUE, NULL, &again, &error))
            break;
        }
    }
  fprintf (stderr, "%s\n", error != NULL ? error->message : "there is no photo");
  return 1;
}
