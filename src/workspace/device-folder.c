/* workspace/device-folder.c */
#include "device-folder.h"

#include <string.h>

#define MOST_ENTRIES 500

/* The folder in @parent whose name is one of @names, in any case of letters. */
static GFile *
find_child (GFile *parent, const char *const *names, GCancellable *cancellable)
{
  g_autoptr(GFileEnumerator) entries = g_file_enumerate_children (parent, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                                  G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, NULL);

  for (guint n = 0; entries && n < MOST_ENTRIES; n++)
    {
      GFileInfo *info = NULL;
      GFile *child = NULL;

      if (!g_file_enumerator_iterate (entries, &info, &child, cancellable, NULL) || info == NULL)
        return NULL;
      for (guint i = 0; names[i]; i++)
        if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY && g_ascii_strcasecmp (g_file_info_get_name (info), names[i]) == 0)
          return g_object_ref (child);
    }
  return NULL;
}

GFile *
device_folder_find (GFile *root, GCancellable *cancellable)
{
  static const char *const makers[] = { "Garmin", NULL }, *const activities[] = { "Activity", "Activities", NULL };
  static const char *const storages[] = { "Primary", "Internal Storage", NULL };   /* of MTP, between the mount and the folder */
  g_autoptr(GFile) storage = NULL, maker = NULL, activity = NULL;

  g_return_val_if_fail (G_IS_FILE (root), NULL);

  maker = find_child (root, makers, cancellable);
  if (maker == NULL)
    {
      storage = find_child (root, storages, cancellable);
      maker = storage ? find_child (storage, makers, cancellable) : NULL;
    }
  activity = maker ? find_child (maker, activities, cancellable) : NULL;
  return activity ? g_steal_pointer (&maker) : NULL;
}
