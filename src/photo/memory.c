/* photo/memory.c: blocks of tens of megabytes
 *
 * Getting one costs the kernel as much as decoding costs us: it hands out nine thousand small pages and clears each. So
 * they come in large pages, and while somebody reads many photos, one photo's block becomes the next one's. */
#include <stdlib.h>
#include <sys/mman.h>

#include "decoder.h"

#define LARGE_PAGE_BYTES ((gsize) 2 << 20)
#define MOST_KEPT_BLOCKS 16
#define LARGEST_KEPT_BYTES ((gsize) 80 << 20) /* of a photo of 26 megapixels: what phones take; others are rare */

typedef struct {
  gpointer memory;
  gsize n_bytes;
} Block;

static GMutex mutex;
static guint n_keepers;
static Block kept[MOST_KEPT_BLOCKS];
static guint n_kept;

/* A kept block that is large enough and not wastefully so. */
static gpointer
take_kept (gsize n_bytes)
{
  gpointer memory = NULL;

  g_mutex_lock (&mutex);
  for (guint i = 0; i < n_kept && memory == NULL; i++)
    if (kept[i].n_bytes >= n_bytes && kept[i].n_bytes / 2 <= n_bytes)
      {
        memory = kept[i].memory;
        kept[i] = kept[--n_kept];
      }
  g_mutex_unlock (&mutex);
  return memory;
}

gpointer
photo_memory_new (gsize n_bytes)
{
  gpointer memory = NULL;

  if (n_bytes < 2 * LARGE_PAGE_BYTES)
    return g_try_malloc (n_bytes);
  memory = take_kept (n_bytes);
  if (memory)
    return memory;
  if (posix_memalign (&memory, LARGE_PAGE_BYTES, n_bytes) != 0)
    return NULL;
#ifdef MADV_HUGEPAGE
  madvise (memory, n_bytes, MADV_HUGEPAGE);
#endif
  return memory;
}

void
photo_memory_free (gpointer memory, gsize n_bytes)
{
  if (memory == NULL)
    return;
  g_mutex_lock (&mutex);
  if (n_keepers > 0 && n_kept < MIN (MOST_KEPT_BLOCKS, 2 * g_get_num_processors ()) && n_bytes >= 2 * LARGE_PAGE_BYTES
      && n_bytes <= LARGEST_KEPT_BYTES)
    {
      kept[n_kept++] = (Block) { memory, n_bytes };
      memory = NULL;
    }
  g_mutex_unlock (&mutex);
  g_free (memory);
}

void
photo_memory_keep (void)
{
  g_mutex_lock (&mutex);
  n_keepers++;
  g_mutex_unlock (&mutex);
}

void
photo_memory_let_go (void)
{
  g_mutex_lock (&mutex);
  if (--n_keepers == 0)
    while (n_kept > 0)
      g_free (kept[--n_kept].memory);
  g_mutex_unlock (&mutex);
}
