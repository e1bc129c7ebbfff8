/* base/sorting.h: orders for qsort () and g_ptr_array_sort () */
#pragma once

#include <string.h>

/* Of numbers, none of them NAN. */
static inline int
compare_numbers (const void *a, const void *b)
{
  const double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* Of pointers to text, by bytes: the same in every locale. */
static inline int
compare_strings (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}
