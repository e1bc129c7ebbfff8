/* sources/source-kind.h
 *
 * What some bytes are, by what they begin with and never by a name. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SOURCE_KIND_EMPTY,
  SOURCE_KIND_FIT,
  SOURCE_KIND_TCX,
  SOURCE_KIND_GPX,
  SOURCE_KIND_APPLE_HEALTH,
  SOURCE_KIND_OTHER_XML,
  SOURCE_KIND_HTML,
  SOURCE_KIND_JSON,
  SOURCE_KIND_ZIP,
  SOURCE_KIND_COMPRESSED,    /* gzip, bzip2, xz, zstd: one file, or a tar */
  SOURCE_KIND_LFS_POINTER,
  SOURCE_KIND_SQLITE,
  SOURCE_KIND_KNOWN_BINARY,  /* a picture, a PDF …: what it is, is in @words */
  SOURCE_KIND_TEXT,
  SOURCE_KIND_UNKNOWN,
} SourceKind;

/* How many bytes of the beginning are enough. */
#define SOURCE_KIND_HEAD (64 * 1024)

/**
 * source_kind_of:
 * @length: of the head
 * @words: (out): what to call it; static
 */
SourceKind source_kind_of (const guint8 *head, gsize length, const char **words);

G_END_DECLS
