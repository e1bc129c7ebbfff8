/* ui/calibration-details.h: one version of a calibration: whose, what it knows, and from where */
#pragma once

#include <adwaita.h>

#include "patch/calibration.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_CALIBRATION_DETAILS (saltline_calibration_details_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineCalibrationDetails, saltline_calibration_details, SALTLINE, CALIBRATION_DETAILS, AdwBin)

/* @n_readings: made with it; @n_dependents: made with another version of the same id */
void saltline_calibration_details_set (SaltlineCalibrationDetails *self, const PatchCalibration *calibration, guint n_readings, guint n_dependents);

G_END_DECLS
