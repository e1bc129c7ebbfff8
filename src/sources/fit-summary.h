/* sources/fit-summary.h
 *
 * What every FIT message but `record` says of its activity. */
#pragma once

#include "fit-file.h"

G_BEGIN_DECLS

#define FIT_MESSAGE_FIELD_DESCRIPTION 206

/* Marks everything in a new activity as absent. */
void fit_summary_begin (FitActivity *activity);

/**
 * fit_summary_read:
 * @time: of the message: its own timestamp or the compressed one; FIT_NO_TIME
 * @last_time: (inout): the latest time so far, which shortened ones complete and move on
 * @descriptions: of FitDeveloperDescription; field_description messages are added, or take the place of an earlier one of their number
 */
void fit_summary_read  (FitActivity *activity, const FitMessage *message, guint32 time, guint32 *last_time, GArray *descriptions);

G_END_DECLS
