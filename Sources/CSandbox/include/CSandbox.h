// SPDX-License-Identifier: Apache-2.0
#ifndef CSANDBOX_H
#define CSANDBOX_H

#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

// What Swift cannot do: everything between fork and exec, and the seccomp filter.
// All strings are made before the fork; the child makes system calls only.

/// A host path shown to the job, mounted first at a path of the stage.
struct csandbox_bind {
  const char *source;  // host path
  const char *target;  // path below the stage
  int no_exec;         // nothing in it may be executed
  int writable;        // the job may write to it; else it is read-only
  uint64_t device;     // with `inode`, the file it must be; 0 and 0: whatever lies there
  uint64_t inode;
};

/// A memory file system of bounded size, mounted below the stage.
struct csandbox_memory {
  const char *target;   // path below the stage
  const char *options;  // "size=…,nr_inodes=…,mode=…[,uid=…,gid=…]"
};

/// A resource limit, soft and hard alike.
struct csandbox_limit {
  int resource;
  uint64_t value;
};

/// How to start one job.
struct csandbox_plan {
  const char *executable;
  char *const *arguments;
  char *const *environment;
  const int *descriptors;  // becomes 0, 1, 2, … of the child
  size_t descriptor_count;
  const int *cgroups;  // open cgroup.procs files to join
  size_t cgroup_count;
  const char *stage;  // an existing folder, covered inside the child's mount namespace
  const struct csandbox_bind *binds;
  size_t bind_count;
  const struct csandbox_memory *memories;
  size_t memory_count;
  const char *output;  // the target of a memory or a writable bind that is reported back
  const struct csandbox_limit *limits;
  size_t limit_count;
  int niceness;  // 0 to 19: how far the child gives way to other processes
  const char *uid_map;  // NULL: started as root, switch to `user`; else a user namespace
  const char *gid_map;
  uid_t user;
  gid_t group;
};

/// Where the child stopped, when it did.
enum csandbox_step {
  CSANDBOX_STAGED = 0,  // no failure: carries the output's descriptor
  CSANDBOX_CGROUP = 1,
  CSANDBOX_NAMESPACE = 2,
  CSANDBOX_OPEN_BIND = 3,
  CSANDBOX_MOUNT = 4,
  CSANDBOX_IDENTITY = 5,
  CSANDBOX_LIMIT = 6,
  CSANDBOX_DESCRIPTOR = 7,
  CSANDBOX_EXECUTE = 8,
};

/// What csandbox_start found out.
struct csandbox_started {
  pid_t process;
  int process_descriptor;  // pidfd
  int output_descriptor;   // folder of the plan's output
  int failed_step;         // enum csandbox_step, CSANDBOX_STAGED when all is well
  int failed_index;        // which bind, limit …
  int error;               // errno of the failure
};

/// Forks, prepares and executes the plan. Returns 0, or -1 with `failed_step` and `error` set
/// (nothing is left running then). Must be called on the thread that will wait for the child:
/// the child is killed when this thread ends. Makes this process the reaper of its orphans: the
/// caller must also wait for the first process that bubblewrap reports.
int csandbox_start(const struct csandbox_plan *plan, struct csandbox_started *started);

/// A memory file with the seccomp program, positioned at its start; -1 and errno on failure.
int csandbox_filter(void);

/// A sealed memory file with these bytes, positioned at its start; -1 and errno on failure.
int csandbox_memory_file(const void *bytes, size_t count);

/// Limits whose names glibc hides from Swift behind enumerations.
static const int csandbox_limit_processes = RLIMIT_NPROC;
static const int csandbox_limit_locked = RLIMIT_MEMLOCK;
static const int csandbox_limit_queue = RLIMIT_MSGQUEUE;

/// A counter that can be waited for with poll; -1 and errno on failure.
int csandbox_event(void);

/// A pipe whose ends are not inherited; 0, or -1 and errno.
int csandbox_pipe(int ends[2]);

/// Whether a folder lies on a memory file system; -1 and errno on failure.
int csandbox_is_memory(const char *folder);

/// Whether the service manager handed this control group over (user.delegate, trusted.delegate).
int csandbox_is_delegated(const char *folder);

/// Sends a signal through a pidfd. 0, or -1 and errno.
int csandbox_signal(int process_descriptor, int signal);

/// Starts a program of the platform's own beside a job, with these three standard descriptors and
/// no other, without core dumps, `niceness` (0 to 19) lower in priority. Killed when the calling
/// thread ends. Returns its number, or -1 and errno; a program that cannot be executed ends with
/// status 127.
pid_t csandbox_assist(const char *executable, char *const *arguments, char *const *environment,
                      const int descriptors[3], int niceness);

/// Takes a mount away, at once and even if it is in use. 0, or -1 and errno.
int csandbox_unmount(const char *path);

/// Whether a folder lies on a file system in user space; -1 and errno on failure.
int csandbox_is_user_space(const char *folder);

/// Has a program of the host start in a folder, where one is given, and close all descriptors from
/// the fourth on: what glibc shows to GNU sources alone. 0, or an error number.
int csandbox_host_actions(posix_spawn_file_actions_t *actions, const char *folder);

/// A pidfd of a process. -1 and errno on failure.
int csandbox_process_descriptor(pid_t process);

#endif
