/* commands/command-read.c: `saltline read`, photos of patches → readings */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "commands-list.h"
#include "interrupt.h"
#include "read-text.h"
#include "with-workspace.h"
#include "base/quantity-text.h"
#include "workspace/batch-reader.h"
#include "workspace/combined.h"
#include "workspace/installed.h"
#include "workspace/overlay.h"
#include "workspace/patches.h"
#include "workspace/reading-json.h"

#define OVERLAY_LONGEST_PX  2048   /* enough to check a front by eye; a tenth of the bytes of twelve megapixels */
#define LONGEST_WORN_MIN    10080  /* a week */

/* What was typed, and what came of it. */
typedef struct {
  char *template_name, *calibration_name, *landmarks_path, *overlay;
  char *workspace_path, *athlete_handle;
  double worn_min;
  gboolean json, save, same_patch;

  PatchTemplate *template;
  PatchCalibration *calibration;
  LandmarksFile *landmarks;
  char **overlay_paths;   /* one for each photo; NULL without --overlay */

  SaltlineWorkspace *workspace; /* NULL without --save */
  PhotoState decided;           /* what --save keeps with each photo */
  PhotoFacts *facts;            /* one for each photo; filled by the worker that decoded it */
  guint n_photos;
  GArray *kept;                 /* of gint64: photos that were saved */

  guint n_refused;
  gboolean overlay_failed, saving_failed;
  gboolean shows_progress;
} Reading;

static void
reading_clear (Reading *self)
{
  g_free (self->template_name);
  g_free (self->calibration_name);
  g_free (self->landmarks_path);
  g_free (self->overlay);
  patch_template_free (self->template);
  patch_calibration_free (self->calibration);
  landmarks_file_free (self->landmarks);
  g_strfreev (self->overlay_paths);
  g_free (self->workspace_path);
  g_free (self->athlete_handle);
  for (guint i = 0; self->facts && i < self->n_photos; i++)
    {
      g_free (self->facts[i].camera);
      g_free (self->facts[i].captured);
    }
  g_free (self->facts);
  g_clear_pointer (&self->kept, g_array_unref);
  g_clear_object (&self->workspace);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
parse_options (Reading *self, int *argc, char ***argv, CommandStatus *status)
{
  const GOptionEntry entries[] = {
    { "template", 't', 0, G_OPTION_ARG_STRING, &self->template_name, N_("kind of patch; without it, the installed one that fits best"), N_("ID|FILE") },
    { "calibration", 'c', 0, G_OPTION_ARG_STRING, &self->calibration_name, N_("production lot, for microlitres and mmol/L"), N_("ID|FILE") },
    { "landmarks", 0, 0, G_OPTION_ARG_FILENAME, &self->landmarks_path, N_("landmarks placed by hand: {\"box-1\": [x, y], …}, or such objects by photo"), N_("FILE") },
    { "worn-min", 0, 0, G_OPTION_ARG_DOUBLE, &self->worn_min, N_("minutes that the patch was worn, for the local rate"), N_("N") },
    { "overlay", 0, 0, G_OPTION_ARG_FILENAME, &self->overlay, N_("write the photo with what was measured drawn over it; a folder, if there are several photos"), N_("OUT.png") },
    { "save", 0, 0, G_OPTION_ARG_NONE, &self->save, N_("keep photos and readings in the workspace"), NULL },
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &self->athlete_handle, N_("with --save: whose patches they are"), N_("ID") },
    { "same-patch", 0, 0, G_OPTION_ARG_NONE, &self->same_patch, N_("with --save: all photos show one patch; print what they say together"), NULL },
    COMMAND_WORKSPACE_ENTRY (self->workspace_path),
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("print one JSON object for each photo, in their order"), NULL },
    { NULL },
  };

  return command_parse_options (_("PHOTO… - read photos of sweat patches"), entries, argc, argv, status);
}

