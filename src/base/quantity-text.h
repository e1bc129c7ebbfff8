/* base/quantity-text.h
 *
 * Numbers as people read them: "0.97 ± 0.12 L/h", with as many digits as the interval earns, in the user's locale.
 * The interval is two standard deviations: about 95 of 100 such readings lie within. May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * quantity_text:
 * @value: NAN: not known, gives a dash
 * @sd: one standard deviation in the unit of @value; NAN or 0: not known, then @value gets three significant digits
 * @unit: (nullable): set behind a narrow space; "%" too
 *
 * Returns: (transfer full): the interval with one significant digit, two when it begins with 1; the value to the same place.
 */
char *quantity_text       (double value, double sd, const char *unit);

/* Only the value, to the place that its interval earns: for lists. */
char *quantity_text_short (double value, double sd, const char *unit);

/* "1.8 MB", "4032 × 3024 pixels" are other people's business; this is "12.3" with @decimals, or a dash. */
char *quantity_text_plain (double value, int decimals, const char *unit);

/* Numbers that were printed otherwise: hyphens that begin a number become minus signs. @printed: (transfer full)
 * Returns: (transfer full) */
char *quantity_true_minus (char *printed);

G_END_DECLS
