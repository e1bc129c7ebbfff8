/* tests/photo/test-colours.c: profiles that tell the truth, and others */
#include <math.h>
#include <string.h>

#include <lcms2.h>

#include "make-photo.h"
#include "photo/photo.h"

static const cmsCIExyY D65 = { 0.3127, 0.3290, 1.0 };
static const cmsCIExyYTRIPLE DISPLAY_P3 = { { 0.680, 0.320, 1 }, { 0.265, 0.690, 1 }, { 0.150, 0.060, 1 } };

static GBytes *
save_and_close (cmsHPROFILE profile)
{
  cmsUInt32Number length = 0;
  g_autofree guint8 *bytes = NULL;

  g_assert_true (cmsSaveProfileToMem (profile, NULL, &length));
  bytes = g_malloc (length);
  g_assert_true (cmsSaveProfileToMem (profile, bytes, &length));
  cmsCloseProfile (profile);
  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}

static cmsHPROFILE
rgb_profile (const cmsCIExyYTRIPLE *primaries, double gamma)
{
  cmsToneCurve *curve = cmsBuildGamma (NULL, gamma);
  cmsToneCurve *curves[3] = { curve, curve, curve };
  cmsHPROFILE profile = cmsCreateRGBProfile (&D65, primaries, curves);

  cmsFreeToneCurve (curve);
  return profile;
}

static cmsInt32Number
sample_through (const cmsUInt16Number in[], cmsUInt16Number out[], void *transform)
{
  cmsDoTransform (transform, in, out, 1);
  return TRUE;
}

/* Display P3 of exponent 2.2, written as nothing but a table of 33 × 33 × 33 Lab values. */
static GBytes *
make_table_profile (void)
{
  cmsHPROFILE p3 = rgb_profile (&DISPLAY_P3, 2.2), lab = cmsCreateLab4Profile (NULL);
  cmsHTRANSFORM to_lab = cmsCreateTransform (p3, TYPE_RGB_16, lab, TYPE_Lab_16, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOOPTIMIZE);
  cmsHPROFILE profile = cmsCreateProfilePlaceholder (NULL);
  cmsPipeline *pipeline = cmsPipelineAlloc (NULL, 3, 3);
  cmsStage *table = cmsStageAllocCLut16bit (NULL, 33, 3, 3, NULL);

  g_assert_true (cmsStageSampleCLut16bit (table, sample_through, to_lab, 0));
  cmsPipelineInsertStage (pipeline, cmsAT_END, cmsStageAllocToneCurves (NULL, 3, NULL));
  cmsPipelineInsertStage (pipeline, cmsAT_END, table);
  cmsPipelineInsertStage (pipeline, cmsAT_END, cmsStageAllocToneCurves (NULL, 3, NULL));
  cmsSetProfileVersion (profile, 4.3);
  cmsSetDeviceClass (profile, cmsSigDisplayClass);
  cmsSetColorSpace (profile, cmsSigRgbData);
  cmsSetPCS (profile, cmsSigLabData);
  g_assert_true (cmsWriteTag (profile, cmsSigAToB0Tag, pipeline));
  g_assert_true (cmsWriteTag (profile, cmsSigMediaWhitePointTag, cmsD50_XYZ ()));
  cmsPipelineFree (pipeline);
  cmsDeleteTransform (to_lab);
  cmsCloseProfile (p3);
  cmsCloseProfile (lab);
  return save_and_close (profile);
}

static Photo *
load_with_profile (GBytes *icc, int bits, gboolean png)
{
  MadePhoto as = { .bits = bits, .icc = g_bytes_get_data (icc, NULL), .icc_length = (guint) g_bytes_get_size (icc) };
  g_autoptr(GBytes) bytes = png ? make_png (48, 32, &as) : make_jpeg (48, 32, &as);
  g_autoptr(GError) error = NULL;
  Photo *photo = photo_load_bytes ("made", bytes, NULL, &error);

  g_assert_no_error (error);
  return photo;
}

