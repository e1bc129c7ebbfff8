/* workspace/installed.h
 *
 * The templates and calibrations that came with the program or that the user has put beside them:
 * the .json files in FOLDER/templates and FOLDER/calibrations of, in this order, $SALTLINE_DATA alone when it is set, or the
 * user's XDG data folder, where the program is installed, and the system's XDG data folders (each with /saltline).
 * A calibration belongs to one production lot. None is ever chosen for a photo because it happens to be installed:
 * somebody has to name it. */
#pragma once

#include "patch/calibration.h"
#include "patch/template.h"

G_BEGIN_DECLS

typedef struct {
  const PatchTemplate **templates;       /* by file name; of one id, that of the first folder */
  guint n_templates;
  const PatchCalibration **calibrations;
  guint n_calibrations;
  char **faults;                         /* (array zero-terminated=1): a message for each file that cannot be used */
} Installed;

/* Read once, kept until the process ends; from any thread. */
const Installed  *installed_get          (void);

/**
 * installed_open_template:
 * @id_or_path: an id, or a path: what has a folder separator in it or ends with ".json"
 *
 * Returns: (transfer full): %NULL with a PATCH_ERROR; for an unknown id the message lists those that are installed.
 */
PatchTemplate    *installed_open_template    (const char *id_or_path, GError **error);
PatchCalibration *installed_open_calibration (const char *id_or_path, GError **error);

G_END_DECLS
