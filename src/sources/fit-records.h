/* sources/fit-records.h
 *
 * The rows of an activity: `record` messages, a hundred thousand of them in a long day. A definition is looked at once
 * and becomes a plan; each message then costs a walk over the plan. */
#pragma once

#include "fit-message.h"

G_BEGIN_DECLS

#define FIT_NO_POSITION G_MAXINT32

typedef struct {
  guint32 time;         /* seconds since FIT's epoch; FIT_NO_TIME */
  gint32 latitude;      /* semicircles: degrees = raw × 180 / 2³¹; FIT_NO_POSITION */
  gint32 longitude;
  float altitude_m;     /* NAN when absent, and so the others */
  double distance_m;    /* from the start */
  float speed_m_s;
  float heart_rate_bpm;
  float cadence_rpm;
  float power_w;
  float temperature_c;  /* of the device */
  float core_temperature_c;
} FitRecord;

/* A developer field as its field_description tells of it. */
typedef struct {
  guint8 developer_index;
  guint8 number;
  guint8 base_type;
  char *name;           /* (nullable) */
  char *unit;           /* (nullable) */
  double scale;         /* 1 unless the description has another */
  double offset;
  int native_message;   /* −1: none */
  int native_field;
} FitDeveloperDescription;

typedef struct _FitRecordPlan FitRecordPlan;

/* @descriptions: of FitDeveloperDescription; those of other developer fields are skipped by their size. */
FitRecordPlan *fit_record_plan_new  (const FitDefinition *definition, const GArray *descriptions);
void           fit_record_plan_free (FitRecordPlan *plan);

/**
 * fit_record_plan_read:
 * @accumulated: (inout): distance of `compressed_speed_distance` so far, in 1/16 m
 *
 * Fills @record. Its time is the message's own, FIT_NO_TIME when it has none.
 */
void           fit_record_plan_read (const FitRecordPlan *plan, const guint8 *bytes, guint32 *accumulated, FitRecord *record);

G_END_DECLS
