/* ui/device-watch.h
 *
 * Notices a watch that is plugged in and mounted. Signal "found" (GFile folder, const char *name). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SALTLINE_TYPE_DEVICE_WATCH (saltline_device_watch_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineDeviceWatch, saltline_device_watch, SALTLINE, DEVICE_WATCH, GObject)

/* Also finds those that are mounted already. */
SaltlineDeviceWatch *saltline_device_watch_new (void);

/* (transfer none) (nullable): the last one that was found and is still there. */
GFile               *saltline_device_watch_get_folder (SaltlineDeviceWatch *self);

/* For tests: as if a device named @name was mounted at @root. */
void                 saltline_device_watch_look (SaltlineDeviceWatch *self, GFile *root, const char *name);

G_END_DECLS
