/* patch/phantom-camera.c */
#include "phantom-camera.h"

#include <math.h>
#include <string.h>

#include "phantom-colour.h"
#include "phantom-random.h"

#define MIDDLE_GREY 0.2140  /* linear light of sRGB 127.5 */
#define READ_SHARE 0.15     /* of the noise's variance at middle grey: read noise; the rest is shot noise */
#define CODES 4096

/* One line of @n pixels with @step floats between them, through @line. */
static void
blur_line (float *first, gsize step, guint n, const float *kernel, int reach, float *line)
{
  for (int c = 0; c < 3; c++)
    {
      for (guint i = 0; i < n; i++)
        line[i] = first[i * step + (gsize) c];
      for (guint i = 0; i < n; i++)
        {
          float sum = 0.0f;

          for (int k = -reach; k <= reach; k++)
            sum += kernel[k + reach] * line[CLAMP ((int) i + k, 0, (int) n - 1)];
          first[i * step + (gsize) c] = sum;
        }
    }
}

static void
blur_lens (float *light, guint width, guint height, double sigma)
{
  int reach = (int) ceil (3.0 * sigma);
  g_autofree float *kernel = g_new (float, 2 * reach + 1);
  g_autofree float *line = g_new (float, MAX (width, height));
  float sum = 0.0f;

  for (int k = -reach; k <= reach; k++)
    sum += kernel[k + reach] = (float) exp (-0.5 * k * k / (sigma * sigma));
  for (int k = 0; k <= 2 * reach; k++)
    kernel[k] /= sum;
  for (guint y = 0; y < height; y++)
    blur_line (light + 3 * (gsize) y * width, 3, width, kernel, reach, line);
  for (guint x = 0; x < width; x++)
    blur_line (light + 3 * (gsize) x, 3 * (gsize) width, height, kernel, reach, line);
}

static void
blur_motion (float *light, guint width, guint height, double length, double angle)
{
  int steps = (int) ceil (length) * 2 + 1;
  gsize n = (gsize) width * height * 3;
  g_autofree float *sharp = g_new (float, n);

  memcpy (sharp, light, n * sizeof *sharp);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        float sum[3] = { 0, 0, 0 };

        for (int k = 0; k < steps; k++)
          {
            double t = length * ((double) k / (steps - 1) - 0.5), at_x = x + t * cos (angle), at_y = y + t * sin (angle);
            int left = (int) floor (at_x), top = (int) floor (at_y);
            float u = (float) (at_x - left), v = (float) (at_y - top);

            for (int j = 0; j < 4; j++)
              {
                int column = CLAMP (left + (j & 1), 0, (int) width - 1), row = CLAMP (top + (j >> 1), 0, (int) height - 1);
                float weight = ((j & 1) ? u : 1.0f - u) * ((j >> 1) ? v : 1.0f - v);
                const float *pixel = sharp + 3 * ((gsize) row * width + (gsize) column);

                for (int c = 0; c < 3; c++)
                  sum[c] += weight * pixel[c];
              }
          }
        for (int c = 0; c < 3; c++)
          light[3 * ((gsize) y * width + x) + (gsize) c] = sum[c] / (float) steps;
      }
}

void
phantom_camera_blur (float *light, guint width, guint height, double blur_px, double motion_px, double motion_rad)
{
  if (blur_px > 0.05)
    blur_lens (light, width, height, blur_px);
  if (motion_px > 0.5)
    blur_motion (light, width, height, motion_px, motion_rad);
}

/* Twelve evenly distributed 16-bit numbers make a normal one to within what eight bits can show. */
static float
normal (guint64 *state)
{
  gint32 sum = 0;

  for (int i = 0; i < 3; i++)
    {
      guint64 bits = phantom_next (state);

      sum += (gint32) (bits & 0xffff) + (gint32) ((bits >> 16) & 0xffff) + (gint32) ((bits >> 32) & 0xffff) + (gint32) (bits >> 48);
    }
  return (float) (sum - 6 * 65535) / 65535.0f;
}

guint8 *
phantom_camera_expose (const float *light, guint width, guint height, double noise, guint32 seed)
{
  gsize n = (gsize) width * height * 3;
  guint8 *bytes = g_malloc (n);
  /* Slope of the sRGB curve at middle grey turns counts into light. */
  double slope = (phantom_encode (MIDDLE_GREY + 1e-4) - phantom_encode (MIDDLE_GREY - 1e-4)) / 2e-4 * 255.0;
  double variance = noise * noise / (slope * slope);
  float read = (float) (variance * READ_SHARE), shot = (float) (variance * (1.0 - READ_SHARE) / MIDDLE_GREY);
  guint64 random = seed;
  float encoded[CODES + 1];

  for (int i = 0; i <= CODES; i++)
    encoded[i] = (float) (255.0 * phantom_encode (((double) i / CODES) * ((double) i / CODES)));
  for (gsize i = 0; i < n; i++)
    {
      float value = light[i], at;
      int code;

      if (noise > 0.0)
        value += sqrtf (read + shot * MAX (value, 0.0f)) * normal (&random);
      /* The table's steps are even in the square root, where the curve is nearly straight. */
      at = sqrtf (CLAMP (value, 0.0f, 1.0f)) * CODES;
      code = MIN ((int) at, CODES - 1);
      bytes[i] = (guint8) (encoded[code] + (at - (float) code) * (encoded[code + 1] - encoded[code]) + 0.5f);
    }
  return bytes;
}
