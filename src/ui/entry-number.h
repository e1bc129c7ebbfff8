/* ui/entry-number.h: text and numbers in entries; a decimal comma is as good as a point, blank is unknown */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): trimmed; NULL when blank */
char    *entry_text         (GtkEditable *entry);

/* @number: (out): NAN when blank. FALSE when it is no number. */
gboolean entry_read_number  (GtkEditable *entry, double *number);

/* What stands, and so nothing to complain about: the “error” class goes. @text: (nullable): blank. What is being typed stays while it means
 * the same. */
void     entry_show_text    (GtkEditable *entry, const char *text);
void     entry_show_number  (GtkEditable *entry, double number);

G_END_DECLS
