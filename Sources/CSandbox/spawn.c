// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/magic.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "CSandbox.h"
#include "stage.h"

#define STAGING_SECONDS 20
#define MAXIMUM_DESCRIPTORS 64
#define CLOSE_ON_EXEC_RANGE 4u  // CLOSE_RANGE_CLOEXEC

/// Sends one record, with a descriptor when `descriptor` is not negative.
static void report(int channel, const struct csandbox_failure *failure, int descriptor) {
  struct iovec part = {.iov_base = (void *)failure, .iov_len = sizeof(*failure)};
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
  } control;
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (descriptor >= 0) {
    memset(&control, 0, sizeof(control));
    message.msg_control = &control;
    message.msg_controllen = sizeof(control);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
  }
  (void)!sendmsg(channel, &message, MSG_NOSIGNAL);
}

/// Receives one record. 1: received, 0: the other end closed (executed), -1: failed.
static int receive(int channel, struct csandbox_failure *failure, int *descriptor) {
  struct iovec part = {.iov_base = failure, .iov_len = sizeof(*failure)};
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
  } control;
  struct msghdr message = {.msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = &control,
                           .msg_controllen = sizeof(control)};
  ssize_t count;
  do {
    count = recvmsg(channel, &message, MSG_CMSG_CLOEXEC);
  } while (count < 0 && errno == EINTR);
  if (count == 0) return 0;
  if (count != (ssize_t)sizeof(*failure)) return -1;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (header && header->cmsg_type == SCM_RIGHTS) {
    memcpy(descriptor, CMSG_DATA(header), sizeof(int));
  }
  return 1;
}

static void stop(int channel, int step, size_t index) {
  struct csandbox_failure failure = {step, (int)index, errno};
  report(channel, &failure, -1);
  _exit(125);
}

static void take_identity(const struct csandbox_plan *plan, int channel, pid_t parent) {
  if (setsid() < 0) stop(channel, CSANDBOX_IDENTITY, 0);
  if (!plan->uid_map) {
    if (setgroups(0, NULL) != 0) stop(channel, CSANDBOX_IDENTITY, 1);
    if (setresgid(plan->group, plan->group, plan->group) != 0) {
      stop(channel, CSANDBOX_IDENTITY, 2);
    }
    if (setresuid(plan->user, plan->user, plan->user) != 0) stop(channel, CSANDBOX_IDENTITY, 3);
  }
  // A change of identity clears the parent-death signal, so it comes last.
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) stop(channel, CSANDBOX_IDENTITY, 4);
  if (getppid() != parent) _exit(125);
}

static void take_limits(const struct csandbox_plan *plan, int channel) {
  for (size_t i = 0; i < plan->limit_count; i++) {
    struct rlimit limit = {plan->limits[i].value, plan->limits[i].value};
    struct rlimit current;
    if (getrlimit((__rlimit_resource_t)plan->limits[i].resource, &current) != 0) {
      stop(channel, CSANDBOX_LIMIT, i);
    }
    if (limit.rlim_max > current.rlim_max) limit.rlim_cur = limit.rlim_max = current.rlim_max;
    if (setrlimit((__rlimit_resource_t)plan->limits[i].resource, &limit) != 0) {
      stop(channel, CSANDBOX_LIMIT, i);
    }
  }
}

static void take_descriptors(const struct csandbox_plan *plan, int channel) {
  int moved[MAXIMUM_DESCRIPTORS];
  for (size_t i = 0; i < plan->descriptor_count; i++) {
    moved[i] = fcntl(plan->descriptors[i], F_DUPFD_CLOEXEC, MAXIMUM_DESCRIPTORS);
    if (moved[i] < 0) stop(channel, CSANDBOX_DESCRIPTOR, i);
  }
  int safe_channel = fcntl(channel, F_DUPFD_CLOEXEC, MAXIMUM_DESCRIPTORS);
  if (safe_channel < 0) stop(channel, CSANDBOX_DESCRIPTOR, plan->descriptor_count);
  for (size_t i = 0; i < plan->descriptor_count; i++) {
    if (dup2(moved[i], (int)i) < 0) stop(safe_channel, CSANDBOX_DESCRIPTOR, i);
  }
  if (syscall(SYS_close_range, plan->descriptor_count, ~0u, CLOSE_ON_EXEC_RANGE) != 0) {
    stop(safe_channel, CSANDBOX_DESCRIPTOR, plan->descriptor_count);
  }
  take_limits(plan, safe_channel);
  execve(plan->executable, plan->arguments, plan->environment);
  stop(safe_channel, CSANDBOX_EXECUTE, 0);
}

static void run_child(const struct csandbox_plan *plan, int channel, pid_t parent) {
  sigset_t none;
  for (int signal_number = 1; signal_number < 65; signal_number++) {
    signal(signal_number, SIG_DFL);
  }
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (size_t i = 0; i < plan->cgroup_count; i++) {
    if (write(plan->cgroups[i], "0", 1) != 1) stop(channel, CSANDBOX_CGROUP, i);
  }
  if (plan->niceness > 0 && setpriority(PRIO_PROCESS, 0, plan->niceness) != 0) {
    stop(channel, CSANDBOX_LIMIT, plan->limit_count);
  }
  struct csandbox_failure failure = {CSANDBOX_STAGED, 0, 0};
  int output = csandbox_stage(plan, &failure);
  report(channel, &failure, output);
  if (output < 0) _exit(125);
  close(output);
  take_identity(plan, channel, parent);
  take_descriptors(plan, channel);
}

