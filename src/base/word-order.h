/* base/word-order.h: the order of words in a dictionary
 *
 * The order in which R lists the levels of a factor where its session has a language (Unicode collation, root locale; R in the
 * bare "C" locale goes by bytes instead): letters regardless of case and accent, digits before them, signs before digits, blanks
 * first; only between words that are the same so far, e comes before é, and a before A. The same in every locale, because
 * levels become names of coefficients and the first of them is the reference. */
#pragma once

/* For qsort () and g_ptr_array_sort (): pointers to pointers to UTF-8. Words are equal only when their bytes are. */
int compare_words (const void *a, const void *b);
