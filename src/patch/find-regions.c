/* patch/find-regions.c: connected components of runs at a ladder of thresholds */
#include "find-regions.h"

#include <string.h>

#define CODES_PER_STOP 20   /* a code is a twentieth of a stop of light */
#define STOPS          12
#define DARK_STEP      6    /* codes between two levels */
#define BRIGHT_STEP    5
#define LEAST_AREA     70   /* plane pixels: below that a shape cannot be told */
#define DARK_SOLIDITY  0.5  /* a printed area has a light mark inside */
#define BRIGHT_SOLIDITY 0.2 /* the dark area and a filled channel are missing, and what the channel fences off */

typedef struct {
  guint row, from, to; /* columns from ≤ x < to */
  guint parent;
} Run;

typedef struct {
  guint area, left, right, top, bottom;
  guint offset; /* of its row extremes */
} Component;

static void
region_free (gpointer data)
{
  Region *region = data;

  g_free (region->hull);
  g_free (region);
}

static guint
root (Run *runs, guint i)
{
  while (runs[i].parent != i)
    {
      runs[i].parent = runs[runs[i].parent].parent;
      i = runs[i].parent;
    }
  return i;
}

/* From column @x on, the first that is @inside a region or is not; @width without one. */
static inline guint
seek (const guint8 *insides, guint x, guint width, gboolean inside)
{
  const guint8 *found = memchr (insides + x, inside, width - x);

  return found ? (guint) (found - insides) : width;
}

/* Runs of codes ≤ @level, 8-connected runs of neighbouring rows joined. */
static guint
label_runs (const guint8 *codes, guint width, guint height, guint level, Run *runs)
{
  g_autofree guint8 *insides = g_malloc (width);
  guint n = 0, above = 0, above_end = 0;

  for (guint y = 0; y < height; y++)
    {
      const guint8 *row = codes + (gsize) y * width;
      guint start = n, first = above;

      for (guint x = 0; x < width; x++)
        insides[x] = row[x] <= level;
      for (guint x = seek (insides, 0, width, TRUE); x < width; x = seek (insides, x, width, TRUE))
        {
          runs[n].row = y;
          runs[n].from = x;
          x = seek (insides, x, width, FALSE);
          runs[n].to = x;
          runs[n].parent = n;
          while (first < above_end && runs[first].to < runs[n].from)
            first++;
          for (guint k = first; k < above_end && runs[k].from <= runs[n].to; k++)
            {
              guint a = root (runs, k), b = root (runs, n);

              if (a < b)
                runs[b].parent = a;
              else
                runs[a].parent = b;
            }
          n++;
        }
      above = start;
      above_end = n;
    }
  return n;
}

static Region *
region_of_component (const PhotoPlane *plane, const Component *component, const guint *extremes, gboolean dark)
{
  guint rows = component->bottom - component->top + 1, corners = 2 * rows;
  g_autofree Point2 *left = g_new (Point2, corners), *right = g_new (Point2, corners), *hull = g_new (Point2, 2 * corners + 2);
  Region *region;
  double area;
  guint n;

  for (guint i = 0; i < rows; i++)
    {
      const guint *ends = extremes + 2 * (component->offset + i);
      double y = (component->top + i) * plane->scale;

      left[2 * i] = (Point2) { ends[0] * plane->scale, y };
      left[2 * i + 1] = (Point2) { ends[0] * plane->scale, y + plane->scale };
      right[2 * i] = (Point2) { ends[1] * plane->scale, y };
      right[2 * i + 1] = (Point2) { ends[1] * plane->scale, y + plane->scale };
    }
  n = polygon_hull_of_rows (left, right, corners, hull);
  area = fabs (polygon_area (hull, n));
  if (component->area * plane->scale * plane->scale < (dark ? DARK_SOLIDITY : BRIGHT_SOLIDITY) * area)
    return NULL;
  region = g_new0 (Region, 1);
  region->dark = dark;
  region->n = n;
  region->hull = g_memdup2 (hull, n * sizeof (Point2));
  region->area = area;
  region->solidity = component->area * plane->scale * plane->scale / area;
  return region;
}

/* The level before gave (nearly) the same one. */
static gboolean
already_known (const GArray *known, const Component *component)
{
  for (guint i = 0; i < known->len; i++)
    {
      const Component *other = &g_array_index (known, Component, i);
      guint slack = (component->right - component->left + component->bottom - component->top) / 80 + 1;

      if (ABS ((int) (other->left - component->left)) <= (int) slack && ABS ((int) (other->right - component->right)) <= (int) slack
          && ABS ((int) (other->top - component->top)) <= (int) slack && ABS ((int) (other->bottom - component->bottom)) <= (int) slack
          && ABS ((int) (other->area - component->area)) * 25 <= (int) component->area)
        return TRUE;
    }
  return FALSE;
}

