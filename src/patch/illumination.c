/* patch/illumination.c */
#include "illumination.h"

#include <math.h>

#include "normal-equations.h"
#include "order-statistic.h"

#define NODE_CELLS 4           /* cells of the raster for a node of the grid: 0.4 units, less than half an arm distance */
#define SMOOTH_TERMS 10        /* cubic in two coordinates */
#define ROUNDS 4               /* of reweighting */
#define CHROMA_GATE 0.30       /* log ratio: base keeps its tint within this, sun or shade */
#define DARK_GATE 1.4          /* log: darker than this below the fit is no base under any shadow */
#define SHINE_GATE 0.30        /* log: brighter than this above the fit … */
#define SHINE_CODE_LIGHT 0.72  /* … and near the top of the encoding shines */
#define LOCAL_GATE 0.10        /* log: a place that departs this far from its neighbours is a hair, a fleck, a letter */
#define LOCAL_SIGMA 1.15       /* nodes: how far the local correction looks */
#define LOCAL_REACH 3
#define LOCAL_PRIOR 0.15       /* weight of "no local correction" against one place */
#define MIN_PLACES 12
#define AHEAD 24               /* places whose light is on its way from memory */
#define VEIL_INNER 6.0         /* nodes: a highlight is brighter than a ring around it … */
#define VEIL_OUTER 10.5
#define VEIL_DIRECTIONS 20
#define VEIL_QUANTILE 0.7      /* … nearly all round; beside a shadow's edge much of the ring is as bright */
#define VEIL_LEAST 0.07        /* log */
#define PAIR_WEIGHT 4.0        /* a pair of equal inks tells as much as so many places */

typedef enum { PLACE_NONE, PLACE_BASE, PLACE_ABSENT, PLACE_HIDDEN, PLACE_SHINING } PlaceKind;

typedef struct {
  PlaceKind kind;
  guint8 clipped;     /* bit for each component */
  Point2 at;          /* template units */
  Point2 on_photo;    /* pixels */
  float log_light[3];
  float grain[3];     /* relative difference of two of its pixels */
  float residual[3];  /* against the smooth field */
  float weight;
} Place;

typedef struct {
  const PatchView *view;
  Place *places;      /* width × height */
  guint width, height;
  double *scratch;    /* as many as places, for medians */
  double smooth[3][NORMAL_EQUATIONS_MAX];
  guint terms;        /* of the smooth field: 1, 3, 6 or 10 */
} Builder;

static double
log_luminance (const float log_light[3])
{
  return 0.25 * log_light[0] + 0.6 * log_light[1] + 0.15 * log_light[2];
}

/* ---- looking ---- */

static double
arm_of (const Builder *self)
{
  return MAX (1.5, 0.12 * self->view->channel_pixels);
}

static inline __attribute__ ((always_inline)) void
prefetch (const Builder *self, const Place *place)
{
  for (int i = -1; i <= 1; i++) /* left and right lie beside the middle in memory */
    patch_view_prefetch (self->view, (Point2) { place->on_photo.x, place->on_photo.y + i * arm_of (self) });
}

/* Five pixels around the place; the middle three by brightness make its light, so that a thin hair does not. */
static void
look (Builder *self, Place *place)
{
  static const double CROSS[5][2] = { { 0, 0 }, { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 } };
  Point2 at = place->on_photo;
  double arm = arm_of (self);
  float light[5][3], sum[5];
  LightState state = LIGHT_KNOWN;
  int order[5] = { 0, 1, 2, 3, 4 };

  for (int i = 0; i < 5; i++)
    {
      LightState one = patch_view_light (self->view, (Point2) { at.x + arm * CROSS[i][0], at.y + arm * CROSS[i][1] }, light[i]);

      if (one & LIGHT_ABSENT)
        {
          place->kind = PLACE_ABSENT;
          return;
        }
      state |= one;
      sum[i] = light[i][0] + light[i][1] + light[i][2];
      for (int k = i; k > 0 && sum[order[k]] < sum[order[k - 1]]; k--)
        {
          int swap = order[k];

          order[k] = order[k - 1];
          order[k - 1] = swap;
        }
    }
  for (int c = 0; c < 3; c++)
    {
      double mean = (light[order[1]][c] + light[order[2]][c] + light[order[3]][c]) / 3;
      double difference = light[1][c] - light[2][c];

      place->log_light[c] = (float) log (MAX (mean, 1e-4));
      place->grain[c] = (float) (fabs (difference) / MAX (mean, 1e-4));
    }
  place->clipped = patch_view_clipped (self->view, state);
  place->kind = place->clipped ? PLACE_SHINING : PLACE_BASE;
}

