/* ui/quantity-row.h: a measured quantity with its interval, or a dash with the reason; the number can be selected */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SALTLINE_TYPE_QUANTITY_ROW (saltline_quantity_row_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineQuantityRow, saltline_quantity_row, SALTLINE, QUANTITY_ROW, AdwActionRow)

/**
 * saltline_quantity_row_set:
 * @value: NAN: a dash, and @note must say why
 * @sd: one standard deviation; NAN when not known
 * @note: (nullable): a line below the title: why there is no number, or what to keep in mind with this one
 */
void saltline_quantity_row_set      (SaltlineQuantityRow *self, double value, double sd, const char *unit, const char *note);

/* Any text in the number's place. */
void saltline_quantity_row_set_text (SaltlineQuantityRow *self, const char *text, const char *note);

/* What the number is, as shown. (transfer none) */
const char *saltline_quantity_row_get_text (SaltlineQuantityRow *self);

G_END_DECLS
