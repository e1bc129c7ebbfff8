/* commands/workspace-documents.h: what `saltline workspace` does with templates and calibrations */
#pragma once

#include "command.h"
#include "store/documents.h"

G_BEGIN_DECLS

/* `saltline workspace calibrations|templates FILE`: list, import, export */
CommandStatus workspace_documents (DocumentKind kind, int argc, char **argv);

/* `saltline workspace recompute FILE` */
CommandStatus workspace_recompute (int argc, char **argv);

G_END_DECLS