static int await_child(int channel, struct csandbox_started *started) {
  struct csandbox_failure failure = {CSANDBOX_EXECUTE, 0, ETIMEDOUT};
  int found = receive(channel, &failure, &started->output_descriptor);
  if (found == 1 && failure.step == CSANDBOX_STAGED) {
    int ignored = -1;
    found = receive(channel, &failure, &ignored);
    if (found == 0) return 0;
  }
  if (found != 1) failure = (struct csandbox_failure){CSANDBOX_EXECUTE, 0, ETIMEDOUT};
  started->failed_step = failure.step;
  started->failed_index = failure.index;
  started->error = failure.error;
  return -1;
}

static void abandon(struct csandbox_started *started) {
  kill(started->process, SIGKILL);
  while (waitpid(started->process, NULL, 0) < 0 && errno == EINTR) {
  }
  if (started->output_descriptor >= 0) close(started->output_descriptor);
  if (started->process_descriptor >= 0) close(started->process_descriptor);
  started->output_descriptor = started->process_descriptor = -1;
}

int csandbox_start(const struct csandbox_plan *plan, struct csandbox_started *started) {
  int channel[2];
  sigset_t all, before;
  pid_t parent = getpid();
  *started = (struct csandbox_started){-1, -1, -1, CSANDBOX_EXECUTE, 0, EINVAL};
  if (!plan->output || plan->descriptor_count > MAXIMUM_DESCRIPTORS) return -1;
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, channel) != 0) {
    started->error = errno;
    return -1;
  }
  struct timeval patience = {.tv_sec = STAGING_SECONDS};
  // bubblewrap ends before the first process of the namespace it made; without this, that one
  // would be left for the machine's init to reap, late or never.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  setsockopt(channel[0], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  // No handler of the parent may run in the child before it has its own dispositions.
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t process = fork();
  if (process == 0) {
    close(channel[0]);
    run_child(plan, channel[1], parent);
    _exit(125);
  }
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(channel[1]);
  started->process = process;
  int result = -1;
  if (process < 0) {
    started->error = error;
  } else {
    started->process_descriptor = csandbox_process_descriptor(process);
    result = started->process_descriptor < 0 ? -1 : await_child(channel[0], started);
    if (result == 0) started->failed_step = CSANDBOX_STAGED;
    if (result != 0) abandon(started);
  }
  close(channel[0]);
  return result;
}

static void run_assistant(const char *executable, char *const *arguments,
                          char *const *environment, const int descriptors[3], int niceness,
                          pid_t parent) {
  int moved[3];
  sigset_t none;
  struct rlimit no_core = {0, 0};
  for (int signal_number = 1; signal_number < 65; signal_number++) {
    signal(signal_number, SIG_DFL);
  }
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  umask(077);
  if (setsid() < 0 || chdir("/") != 0) return;
  if (setrlimit(RLIMIT_CORE, &no_core) != 0) return;
  if (niceness > 0 && setpriority(PRIO_PROCESS, 0, niceness) != 0) return;
  for (int i = 0; i < 3; i++) {
    moved[i] = fcntl(descriptors[i], F_DUPFD_CLOEXEC, 3);
    if (moved[i] < 0) return;
  }
  for (int i = 0; i < 3; i++) {
    if (dup2(moved[i], i) < 0) return;
  }
  if (syscall(SYS_close_range, 3, ~0u, CLOSE_ON_EXEC_RANGE) != 0) return;
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) return;
  execve(executable, arguments, environment);
}

pid_t csandbox_assist(const char *executable, char *const *arguments, char *const *environment,
                      const int descriptors[3], int niceness) {
  sigset_t all, before;
  pid_t parent = getpid();
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t process = fork();
  if (process == 0) {
    run_assistant(executable, arguments, environment, descriptors, niceness, parent);
    _exit(127);
  }
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return process;
}

int csandbox_unmount(const char *path) { return umount2(path, MNT_DETACH | UMOUNT_NOFOLLOW); }

int csandbox_is_user_space(const char *folder) {
  struct statfs system;
  if (statfs(folder, &system) != 0) return -1;
  return system.f_type == FUSE_SUPER_MAGIC;
}

int csandbox_memory_file(const void *bytes, size_t count) {
  int file = (int)syscall(SYS_memfd_create, "shuyu", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (file < 0) return -1;
  const char *next = bytes;
  size_t left = count;
  while (left > 0) {
    ssize_t written = write(file, next, left);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      int error = errno;
      close(file);
      errno = error;
      return -1;
    }
    next += written;
    left -= (size_t)written;
  }
  int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
  if (fcntl(file, F_ADD_SEALS, seals) != 0 || lseek(file, 0, SEEK_SET) != 0) {
    int error = errno;
    close(file);
    errno = error;
    return -1;
  }
  return file;
}

int csandbox_event(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int csandbox_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int csandbox_is_memory(const char *folder) {
  struct statfs system;
  if (statfs(folder, &system) != 0) return -1;
  return system.f_type == TMPFS_MAGIC || system.f_type == RAMFS_MAGIC;
}

int csandbox_is_delegated(const char *folder) {
  return getxattr(folder, "trusted.delegate", NULL, 0) > 0 ||
         getxattr(folder, "user.delegate", NULL, 0) > 0;
}

int csandbox_signal(int process_descriptor, int signal_number) {
  return (int)syscall(SYS_pidfd_send_signal, process_descriptor, signal_number, NULL, 0);
}

int csandbox_process_descriptor(pid_t process) {
  return (int)syscall(SYS_pidfd_open, process, 0);
}
