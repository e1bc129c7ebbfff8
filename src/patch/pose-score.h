/* patch/pose-score.h
 *
 * How much a photo looks like the template under a rough map: dark print where it is dark, one light base where it is bare.
 * Private to patch. May include: base, find-pose, patch-features, pyramid. */
#pragma once

#include "find-pose.h"
#include "patch-features.h"
#include "pyramid.h"

G_BEGIN_DECLS

/* 0–1: the mean of the share of dark places that are dark and of bare places that share one light. */
double pose_score (const Pyramid *pyramid, const PatchFeatures *features, const Pose *pose);

G_END_DECLS
