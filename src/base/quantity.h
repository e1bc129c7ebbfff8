/* base/quantity.h
 *
 * What people read and type a quantity in. The program keeps body mass in kg, drinks in mL, losses in L, temperatures in °C,
 * distances and heights in m; people who measure in US customary units see and type lb, fl oz, °F, mi, ft in. What the field
 * itself writes in one way only (µL, mg/cm²/min, mmol/L, mg of sodium, g of carbohydrate) has no kind here and is never converted.
 * Files and JSON are metric always; only what a person looks at asks here.
 *
 * In: a number in the unit that the kind names. Out: text in a system of units, and back. May include: base. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { UNITS_METRIC, UNITS_US } UnitSystem; /* what is not said is metric */

/* The comment is what the program keeps, then what is shown in both systems. */
typedef enum {
  QUANTITY_BODY_MASS,        /* kg: kg, lb */
  QUANTITY_DRINK,            /* mL: mL, fl oz; what is drunk, passed, filled into bottles */
  QUANTITY_LOSS,             /* L: L, fl oz; sweat */
  QUANTITY_RATE,             /* L/h: L/h, fl oz/h; of the whole body */
  QUANTITY_TEMPERATURE,      /* °C: °C, °F */
  QUANTITY_WARMING,          /* °C: °C, °F; a difference of temperatures */
  QUANTITY_DISTANCE,         /* m: km, mi */
  QUANTITY_SHORT_DISTANCE,   /* m: m, yd; pools, sprints */
  QUANTITY_CLIMB,            /* m: m, ft */
  QUANTITY_HEIGHT,           /* m: cm, ft in; of a body */
  QUANTITY_SPEED,            /* m/s: m/s, mph; of wind too */
  QUANTITY_ML_PER_KG,        /* mL/kg: mL/kg, fl oz/lb; so the rules of advice are written */
  QUANTITY_G_PER_KG,         /* g/kg: g/kg, g/lb */
  QUANTITY_G_PER_KG_H,       /* g/kg/h: g/kg/h, g/lb/h */
  QUANTITY_MG_PER_KG,        /* mg/kg: mg/kg, mg/lb */
  N_QUANTITIES,
} QuantityKind;

/* In place of decimals: as many as a number has that people gave ("0.7", "150"), else as many as suit the kind. */
#define QUANTITY_EXACT (-1)

/* As LC_MEASUREMENT of the process says; metric where it says nothing. Call setlocale() before. */
UnitSystem  units_of_region         (void);

const char *quantity_unit           (QuantityKind kind, UnitSystem units); /* "lb"; of heights "ft in" */
const char *quantity_unit_words     (QuantityKind kind, UnitSystem units); /* "pounds" */

/* The number in the unit that is shown, and back. */
double      quantity_shown          (QuantityKind kind, UnitSystem units, double value);
double      quantity_from_shown     (QuantityKind kind, UnitSystem units, double shown);

/**
 * quantity_number:
 * @decimals: that the metric number would have; the other gets as many as are as precise. Or %QUANTITY_EXACT
 *
 * Returns: (transfer full): in the user's locale, without the unit; a dash when @value is not known.
 */
char       *quantity_number         (QuantityKind kind, UnitSystem units, double value, int decimals);

/* "165.3 lb", inside of a sentence. */
char       *quantity_sentence       (QuantityKind kind, UnitSystem units, double value, int decimals);

/* The same standing alone: with the narrow space of quantity_text_plain(). */
char       *quantity_label          (QuantityKind kind, UnitSystem units, double value, int decimals);

/* "9.8–13.6", without the unit: both with the decimals that the smaller has. */
char       *quantity_range          (QuantityKind kind, UnitSystem units, double low, double high, int decimals);

/* With its interval, as quantity_text(), without the unit. @sd: in the unit that the program keeps. */
char       *quantity_number_interval (QuantityKind kind, UnitSystem units, double value, double sd);

/* A distance in the unit that suits its size: "400 m", "12.3 km"; "437 yd", "7.6 mi". For sentences. */
char       *quantity_way            (UnitSystem units, double metres, int decimals);

/* What stands in an entry: nothing when @value is not known. The entry says the unit, but for heights in feet and inches. */
char       *quantity_typed_text     (QuantityKind kind, UnitSystem units, double value);

/**
 * quantity_read_typed:
 * @text: "72,5", "150 lb", "16 fl oz", "5 ft 9 in", "5'9\""; blank is unknown
 * @value: (out): NAN when blank or no number
 *
 * A number alone is in the unit that is shown; a unit behind it is taken at its word. A decimal comma is as good as a point; "1,500" is one
 * and a half, but fifteen hundred in US units.
 *
 * Returns: %FALSE when it is no number, or one of another quantity.
 */
gboolean    quantity_read_typed     (QuantityKind kind, UnitSystem units, const char *text, double *value);

G_END_DECLS
