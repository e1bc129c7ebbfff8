/* photo/metadata.c: what the camera wrote beside the pixels (EXIF 2.32), by gexiv2 */
#include <stdio.h>
#include <string.h>

#include <gexiv2/gexiv2.h>

#include "decoder.h"

#define LARGEST_EXIF_BYTES (1u << 20)

static gpointer
initialize (gpointer data)
{
  gexiv2_initialize ();
  gexiv2_log_set_level (GEXIV2_LOG_LEVEL_MUTE);
  return NULL;
}

/* Text of a tag without the blanks that cameras pad it with; NULL when it is empty, missing or not UTF-8. */
static char *
tag_text (GExiv2Metadata *metadata, const char *tag)
{
  g_autofree char *text = gexiv2_metadata_try_get_tag_string (metadata, tag, NULL);

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  g_strstrip (text);
  return *text ? g_steal_pointer (&text) : NULL;
}

static char *
read_camera (GExiv2Metadata *metadata)
{
  g_autofree char *make = tag_text (metadata, "Exif.Image.Make");
  g_autofree char *model = tag_text (metadata, "Exif.Image.Model");

  if (model == NULL)
    return g_steal_pointer (&make);
  if (make == NULL || g_ascii_strncasecmp (model, make, strlen (make)) == 0)
    return g_steal_pointer (&model);
  return g_strconcat (make, " ", model, NULL);
}

static gboolean
is_offset (const char *text)
{
  return text && strlen (text) == 6 && (text[0] == '+' || text[0] == '-') && g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[2])
         && text[3] == ':' && g_ascii_isdigit (text[4]) && g_ascii_isdigit (text[5]);
}

/* EXIF writes "2023:06:14 10:31:05", and since 2.31 the zone's offset in a tag of its own. */
static char *
read_captured (GExiv2Metadata *metadata)
{
  g_autofree char *time = tag_text (metadata, "Exif.Photo.DateTimeOriginal");
  g_autofree char *offset = tag_text (metadata, "Exif.Photo.OffsetTimeOriginal");
  int year, month, day, hour, minute, second;

  if (time == NULL)
    {
      time = tag_text (metadata, "Exif.Image.DateTime");
      g_free (offset);
      offset = tag_text (metadata, "Exif.Photo.OffsetTime");
    }
  if (time == NULL || sscanf (time, "%4d:%2d:%2d %2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second) != 6)
    return NULL;
  if (!g_date_valid_dmy ((GDateDay) CLAMP (day, 0, 99), (GDateMonth) CLAMP (month, 0, 13), (GDateYear) CLAMP (year, 0, 9999))
      || year < 1900 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%s", year, month, day, hour, minute, second,
                          is_offset (offset) ? offset : "");
}

int
photo_metadata_read (GBytes *exif, Photo *photo)
{
  static GOnce once = G_ONCE_INIT;
  g_autoptr(GExiv2Metadata) metadata = NULL;
  g_autofree guint8 *segment = NULL;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (exif, &length);
  int orientation;

  g_once (&once, initialize, NULL);
  if (length > LARGEST_EXIF_BYTES)
    return 1;
  segment = g_malloc (length + 6);
  memcpy (segment, "Exif\0\0", 6);
  memcpy (segment + 6, bytes, length);
  metadata = gexiv2_metadata_new ();
  if (!gexiv2_metadata_from_app1_segment (metadata, segment, (glong) (length + 6), NULL))
    return 1;
  photo->camera = read_camera (metadata);
  photo->captured = read_captured (metadata);
  orientation = (int) gexiv2_metadata_try_get_orientation (metadata, NULL);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}
