/* patch/order-statistic.c */
#include "order-statistic.h"

/* Hoare's FIND (Communications of the ACM 4:321, 1961). */
double
order_statistic (double *values, guint n, double share)
{
  gint low = 0, high, rank;

  g_return_val_if_fail (values != NULL && n > 0 && share >= 0 && share <= 1, 0);

  high = (gint) n - 1;
  rank = (gint) (share * high + 0.5);
  while (low < high)
    {
      double pivot = values[rank];
      gint i = low, j = high;

      while (i <= j)
        {
          while (values[i] < pivot)
            i++;
          while (pivot < values[j])
            j--;
          if (i <= j)
            {
              double swap = values[i];

              values[i++] = values[j];
              values[j--] = swap;
            }
        }
      if (j < rank)
        low = i;
      if (rank < i)
        high = j;
    }
  return values[rank];
}
