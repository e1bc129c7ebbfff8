/* sources/fit-message.h
 *
 * One message of a FIT file: the bytes, and the definition that says what they are. The size in the definition always
 * wins over what the profile expects; an invalid pattern is an absent field; value = raw / scale − offset. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Unix seconds of 1989-12-31T00:00:00Z, from which FIT counts. */
#define FIT_EPOCH_S        G_GINT64_CONSTANT (631065600)
#define FIT_NO_TIME        0xFFFFFFFFu
/* Below, a date_time is seconds since the device was switched on: its clock was never set. */
#define FIT_FIRST_REAL_TIME 0x10000000u

typedef struct {
  guint8 number;
  guint8 size;         /* bytes */
  guint8 base_type;    /* the byte of the definition */
  guint16 offset;      /* in the message */
} FitField;

typedef struct {
  guint8 number;
  guint8 size;
  guint8 developer_index;
  guint16 offset;
} FitDeveloperField;

typedef struct {
  gboolean defined;
  gboolean big_endian;
  guint16 global;       /* number of the message in the profile */
  guint size;           /* of a data message, without its header byte */
  guint n_fields;
  FitField fields[255];
  guint n_developer_fields;
  FitDeveloperField developer_fields[255];
} FitDefinition;

typedef struct {
  const FitDefinition *definition;
  const guint8 *bytes;  /* definition->size of them */
  gsize offset;         /* in the file, of the header byte */
} FitMessage;

/* The first value of a field; NAN when absent. */
double         fit_message_number  (const FitMessage *message, guint8 field, double scale, double offset);
/* Value @index of an array. */
double         fit_message_element (const FitMessage *message, guint8 field, guint index);
guint          fit_message_length  (const FitMessage *message, guint8 field);   /* how many values the field holds; 0 when absent */
/* Seconds since FIT's epoch, FIT_NO_TIME when absent. */
guint32        fit_message_time    (const FitMessage *message, guint8 field);
/* Returns: (transfer full) (nullable): valid UTF-8, up to the NUL or the end of the field. */
char          *fit_message_string  (const FitMessage *message, guint8 field);

const FitField *fit_definition_find (const FitDefinition *definition, guint8 field);

/* Bytes of one value; 1 for bytes, strings and types that nobody knows. */
guint          fit_base_type_size  (guint8 base_type);

/**
 * fit_value:
 * @size: of the field: a wider value than the type gives its first element, a narrower one is an integer of that width
 *
 * Returns: the raw value, NAN when it is the invalid pattern of its type or no number.
 */
double         fit_value           (const guint8 *bytes, guint8 size, guint8 base_type, gboolean big_endian);

G_END_DECLS
