/* tests/fuzz/target.h: what every fuzz target defines; libFuzzer or replay.c calls it */
#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