/* The cell of bare base nearest the middle of the node. */
static gboolean
find_base (const PatchRegions *regions, guint column, guint row, Point2 *at)
{
  double best = G_MAXDOUBLE, middle = NODE_CELLS / 2.0 - 0.5;

  for (guint y = 0; y < NODE_CELLS; y++)
    for (guint x = 0; x < NODE_CELLS; x++)
      {
        guint cx = column * NODE_CELLS + x, cy = row * NODE_CELLS + y;
        double distance = (x - middle) * (x - middle) + (y - middle) * (y - middle);

        if (cx < regions->width && cy < regions->height && regions->cells[cy * regions->width + cx] == REGION_BASE
            && distance < best)
          {
            best = distance;
            *at = (Point2) { regions->x0 + (cx + 0.5) * regions->step, regions->y0 + (cy + 0.5) * regions->step };
          }
      }
  return best < G_MAXDOUBLE;
}

/* ---- the smooth field ---- */

static void
smooth_row (const Builder *self, Point2 at, double row[SMOOTH_TERMS])
{
  double x = (at.x - self->view->map->centre.x) / self->view->map->half_size;
  double y = (at.y - self->view->map->centre.y) / self->view->map->half_size;
  const double all[SMOOTH_TERMS] = { 1, x, y, x * x, x * y, y * y, x * x * x, x * x * y, x * y * y, y * y * y };

  for (guint i = 0; i < self->terms; i++)
    row[i] = all[i];
}

static double
smooth_at (const Builder *self, const double *row, int c)
{
  double sum = 0;

  for (guint i = 0; i < self->terms; i++)
    sum += row[i] * self->smooth[c][i];
  return sum;
}

/* Two blocks of one ink: whatever they differ by is the light's doing. */
static void
add_pairs (const Builder *self, NormalEquations *equations, const BlockLight *blocks, guint n_blocks)
{
  for (guint i = 0; i < n_blocks; i++)
    for (guint j = i + 1; j < n_blocks; j++)
      {
        double row[SMOOTH_TERMS], other[SMOOTH_TERMS], right[3];
        gboolean believable = TRUE;

        if (!blocks[i].usable || !blocks[j].usable || blocks[i].block->set == blocks[j].block->set
            || g_strcmp0 (blocks[i].block->name, blocks[j].block->name) != 0)
          continue;
        smooth_row (self, blocks[i].centre, row);
        smooth_row (self, blocks[j].centre, other);
        for (int c = 0; c < 3; c++)
          {
            double excess;

            right[c] = log (MAX (blocks[i].light[c], 1e-4) / MAX (blocks[j].light[c], 1e-4));
            excess = right[c] - (smooth_at (self, row, c) - smooth_at (self, other, c));
            /* A dark component says little about light and much about the camera's black. */
            believable &= fabs (excess) < 0.12 && blocks[i].light[c] > 0.02;
          }
        for (guint k = 0; k < self->terms; k++)
          row[k] -= other[k];
        if (believable)
          normal_equations_add (equations, row, right, PAIR_WEIGHT);
      }
}

static gboolean
fit_smooth (Builder *self, const BlockLight *blocks, guint n_blocks)
{
  guint n = self->width * self->height;

  for (int round = 0; round < ROUNDS; round++)
    {
      NormalEquations equations;
      guint n_residuals = 0;
      double scale;

      normal_equations_init (&equations, self->terms);
      for (guint i = 0; i < n; i++)
        if (self->places[i].kind == PLACE_BASE && self->places[i].weight > 0)
          {
            double row[SMOOTH_TERMS];
            double right[3] = { self->places[i].log_light[0], self->places[i].log_light[1], self->places[i].log_light[2] };

            smooth_row (self, self->places[i].at, row);
            normal_equations_add (&equations, row, right, self->places[i].weight);
          }
      if (round > 1)
        add_pairs (self, &equations, blocks, n_blocks);
      if (!normal_equations_solve (&equations, 1e-5, self->smooth))
        return FALSE;
      for (guint i = 0; i < n; i++)
        if (self->places[i].kind == PLACE_BASE || self->places[i].kind == PLACE_SHINING)
          {
            double row[SMOOTH_TERMS];

            smooth_row (self, self->places[i].at, row);
            for (int c = 0; c < 3; c++)
              self->places[i].residual[c] = self->places[i].log_light[c] - (float) smooth_at (self, row, c);
            if (self->places[i].kind == PLACE_BASE)
              self->scratch[n_residuals++] = fabs (log_luminance (self->places[i].residual));
          }
      if (n_residuals < MIN_PLACES)
        return FALSE;
      scale = MAX (0.01, 1.4826 * order_statistic (self->scratch, n_residuals, 0.5));
      for (guint i = 0; i < n; i++)
        {
          double u = log_luminance (self->places[i].residual) / (4.685 * scale);

          self->places[i].weight = fabs (u) < 1 ? (float) ((1 - u * u) * (1 - u * u)) : 0.0f;
        }
    }
  return TRUE;
}

