/* ui/drop-down.h */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a screen reader says: the button inside a drop-down does not take over its name in GTK 4.8. */
void drop_down_name (GtkDropDown *drop_down, const char *name);

G_END_DECLS
