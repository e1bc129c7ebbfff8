/* ui/patches-page-private.h: what the files of the Patches page share; nobody else's */
#pragma once

#include <adwaita.h>

#include "corrected-photo.h"
#include "patches-page.h"
#include "photo-changes.h"
#include "photo-library.h"
#include "photo-list.h"
#include "photo-pixels.h"
#include "profile-plot.h"
#include "reading-inspector.h"

G_BEGIN_DECLS

struct _SaltlinePatchesPage {
  SaltlinePage parent_instance;

  SaltlinePhotoList *list;
  GtkStack *canvas_stack;
  SaltlinePhotoCanvas *canvas;
  GtkButton *zoom_button;
  AdwStatusPage *no_pixels;
  GtkSpinner *loading;
  SaltlineReadingInspector *inspector;
  SaltlineProfilePlot *profile;
  SaltlinePhotoEditor *editor;
  SaltlinePhotoChanges *changes;
  SaltlinePhotoLibrary *library; /* NULL: no workspace is open */
  SaltlinePhotoItem *shown;
  gulong shown_changed_id;
  gint64 shown_row;          /* the stored reading that was last seen to stand */
  PhotoState shown_state;    /* what was decided about it when the panels were last filled */
  CorrectedPhoto *corrected; /* NULL: not made yet */
  gboolean show_corrected;
  PhotoPixels *pixels;       /* of the shown item; NULL while they load */
  GCancellable *loading_cancellable;
  gboolean hide_overlay;
  double pointed;            /* fraction of the channel that is pointed at in the profile; NAN */
  GtkFileChooserNative *chooser;
};

/* Says so when the workspace is only for reading. */
gboolean patches_page_may_write       (SaltlinePatchesPage *self);

/* For everything that is selected. @typing: as for saltline_photo_changes_apply() */
void     patches_page_apply_change    (SaltlinePatchesPage *self, const PhotoChange *change, const char *what, gint64 typing);
void     patches_page_install_actions (GtkWidgetClass *widget_class);
void     patches_page_install_adding  (GtkWidgetClass *widget_class);
void     patches_page_install_joining (GtkWidgetClass *widget_class);
void     patches_page_add_shortcuts   (SaltlinePatchesPage *self);

G_END_DECLS
