/* tests/bench/bench-fit.c: FORMULA TABLE ROUNDS → the median processor time of a REML fit in milliseconds, from the formula to the
 * coefficients but without reading the table, as R's lmer() is timed; and the criterion. */
#include <glib.h>
#include <stdlib.h>

#include "timing.h"
#include "model/fit.h"

int
main (int argc, char **argv)
{
  const ModelDataOptions none = { NULL, NULL, FALSE };
  const int rounds = argc == 4 ? atoi (argv[3]) : 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(DataFrame) frame = rounds > 0 ? data_frame_load (argv[2], &error) : NULL;
  g_autofree double *times = g_new (double, MAX (rounds, 1));
  double criterion = 0;

  if (frame == NULL)
    {
      g_printerr ("%s\n", error ? error->message : "bench-fit FORMULA TABLE ROUNDS");
      return 2;
    }
  for (int i = 0; i < rounds; i++)
    {
      const double start = processor_ms ();
      g_autoptr(ModelData) data = model_data_new (frame, argv[1], &none, &error);
      g_autoptr(Fit) fit = data ? fit_new (data, METHOD_REML, &error) : NULL;

      if (fit == NULL)
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      times[i] = processor_ms () - start;
      criterion = fit->criterion;
    }
  qsort (times, rounds, sizeof *times, compare_doubles);
  g_print ("%.4f %.10f\n", times[rounds / 2], criterion);
  return 0;
}
