/* sources/fit-records.c */
#include "fit-records.h"

#include <math.h>
#include <string.h>

/* Field numbers of the record message. */
enum {
  RECORD_LATITUDE = 0, RECORD_LONGITUDE = 1, RECORD_ALTITUDE = 2, RECORD_HEART_RATE = 3, RECORD_CADENCE = 4,
  RECORD_DISTANCE = 5, RECORD_SPEED = 6, RECORD_POWER = 7, RECORD_COMPRESSED_SPEED_DISTANCE = 8, RECORD_TEMPERATURE = 13,
  RECORD_ENHANCED_SPEED = 73, RECORD_ENHANCED_ALTITUDE = 78, RECORD_CORE_TEMPERATURE = 139, RECORD_TIMESTAMP = 253,
  MESSAGE_RECORD = 20,
};

typedef enum { READ_U8, READ_S8, READ_U16, READ_U32, READ_S32, READ_ANY } Reader;
typedef enum { TO_FLOAT, TO_DOUBLE, TO_TIME, TO_POSITION, TO_COMPRESSED } Target;

typedef struct {
  guint16 from;          /* byte of the message */
  guint8 size;
  guint8 base_type;
  guint8 reader;
  guint8 target;
  guint8 to;             /* byte of the row */
  gboolean only_if_empty; /* a developer's copy of a native field that is there already */
  double scale;
  double offset;
} Step;

struct _FitRecordPlan {
  gboolean big_endian;
  guint n_steps;
  Step steps[64];
};

static const struct {
  guint8 field;
  guint8 target;
  guint8 to;
  double scale;
  double offset;
} known_fields[] = {
  /* A plain field stands before its enhanced one, which overwrites it where it is valid. */
  { RECORD_TIMESTAMP, TO_TIME, offsetof (FitRecord, time), 1, 0 },
  { RECORD_LATITUDE, TO_POSITION, offsetof (FitRecord, latitude), 1, 0 },
  { RECORD_LONGITUDE, TO_POSITION, offsetof (FitRecord, longitude), 1, 0 },
  { RECORD_ALTITUDE, TO_FLOAT, offsetof (FitRecord, altitude_m), 5, 500 },
  { RECORD_ENHANCED_ALTITUDE, TO_FLOAT, offsetof (FitRecord, altitude_m), 5, 500 },
  { RECORD_HEART_RATE, TO_FLOAT, offsetof (FitRecord, heart_rate_bpm), 1, 0 },
  { RECORD_CADENCE, TO_FLOAT, offsetof (FitRecord, cadence_rpm), 1, 0 },
  { RECORD_COMPRESSED_SPEED_DISTANCE, TO_COMPRESSED, 0, 1, 0 },
  { RECORD_DISTANCE, TO_DOUBLE, offsetof (FitRecord, distance_m), 100, 0 },
  { RECORD_SPEED, TO_FLOAT, offsetof (FitRecord, speed_m_s), 1000, 0 },
  { RECORD_ENHANCED_SPEED, TO_FLOAT, offsetof (FitRecord, speed_m_s), 1000, 0 },
  { RECORD_POWER, TO_FLOAT, offsetof (FitRecord, power_w), 1, 0 },
  { RECORD_TEMPERATURE, TO_FLOAT, offsetof (FitRecord, temperature_c), 1, 0 },
  { RECORD_CORE_TEMPERATURE, TO_FLOAT, offsetof (FitRecord, core_temperature_c), 100, 0 },
};

static Reader
reader_for (guint8 size, guint8 base_type)
{
  if (size != fit_base_type_size (base_type))
    return READ_ANY;
  switch (base_type & 0x1F)
    {
    case 0x00:
    case 0x02:
      return READ_U8;
    case 0x01:
      return READ_S8;
    case 0x04:
      return READ_U16;
    case 0x05:
      return READ_S32;
    case 0x06:
      return READ_U32;
    default:
      return READ_ANY;
    }
}

static void
add_step (FitRecordPlan *plan, Step step)
{
  if (plan->n_steps < G_N_ELEMENTS (plan->steps))
    plan->steps[plan->n_steps++] = step;
}

/* What people write as a native field may come with any name; a core sensor comes under its name alone. */
static int
native_field_of (const FitDeveloperDescription *description)
{
  if (description->native_message == MESSAGE_RECORD || (description->native_message < 0 && description->native_field >= 0))
    return description->native_field;
  if (description->name && g_ascii_strncasecmp (description->name, "core", 4) == 0
      && strstr (description->name, "emp") && (description->unit == NULL || strchr (description->unit, 'F') == NULL))
    return RECORD_CORE_TEMPERATURE;
  return -1;
}

