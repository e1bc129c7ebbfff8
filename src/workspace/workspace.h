/* workspace/workspace.h
 *
 * An open workspace and all that can be done with it: what the window and the command line share. A number in the window
 * and a number on the command line come from the same call here.
 *
 * In: a workspace file. Out: athletes, photos, readings, and what later folders keep in it. Functions may be called from any
 * thread; signals are emitted in the main context. May include: everything below; never commands or ui. */
#pragma once

#include "store/people.h"
#include "store/photos.h"
#include "store/readings.h"
#include "store/store.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_WORKSPACE (saltline_workspace_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineWorkspace, saltline_workspace, SALTLINE, WORKSPACE, GObject)

/* Signals: "photo-changed" (gint64 id), "roster-changed" (), "timeline-changed" (gint64 athlete), "catalogue-changed" (), "studies-changed" (),
 * "lot-changed" (gint64 session), "documents-changed" (): a template, a template's draft or a calibration. */

/**
 * saltline_workspace_open:
 * @path: (nullable): %NULL for the user's own under the XDG data folder, which is made when missing
 *
 * Also takes the weekly snapshot when one is due.
 */
SaltlineWorkspace *saltline_workspace_open         (const char *path, StoreOpenFlags flags, GError **error);

Store             *saltline_workspace_get_store    (SaltlineWorkspace *self);
const char        *saltline_workspace_get_path     (SaltlineWorkspace *self);
gboolean           saltline_workspace_is_read_only (SaltlineWorkspace *self);

/* (transfer full): where the small picture of a photo is kept, outside the workspace */
char              *saltline_thumbnail_path         (const char *sha256);

/* For the other files of this folder: tells who shows the thing that it is another now. */
void               saltline_workspace_photo_changed    (SaltlineWorkspace *self, gint64 photo);
void               saltline_workspace_roster_changed   (SaltlineWorkspace *self);
void               saltline_workspace_timeline_changed (SaltlineWorkspace *self, gint64 athlete);
void               saltline_workspace_catalogue_changed (SaltlineWorkspace *self);
void               saltline_workspace_studies_changed  (SaltlineWorkspace *self);
void               saltline_workspace_lot_changed      (SaltlineWorkspace *self, gint64 session);
void               saltline_workspace_documents_changed (SaltlineWorkspace *self);

G_END_DECLS
