/* tests/sources/report-events.h: what a report holds, looked at one by one */
#pragma once

#include "base/instant.h"
#include "sources/source.h"

/* The @i-th event, which there must be. */
static inline Event *
event_at (const SourceReport *report, guint i)
{
  g_assert_cmpuint (i, <, report->events->len);
  return g_ptr_array_index (report->events, i);
}

/* @expected: in UTC */
static inline void
assert_instant (gint64 instant_us, const char *expected)
{
  g_autofree char *text = instant_format (instant_us, 0);

  g_assert_cmpstr (text, ==, expected);
}
