/* photo/icc.c: ICC profiles and plain primaries, by Little CMS
 *
 * A profile of curves and a matrix becomes three tables and one matrix; pixels stay as they are. A profile that is a
 * table is applied to all pixels once. They become 16 bit, with the curve of sRGB over the primaries of BT.2020: in that
 * encoding tables interpolate well down to black, and every colour a camera writes has its place.
 *
 * Whether a profile tells the truth is judged by what every true one does: equal components are grey, more of a component
 * is more light, nothing is black and everything is white. */
#include <math.h>
#include <string.h>
#include <wchar.h>

#include <glib/gi18n.h>
#include <lcms2.h>

#include "decoder.h"

#define GREY_TOLERANCE     0.08  /* of equal components, in linear sRGB; old profiles round to three digits */
#define BLACK_AT_MOST      0.08
#define WHITE_AT_LEAST     0.85
#define MIDDLE_AT_LEAST    0.02  /* light of half the range: exponents from about 0.4 … */
#define MIDDLE_AT_MOST     0.76  /* … to 5.6 */
#define LEAST_DETERMINANT  0.01
#define SRGB_TOLERANCE     0.0015
#define LARGEST_UNCLIPPED  65277 /* one below 254/255 */

static const cmsCIExyY D65 = { 0.3127, 0.3290, 1.0 };
static const cmsCIExyYTRIPLE SRGB_PRIMARIES = { { 0.64, 0.33, 1 }, { 0.30, 0.60, 1 }, { 0.15, 0.06, 1 } };
static const cmsCIExyYTRIPLE BT2020_PRIMARIES = { { 0.708, 0.292, 1 }, { 0.170, 0.797, 1 }, { 0.131, 0.046, 1 } };

static void
ignore_log (cmsContext context, cmsUInt32Number code, const char *text)
{
}

static double
determinant (const double m[9])
{
  return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
}

static gboolean
invert (const double m[9], double inverse[9])
{
  double d = determinant (m);

  if (!(fabs (d) > 1e-9))
    return FALSE;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      {
        int r0 = (j + 1) % 3, r1 = (j + 2) % 3, c0 = (i + 1) % 3, c1 = (i + 2) % 3;

        inverse[3 * i + j] = (m[3 * r0 + c0] * m[3 * r1 + c1] - m[3 * r0 + c1] * m[3 * r1 + c0]) / d;
      }
  return TRUE;
}

/* The columns are the XYZ (D50) of the three primaries at full light. */
static gboolean
read_colorants (cmsHPROFILE profile, double m[9])
{
  static const cmsTagSignature tags[3] = { cmsSigRedColorantTag, cmsSigGreenColorantTag, cmsSigBlueColorantTag };

  for (int c = 0; c < 3; c++)
    {
      const cmsCIEXYZ *xyz = cmsReadTag (profile, tags[c]);

      if (xyz == NULL)
        return FALSE;
      m[c] = xyz->X;
      m[3 + c] = xyz->Y;
      m[6 + c] = xyz->Z;
    }
  return TRUE;
}

/* Linear components of @profile → linear sRGB. Both are adapted to D50, so the adaptation cancels to Bradford's. */
static gboolean
matrix_to_srgb (cmsContext context, cmsHPROFILE profile, float to_srgb[9])
{
  cmsToneCurve *linear = cmsBuildGamma (context, 1.0);
  cmsToneCurve *curves[3] = { linear, linear, linear };
  cmsHPROFILE srgb = cmsCreateRGBProfileTHR (context, &D65, &SRGB_PRIMARIES, curves);
  double own[9], srgb_to_xyz[9], xyz_to_srgb[9], m[9];
  gboolean plausible;

  plausible = read_colorants (profile, own) && read_colorants (srgb, srgb_to_xyz) && invert (srgb_to_xyz, xyz_to_srgb);
  cmsCloseProfile (srgb);
  cmsFreeToneCurve (linear);
  if (!plausible)
    return FALSE;
  for (int i = 0; i < 9; i++)
    {
      m[i] = 0;
      for (int k = 0; k < 3; k++)
        m[i] += xyz_to_srgb[3 * (i / 3) + k] * own[3 * k + i % 3];
      if (!isfinite (m[i]))
        return FALSE;
      to_srgb[i] = (float) m[i];
    }
  for (int r = 0; r < 3; r++)
    if (fabs (m[3 * r] + m[3 * r + 1] + m[3 * r + 2] - 1) > GREY_TOLERANCE)
      return FALSE;
  return fabs (determinant (m)) > LEAST_DETERMINANT;
}

