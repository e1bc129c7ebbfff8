/* patch/template-edit.h
 *
 * A template while it is drawn: points moved, put in and taken out, parts added and removed. Nothing is checked here; template_check()
 * says what is wrong. A template that readings use is never edited: take a copy by patch_template_draft(). May include: template. */
#pragma once

#include "template-check.h"

G_BEGIN_DECLS

/* A point of a template: corner @point of part @part number @index. */
typedef struct {
  TemplatePart part;
  guint index;
  guint point;
} TemplateSpot;

/* How many of the part there are; 1 for outline and channels. */
guint     template_count_parts  (const PatchTemplate *self, TemplatePart part);

/* (transfer none) (nullable): corners or centreline; NULL for a landmark, which is one point. */
Polygon  *template_polygon      (PatchTemplate *self, TemplatePart part, guint index);
guint     template_count_points (const PatchTemplate *self, TemplatePart part, guint index);

Point2    template_get_point    (const PatchTemplate *self, TemplateSpot spot);
void      template_move_point   (PatchTemplate *self, TemplateSpot spot, Point2 to);

/* Puts @at in before @spot.point, which may be the number of points. Equal neighbours are no two points: then FALSE. */
gboolean  template_insert_point (PatchTemplate *self, TemplateSpot spot, Point2 at);
void      template_remove_point (PatchTemplate *self, TemplateSpot spot);

/* Adds an empty part, a landmark at @at; returns its index. Not for outline and channels. */
guint     template_add_part     (PatchTemplate *self, TemplatePart part, Point2 at);
void      template_remove_part  (PatchTemplate *self, TemplatePart part, guint index);

/* Where @at lies nearest on the part's line: in front of which point it would be put in. */
guint     template_place_on     (const PatchTemplate *self, TemplatePart part, guint index, Point2 at, double *distance);

/**
 * patch_template_draft:
 * @body: JSON of a template that may break the rules of geometry
 *
 * Returns: (transfer full): one that may be edited; its sha256 and body are those of @body
 */
PatchTemplate *patch_template_draft (const char *name, const char *body, GError **error);

G_END_DECLS