/* ---- what is base ---- */

/* Where one component has clipped, the others and the base's tint say what it would have been. */
static void
complete_clipped (Place *place, const double tint[2])
{
  const double offset[3] = { tint[0], 0, tint[1] };
  const int known = !(place->clipped & 2) ? 1 : !(place->clipped & 1) ? 0 : !(place->clipped & 4) ? 2 : -1;

  if (place->kind != PLACE_SHINING || place->clipped == 0 || known < 0)
    return;
  for (int c = 0; c < 3; c++)
    if (place->clipped & (1 << c))
      place->log_light[c] = MAX (place->log_light[c], place->log_light[known] + (float) (offset[c] - offset[known]));
  place->kind = PLACE_BASE;
}

/* Base has one tint (the majority's), whatever its brightness: fingers, tape, dye and print do not. */
static guint
gate_by_tint (Builder *self, gboolean complete)
{
  guint n = self->width * self->height, n_base = 0;
  double middle[2] = { 0, 0 }, level = 0;

  for (int pass = 0; pass < 3; pass++)
    {
      n_base = 0;
      for (guint i = 0; i < n; i++)
        if (self->places[i].kind == PLACE_BASE)
          {
            const float *l = self->places[i].log_light;

            self->scratch[n_base++] = pass == 0 ? l[0] - l[1] : pass == 1 ? l[2] - l[1] : log_luminance (l);
          }
      if (n_base == 0)
        return 0;
      if (pass < 2)
        middle[pass] = order_statistic (self->scratch, n_base, 0.5);
      else
        level = order_statistic (self->scratch, n_base, 0.6);
    }
  for (guint i = 0; i < n && complete && n_base >= MIN_PLACES; i++)
    complete_clipped (&self->places[i], middle);
  n_base = 0;
  for (guint i = 0; i < n; i++)
    if (self->places[i].kind == PLACE_BASE)
      {
        const float *l = self->places[i].log_light;

        if (fabs (l[0] - l[1] - middle[0]) > CHROMA_GATE || fabs (l[2] - l[1] - middle[1]) > CHROMA_GATE * 1.3
            || log_luminance (l) < level - 2 * DARK_GATE)
          self->places[i].kind = PLACE_HIDDEN;
        else
          n_base++;
        self->places[i].weight = 1;
      }
  return n_base;
}

static void
gate_by_brightness (Builder *self)
{
  for (guint i = 0; i < self->width * self->height; i++)
    {
      Place *place = &self->places[i];
      double residual = log_luminance (place->residual);

      if (place->kind != PLACE_BASE)
        continue;
      if (residual < -DARK_GATE)
        place->kind = PLACE_HIDDEN;
      else if (residual > SHINE_GATE
               && MAX (MAX (place->log_light[0], place->log_light[1]), place->log_light[2]) > log (SHINE_CODE_LIGHT))
        place->kind = PLACE_SHINING;
    }
}

/* Weight 1 where a place agrees with the middle of its neighbours, 0 where it does not. Returns the spread of those
 * that agree. */
static double
weigh_locally (Builder *self)
{
  guint n_agreeing = 0;

  for (guint row = 0; row < self->height; row++)
    for (guint column = 0; column < self->width; column++)
      {
        Place *place = &self->places[row * self->width + column];
        double around[9];
        double difference;
        guint n = 0;

        place->weight = 0;
        if (place->kind != PLACE_BASE)
          continue;
        for (guint y = MAX (row, 1) - 1; y <= MIN (row + 1, self->height - 1); y++)
          for (guint x = MAX (column, 1) - 1; x <= MIN (column + 1, self->width - 1); x++)
            if (self->places[y * self->width + x].kind == PLACE_BASE)
              around[n++] = log_luminance (self->places[y * self->width + x].residual);
        difference = log_luminance (place->residual) - order_statistic (around, n, 0.5);
        place->weight = fabs (difference) < LOCAL_GATE || n < 3 ? 1.0f : 0.0f;
        if (place->weight > 0 && n >= 3)
          self->scratch[n_agreeing++] = fabs (difference);
      }
  return n_agreeing >= MIN_PLACES ? 1.4826 * order_statistic (self->scratch, n_agreeing, 0.5) : 0.05;
}

