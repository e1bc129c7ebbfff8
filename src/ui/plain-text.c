/* ui/plain-text.c */
#include "plain-text.h"

AdwToast *
plain_toast_new (const char *message)
{
  g_autofree char *safe = NULL;

  g_return_val_if_fail (message != NULL, NULL);
  safe = g_markup_escape_text (message, -1);
  return adw_toast_new (safe);
}

void
plain_page_describe (AdwStatusPage *page, const char *text)
{
  g_autofree char *safe = text ? g_markup_escape_text (text, -1) : NULL;

  g_return_if_fail (ADW_IS_STATUS_PAGE (page));
  adw_status_page_set_description (page, safe);
}
