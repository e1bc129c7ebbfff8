/* ui/model-columns.h: the columns of the comparison table, on the screen */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives @view, whose rows are SaltlineModelItem, its columns. */
void model_columns_add (GtkColumnView *view);

G_END_DECLS
