/* ui/typing.h
 *
 * Entries whose text is kept as it is typed: no button to press, and nothing to lose when the window closes. All keys until the
 * entry is left are one step of undo, and what is wrong with the text is said when it is left: who types “0.5” begins with a 0. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The entry was left with something wrong in it: what, in words for a person. */
typedef void (*TypingWrong) (gpointer data, const char *complaint);

void   typing_watch    (GtkWidget *entry, TypingWrong wrong, gpointer data);

/* What all keys that are typed into @entry until it is left have in common (store_new_step) */
gint64 typing_step     (GtkWidget *entry);

/* @complaint: (nullable): NULL: nothing is wrong any more */
void   typing_complain (GtkWidget *entry, const char *complaint);

G_END_DECLS
