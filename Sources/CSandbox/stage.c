// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// <sys/mount.h> and <linux/mount.h> declare the same names twice; take the kernel's words
// and the two old calls through syscall(2).
#define FLAG_NO_SETUID 0x2UL
#define FLAG_NO_DEVICES 0x4UL
#define FLAG_NO_EXECUTE 0x8UL
#define FLAG_RECURSIVE 0x4000UL
#define FLAG_PRIVATE 0x40000UL
#define TREE_RECURSIVE 0x8000
#define MAXIMUM_BINDS 96

static int fail(struct csandbox_failure *failure, int step, size_t index) {
  failure->step = step;
  failure->index = (int)index;
  failure->error = errno;
  return -1;
}

static int mount_memory(const char *target, unsigned long flags, const char *options) {
  return (int)syscall(SYS_mount, "tmpfs", target, "tmpfs",
                      flags | FLAG_NO_SETUID | FLAG_NO_DEVICES, options);
}

static int write_whole(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t written = write(file, text, strlen(text));
  int error = errno;
  close(file);
  errno = error;
  return written == (ssize_t)strlen(text) ? 0 : -1;
}

static int enter_namespaces(const struct csandbox_plan *plan) {
  int flags = CLONE_NEWNS | (plan->uid_map ? CLONE_NEWUSER : 0);
  if (unshare(flags) != 0) return -1;
  if (plan->uid_map) {
    if (write_whole("/proc/self/setgroups", "deny") != 0) return -1;
    if (write_whole("/proc/self/uid_map", plan->uid_map) != 0) return -1;
    if (write_whole("/proc/self/gid_map", plan->gid_map) != 0) return -1;
  }
  return (int)syscall(SYS_mount, NULL, "/", NULL, FLAG_RECURSIVE | FLAG_PRIVATE, NULL);
}

/// A detached copy of the mount below `bind->source`; -1 and errno on failure.
static int open_bind(const struct csandbox_bind *bind) {
  int tree = (int)syscall(SYS_open_tree, AT_FDCWD, bind->source,
                          OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | TREE_RECURSIVE);
  if (tree < 0) return -1;
  struct mount_attr attributes = {
      .attr_set = (bind->writable ? 0 : MOUNT_ATTR_RDONLY) | MOUNT_ATTR_NOSUID |
                  MOUNT_ATTR_NODEV | (bind->no_exec ? MOUNT_ATTR_NOEXEC : 0),
  };
  if (syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | TREE_RECURSIVE, &attributes,
              sizeof(attributes)) != 0) {
    return -1;
  }
  if (bind->inode != 0) {
    // Looked at through the mount itself: what was put at the path since is not shown.
    struct stat status;
    if (fstat(tree, &status) != 0) return -1;
    if (status.st_dev != bind->device || status.st_ino != bind->inode) {
      errno = ESTALE;
      return -1;
    }
  }
  return tree;
}

static int attach_bind(int tree, const char *target) {
  struct stat status;
  if (fstat(tree, &status) != 0) return -1;
  if (S_ISDIR(status.st_mode)) {
    if (mkdir(target, 0755) != 0) return -1;
  } else if (S_ISREG(status.st_mode)) {
    int file = open(target, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0444);
    if (file < 0) return -1;
    close(file);
  } else {
    errno = EINVAL;
    return -1;
  }
  return (int)syscall(SYS_move_mount, tree, "", AT_FDCWD, target, MOVE_MOUNT_F_EMPTY_PATH);
}

int csandbox_stage(const struct csandbox_plan *plan, struct csandbox_failure *failure) {
  int trees[MAXIMUM_BINDS];
  umask(022);
  if (plan->bind_count > MAXIMUM_BINDS) {
    errno = E2BIG;
    return fail(failure, CSANDBOX_OPEN_BIND, plan->bind_count);
  }
  if (enter_namespaces(plan) != 0) return fail(failure, CSANDBOX_NAMESPACE, 0);
  // All sources are opened before the stage covers its folder: they may lie below it.
  for (size_t i = 0; i < plan->bind_count; i++) {
    trees[i] = open_bind(&plan->binds[i]);
    if (trees[i] < 0) return fail(failure, CSANDBOX_OPEN_BIND, i);
  }
  if (mount_memory(plan->stage, FLAG_NO_EXECUTE, "size=1m,nr_inodes=512,mode=755") != 0) {
    return fail(failure, CSANDBOX_MOUNT, 0);
  }
  for (size_t i = 0; i < plan->bind_count; i++) {
    if (attach_bind(trees[i], plan->binds[i].target) != 0) {
      return fail(failure, CSANDBOX_OPEN_BIND, i);
    }
    close(trees[i]);
  }
  for (size_t i = 0; i < plan->memory_count; i++) {
    const struct csandbox_memory *memory = &plan->memories[i];
    if (mkdir(memory->target, 0755) != 0 ||
        mount_memory(memory->target, FLAG_NO_EXECUTE, memory->options) != 0) {
      return fail(failure, CSANDBOX_MOUNT, i + 1);
    }
  }
  int output = open(plan->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (output < 0) return fail(failure, CSANDBOX_MOUNT, plan->memory_count + 1);
  return output;
}
