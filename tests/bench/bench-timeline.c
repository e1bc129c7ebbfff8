/* tests/bench/bench-timeline.c: a frame of the timeline with ten years of data
 *
 * 3650 days with a night, one or two workouts with weather and a weighing each; drawn at the spans that people look at. Printed: milliseconds of
 * processor time for a frame, at the median and the 95th percentile. A frame at 60 Hz lasts 16.7 ms. */
#include <cairo.h>
#include <math.h>
#include <stdlib.h>

#include "timing.h"
#include "ui/timeline-painter.h"

#define DAYS   3650
#define FRAMES 60
#define WIDTH  1400
#define HEIGHT 800

static void
add_mark (AthleteLife *life, LifeLane lane, gint64 start_us, gint64 length_us, double value)
{
  LifeMark mark = { .lane = lane, .start_us = start_us, .end_us = start_us + length_us, .title = (char *) "Running", .details = (char *) "",
                    .id = (char *) "", .value = value };

  g_array_append_val (life->marks, mark);
  life->longest_us = MAX (life->longest_us, length_us);
  life->least[lane] = fmin (life->least[lane], value);
  life->most[lane] = fmax (life->most[lane], value);
}

static void
draw_life (AthleteLife *life)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (3);

  life->marks = g_array_new (FALSE, FALSE, sizeof (LifeMark));
  life->zone = g_time_zone_new_identifier ("Europe/Paris");
  for (LifeLane lane = 0; lane < N_LANES; lane++)
    life->least[lane] = life->most[lane] = NAN;
  for (gint64 day = 0; day < DAYS; day++)
    {
      gint64 at_us = day * INSTANT_DAY;

      add_mark (life, LANE_WEIGHT, at_us + 6 * INSTANT_HOUR, 0, 70 + sin (day / 60.0) + g_rand_double (random));
      add_mark (life, LANE_WORKOUTS, at_us + 7 * INSTANT_HOUR, INSTANT_HOUR, NAN);
      add_mark (life, LANE_WEATHER, at_us + 7 * INSTANT_HOUR, 0, 12 - 10 * cos (day / 58.1));
      if (day % 2)
        {
          add_mark (life, LANE_WORKOUTS, at_us + 17 * INSTANT_HOUR, 90 * INSTANT_MINUTE, NAN);
          add_mark (life, LANE_WEATHER, at_us + 17 * INSTANT_HOUR, 0, 16 - 10 * cos (day / 58.1));
        }
      if (day % 5 == 0)
        add_mark (life, LANE_PATCHES, at_us + 8 * INSTANT_HOUR, 0, NAN);
      add_mark (life, LANE_SLEEP, at_us + 22 * INSTANT_HOUR, 8 * INSTANT_HOUR, NAN);
    }
}

int
main (void)
{
  const struct { const char *name; gint64 us; } spans[] = {
    { "ten years", DAYS * INSTANT_DAY }, { "a year", 365 * INSTANT_DAY }, { "a week", 7 * INSTANT_DAY }, { "a day", INSTANT_DAY },
  };
  AthleteLife life = { 0 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);

  draw_life (&life);
  for (guint s = 0; s < G_N_ELEMENTS (spans); s++)
    {
      double ms[FRAMES];

      for (guint frame = 0; frame < FRAMES; frame++)
        {
          cairo_t *cr = cairo_create (surface);
          /* Travelling along, as a drag does. */
          TimelineLook look = { .from_us = (DAYS * INSTANT_DAY - spans[s].us) / FRAMES * frame, .us_per_px = spans[s].us / (WIDTH - TIMELINE_LEFT),
                                .width = WIDTH, .height = HEIGHT, .ink = { 0.1f, 0.1f, 0.1f, 1.0f } };
          double before = processor_ms ();

          timeline_paint (cr, &look, &life);
          cairo_surface_flush (surface);
          ms[frame] = processor_ms () - before;
          cairo_destroy (cr);
        }
      qsort (ms, FRAMES, sizeof (double), compare_doubles);
      printf ("a frame of %-10s of %u marks  median %6.2f ms   95th percentile %6.2f ms\n", spans[s].name, life.marks->len, ms[FRAMES / 2],
              ms[FRAMES * 95 / 100]);
    }
  cairo_surface_destroy (surface);
  g_array_unref (life.marks);
  g_time_zone_unref (life.zone);
  return 0;
}
