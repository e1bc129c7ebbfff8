/* tests/fuzz/target-photo.c: any bytes → a photo or an error that names them. FORMAT holds the fuzzer on one decoder's path. */
#include <string.h>

#include "photo/photo.h"
#include "target.h"

#define LARGEST_INPUT (1u << 20)

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  /* JPEG, PNG, HEIF */
  static const struct {
    gsize at, length;
    const char *bytes;
  } marks[] = { { 0, 3, "\xff\xd8\xff" }, { 0, 8, "\x89PNG\r\n\x1a\n" }, { 4, 8, "ftypheic" } }, *mark = &marks[FORMAT];
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(Photo) photo = NULL;
  g_autoptr(GError) error = NULL;
  guint8 *copy;

  if (size < mark->at + mark->length || size > LARGEST_INPUT)
    return 0;
  copy = g_memdup2 (data, size);
  memcpy (copy + mark->at, mark->bytes, mark->length);
  bytes = g_bytes_new_take (copy, size);
  photo_peek_memory (copy, size);
  photo = photo_load_bytes ("fuzzed", bytes, NULL, &error);
  if (photo)
    {
      float rgb[3];

      photo_plane_free (photo_reduce (photo, 64));
      photo_sample (photo, photo->width / 2.0, photo->height / 2.0, rgb);
      photo_pixel (photo, photo->width - 1, photo->height - 1, rgb);
    }
  else
    g_assert (strstr (error->message, "fuzzed"));
  return 0;
}
