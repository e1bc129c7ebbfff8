/* sources/fit-message.c */
#include "fit-message.h"

#include <math.h>
#include <string.h>

/* Base types by the low five bits of their byte. */
enum {
  TYPE_ENUM, TYPE_SINT8, TYPE_UINT8, TYPE_SINT16, TYPE_UINT16, TYPE_SINT32, TYPE_UINT32, TYPE_STRING, TYPE_FLOAT32,
  TYPE_FLOAT64, TYPE_UINT8Z, TYPE_UINT16Z, TYPE_UINT32Z, TYPE_BYTE, TYPE_SINT64, TYPE_UINT64, TYPE_UINT64Z, N_TYPES
};

static const guint8 type_sizes[N_TYPES] = { 1, 1, 1, 2, 2, 4, 4, 1, 4, 8, 1, 2, 4, 1, 8, 8, 8 };

static inline guint
type_of (guint8 base_type)
{
  return base_type & 0x1F;
}

guint
fit_base_type_size (guint8 base_type)
{
  guint type = type_of (base_type);

  return type < N_TYPES ? type_sizes[type] : 1;
}

static inline guint64
unsigned_of (const guint8 *bytes, guint width, gboolean big_endian)
{
  guint64 value = 0;

  if (big_endian)
    for (guint i = 0; i < width; i++)
      value = value << 8 | bytes[i];
  else
    for (guint i = width; i-- > 0;)
      value = value << 8 | bytes[i];
  return value;
}

double
fit_value (const guint8 *bytes, guint8 size, guint8 base_type, gboolean big_endian)
{
  guint type = type_of (base_type), width;
  guint64 raw, ones;

  if (type >= N_TYPES || type == TYPE_STRING || size == 0)
    return NAN;
  width = type_sizes[type];
  if (size < width)
    {
      if (type == TYPE_FLOAT32 || type == TYPE_FLOAT64 || (size & (size - 1)))
        return NAN;
      width = size;
    }
  else if (size % width)
    return NAN; /* no whole number of values: the writer's definition and its data do not agree */
  raw = unsigned_of (bytes, width, big_endian);
  ones = width == 8 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << (8 * width)) - 1;
  switch (type)
    {
    case TYPE_SINT8:
    case TYPE_SINT16:
    case TYPE_SINT32:
    case TYPE_SINT64:
      if (raw == ones >> 1)
        return NAN;
      return (double) ((gint64) (raw << (64 - 8 * width)) >> (64 - 8 * width));
    case TYPE_UINT8Z:
    case TYPE_UINT16Z:
    case TYPE_UINT32Z:
    case TYPE_UINT64Z:
      return raw == 0 ? NAN : (double) raw;
    case TYPE_FLOAT32:
      {
        guint32 bits = (guint32) raw;
        float value;

        memcpy (&value, &bits, sizeof value);
        return raw == ones || !isfinite (value) ? NAN : value;
      }
    case TYPE_FLOAT64:
      {
        double value;

        memcpy (&value, &raw, sizeof value);
        return raw == ones || !isfinite (value) ? NAN : value;
      }
    default:
      return raw == ones ? NAN : (double) raw;
    }
}

const FitField *
fit_definition_find (const FitDefinition *definition, guint8 field)
{
  for (guint i = 0; i < definition->n_fields; i++)
    if (definition->fields[i].number == field)
      return &definition->fields[i];
  return NULL;
}

double
fit_message_number (const FitMessage *message, guint8 number, double scale, double offset)
{
  const FitField *field = fit_definition_find (message->definition, number);

  if (field == NULL)
    return NAN;
  return fit_value (message->bytes + field->offset, field->size, field->base_type, message->definition->big_endian) / scale
         - offset;
}

guint
fit_message_length (const FitMessage *message, guint8 number)
{
  const FitField *field = fit_definition_find (message->definition, number);

  return field ? field->size / fit_base_type_size (field->base_type) : 0;
}

double
fit_message_element (const FitMessage *message, guint8 number, guint index)
{
  const FitField *field = fit_definition_find (message->definition, number);
  guint width;

  if (field == NULL)
    return NAN;
  width = fit_base_type_size (field->base_type);
  if ((index + 1) * width > field->size)
    return NAN;
  return fit_value (message->bytes + field->offset + index * width, (guint8) width, field->base_type,
                    message->definition->big_endian);
}

guint32
fit_message_time (const FitMessage *message, guint8 number)
{
  double value = fit_message_number (message, number, 1, 0);

  return value >= 0 && value < FIT_NO_TIME ? (guint32) value : FIT_NO_TIME;
}

char *
fit_message_string (const FitMessage *message, guint8 number)
{
  const FitField *field = fit_definition_find (message->definition, number);
  gsize length;

  if (field == NULL || type_of (field->base_type) != TYPE_STRING)
    return NULL;
  length = strnlen ((const char *) message->bytes + field->offset, field->size);
  return length ? g_utf8_make_valid ((const char *) message->bytes + field->offset, (gssize) length) : NULL;
}
