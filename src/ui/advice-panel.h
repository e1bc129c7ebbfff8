/* ui/advice-panel.h
 *
 * What to take before, during and after one workout of an athlete, line by line: how much, why, how sure; and a practitioner's
 * word in place of a line, with its reason. */
#pragma once

#include <adwaita.h>

#include "advice-load.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_ADVICE_PANEL (saltline_advice_panel_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineAdvicePanel, saltline_advice_panel, SALTLINE, ADVICE_PANEL, AdwBin)

/* Signals: "loaded" (): the advice that was asked for is there, or is not; "failed" (char *message). */

/**
 * saltline_advice_panel_show:
 * @athlete: 0: nobody
 * @workout: (nullable): id in the timeline; %NULL: the next, unless @occasion says how long
 * @occasion: (nullable)
 */
void                saltline_advice_panel_show (SaltlineAdvicePanel *self, SaltlineWorkspace *workspace, gint64 athlete, const char *workout,
                                                const Occasion *occasion, double start_hour);

/* (nullable) (transfer none): what is shown */
const LoadedAdvice *saltline_advice_panel_get  (SaltlineAdvicePanel *self);

G_END_DECLS
