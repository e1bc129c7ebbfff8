/* tests/fuzz/target-template.c: any text → a template that survives being written and read again, or an error */
#include "patch/template.h"
#include "target.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(PatchTemplate) first = patch_template_parse ("fuzzed", (const char *) data, (gssize) size, NULL);

  if (first)
    {
      g_autofree char *json = patch_template_to_json (first), *again = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(PatchTemplate) second = patch_template_parse ("written", json, -1, &error);

      g_assert_no_error (error);
      again = patch_template_to_json (second);
      g_assert_cmpstr (json, ==, again);
    }
  return 0;
}
