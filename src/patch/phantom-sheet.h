/* patch/phantom-sheet.h
 *
 * What is printed, moulded and soaked up on the sheet: reflectance at a place of the template. Objects that are no patch
 * take its place in the same frame. May include: base. */
#pragma once

#include "phantom.h"
#include "phantom-channel.h"

G_BEGIN_DECLS

typedef struct _PhantomSheet PhantomSheet;

PhantomSheet *phantom_sheet_new   (const PhantomScene *scene, const PatchTemplate *geometry, const PatchCalibration *calibration);
void          phantom_sheet_free  (PhantomSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhantomSheet, phantom_sheet_free)

/**
 * phantom_sheet_light:
 * @pixel: width of a photo's sample there, template units: edges are averaged over it
 * @surface: (inout): linear reflectance; on entry of what lies below, shaded by the sheet's shadow even beside it
 */
void          phantom_sheet_light (const PhantomSheet *self, Point2 p, double pixel, double surface[3]);

/* Whether @p can be anything but the surface below. */
gboolean      phantom_sheet_is_near (const PhantomSheet *self, Point2 p);

/* Whether nothing of the surface below can be seen around @p. */
gboolean      phantom_sheet_covers (const PhantomSheet *self, Point2 p);

/* Where the drawn front is. */
Point2        phantom_sheet_front (const PhantomSheet *self, double fill);

/* An object that is no patch, of about a patch's size. Returns: how much of the sample it covers, 0–1. */
double        phantom_object_light (PhantomObject object, guint32 seed, Point2 p, double pixel, double reflectance[3]);

G_END_DECLS
