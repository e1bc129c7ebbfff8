/* base/zip-part.c */
#include "zip-part.h"

#include <archive.h>
#include <archive_entry.h>

#define BLOCK_BYTES 32768u

static void
fail (const char *name, GError **error, const char *what)
{
  g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, "%s %s. Save its sheet as CSV and read that.", name, what);
}

static GByteArray *
read_whole (struct archive *archive, const char *name, GError **error)
{
  g_autoptr(GByteArray) part = g_byte_array_new ();
  guint8 block[BLOCK_BYTES];
  la_ssize_t n;

  while ((n = archive_read_data (archive, block, sizeof block)) > 0)
    {
      if (part->len + (guint) n > ZIP_PART_MOST_BYTES)
        {
          g_set_error (error, BASE_ERROR, BASE_ERROR_TOO_LARGE, "%s holds a part of more than %u MB. Save its sheet as CSV.", name,
                       ZIP_PART_MOST_BYTES >> 20);
          return NULL;
        }
      g_byte_array_append (part, block, (guint) n);
    }
  if (n == 0)
    return g_steal_pointer (&part);
  fail (name, error, archive_read_has_encrypted_entries (archive) > 0 ? "is encrypted" : "is damaged");
  return NULL;
}

GByteArray *
zip_part_read (const char *name, const char *bytes, gsize length, const char *wanted, GError **error)
{
  struct archive *archive;
  struct archive_entry *entry;
  GByteArray *part = NULL;
  gboolean found = FALSE;
  int status;

  g_return_val_if_fail (name != NULL && bytes != NULL && wanted != NULL, NULL);

  archive = archive_read_new ();
  archive_read_support_format_zip_seekable (archive); /* by the directory at its end, as office programs do */
  status = archive_read_open_memory (archive, bytes, length);
  while (status == ARCHIVE_OK && !found && (status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      const char *path = archive_entry_pathname (entry);

      found = path != NULL && g_ascii_strcasecmp (path, wanted) == 0;
    }
  if (found)
    part = read_whole (archive, name, error);
  else if (status != ARCHIVE_EOF)
    fail (name, error, "breaks off or is damaged: the directory at its end cannot be read");
  archive_read_free (archive);
  return part;
}
