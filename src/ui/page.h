/* ui/page.h
 *
 * The pattern of every page: list | canvas | inspector. List and inspector fold away when the window is narrow; the
 * canvas never does. A page subclasses this and fills the three places from its own template. */
#pragma once

#include <adwaita.h>

#include "job.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PAGE (saltline_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (SaltlinePage, saltline_page, SALTLINE, PAGE, AdwBin)

struct _SaltlinePageClass {
  AdwBinClass parent_class;

  /* Ctrl+F; NULL: the page has nothing to search. */
  void (*search) (SaltlinePage *self);
};

/* A key of a page: "x", "<Control>z|<Control>y", and the page's action that it activates. */
typedef struct {
  const char *trigger;
  const char *action;
} PageKey;

/* For subclasses. The keys work wherever the focus is, but only while the page is seen; an entry takes what is typed into it
 * first. shortcuts.ui lists them for people. */
void     saltline_page_add_keys           (SaltlinePage *self, const PageKey *keys, guint n_keys);

gboolean saltline_page_get_show_list      (SaltlinePage *self);
void     saltline_page_set_show_list      (SaltlinePage *self, gboolean show);
/* Where the list covers what is chosen in it, in a narrow window, it goes. */
void     saltline_page_leave_list         (SaltlinePage *self);
gboolean saltline_page_get_show_inspector (SaltlinePage *self);
void     saltline_page_set_show_inspector (SaltlinePage *self, gboolean show);
void     saltline_page_search             (SaltlinePage *self);

/* For subclasses: the window shows @job among its jobs, or the message for a few seconds.
 * @button, @action: (nullable): what the message offers to do: "Undo", "patches.undo" (looked up from the page). */
void     saltline_page_add_job            (SaltlinePage *self, SaltlineJob *job);
void     saltline_page_show_message       (SaltlinePage *self, const char *message, const char *button, const char *action);

/* (transfer full) (nullable): where a chosen file lies; NULL: not on this computer, which is said */
char    *saltline_page_get_path           (SaltlinePage *self, GFile *file, gboolean to_write);

G_END_DECLS
