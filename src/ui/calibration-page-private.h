/* ui/calibration-page-private.h: what the files of the Calibration page share; nobody else's */
#pragma once

#include <adwaita.h>

#include "calibration-details.h"
#include "calibration-page.h"
#include "figure-view.h"
#include "lot-inspector.h"
#include "moved-table.h"
#include "store/documents.h"
#include "template-inspector.h"
#include "template-pane.h"
#include "workspace/lot-figures.h"
#include "workspace/recompute.h"

G_BEGIN_DECLS

typedef enum { SHOWN_NOTHING, SHOWN_SESSION, SHOWN_CALIBRATION, SHOWN_TEMPLATE, SHOWN_DRAFT } ShownKind;

struct _SaltlineCalibrationPage {
  SaltlinePage parent_instance;

  GtkListBox *sessions_box;
  GtkWidget *no_sessions;
  GtkListBox *calibrations_box;
  GtkWidget *no_calibrations;
  GtkListBox *templates_box;
  GtkStack *canvas_stack;
  GtkDropDown *figure_drop;
  SaltlineFigureView *view;
  SaltlineStandardsTable *table;
  GtkSpinner *fitting;
  GtkLabel *moved_title;
  SaltlineMovedTable *moved_table;
  GtkDropDown *curve_drop;
  SaltlineFigureView *curve_view;
  AdwStatusPage *template_page;
  SaltlineTemplatePane *pane;
  GtkStack *inspector_stack;
  SaltlineLotInspector *inspector;
  SaltlineCalibrationDetails *details;
  SaltlineTemplateInspector *template_inspector;

  SaltlineWorkspace *workspace;
  ShownKind kind;
  gint64 id;                 /* of the session, document or draft that is shown */
  LotResult *result;         /* of the shown session; NULL: nothing measured yet */
  GCancellable *measuring;   /* NULL: nothing runs */
  guint measure_id;          /* a photo changed: the session is measured again soon */
  guint n_keeping;           /* edits on their way into the file */
  GArray *figures;           /* of LotFigure: what figure_drop offers */
  GHashTable *selected;      /* key of the chosen standard */
  GPtrArray *moved;          /* of MovedReading: shown, or applied last; NULL: none */
  gint64 moved_by;           /* document */
  gboolean moved_applied;
  gint64 removed;            /* the session or draft that was removed last; 0: none */
  ShownKind removed_kind;
  gint64 draw_from;          /* the template that a photo is chosen for; 0: from nothing */
  gboolean filling;
  GtkFileChooserNative *chooser;
};

/* calibration-page.c: what of the page is shown */
void     calibration_page_say                (SaltlineCalibrationPage *self, const char *message);

/* Says so when the workspace is only for reading. */
gboolean calibration_page_may_write          (SaltlineCalibrationPage *self);
void     calibration_page_show               (SaltlineCalibrationPage *self, ShownKind kind, gint64 id);

/* The document that readings may be recomputed by: the shown one, or the version saved last of the shown session. 0: none */
gint64   calibration_page_document           (SaltlineCalibrationPage *self);

/* Readings that depend on another version than @document; 0 for none. */
guint    calibration_page_count_dependents   (SaltlineCalibrationPage *self, gint64 document);

/* calibration-page-lists.c: what is listed, read once more; what is shown stays */
void     calibration_page_list               (SaltlineCalibrationPage *self);
guint    calibration_page_count_readings     (SaltlineCalibrationPage *self, gint64 document);

/* calibration-page-session.c: the session that is shown. Measured now, or soon and once however often that is asked for. */
void     calibration_page_measure            (SaltlineCalibrationPage *self);
void     calibration_page_measure_soon       (SaltlineCalibrationPage *self);
void     calibration_page_show_result        (SaltlineCalibrationPage *self);
void     calibration_page_forget_result      (SaltlineCalibrationPage *self);

/* What is older than an edit is not shown any more. */
void     calibration_page_stop_measuring     (SaltlineCalibrationPage *self);

/* calibration-page-edits.c: an edit of the shown session, made from self->result->lot, goes into the file, after those before it; its
 * template's change reads the standards again */
void     calibration_page_edit               (SaltlineCalibrationPage *self, const StoredLot *changed, const char *what, gint64 step);

/* calibration-page-files.c. Opens the chooser of files to be read with these suffixes; it does nothing in a workspace that is only for reading. @chosen: its response */
extern const char *const calibration_page_photo_suffixes[];
void     calibration_page_choose_files       (SaltlineCalibrationPage *self, const char *title, const char *kind, const char *const *suffixes,
                                              gboolean several, GCallback chosen);
/* Asks where to, and writes it there. */
void     calibration_page_export_document    (SaltlineCalibrationPage *self, const char *title, const Document *document);

/* calibration-page-work.c: beside the user. Takes @session; NULL: those it has are read again.
 * @is_new: the kind of patch is recognised in the first photo */
void     calibration_page_read_standards     (SaltlineCalibrationPage *self, gint64 lot, LotSession *session, gboolean is_new);
void     calibration_page_recompute          (SaltlineCalibrationPage *self, gint64 document);

/* calibration-page-recompute.c: the table of what moved in the canvas, or back to what was shown */
void     calibration_page_show_moved         (SaltlineCalibrationPage *self, gboolean moved);

/* What each file does for the user. */
void     calibration_page_bind_lists                (GtkWidgetClass *widget_class);
void     calibration_page_bind_session              (GtkWidgetClass *widget_class);
void     calibration_page_bind_edits                (GtkWidgetClass *widget_class);
void     calibration_page_install_actions           (GtkWidgetClass *widget_class);
void     calibration_page_install_file_actions      (GtkWidgetClass *widget_class);
void     calibration_page_install_recompute_actions (GtkWidgetClass *widget_class);
void     calibration_page_install_template_actions  (GtkWidgetClass *widget_class);
void     calibration_page_add_shortcuts             (SaltlineCalibrationPage *self);

G_END_DECLS