/* "arm.jpg" → FOLDER/arm-overlay.png; a second arm.jpg of another folder → FOLDER/arm-2-overlay.png. */
static char **
name_overlays (const char *folder, const char *const *photos, guint n_photos)
{
  g_autoptr(GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char **paths = g_new0 (char *, n_photos + 1);

  for (guint i = 0; i < n_photos; i++)
    {
      g_autofree char *base = g_path_get_basename (photos[i]);
      char *dot = strrchr (base, '.');
      g_autofree char *name = NULL;

      if (dot && dot != base)
        *dot = '\0';
      name = g_strconcat (base, "-overlay.png", NULL);
      for (guint k = 2; g_hash_table_contains (used, name); k++)
        {
          g_free (name);
          name = g_strdup_printf ("%s-%u-overlay.png", base, k);
        }
      paths[i] = g_build_filename (folder, name, NULL);
      g_hash_table_add (used, g_steal_pointer (&name));
    }
  return paths;
}

/* A picture never takes the place of a photo that is read. */
static gboolean
overlays_spare_photos (char **overlays, const char *const *photos, guint n_photos)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_photos; i++)
    g_hash_table_add (taken, g_canonicalize_filename (photos[i], NULL));
  for (guint i = 0; i < n_photos; i++)
    {
      g_autofree char *path = g_canonicalize_filename (overlays[i], NULL);

      if (g_hash_table_contains (taken, path))
        {
          command_complain ("read", _("--overlay would replace the photo %s. Name another file."), overlays[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
prepare_overlays (Reading *self, const char *const *photos, guint n_photos, CommandStatus *status)
{
  if (self->overlay == NULL)
    return TRUE;
  *status = COMMAND_USAGE;
  if (n_photos == 1 && !g_file_test (self->overlay, G_FILE_TEST_IS_DIR))
    {
      self->overlay_paths = g_new0 (char *, 2);
      self->overlay_paths[0] = g_strdup (self->overlay);
    }
  else
    {
      if (g_file_test (self->overlay, G_FILE_TEST_EXISTS) && !g_file_test (self->overlay, G_FILE_TEST_IS_DIR))
        {
          command_complain ("read", _("--overlay must be a folder when there are several photos; %s is a file."), self->overlay);
          return FALSE;
        }
      if (g_mkdir_with_parents (self->overlay, 0777) != 0)
        {
          command_complain ("read", _("the folder %s cannot be made: %s"), self->overlay, g_strerror (errno));
          *status = COMMAND_REFUSED;
          return FALSE;
        }
      self->overlay_paths = name_overlays (self->overlay, photos, n_photos);
    }
  return overlays_spare_photos (self->overlay_paths, photos, n_photos);
}

static gboolean
check_arguments (Reading *self, int argc, CommandStatus *status)
{
  *status = COMMAND_USAGE;
  if (argc < 2)
    {
      command_complain ("read", _("which photos? “saltline read PHOTO…”"));
      return FALSE;
    }
  if (self->athlete_handle && !self->save)
    {
      command_complain ("read", _("--athlete goes with --save."));
      return FALSE;
    }
  if (self->same_patch && (!self->save || argc < 3))
    {
      command_complain ("read", _("--same-patch goes with --save and two photos or more."));
      return FALSE;
    }
  if (!isnan (self->worn_min) && !(self->worn_min > 0 && self->worn_min <= LONGEST_WORN_MIN))
    {
      command_complain ("read", _("--worn-min must be more than 0 and at most %d minutes."), LONGEST_WORN_MIN);
      return FALSE;
    }
  return TRUE;
}

/* Templates, calibration and landmarks, before any photo is touched. */
static gboolean
open_documents (Reading *self, BatchPlan *plan, CommandStatus *status)
{
  const Installed *installed = installed_get ();
  g_autoptr(GError) error = NULL;

  *status = COMMAND_USAGE;
  if (self->template_name)
    {
      self->template = installed_open_template (self->template_name, &error);
      plan->templates = (const PatchTemplate *const *) &self->template;
      plan->n_templates = 1;
    }
  else
    {
      for (char **fault = installed->faults; *fault; fault++)
        command_complain ("read", "%s", *fault);
      plan->templates = installed->templates;
      plan->n_templates = installed->n_templates;
      if (installed->n_templates == 0)
        g_set_error_literal (&error, PATCH_ERROR, PATCH_ERROR_UNREADABLE, _("no template is installed. Name one with --template FILE."));
    }
  if (error == NULL && self->calibration_name)
    {
      self->calibration = installed_open_calibration (self->calibration_name, &error);
      plan->calibrations = (const PatchCalibration *const *) &self->calibration;
      plan->n_calibrations = 1;
    }
  if (error == NULL && self->template && self->calibration && !g_str_equal (self->template->id, self->calibration->template_id))
    g_set_error (&error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE, _("the calibration %s is for patches of template %s, not %s."),
                 self->calibration->id, self->calibration->template_id, self->template->id);
  if (error == NULL && self->landmarks_path)
    {
      self->landmarks = landmarks_file_load (self->landmarks_path, plan->templates, plan->n_templates, &error);
      plan->landmarks = self->landmarks;
    }
  if (error == NULL)
    return TRUE;
  command_complain ("read", "%s", error->message);
  return FALSE;
}

/* The workspace, before any photo is touched: nobody wants to learn after a batch that it could not be kept. */
static gboolean
open_workspace (Reading *self, CommandStatus *status)
{
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(GError) error = NULL;

  if (!self->save)
    return TRUE;
  *status = COMMAND_REFUSED;
  self->workspace = command_open_workspace ("read", self->workspace_path, STORE_OPEN_CREATE | STORE_OPEN_WRITE);
  if (self->workspace == NULL
      || (self->athlete_handle && (athlete = command_find_athlete ("read", self->workspace, self->athlete_handle)) == NULL))
    return FALSE;
  self->decided.athlete = athlete ? athlete->id : 0;
  self->decided.worn_min = self->worn_min;
  if ((self->template && (self->decided.template_row = saltline_workspace_keep_template (self->workspace, self->template, &error)) == 0)
      || (self->calibration
          && (self->decided.calibration_row = saltline_workspace_keep_calibration (self->workspace, self->calibration, &error)) == 0))
    {
      command_complain ("read", "%s", error->message);
      return FALSE;
    }
  self->facts = g_new0 (PhotoFacts, self->n_photos);
  self->kept = g_array_new (FALSE, FALSE, sizeof (gint64));
  return TRUE;
}

/* What was placed by hand on one photo, as text. */
static char *
by_hand_of (const Reading *self, const char *path)
{
  g_autoptr(ByHand) by_hand = by_hand_new ();
  guint n = 0;
  const FoundLandmark *landmarks = self->landmarks ? landmarks_file_find (self->landmarks, path, &n) : NULL;

  for (guint i = 0; i < n; i++)
    by_hand_place (by_hand, landmarks[i].id, landmarks[i].at);
  return by_hand_to_json (by_hand);
}

static void
save_result (Reading *self, const BatchResult *result)
{
  g_autofree char *by_hand = by_hand_of (self, result->path);
  g_autoptr(GError) error = NULL;
  gint64 id;

  self->decided.by_hand = by_hand;
  if (!saltline_workspace_keep_result (self->workspace, result->path, &self->facts[result->index], &self->decided, result->reading, &id,
                                       &error))
    {
      command_complain ("read", _("%s was read and could not be kept: %s"), result->path, error->message);
      self->saving_failed = TRUE;
    }
  else
    g_array_append_val (self->kept, id);
  self->decided.by_hand = NULL;
}

static gboolean
look_at_pixels (guint index, const Photo *photo, const PatchReading *reading, gpointer data, GError **error)
{
  const Reading *self = data;

  if (self->facts)
    self->facts[index] = (PhotoFacts) { photo->width, photo->height, g_strdup (photo->camera), g_strdup (photo->captured) };
  return self->overlay_paths == NULL
         || overlay_write_png (photo, reading, OVERLAY_LONGEST_PX, self->overlay_paths[index], error);
}

static void
show_progress (guint n_done, guint n_photos, gpointer data)
{
  const Reading *self = data;

  if (!self->shows_progress)
    return;
  if (n_done < n_photos)
    fprintf (stderr, "\r%u/%u ", n_done, n_photos);
  else
    fputs ("\r            \r", stderr);
}

static void
print_result (const BatchResult *result, gpointer data)
{
  Reading *self = data;

  if (self->json)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();
      g_autofree char *name = g_filename_display_name (result->path);

      if (result->reading)
        reading_put_json (builder, name, result->sha256, result->reading);
      else
        unread_put_json (builder, name, result->sha256, result->fault);
      command_print_json (builder);
    }
  else
    {
      g_autofree char *text = read_text (result);

      fputs (text, stdout);
    }
  fflush (stdout);
  if (result->reading == NULL || result->reading->status == READING_REFUSED)
    self->n_refused++;
  if (self->workspace && result->reading)
    save_result (self, result);
  if (result->look_fault)
    {
      command_complain ("read", "%s", result->look_fault);
      self->overlay_failed = TRUE;
    }
}

static void
put_line (GString *text, const char *name, double value, double sd, const char *unit)
{
  g_autofree char *number = isnan (value) ? NULL : quantity_text (value, sd, unit);

  if (number != NULL)
    g_string_append_printf (text, "  %s: %s\n", name, number);
}

/* What photos of one patch say, after all of them are kept. */
static gboolean
save_together (Reading *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CombinedPhotos) combined = NULL;
  g_autoptr(GString) text = NULL;
  g_autofree char *contradiction = NULL;
  const CombinedReading *reading;
  gint64 patch;

  if (!self->same_patch || self->kept->len < 2)
    return !self->same_patch;
  if (!saltline_workspace_join_photos (self->workspace, (const gint64 *) (void *) self->kept->data, self->kept->len, &patch, &error)
      || ((combined = saltline_workspace_combine (self->workspace, patch, &error)) == NULL && error != NULL))
    {
      command_complain ("read", "%s", error->message);
      return FALSE;
    }
  if (combined == NULL)
    return FALSE;
  if (self->json)
    {
      puts (combined->result);
      return TRUE;
    }
  reading = &combined->reading;
  text = g_string_new (NULL);
  g_string_append_printf (text, _("One patch, from %u photos:\n"), combined->photos->len);
  put_line (text, _("filled"), 100 * reading->fill.value, 100 * reading->fill.sd, "%");
  put_line (text, _("volume"), reading->volume_ul, reading->volume_sd_ul, "µL");
  put_line (text, _("local rate"), reading->local_rate_mg_cm2_min, reading->local_rate_sd, "mg/cm²/min");
  put_line (text, _("chloride"), reading->chloride.value, reading->chloride.sd, "mmol/L");
  put_line (text, _("sodium"), reading->sodium_mmol_l, reading->sodium_sd_mmol_l, "mmol/L");
  contradiction = combined_photos_contradiction (combined);
  if (contradiction != NULL)
    g_string_append_printf (text, "  %s\n", contradiction);
  fputs (text->str, stdout);
  return TRUE;
}

CommandStatus
command_read (int argc, char **argv)
{
  g_auto(Reading) self = { .worn_min = NAN };
  BatchPlan plan = { .progress = show_progress, .data = &self };
  CommandStatus status;
  const char *const *photos;
  guint n_photos, n_read;

  if (!parse_options (&self, &argc, &argv, &status) || !check_arguments (&self, argc, &status)
      || !open_documents (&self, &plan, &status))
    return status;
  photos = (const char *const *) argv + 1;
  n_photos = self.n_photos = (guint) argc - 1;
  if (!prepare_overlays (&self, photos, n_photos, &status) || !open_workspace (&self, &status))
    return status;
  plan.worn_min = self.worn_min;
  plan.look = self.overlay_paths || self.facts ? look_at_pixels : NULL;
  self.shows_progress = n_photos > 1 && isatty (STDERR_FILENO);
  n_read = batch_read (&plan, photos, n_photos, print_result, interrupt_watch ());
  if (n_read < n_photos)
    command_complain ("read", _("stopped: %u of %u photos were read."), n_read, n_photos);
  if (!save_together (&self))
    self.saving_failed = TRUE;
  return n_read == n_photos && self.n_refused == 0 && !self.overlay_failed && !self.saving_failed ? COMMAND_DONE : COMMAND_REFUSED;
}
