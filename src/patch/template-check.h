/* patch/template-check.h
 *
 * What is geometrically impossible about a template, all of it and where: for the editor, which shows each fault at its place, and for
 * the reader of the format, which refuses the first. In: a template whose values were read. Out: faults. May include: template. */
#pragma once

#include "template.h"

G_BEGIN_DECLS

typedef enum {
  TEMPLATE_OUTLINE,
  TEMPLATE_DARK_REGION,
  TEMPLATE_LANDMARK,
  TEMPLATE_VOLUME_CHANNEL,
  TEMPLATE_CHLORIDE_CHANNEL,
  TEMPLATE_BLOCK,
  TEMPLATE_BASE_REGION,
  TEMPLATE_N_PARTS,
} TemplatePart;

typedef struct {
  TemplatePart part;
  guint index;       /* of the region, landmark or block */
  char *key;         /* as in the file: "dark_regions[1]", "volume_channel.centreline" */
  char *message;     /* what is wrong, in words */
  Point2 at;         /* template units: where; NAN: nowhere in particular */
} TemplateFault;

/* Returns: (transfer full) (element-type TemplateFault): in the file's order; empty when the template can be used */
GArray *template_check (const PatchTemplate *self);

G_END_DECLS