/* ---- highlights ---- */

/* Shine that does not clip is a bump of the brightness: brighter than most of a ring around it. Sun beside shadow is a plateau. */
static void
find_veils (Builder *self, Illumination *result)
{
  Point2 ring[2 * VEIL_DIRECTIONS];
  guint n_known = 0;
  double middle;

  for (guint i = 0; i < self->width * self->height; i++)
    if (self->places[i].kind == PLACE_BASE)
      self->scratch[n_known++] = log_luminance (self->places[i].residual);
  middle = n_known > 0 ? order_statistic (self->scratch, n_known, 0.5) : 0;
  for (guint i = 0; i < 2 * VEIL_DIRECTIONS; i++)
    {
      double angle = G_PI * i / VEIL_DIRECTIONS, radius = i % 2 ? VEIL_INNER : VEIL_OUTER;

      ring[i] = (Point2) { radius * cos (angle), radius * sin (angle) };
    }
  for (int row = 0; row < (int) self->height; row++)
    for (int column = 0; column < (int) self->width; column++)
      {
        guint at = (guint) row * self->width + (guint) column;
        const Place *place = &self->places[at];
        double around[2 * VEIL_DIRECTIONS], excess;
        guint n = 0;

        result->veil[at] = 0;
        if ((place->kind != PLACE_BASE && place->kind != PLACE_SHINING)
            || log_luminance (place->residual) < middle + VEIL_LEAST)
          continue;
        for (guint i = 0; i < 2 * VEIL_DIRECTIONS; i++)
          {
            int x = column + (int) lround (ring[i].x), y = row + (int) lround (ring[i].y);

            if (x >= 0 && y >= 0 && x < (int) self->width && y < (int) self->height
                && (self->places[y * (int) self->width + x].kind == PLACE_BASE
                    || self->places[y * (int) self->width + x].kind == PLACE_SHINING))
              around[n++] = log_luminance (self->places[y * (int) self->width + x].residual);
          }
        if (n < 6)
          continue;
        excess = log_luminance (place->residual) - order_statistic (around, n, VEIL_QUANTILE);
        if (excess > VEIL_LEAST)
          result->veil[at] = (float) (exp (MIN (excess, 3.0)) - 1);
      }
}

static gint8
is_bare (const Place *place)
{
  return place->kind == PLACE_BASE || place->kind == PLACE_SHINING;
}

/* Nodes without base of their own (channels, print) take after those beside them. */
static void
spread (const Builder *self, Illumination *result)
{
  for (int row = 0; row < (int) self->height; row++)
    for (int column = 0; column < (int) self->width; column++)
      {
        guint at = (guint) row * self->width + (guint) column;
        guint n_hidden = 0, n_seen = 0;
        float veil = 0;

        for (int y = MAX (row - 1, 0); y <= MIN (row + 1, (int) self->height - 1); y++)
          for (int x = MAX (column - 1, 0); x <= MIN (column + 1, (int) self->width - 1); x++)
            {
              PlaceKind kind = self->places[y * (int) self->width + x].kind;

              n_hidden += kind == PLACE_HIDDEN;
              n_seen += kind == PLACE_BASE || kind == PLACE_SHINING;
              if (self->places[at].kind == PLACE_NONE)
                veil = MAX (veil, result->veil[y * (int) self->width + x]);
            }
        result->hidden_here[at] = n_hidden > n_seen;
        result->places[at].kind = self->places[at].kind == PLACE_HIDDEN ? -1 : is_bare (&self->places[at]);
        for (int c = 0; c < 3 && result->places[at].kind != 0; c++)
          result->places[at].light[c] = expf (self->places[at].log_light[c]);
        if (self->places[at].kind == PLACE_NONE)
          self->places[at].residual[0] = veil; /* kept until all have looked: see below */
      }
  for (guint i = 0; i < self->width * self->height; i++)
    if (self->places[i].kind == PLACE_NONE)
      result->veil[i] = self->places[i].residual[0];
}

/* ---- the grid ---- */