/* FALSE when the curve is none that light can follow. */
static gboolean
tabulate (const cmsToneCurve *curve, guint n, float *table)
{
  float before = -INFINITY;

  for (guint i = 0; i < n; i++)
    {
      table[i] = cmsEvalToneCurveFloat (curve, (float) (i / (double) (n - 1)));
      if (!isfinite (table[i]) || table[i] < before - 1e-4f)
        return FALSE;
      before = MAX (before, table[i]);
    }
  return table[0] <= BLACK_AT_MOST && table[n - 1] >= WHITE_AT_LEAST && table[n / 2] >= MIDDLE_AT_LEAST
         && table[n / 2] <= MIDDLE_AT_MOST;
}

static gboolean
take_curves (cmsHPROFILE profile, const cmsTagSignature *tags, guint n_tags, Photo *photo)
{
  guint n = 1u << photo->bits;

  for (guint c = 0; c < n_tags; c++)
    {
      const cmsToneCurve *curve = cmsReadTag (profile, tags[c]);

      photo->to_linear[c] = g_new (float, n);
      if (curve == NULL || !tabulate (curve, n, photo->to_linear[c]))
        return FALSE;
    }
  for (guint c = n_tags; c < 3; c++)
    photo->to_linear[c] = photo->to_linear[0];
  return TRUE;
}

static gboolean
take_matrix_profile (cmsContext context, cmsHPROFILE profile, Photo *photo)
{
  static const cmsTagSignature tags[3] = { cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag };
  float deviation = 0;

  if (!matrix_to_srgb (context, profile, photo->to_srgb) || !take_curves (profile, tags, 3, photo))
    return FALSE;
  for (int i = 0; i < 9; i++)
    deviation = fmaxf (deviation, fabsf (photo->to_srgb[i] - (i % 4 == 0)));
  photo->is_srgb = deviation < SRGB_TOLERANCE;
  return TRUE;
}

static gboolean
take_grey_profile (cmsHPROFILE profile, Photo *photo)
{
  static const cmsTagSignature tag = cmsSigGrayTRCTag;

  memset (photo->to_srgb, 0, sizeof photo->to_srgb);
  photo->to_srgb[0] = photo->to_srgb[4] = photo->to_srgb[8] = 1;
  photo->is_srgb = TRUE;
  return take_curves (profile, &tag, 1, photo);
}

static cmsToneCurve *
build_curve (cmsContext context, TransferCurve transfer, double gamma)
{
  /* ((value + offset) / (1 + offset)) ^ exponent above the break, a straight line below it. */
  static const double srgb[5] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };
  static const double bt709[5] = { 1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081 };

  if (transfer == TRANSFER_POWER)
    return cmsBuildGamma (context, gamma);
  return cmsBuildParametricToneCurve (context, 4, transfer == TRANSFER_SRGB ? srgb : bt709);
}

static cmsHPROFILE
profile_of_primaries (cmsContext context, const cmsCIExyY *white, const cmsCIExyYTRIPLE *primaries, TransferCurve transfer,
                      double gamma)
{
  cmsToneCurve *curve = build_curve (context, transfer, gamma);
  cmsToneCurve *curves[3] = { curve, curve, curve };
  cmsHPROFILE profile = curve ? cmsCreateRGBProfileTHR (context, white, primaries, curves) : NULL;

  if (curve)
    cmsFreeToneCurve (curve);
  return profile;
}

