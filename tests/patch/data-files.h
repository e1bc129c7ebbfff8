/* tests/patch/data-files.h: templates and the lot that come with the program */
#pragma once

#include "patch/calibration.h"
#include "patch/template.h"

static inline PatchTemplate *
load_template (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_DATA"), "templates", name, NULL);
  g_autoptr(GError) error = NULL;
  PatchTemplate *geometry = patch_template_load (path, &error);

  g_assert_no_error (error);
  return geometry;
}

static inline PatchCalibration *
load_demo_lot (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_DATA"), "calibrations", "demo-lot.json", NULL);
  g_autoptr(GError) error = NULL;
  PatchCalibration *lot = patch_calibration_load (path, &error);

  g_assert_no_error (error);
  return lot;
}
