/* model/equation-private.h: for equation-*.c */
#pragma once

#include "equation.h"

G_BEGIN_DECLS

ModelEquation      *equation_new_empty      (void);
/* The numbers that @key's call learned: two for center() and scale(), a centre and a norm for each degree of poly(). */
guint               equation_learned_length (const char *key);

G_END_DECLS
