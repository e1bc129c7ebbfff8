/* tests/workspace/scratch-workspace.h: a workspace in a folder of its own, for the length of a test */
#pragma once

#include "../store/scratch.h"
#include "workspace/workspace.h"

/* @folder: (out): where it is */
static inline SaltlineWorkspace *
scratch_workspace_new (char **folder)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  SaltlineWorkspace *workspace;

  *folder = g_dir_make_tmp ("saltline-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (*folder, "w.saltline", NULL);
  workspace = saltline_workspace_open (path, STORE_OPEN_NEW, &error);
  g_assert_no_error (error);
  return workspace;
}

/* Fails the test when something still holds the workspace. */
static inline void
scratch_workspace_remove (SaltlineWorkspace *workspace, char *folder)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (workspace);
  scratch_remove (folder);
  g_free (folder);
}
