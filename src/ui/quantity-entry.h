/* ui/quantity-entry.h
 *
 * An entry for a quantity: shows it in the units that people chose, takes what they type in any unit of the quantity, and gives it
 * in the one that the program keeps. What was shown and not edited comes back to the last bit, whatever it looked like; another
 * choice of units shows it anew. In: a number of a kind. Out: the same. */
#pragma once

#include <gtk/gtk.h>

#include "base/quantity.h"

G_BEGIN_DECLS

/**
 * quantity_entry_set_kind:
 * @entry: an entry or a row with one
 * @title: what is asked, without the unit: "Body mass"
 * @hint: (nullable): the same in short, for an entry without a title
 *
 * A row is then titled "Body mass (lb)", and so is the label that names an entry (as its mnemonic widget), in short; an entry without
 * one is named "Body mass in pounds", and shows "@hint, lb" while it is empty.
 */
void     quantity_entry_set_kind (GtkEditable *entry, QuantityKind kind, const char *title, const char *hint);

/* @value: NAN: blank */
void     quantity_entry_show     (GtkEditable *entry, double value);

/* @value: (out): NAN when blank. FALSE when it is no number, or one of another quantity. */
gboolean quantity_entry_read     (GtkEditable *entry, double *value);

/* "Height: a number of feet and inches from 1 ft 8 in to 8 ft 6 in.": what to write when it lies outside. (transfer full) */
char    *quantity_entry_range    (GtkEditable *entry, double least, double most);

G_END_DECLS