/* Linear Display P3 → linear sRGB, both D65 (CSS Color 4, §12: the product of its two matrices). */
static void
p3_to_srgb (const double p3[3], double srgb[3])
{
  static const double m[9] = { 1.2249401763, -0.2249401763, 0, -0.0420569547, 1.0420569547, 0, -0.0196375546, -0.0786360456, 1.0982736001 };

  for (int r = 0; r < 3; r++)
    srgb[r] = m[3 * r] * p3[0] + m[3 * r + 1] * p3[1] + m[3 * r + 2] * p3[2];
}

static void
assert_light_is_p3 (const Photo *photo, guint x, guint y, gboolean low_byte, double tolerance)
{
  guint8 encoded[3];
  double linear[3], expected[3];
  float rgb[3];

  made_pixel (48, 32, x, y, encoded);
  for (int c = 0; c < 3; c++)
    linear[c] = pow (low_byte ? (encoded[c] * 256 + 77) / 65535.0 : encoded[c] / 255.0, 2.2);
  p3_to_srgb (linear, expected);
  photo_pixel (photo, x, y, rgb);
  for (int c = 0; c < 3; c++)
    g_assert_cmpfloat_with_epsilon (rgb[c], expected[c], tolerance);
}

static void
test_display_p3_becomes_srgb_light_by_its_own_matrix (void)
{
  g_autoptr(GBytes) icc = save_and_close (rgb_profile (&DISPLAY_P3, 2.2));

  for (int bits = 8; bits <= 16; bits += 8)
    {
      g_autoptr(Photo) photo = load_with_profile (icc, bits, TRUE);

      g_assert_cmpuint (photo->flags, ==, PHOTO_FLAG_NONE);
      g_assert_false (photo->is_srgb);
      g_assert_nonnull (photo->profile);
      for (guint i = 0; i < 16; i++)
        assert_light_is_p3 (photo, 3 * i, 2 * i, bits == 16, 4e-4);
    }
}

static void
test_a_table_profile_gives_the_same_light (void)
{
  g_autoptr(GBytes) icc = make_table_profile ();

  for (int bits = 8; bits <= 16; bits += 8)
    {
      g_autoptr(Photo) photo = load_with_profile (icc, bits, TRUE);

      g_assert_cmpuint (photo->flags, ==, PHOTO_FLAG_NONE);
      g_assert_cmpuint (photo->bits, ==, 16);
      for (guint i = 0; i < 16; i++)
        assert_light_is_p3 (photo, 3 * i, 2 * i, bits == 16, 4e-3);
      g_assert_false (photo_pixel_clipped (photo, 4, 4));
    }
}

static void
test_the_profile_of_srgb_is_no_conversion (void)
{
  g_autoptr(GBytes) icc = save_and_close (cmsCreate_sRGBProfile ());
  g_autoptr(Photo) photo = load_with_profile (icc, 8, FALSE);

  g_assert_true (photo->is_srgb);
  g_assert_cmpuint (photo->flags, ==, PHOTO_FLAG_NONE);
  g_assert_cmpfloat_with_epsilon (photo->to_linear[0][128], 0.21586, 2e-4);
}

static void
assert_taken_as_srgb (GBytes *icc)
{
  g_autoptr(Photo) photo = load_with_profile (icc, 8, FALSE);

  g_assert_cmpuint (photo->flags, ==, PHOTO_FLAG_BAD_PROFILE);
  g_assert_true (photo->is_srgb);
  g_assert_cmpfloat_with_epsilon (photo->to_linear[1][255], 1, 1e-6);
}

static void
test_a_profile_that_does_not_inflate_is_flagged (void)
{
  const MadePhoto as = { .icc = (const guint8 *) "", .icc_is_broken = TRUE };
  g_autoptr(GBytes) bytes = make_png (48, 32, &as);
  g_autoptr(Photo) photo = photo_load_bytes ("made", bytes, NULL, NULL);

  g_assert_cmpuint (photo->flags, ==, PHOTO_FLAG_BAD_PROFILE);
}

