/* sources/fit-names.h
 *
 * Words for the numbers of the public FIT profile. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *fit_sport_name        (int sport);         /* (nullable) */
const char *fit_sub_sport_name    (int sub_sport);     /* (nullable) */
const char *fit_manufacturer_name (int manufacturer);  /* (nullable) */
const char *fit_file_type_name    (int type);          /* (nullable) */

G_END_DECLS
