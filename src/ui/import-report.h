/* ui/import-report.h
 *
 * What came of files that were imported together, where more is to be said than fits into a line: each file that could not be read,
 * or not whole, by name, with the reason; what else was odd; and the way to take all of it back. */
#pragma once

#include <adwaita.h>

#include "athlete-import.h"

G_BEGIN_DECLS

/* @page: whose action "athletes.undo" takes the import back */
GtkWindow *import_report_show (GtkWidget *page, const ImportReport *report, gboolean can_undo);

G_END_DECLS