/* Seventeen greys from black to white must come out grey and never darker than the one before. */
static gboolean
table_is_plausible (cmsHTRANSFORM transform, guint bits, const float *to_linear)
{
  float before = -1, first = 0, last = 0;

  for (guint i = 0; i <= 16; i++)
    {
      guint8 small[3] = { (guint8) (i * 255 / 16), (guint8) (i * 255 / 16), (guint8) (i * 255 / 16) };
      guint16 large[3] = { (guint16) (i * 65535 / 16), (guint16) (i * 65535 / 16), (guint16) (i * 65535 / 16) };
      guint16 out[3];
      float light;

      cmsDoTransform (transform, bits == 8 ? (const void *) small : large, out, 1);
      light = to_linear[out[1]];
      for (int c = 0; c < 3; c++)
        if (fabsf (to_linear[out[c]] - light) > GREY_TOLERANCE)
          return FALSE;
      if (light < before - 0.01f)
        return FALSE;
      before = light;
      first = i == 0 ? light : first;
      last = light;
    }
  return first <= BLACK_AT_MOST && last >= 0.5f;
}

static guint
index_of_largest (const guint16 values[3])
{
  guint best = values[1] > values[0] ? 1 : 0;

  return values[2] > values[best] ? 2 : best;
}

static guint
index_of_smallest (const guint16 values[3])
{
  guint best = values[1] < values[0] ? 1 : 0;

  return values[2] < values[best] ? 2 : best;
}

/* What was clipped in the file stays recognisable as such, and nothing else becomes so. */
static void
keep_clipping (const guint8 *encoded, guint bits, guint16 *converted, guint n)
{
  const guint16 *wide = (const guint16 *) (const void *) encoded;

  for (guint i = 0; i < n; i++)
    {
      guint16 *out = converted + 3 * i;
      guint lowest = 65535, highest = 0;

      for (guint c = 0; c < 3; c++)
        {
          guint value = bits == 8 ? encoded[3 * i + c] * 257u : wide[3 * i + c];

          lowest = MIN (lowest, value);
          highest = MAX (highest, value);
          out[c] = (guint16) CLAMP (out[c], 1, LARGEST_UNCLIPPED);
        }
      if (highest > LARGEST_UNCLIPPED)
        out[index_of_largest (out)] = 65535;
      else if (lowest == 0)
        out[index_of_smallest (out)] = 0;
    }
}

static gboolean
convert_pixels (const PhotoSource *source, cmsHTRANSFORM transform, DecodedImage *image, GError **error)
{
  gsize n = (gsize) image->width * 3;
  guint16 *wide = image->bits == 16 ? (guint16 *) (void *) image->memory : g_try_malloc_n (image->height, n * sizeof (guint16));
  g_autofree guint16 *row = g_new (guint16, n);

  if (wide == NULL)
    {
      g_set_error (error, PHOTO_ERROR, PHOTO_ERROR_TOO_LARGE, _("%s does not fit into memory."), source->name);
      return FALSE;
    }
  for (guint y = 0; y < image->height; y++)
    {
      const guint8 *from = image->memory + y * n * image->bits / 8;

      if (photo_cancelled (source, error))
        {
          if (image->bits == 8)
            g_free (wide);
          return FALSE;
        }
      cmsDoTransform (transform, from, row, image->width);
      keep_clipping (from, image->bits, row, image->width);
      memcpy (wide + y * n, row, n * sizeof (guint16));
    }
  if (image->bits == 8)
    {
      g_free (image->memory);
      image->memory = (guint8 *) wide;
      image->bits = 16;
    }
  return TRUE;
}

