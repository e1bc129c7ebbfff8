/* ui/plain-text.h
 *
 * Names and messages hold & and <, and libadwaita reads the words of toasts and the descriptions of status pages as markup: what
 * is no markup would not be shown at all. Here text is text. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *plain_toast_new    (const char *message);
void      plain_page_describe (AdwStatusPage *page, const char *text); /* @text: (nullable) */

G_END_DECLS
