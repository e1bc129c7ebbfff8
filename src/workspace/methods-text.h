/* workspace/methods-text.h
 *
 * The paragraph that a paper can quote: what was done to which rows of which file, by which method and version, and what came
 * of it. In: a fit. Out: plain English text, whatever the language of the window: numbers with a point. */
#pragma once

#include "study.h"

G_BEGIN_DECLS

/* Returns: (transfer full) */
char *methods_text (const StudyFit *study);

G_END_DECLS
