/* tests/workspace/scratch-life.h: a workspace in a folder of its own with one athlete, Mia of Paris */
#pragma once

#include "scratch-workspace.h"

typedef struct {
  char *folder;
  SaltlineWorkspace *workspace;
  Athlete *athlete;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->workspace = scratch_workspace_new (&fixture->folder);
  fixture->athlete = athlete_new ("mia", "Mia");
  fixture->athlete->zone = g_strdup ("Europe/Paris");
  g_assert_true (store_add_athlete (saltline_workspace_get_store (fixture->workspace), fixture->athlete, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  athlete_free (fixture->athlete);
  scratch_workspace_remove (fixture->workspace, fixture->folder);
}
