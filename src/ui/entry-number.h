/* ui/entry-number.h: numbers in entries; a decimal comma is as good as a point, blank is unknown */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): trimmed; NULL when blank */
char    *entry_text         (GtkEditable *entry);

/* @number: (out): NAN when blank. FALSE when it is no number. */
gboolean entry_read_number  (GtkEditable *entry, double *number);
void     entry_show_number  (GtkEditable *entry, double number);

G_END_DECLS
