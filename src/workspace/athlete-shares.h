/* workspace/athlete-shares.h
 *
 * A laboratory's table often holds several athletes: one column says whose a row is. In: the table, the name of that column.
 * Out: each athlete's share, imported as a table of its own. May include: base, sources, store. */
#pragma once

#include "athlete-events.h"

G_BEGIN_DECLS

typedef struct {
  char *file;          /* of the whole table */
  char *word;          /* as the column says it */
  Athlete *athlete;    /* (nullable): by ID, else by name; NULL: nobody of that name */
  char *text;          /* the share as CSV */
  guint n_rows;
} AthleteShare;

void          athlete_share_free      (AthleteShare *share);

/* Returns: (transfer full) (element-type AthleteShare): in order of first appearance; rows without a word are one share of "". */
GPtrArray    *athlete_shares_of_table (SaltlineWorkspace *workspace, const char *path, const char *column, GError **error);

/* Of a share with an athlete. @options: (nullable). See saltline_workspace_import_path. */
SourceReport *athlete_share_import    (SaltlineWorkspace *workspace, const AthleteShare *share, const SourceOptions *options, ImportCounts *counts,
                                       GError **error);

G_END_DECLS
