/* ui/template-inspector.h: what a drawn template is called, the properties of the part that is edited, and saving it as a version */
#pragma once

#include <adwaita.h>

#include "template-pane.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_TEMPLATE_INSPECTOR (saltline_template_inspector_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineTemplateInspector, saltline_template_inspector, SALTLINE, TEMPLATE_INSPECTOR, AdwBin)

/* Emits "wrong" (string message). Activates calibration.save-template, calibration.export-template, calibration.remove-draft. */

/* Once: follows its "changed". @pane outlives the inspector or is disposed of with it. */
void saltline_template_inspector_set_pane (SaltlineTemplateInspector *self, SaltlineTemplatePane *pane);

G_END_DECLS