static void
fill_grid (const Builder *self, Illumination *result)
{
  float kernel[2 * LOCAL_REACH + 1];
  g_autofree float *rows = g_new0 (float, (gsize) self->width * self->height * 4);

  for (int k = -LOCAL_REACH; k <= LOCAL_REACH; k++)
    kernel[k + LOCAL_REACH] = (float) exp (-0.5 * k * k / (LOCAL_SIGMA * LOCAL_SIGMA));
  for (int row = 0; row < (int) self->height; row++)
    for (int column = 0; column < (int) self->width; column++)
      {
        float *out = rows + ((gsize) row * self->width + column) * 4;

        for (int k = MAX (-LOCAL_REACH, -column); k <= MIN (LOCAL_REACH, (int) self->width - 1 - column); k++)
          {
            const Place *place = &self->places[row * (int) self->width + column + k];
            float w = kernel[k + LOCAL_REACH] * place->weight;

            for (int c = 0; c < 3; c++)
              out[c] += w * place->residual[c];
            out[3] += w;
          }
      }
  for (int row = 0; row < (int) self->height; row++)
    for (int column = 0; column < (int) self->width; column++)
      {
        Point2 node = { result->x0 + column * result->step, result->y0 + row * result->step };
        float *white = result->white + ((gsize) row * self->width + column) * 3;
        double sum[4] = { 0, 0, 0, LOCAL_PRIOR }, terms[SMOOTH_TERMS];

        for (int k = MAX (-LOCAL_REACH, -row); k <= MIN (LOCAL_REACH, (int) self->height - 1 - row); k++)
          for (int c = 0; c < 4; c++)
            sum[c] += kernel[k + LOCAL_REACH] * rows[((gsize) (row + k) * self->width + column) * 4 + c];
        smooth_row (self, node, terms);
        for (int c = 0; c < 3; c++)
          white[c] = (float) exp (smooth_at (self, terms, c) + sum[c] / sum[3]);
        result->glaring[row * (int) self->width + column] = self->places[row * (int) self->width + column].kind == PLACE_SHINING;
      }
}

static void
describe (const Builder *self, Illumination *result)
{
  guint n = self->width * self->height, n_hidden = 0, n_shining = 0, n_clipped = 0;

  for (guint i = 0; i < n; i++)
    {
      result->n_places += self->places[i].kind != PLACE_NONE;
      n_hidden += self->places[i].kind == PLACE_HIDDEN || self->places[i].kind == PLACE_ABSENT;
      n_shining += self->places[i].kind == PLACE_SHINING;
      n_clipped += self->places[i].clipped != 0;
    }
  result->hidden = (double) n_hidden / MAX (1, result->n_places);
  result->clipped = (double) n_clipped / MAX (1, result->n_places);
  result->shining = (double) n_shining / MAX (1, result->n_places);
  for (int c = 0; c < 3; c++)
    {
      guint n_base = 0;

      for (guint i = 0; i < n; i++)
        if (self->places[i].kind == PLACE_BASE)
          self->scratch[n_base++] = self->places[i].grain[c];
      result->noise[c] = n_base > 0 ? 1.4826 * order_statistic (self->scratch, n_base, 0.5) / G_SQRT2 : 0;
    }
  for (int c = 0; c < 4; c++)
    {
      guint n_base = 0;

      for (guint i = 0; i < n; i++)
        if (self->places[i].kind == PLACE_BASE || self->places[i].kind == PLACE_SHINING)
          self->scratch[n_base++] = c < 3 ? self->places[i].log_light[c] : log_luminance (self->places[i].log_light);
      if (c < 3)
        result->level[c] = exp (order_statistic (self->scratch, n_base, 0.5));
      else
        result->unevenness = order_statistic (self->scratch, n_base, 0.98) - order_statistic (self->scratch, n_base, 0.02);
    }
}

