/* base/json-whole-part.h
 *
 * What can be kept of JSON that breaks off or has a changed byte in it: the text up to the last whole entry before the fault,
 * closed. In: text that no parser took. Out: text that is well-formed. May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * json_whole_part:
 * @fault_at: (out): the byte at which the text stops being JSON
 *
 * Keeps whole entries of the outermost list that has one; of a text without a list, whole members of the outermost object.
 *
 * Returns: (transfer full) (nullable): %NULL when not one entry is whole, or when the text has no fault.
 */
char *json_whole_part (const char *bytes, gsize length, gsize *fault_at);

G_END_DECLS