static void
add_developer_steps (FitRecordPlan *plan, const FitDefinition *definition, const GArray *descriptions)
{
  for (guint i = 0; i < definition->n_developer_fields; i++)
    {
      const FitDeveloperField *field = &definition->developer_fields[i];

      for (guint d = 0; d < descriptions->len; d++)
        {
          const FitDeveloperDescription *description = &g_array_index (descriptions, FitDeveloperDescription, d);
          int native;

          if (description->developer_index != field->developer_index || description->number != field->number)
            continue;
          native = native_field_of (description);
          /* Only fields whose unit is the same in raw and in words: nobody says whether a developer scales metres. */
          for (guint k = 0; k < G_N_ELEMENTS (known_fields); k++)
            if (known_fields[k].field == native && known_fields[k].target == TO_FLOAT
                && (known_fields[k].scale == 1 || native == RECORD_CORE_TEMPERATURE))
              add_step (plan, (Step) { field->offset, field->size, description->base_type, READ_ANY, TO_FLOAT, known_fields[k].to,
                                       TRUE, description->scale, description->offset });
        }
    }
}

FitRecordPlan *
fit_record_plan_new (const FitDefinition *definition, const GArray *descriptions)
{
  FitRecordPlan *plan = g_new0 (FitRecordPlan, 1);

  plan->big_endian = definition->big_endian;
  for (guint k = 0; k < G_N_ELEMENTS (known_fields); k++)
    {
      const FitField *field = fit_definition_find (definition, known_fields[k].field);

      if (field && !(known_fields[k].target == TO_COMPRESSED && field->size != 3))
        add_step (plan, (Step) { field->offset, field->size, field->base_type, (guint8) reader_for (field->size, field->base_type),
                                 known_fields[k].target, known_fields[k].to, FALSE, known_fields[k].scale, known_fields[k].offset });
    }
  add_developer_steps (plan, definition, descriptions);
  return plan;
}

void
fit_record_plan_free (FitRecordPlan *plan)
{
  g_free (plan);
}

static inline guint32
word (const guint8 *bytes, gboolean big_endian)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return big_endian ? GUINT32_FROM_BE (value) : GUINT32_FROM_LE (value);
}

static inline double
raw_value (const Step *step, const guint8 *bytes, gboolean big_endian)
{
  const guint8 *at = bytes + step->from;

  switch (step->reader)
    {
    case READ_U8:
      return *at == 0xFF ? NAN : *at;
    case READ_S8:
      return *at == 0x7F ? NAN : (gint8) *at;
    case READ_U16:
      {
        guint16 value;

        memcpy (&value, at, sizeof value);
        value = big_endian ? GUINT16_FROM_BE (value) : GUINT16_FROM_LE (value);
        return value == 0xFFFF ? NAN : value;
      }
    case READ_U32:
      {
        guint32 value = word (at, big_endian);

        return value == 0xFFFFFFFFu ? (double) NAN : (double) value; /* without the casts a float holds it */
      }
    case READ_S32:
      {
        guint32 value = word (at, big_endian);

        return value == 0x7FFFFFFFu ? (double) NAN : (double) (gint32) value;
      }
    default:
      return fit_value (at, step->size, step->base_type, big_endian);
    }
}

/* Three bytes: the low 12 bits are speed in 1/100 m/s, the high 12 bits distance in 1/16 m, which rolls over at 4096. */
static void
read_compressed (const guint8 *at, guint32 *accumulated, FitRecord *record)
{
  guint32 speed = at[0] | (guint32) (at[1] & 0x0F) << 8, distance = at[1] >> 4 | (guint32) at[2] << 4;

  if (at[0] == 0xFF && at[1] == 0xFF && at[2] == 0xFF)
    return;
  *accumulated += (distance - *accumulated) & 0xFFF;
  record->speed_m_s = (float) (speed / 100.0);
  record->distance_m = *accumulated / 16.0;
}

void
fit_record_plan_read (const FitRecordPlan *plan, const guint8 *bytes, guint32 *accumulated, FitRecord *record)
{
  *record = (FitRecord) { FIT_NO_TIME, FIT_NO_POSITION, FIT_NO_POSITION, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
  for (guint i = 0; i < plan->n_steps; i++)
    {
      const Step *step = &plan->steps[i];
      char *to = (char *) record + step->to;
      double raw;

      if (step->target == TO_COMPRESSED)
        {
          read_compressed (bytes + step->from, accumulated, record);
          continue;
        }
      raw = raw_value (step, bytes, plan->big_endian);
      if (isnan (raw))
        continue;
      switch (step->target)
        {
        case TO_FLOAT:
          if (!step->only_if_empty || isnan (*(float *) to))
            *(float *) to = (float) (raw / step->scale - step->offset);
          break;
        case TO_DOUBLE:
          *(double *) to = raw / step->scale - step->offset;
          break;
        case TO_TIME:
          *(guint32 *) to = raw >= 0 && raw < FIT_NO_TIME ? (guint32) raw : FIT_NO_TIME;
          break;
        default:
          if (raw >= G_MININT32 && raw <= G_MAXINT32)
            *(gint32 *) to = (gint32) raw;
          break;
        }
    }
}
