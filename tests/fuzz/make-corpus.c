/* tests/fuzz/make-corpus.c: writes the photo seeds. `make-corpus tests/fuzz/corpus`; run again only to add kinds. */
#include <string.h>

#include <lcms2.h>

#include "../photo/make-heif.h"

static const char *root;

static void
save (const char *folder, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (root, folder, name, NULL);
  g_autoptr(GError) error = NULL;

  if (bytes == NULL)
    return;
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  g_bytes_unref (bytes);
}

int
main (int argc, char **argv)
{
  static const cmsCIExyY d65 = { 0.3127, 0.3290, 1.0 };
  static const cmsCIExyYTRIPLE p3 = { { 0.680, 0.320, 1 }, { 0.265, 0.690, 1 }, { 0.150, 0.060, 1 } };
  cmsToneCurve *curve = cmsBuildGamma (NULL, 2.2), *curves[3] = { curve, curve, curve };
  cmsHPROFILE profile = cmsCreateRGBProfile (&d65, &p3, curves);
  guint8 icc[4096];
  cmsUInt32Number icc_length = 0;
  const MadePhoto plain = { 0 }, grey = { .components = 1 }, turned = { .orientation = 6 }, progressive = { .progressive = TRUE },
                  cmyk = { .components = 4 }, palette = { .palette = TRUE }, deep = { .bits = 16 }, one_bit = { .bits = 1 },
                  alpha = { .components = 4, .progressive = TRUE }, gamma = { .gamma = 0.5 }, frames = { .frames = 2 },
                  ten = { .bits = 10 };

  g_return_val_if_fail (argc == 2, 2);
  root = argv[1];
  g_assert_true (cmsSaveProfileToMem (profile, NULL, &icc_length) && icc_length <= sizeof icc);
  g_assert_true (cmsSaveProfileToMem (profile, icc, &icc_length));
  {
    const MadePhoto profiled = { .icc = icc, .icc_length = icc_length };

    save ("jpeg", "profile", make_jpeg (16, 8, &profiled));
    save ("png", "profile", make_png (16, 8, &profiled));
    save ("heif", "profile", make_heif (32, 32, &profiled, FALSE));
  }
  save ("jpeg", "plain", make_jpeg (16, 8, &plain));
  save ("jpeg", "grey", make_jpeg (16, 8, &grey));
  save ("jpeg", "turned", make_jpeg (16, 8, &turned));
  save ("jpeg", "progressive", make_jpeg (16, 8, &progressive));
  save ("jpeg", "cmyk", make_jpeg (16, 8, &cmyk));
  save ("png", "plain", make_png (16, 8, &plain));
  save ("png", "grey", make_png (16, 8, &grey));
  save ("png", "turned", make_png (16, 8, &turned));
  save ("png", "palette", make_png (16, 8, &palette));
  save ("png", "deep", make_png (16, 8, &deep));
  save ("png", "one-bit", make_png (16, 8, &one_bit));
  save ("png", "alpha-interlaced", make_png (16, 8, &alpha));
  save ("png", "gamma", make_png (16, 8, &gamma));
  save ("png", "frames", make_png (16, 8, &frames));
  save ("heif", "turned", make_heif (32, 32, &turned, TRUE));
  save ("heif", "ten-bit", make_heif (32, 32, &ten, FALSE));
  cmsCloseProfile (profile);
  cmsFreeToneCurve (curve);
  return 0;
}
