/* advice/plasma.h
 *
 * What drinking and sweating make of the sodium in the blood: a balance of water and cations over the body's water.
 * A read-out that warns, no measurement. In: a body, what went in and out. Out: mmol/L. May include: base. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PLASMA_SODIUM_AT_REST 140.0 /* mmol/L */

/**
 * plasma_sodium_after:
 * @drunk_l: water that went in
 * @sodium_in_mmol: sodium that went in
 * @sweat_l: water that went out
 * @sodium_out_mmol: sodium that went out; potassium of sweat is neglected
 *
 * (140·W + in − out)/(W + drunk − sweat) with the body's water W of 0.6·mass (0.5 for women), after the balance that
 * Nguyen & Kurtz and Weschler use, without a store of sodium outside of the water. Nothing is passed as urine: the worst case.
 *
 * Returns: NAN when more than a fifth of the water would be gone.
 */
double plasma_sodium_after (double mass_kg, gboolean female, double drunk_l, double sodium_in_mmol, double sweat_l, double sodium_out_mmol);

G_END_DECLS
