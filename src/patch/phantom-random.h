/* patch/phantom-random.h
 *
 * Numbers that look random and follow from a seed alone, the same on every machine. SplitMix64 (Steele, Lea, Flood 2014).
 * May include: nothing. */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

static inline guint64
phantom_mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static inline guint64
phantom_next (guint64 *state)
{
  *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return phantom_mix (*state);
}

/* Evenly from 0 to 1. */
static inline double
phantom_uniform (guint64 *state)
{
  return (double) (phantom_next (state) >> 11) * 0x1p-53;
}

static inline double
phantom_between (guint64 *state, double low, double high)
{
  return low + (high - low) * phantom_uniform (state);
}

static inline gboolean
phantom_chance (guint64 *state, double probability)
{
  return phantom_uniform (state) < probability;
}

/* 0 to 1, from a place on a lattice. */
static inline float
phantom_hash (guint32 seed, gint32 x, gint32 y)
{
  guint32 h = seed * 0x9e3779b1u ^ (guint32) x * 0x85ebca77u ^ (guint32) y * 0xc2b2ae3du;

  h ^= h >> 15;
  h *= 0x2c1b3c6du;
  h ^= h >> 12;
  h *= 0x297a2d39u;
  h ^= h >> 15;
  return (float) h * 0x1p-32f;
}

/* Smooth noise of unit wavelength, about 0 ± 1 at the extremes. */
static inline float
phantom_noise (guint32 seed, double x, double y)
{
  double left = floor (x), top = floor (y);
  float u = (float) (x - left), v = (float) (y - top);
  gint32 i = (gint32) left, j = (gint32) top;
  float a, b;

  u = u * u * (3.0f - 2.0f * u);
  v = v * v * (3.0f - 2.0f * v);
  a = phantom_hash (seed, i, j) * (1.0f - u) + phantom_hash (seed, i + 1, j) * u;
  b = phantom_hash (seed, i, j + 1) * (1.0f - u) + phantom_hash (seed, i + 1, j + 1) * u;
  return 2.0f * (a * (1.0f - v) + b * v) - 1.0f;
}

G_END_DECLS