Illumination *
illumination_new (const PatchView *view, const PatchRegions *regions, const BlockLight *blocks, guint n_blocks)
{
  guint width = (regions->width + NODE_CELLS - 1) / NODE_CELLS, height = (regions->height + NODE_CELLS - 1) / NODE_CELLS;
  g_autofree Place *places = g_new0 (Place, width * height);
  g_autofree double *scratch = g_new (double, width * height);
  Builder builder = { .view = view, .places = places, .width = width, .height = height, .scratch = scratch };
  g_autoptr(Illumination) result = g_new0 (Illumination, 1);
  guint n_base;

  for (guint row = 0; row < height; row++)
    for (guint column = 0; column < width; column++)
      {
        Place *place = &places[row * width + column];

        place->kind = find_base (regions, column, row, &place->at) ? PLACE_BASE : PLACE_NONE;
        if (place->kind != PLACE_NONE)
          place->on_photo = patch_map_to_photo (view->map, place->at);
      }
  for (guint i = 0; i < width * height; i++)
    {
      if (i + AHEAD < width * height && places[i + AHEAD].kind != PLACE_NONE)
        prefetch (&builder, &places[i + AHEAD]);
      if (places[i].kind != PLACE_NONE)
        look (&builder, &places[i]);
    }

  n_base = gate_by_tint (&builder, TRUE);
  if (n_base < MIN_PLACES)
    {
      /* Nothing but clipped base: a lower bound of the white is better than none, and the shining share tells. */
      for (guint i = 0; i < width * height; i++)
        if (places[i].kind == PLACE_SHINING)
          {
            places[i].kind = PLACE_BASE;
            n_base++;
          }
      if (gate_by_tint (&builder, FALSE) < MIN_PLACES)
        return NULL;
      result->shining = 1;
    }
  builder.terms = n_base > 60 ? 10 : n_base > 30 ? 6 : n_base > 18 ? 3 : 1;
  if (!fit_smooth (&builder, blocks, n_blocks))
    return NULL;
  gate_by_brightness (&builder);
  result->sd = weigh_locally (&builder);

  result->step = NODE_CELLS * regions->step;
  result->x0 = regions->x0 + result->step / 2;
  result->y0 = regions->y0 + result->step / 2;
  result->width = width;
  result->height = height;
  result->white = g_new (float, (gsize) width * height * 3);
  result->glaring = g_new (guint8, (gsize) width * height);
  result->veil = g_new (float, (gsize) width * height);
  result->hidden_here = g_new (guint8, (gsize) width * height);
  result->places = g_new0 (BasePlace, (gsize) width * height);
  fill_grid (&builder, result);
  find_veils (&builder, result);
  spread (&builder, result);
  {
    double all_shining = result->shining;

    describe (&builder, result);
    result->shining = MAX (result->shining, all_shining);
  }
  return g_steal_pointer (&result);
}

void
illumination_at (const Illumination *self, Point2 on_template, float white[3], BaseAround *around)
{
  double x = CLAMP ((on_template.x - self->x0) / self->step, 0.0, self->width - 1.001);
  double y = CLAMP ((on_template.y - self->y0) / self->step, 0.0, self->height - 1.001);
  guint column = (guint) x, row = (guint) y;
  float fx = (float) (x - column), fy = (float) (y - row);
  gsize at = (gsize) row * self->width + column;
  const float *top = self->white + at * 3, *bottom = top + (gsize) self->width * 3;

  for (int c = 0; c < 3; c++)
    white[c] = (1 - fy) * ((1 - fx) * top[c] + fx * top[c + 3]) + fy * ((1 - fx) * bottom[c] + fx * bottom[c + 3]);
  if (around)
    {
      gsize nearest = at + (fy > 0.5f ? self->width : 0) + (fx > 0.5f);
      const float *veil = self->veil + at;

      around->glaring = self->glaring[nearest];
      around->hidden = self->hidden_here[nearest];
      around->veil = (1 - fy) * ((1 - fx) * veil[0] + fx * veil[1])
                     + fy * ((1 - fx) * veil[self->width] + fx * veil[self->width + 1]);
    }
}

double
illumination_hidden_near (const Illumination *self, Point2 on_template, guint nodes)
{
  int column = (int) lround ((on_template.x - self->x0) / self->step);
  int row = (int) lround ((on_template.y - self->y0) / self->step);
  guint n = 0, n_hidden = 0;

  for (int y = MAX (row - (int) nodes, 0); y <= MIN (row + (int) nodes, (int) self->height - 1); y++)
    for (int x = MAX (column - (int) nodes, 0); x <= MIN (column + (int) nodes, (int) self->width - 1); x++)
      {
        gint8 place = self->places[y * (int) self->width + x].kind;

        n += place != 0;
        n_hidden += place < 0;
      }
  return n > 0 ? (double) n_hidden / n : 0;
}

void
illumination_free (Illumination *self)
{
  if (self == NULL)
    return;
  g_free (self->white);
  g_free (self->glaring);
  g_free (self->hidden_here);
  g_free (self->places);
  g_free (self->veil);
  g_free (self);
}
