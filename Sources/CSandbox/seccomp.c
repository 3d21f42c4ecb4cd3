// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <asm/unistd.h>
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>

#include "CSandbox.h"

// The deny list on top of "allow": a second wall behind namespaces and the missing
// capabilities, against kernel code that an unprivileged job has no business to reach.

#if defined(__x86_64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the seccomp filter knows x86_64 and aarch64 only"
#endif

// The newest call considered (set_mempolicy_home_node, Linux 5.17). What came after does
// not exist for the job; libraries fall back.
#define NEWEST_CALL 450

// CLONE_NEWNS, CGROUP, UTS, IPC, USER, PID, NET.
#define NAMESPACE_FLAGS 0x7E020000u

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define REFUSE RETURN(SECCOMP_RET_ERRNO | EPERM)
#define ABSENT RETURN(SECCOMP_RET_ERRNO | ENOSYS)
#define IF_EQUAL(value, then, otherwise) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (then), (otherwise))
#define DENY(name) IF_EQUAL(__NR_##name, 0, 1), REFUSE

static const struct sock_filter program[] = {
    LOAD(arch),
    IF_EQUAL(NATIVE_ARCHITECTURE, 1, 0),
    RETURN(SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
#if defined(__x86_64__)
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),  // x32
    RETURN(SECCOMP_RET_KILL_PROCESS),
#endif
    BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, NEWEST_CALL, 0, 1),
    ABSENT,
    // clone3 hides its flags behind a pointer: callers fall back to clone.
    IF_EQUAL(__NR_clone3, 0, 1),
    ABSENT,
    IF_EQUAL(__NR_clone, 0, 4),
    LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NAMESPACE_FLAGS, 0, 1),
    REFUSE,
    RETURN(SECCOMP_RET_ALLOW),
    // Pushing characters into a terminal.
    IF_EQUAL(__NR_ioctl, 0, 5),
    LOAD(args[1]),
    IF_EQUAL(TIOCSTI, 1, 0),
    IF_EQUAL(TIOCLINUX, 0, 1),
    REFUSE,
    RETURN(SECCOMP_RET_ALLOW),

    // Other processes.
    DENY(ptrace), DENY(process_vm_readv), DENY(process_vm_writev), DENY(process_madvise),
    DENY(process_mrelease), DENY(pidfd_getfd), DENY(kcmp), DENY(personality),
    // Large kernel interfaces.
    DENY(bpf), DENY(perf_event_open), DENY(userfaultfd), DENY(io_uring_setup),
    DENY(io_uring_enter), DENY(io_uring_register), DENY(io_setup), DENY(io_submit),
    DENY(fanotify_init), DENY(fanotify_mark), DENY(lookup_dcookie), DENY(memfd_secret),
    // Keys.
    DENY(add_key), DENY(request_key), DENY(keyctl),
    // Namespaces and mounts.
    DENY(unshare), DENY(setns), DENY(mount), DENY(umount2), DENY(pivot_root), DENY(chroot),
    DENY(fsopen), DENY(fsconfig), DENY(fsmount), DENY(fspick), DENY(open_tree),
    DENY(move_mount), DENY(mount_setattr), DENY(open_by_handle_at), DENY(name_to_handle_at),
    DENY(mknodat), DENY(quotactl), DENY(quotactl_fd), DENY(acct), DENY(swapon), DENY(swapoff),
    // The machine.
    DENY(kexec_load), DENY(kexec_file_load), DENY(init_module), DENY(finit_module),
    DENY(delete_module), DENY(reboot), DENY(syslog), DENY(vhangup), DENY(sethostname),
    DENY(setdomainname), DENY(settimeofday), DENY(clock_settime), DENY(clock_adjtime),
    DENY(adjtimex), DENY(nfsservctl),
    // Sockets of every family, and System V and POSIX queues.
    DENY(socket), DENY(socketpair), DENY(bind), DENY(connect), DENY(listen), DENY(accept),
    DENY(accept4), DENY(shmget), DENY(shmat), DENY(msgget), DENY(semget), DENY(mq_open),
    // Memory placement and locking.
    DENY(mbind), DENY(set_mempolicy), DENY(migrate_pages), DENY(move_pages), DENY(mlock),
    DENY(mlock2), DENY(mlockall),
#if defined(__x86_64__)
    DENY(mknod), DENY(iopl), DENY(ioperm), DENY(modify_ldt), DENY(uselib), DENY(ustat),
    DENY(sysfs), DENY(_sysctl), DENY(create_module), DENY(get_kernel_syms),
    DENY(query_module), DENY(vserver),
#endif
    RETURN(SECCOMP_RET_ALLOW),
};

int csandbox_filter(void) { return csandbox_memory_file(program, sizeof(program)); }