static void
regions_at_level (const PhotoPlane *plane, const guint8 *codes, guint level, gboolean dark, Run *runs, guint *component_of,
                  GArray *known, GPtrArray *regions)
{
  guint n = label_runs (codes, plane->width, plane->height, level, runs);
  g_autoptr(GArray) components = g_array_new (FALSE, FALSE, sizeof (Component));
  g_autofree guint *extremes = NULL;
  guint n_rows = 0, largest = plane->width * plane->height / 10 * (dark ? 6 : 10);

  for (guint i = 0; i < n; i++)
    {
      guint r = root (runs, i);
      Component *component;

      if (r == i)
        {
          Component fresh = { 0, runs[i].from, runs[i].to, runs[i].row, runs[i].row, 0 };

          component_of[i] = components->len;
          g_array_append_val (components, fresh);
        }
      component = &g_array_index (components, Component, component_of[r]);
      component->area += runs[i].to - runs[i].from;
      component->left = MIN (component->left, runs[i].from);
      component->right = MAX (component->right, runs[i].to);
      component->bottom = runs[i].row;
    }
  for (guint i = 0; i < components->len; i++)
    {
      Component *component = &g_array_index (components, Component, i);

      if (component->area < LEAST_AREA || component->area > largest || already_known (known, component))
        {
          component->area = 0;
          continue;
        }
      component->offset = n_rows;
      n_rows += component->bottom - component->top + 1;
      g_array_append_val (known, *component);
    }
  if (n_rows == 0)
    return;
  extremes = g_new (guint, 2 * (gsize) n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      extremes[2 * i] = G_MAXUINT;
      extremes[2 * i + 1] = 0;
    }
  for (guint i = 0; i < n; i++)
    {
      const Component *component = &g_array_index (components, Component, component_of[root (runs, i)]);
      guint *ends;

      if (component->area == 0)
        continue;
      ends = extremes + 2 * (component->offset + runs[i].row - component->top);
      ends[0] = MIN (ends[0], runs[i].from);
      ends[1] = MAX (ends[1], runs[i].to);
    }
  for (guint i = 0; i < components->len; i++)
    {
      const Component *component = &g_array_index (components, Component, i);
      Region *region = component->area ? region_of_component (plane, component, extremes, dark) : NULL;

      if (region)
        g_ptr_array_add (regions, region);
    }
}

static guint8
code_of_light (const guint8 *table, float light)
{
  return table[(guint) (sqrtf (CLAMP (light, 0.0f, 1.0f)) * 1023.0f)];
}

static guint
quantile (const guint *histogram, guint total, double share)
{
  guint below = 0, code = 0;

  while (code < 255 && (below += histogram[code]) < share * total)
    code++;
  return code;
}

/* What the photo's frame leaves out is inside of nothing. */
static void
leave_out_frame (const Photo *photo, const PhotoPlane *plane, guint8 *codes, guint *histogram)
{
  for (guint y = 0; y < plane->height && photo->n_frame > 0; y++)
    for (guint x = 0; x < plane->width; x++)
      if (!photo_shows (photo, (x + 0.5) * plane->scale, (y + 0.5) * plane->scale))
        {
          guint8 *code = &codes[(gsize) y * plane->width + x];

          histogram[*code]--;
          *code = 255;
        }
}

GPtrArray *
find_regions (const Pyramid *pyramid, GCancellable *cancellable)
{
  const PhotoPlane *plane = pyramid->small;
  guint pixels = plane->width * plane->height;
  g_autofree guint8 *codes = g_malloc (pixels);
  g_autofree Run *runs = g_new (Run, pixels / 2 + plane->height + 1);
  g_autofree guint *component_of = g_new (guint, pixels / 2 + plane->height + 1);
  GPtrArray *regions = g_ptr_array_new_with_free_func (region_free);
  guint8 table[1024];

  for (guint i = 0; i < 1024; i++)
    /* cppcheck-suppress invalidFunctionArg ; it does not see that MAX keeps the argument above 0 */
    table[i] = (guint8) CLAMP (CODES_PER_STOP * (STOPS + 2 * log2 (MAX (i, 0.5) / 1023.0)), 0.0, 255.0);
  for (int dark = 1; dark >= 0; dark--)
    {
      g_autoptr(GArray) known = g_array_new (FALSE, FALSE, sizeof (Component));
      guint histogram[256] = { 0 }, first, last, shown;

      for (guint i = 0; i < pixels; i++)
        {
          const float *rgb = plane->rgb + 3 * (gsize) i;

          if (dark)
            codes[i] = code_of_light (table, MAX (MAX (rgb[0], rgb[1]), rgb[2]));
          else /* upside down, so that a region is always what lies below a level */
            codes[i] = 255 - code_of_light (table, MIN (MIN (rgb[0], rgb[1]), rgb[2]));
          histogram[codes[i]]++;
        }
      leave_out_frame (pyramid->photo, plane, codes, histogram);
      shown = 0;
      for (guint code = 0; code < 256; code++)
        shown += histogram[code];
      first = quantile (histogram, shown, 0.001) + 3;
      last = MIN (quantile (histogram, shown, dark ? 0.85 : 0.9), 254);
      for (guint level = first; level <= last && !g_cancellable_is_cancelled (cancellable); level += dark ? DARK_STEP : BRIGHT_STEP)
        regions_at_level (plane, codes, level, dark, runs, component_of, known, regions);
    }
  return regions;
}
