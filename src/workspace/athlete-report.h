/* workspace/athlete-report.h
 *
 * What the workspace knows of one athlete as pages of paper: the profile with its intervals and doubts, the tests, the season in
 * figures, the patch readings with what they were read by. In: an athlete, a span of days. Out: a PDF. May include: everything below. */
#pragma once

#include "base/quantity.h"
#include "season-figures.h"

G_BEGIN_DECLS

/**
 * athlete_report_write:
 * @units: of what people read in words and tables; figures are metric always
 * @path: replaced whole, or left as it was
 * @n_pages: (out) (optional)
 *
 * An athlete without body mass gets a report without a profile, and the report says why.
 */
gboolean athlete_report_write (SaltlineWorkspace *workspace, const Athlete *athlete, const DaySpan *span, UnitSystem units, const char *path,
                               guint *n_pages, GError **error);

G_END_DECLS
