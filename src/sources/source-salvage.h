/* sources/source-salvage.h
 *
 * What libarchive gives up with the block in which a file breaks off: a zip or gzip that was cut is inflated once more, up to
 * the very last byte that is there. In: the archive, and where the entry stands in it. Out: a stream of its bytes. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum { SALVAGE_ZIP_ENTRY, SALVAGE_GZIP } SalvageForm;

/**
 * source_salvage_open:
 * @path: (nullable): of the archive; else it is in @bytes, which outlive the stream
 * @offset: of the entry's local header; of gzip the begin
 *
 * Returns: (transfer full) (nullable): %NULL when there is no header, or a compression that is not inflated here.
 */
GInputStream *source_salvage_open (const char *path, const guint8 *bytes, gsize length, SalvageForm form, gint64 offset);

G_END_DECLS
