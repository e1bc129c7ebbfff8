/* tests/timeline/events.h: what tests of timelines share */
#pragma once

#include "timeline/event.h"

/* Takes the events. */
static inline GPtrArray * G_GNUC_NULL_TERMINATED
list_of (Event *first, ...)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  va_list arguments;

  va_start (arguments, first);
  for (Event *event = first; event; event = va_arg (arguments, Event *))
    g_ptr_array_add (list, event);
  va_end (arguments);
  return list;
}