static void
test_profiles_that_lie_are_srgb_with_a_flag (void)
{
  g_autoptr(GBytes) good = save_and_close (rgb_profile (&DISPLAY_P3, 2.2));
  const cmsCIEXYZ dim = { 0.1, 0.05, 0.01 };
  cmsHPROFILE not_grey = rgb_profile (&DISPLAY_P3, 2.2), cmyk = cmsCreateInkLimitingDeviceLink (cmsSigCmykData, 200);
  cmsToneCurve *constant_curve = cmsBuildTabulatedToneCurve16 (NULL, 2, (const cmsUInt16Number[]) { 30000, 30000 });
  cmsHPROFILE dark = rgb_profile (&DISPLAY_P3, 2.2);

  {
    g_autoptr(GBytes) steep = save_and_close (rgb_profile (&DISPLAY_P3, 9.0));
    g_autoptr(GBytes) half = g_bytes_new_from_bytes (good, 0, 200);
    g_autoptr(GBytes) noise = g_bytes_new_static ("this is not a profile, whatever the marker says", 47);

    assert_taken_as_srgb (steep);
    assert_taken_as_srgb (half);
    assert_taken_as_srgb (noise);
  }
  g_assert_true (cmsWriteTag (not_grey, cmsSigRedColorantTag, &dim));
  g_assert_true (cmsWriteTag (dark, cmsSigGreenTRCTag, constant_curve));
  {
    g_autoptr(GBytes) not_grey_bytes = save_and_close (not_grey);
    g_autoptr(GBytes) cmyk_bytes = save_and_close (cmyk);
    g_autoptr(GBytes) dark_bytes = save_and_close (dark);

    assert_taken_as_srgb (not_grey_bytes);
    assert_taken_as_srgb (cmyk_bytes);
    assert_taken_as_srgb (dark_bytes);
  }
  cmsFreeToneCurve (constant_curve);
}

static void
test_a_grey_profile_belongs_to_a_grey_photo_alone (void)
{
  cmsToneCurve *curve = cmsBuildGamma (NULL, 1.8);
  cmsHPROFILE profile = cmsCreateGrayProfile (cmsD50_xyY (), curve);
  g_autoptr(GBytes) icc = save_and_close (profile);
  MadePhoto as = { .components = 1, .icc = g_bytes_get_data (icc, NULL), .icc_length = (guint) g_bytes_get_size (icc) };
  g_autoptr(GBytes) bytes = make_jpeg (48, 32, &as);
  g_autoptr(Photo) photo = photo_load_bytes ("grey", bytes, NULL, NULL);

  cmsFreeToneCurve (curve);
  g_assert_cmpuint (photo->flags, ==, PHOTO_FLAG_NONE);
  g_assert_cmpfloat_with_epsilon (photo->to_linear[2][100], pow (100 / 255.0, 1.8), 1e-3);
  assert_taken_as_srgb (icc);
}

static void
test_png_chunks_of_gamma_are_honoured (void)
{
  const MadePhoto as_srgb = { .gamma = 0.45455 }, as_linear = { .gamma = 1.0 };
  g_autoptr(GBytes) srgb_bytes = make_png (48, 32, &as_srgb);
  g_autoptr(GBytes) linear_bytes = make_png (48, 32, &as_linear);
  g_autoptr(Photo) srgb = photo_load_bytes ("srgb", srgb_bytes, NULL, NULL);
  g_autoptr(Photo) linear = photo_load_bytes ("linear", linear_bytes, NULL, NULL);

  g_assert_cmpuint (srgb->flags | linear->flags, ==, PHOTO_FLAG_NONE);
  g_assert_cmpfloat_with_epsilon (srgb->to_linear[0][128], 0.21586, 2e-4);
  g_assert_cmpfloat_with_epsilon (linear->to_linear[0][128], 128 / 255.0, 1e-4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo/colours/display-p3", test_display_p3_becomes_srgb_light_by_its_own_matrix);
  g_test_add_func ("/photo/colours/table", test_a_table_profile_gives_the_same_light);
  g_test_add_func ("/photo/colours/srgb", test_the_profile_of_srgb_is_no_conversion);
  g_test_add_func ("/photo/colours/lies", test_profiles_that_lie_are_srgb_with_a_flag);
  g_test_add_func ("/photo/colours/broken-chunk", test_a_profile_that_does_not_inflate_is_flagged);
  g_test_add_func ("/photo/colours/grey", test_a_grey_profile_belongs_to_a_grey_photo_alone);
  g_test_add_func ("/photo/colours/gamma", test_png_chunks_of_gamma_are_honoured);
  return g_test_run ();
}
