/* model/equation-private.h: for equation-*.c */
#pragma once

#include "equation.h"

G_BEGIN_DECLS

#define EQUATION_FORMAT        2
#define EQUATION_OLDEST_FORMAT 1 /* without the covariances of effects */

ModelEquation      *equation_new_empty      (void);
/* The numbers that @key's call learned: two for center() and scale(), a centre and a norm for each degree of poly(). */
guint               equation_learned_length (const char *key);

G_END_DECLS
