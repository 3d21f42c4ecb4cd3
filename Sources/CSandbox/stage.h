// SPDX-License-Identifier: Apache-2.0
#ifndef CSANDBOX_STAGE_H
#define CSANDBOX_STAGE_H

#include "CSandbox.h"

/// The failure a step of the child reports: which step, which element, errno.
struct csandbox_failure {
  int step;
  int index;
  int error;
};

/// Enters the child's own mount namespace (and, without root, user namespace) and mounts the
/// plan's binds and memory file systems. Returns the descriptor of the plan's output, or -1 with
/// `failure` filled in. Only system calls: runs after fork.
int csandbox_stage(const struct csandbox_plan *plan, struct csandbox_failure *failure);

#endif
