/* commands/source-options.h: what the commands that read files of events (inspect, import) share */
#pragma once

#include "base/json.h"
#include "command.h"
#include "sources/source.h"

G_BEGIN_DECLS

/* As typed; owned. */
typedef struct {
  char *zone, *map;
} SourceWords;

#define SOURCE_WORDS_ENTRIES(words) \
  { "zone", 0, 0, G_OPTION_ARG_STRING, &(words).zone, N_("Zone of clock times that a file gives without one, such as Europe/Paris"), N_("ZONE") }, \
  { "map", 0, 0, G_OPTION_ARG_STRING, &(words).map, N_("Columns of a table, such as “time=Datum,body_mass_kg=Gewicht”"), N_("FIELD=COLUMN,…") }

void     source_words_clear  (SourceWords *words);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SourceWords, source_words_clear)

/* Puts them into @options, which then points into @words; FALSE after having said what is wrong. */
gboolean source_words_apply  (const char *command, const SourceWords *words, SourceOptions *options);

/* "file", "format", "ok", "reason", "flags" of the object that is open. */
void     put_source_report   (JsonBuilder *builder, const SourceReport *report);

G_END_DECLS