static IccOutcome
take_table_profile (const PhotoSource *source, cmsContext context, cmsHPROFILE profile, DecodedImage *image, Photo *photo,
                    GError **error)
{
  cmsHPROFILE wide = profile_of_primaries (context, &D65, &BT2020_PRIMARIES, TRANSFER_SRGB, 0);
  cmsHTRANSFORM transform = cmsCreateTransformTHR (context, profile, image->bits == 8 ? TYPE_RGB_8 : TYPE_RGB_16, wide, TYPE_RGB_16,
                                                   INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_HIGHRESPRECALC | cmsFLAGS_NOCACHE);
  IccOutcome outcome = ICC_NOT_USABLE;

  photo->bits = 16;
  if (transform && take_matrix_profile (context, wide, photo) && table_is_plausible (transform, image->bits, photo->to_linear[0]))
    outcome = convert_pixels (source, transform, image, error) ? ICC_TAKEN : ICC_FAILED;
  if (transform)
    cmsDeleteTransform (transform);
  cmsCloseProfile (wide);
  return outcome;
}

static char *
describe (cmsHPROFILE profile)
{
  wchar_t text[256] = { 0 };
  g_autofree char *utf8 = NULL;

  cmsGetProfileInfo (profile, cmsInfoDescription, "en", "US", text, G_N_ELEMENTS (text) - 1);
  utf8 = g_ucs4_to_utf8 ((const gunichar *) text, -1, NULL, NULL, NULL);
  if (utf8)
    g_strstrip (utf8);
  return utf8 && *utf8 ? g_steal_pointer (&utf8) : g_strdup ("ICC");
}

static IccOutcome
take_profile (const PhotoSource *source, cmsContext context, cmsHPROFILE profile, DecodedImage *image, Photo *photo, GError **error)
{
  cmsColorSpaceSignature space = cmsGetColorSpace (profile);

  photo->profile = describe (profile);
  if (space == cmsSigGrayData)
    return image->grey && take_grey_profile (profile, photo) ? ICC_TAKEN : ICC_NOT_USABLE;
  if (space != cmsSigRgbData || cmsGetDeviceClass (profile) == cmsSigLinkClass)
    return ICC_NOT_USABLE;
  if (cmsIsTag (profile, cmsSigAToB0Tag) || cmsIsTag (profile, cmsSigAToB1Tag))
    return take_table_profile (source, context, profile, image, photo, error);
  return take_matrix_profile (context, profile, photo) ? ICC_TAKEN : ICC_NOT_USABLE;
}

IccOutcome
photo_icc_take (const PhotoSource *source, DecodedImage *image, Photo *photo, GError **error)
{
  cmsContext context = cmsCreateContext (NULL, NULL);
  const ColourStatement *colours = &image->colours;
  cmsHPROFILE profile;
  IccOutcome outcome = ICC_NOT_USABLE;

  cmsSetLogErrorHandlerTHR (context, ignore_log);
  if (colours->kind == COLOURS_ICC)
    {
      gsize length = 0;
      const void *bytes = colours->icc ? g_bytes_get_data (colours->icc, &length) : NULL;

      profile = length > 0 ? cmsOpenProfileFromMemTHR (context, bytes, (cmsUInt32Number) length) : NULL;
      if (profile)
        outcome = take_profile (source, context, profile, image, photo, error);
    }
  else
    {
      const double *xy = colours->xy;
      const cmsCIExyY white = { xy[0], xy[1], 1 };
      const cmsCIExyYTRIPLE primaries = { { xy[2], xy[3], 1 }, { xy[4], xy[5], 1 }, { xy[6], xy[7], 1 } };

      profile = profile_of_primaries (context, &white, &primaries, colours->transfer, colours->gamma);
      if (profile && take_matrix_profile (context, profile, photo))
        outcome = ICC_TAKEN;
    }
  if (profile)
    cmsCloseProfile (profile);
  cmsDeleteContext (context);
  return outcome;
}
