// SPDX-License-Identifier: Apache-2.0
import Glibc

extension EscapeTry {
  /// Who the job is, what it inherited, and whom it can reach.
  static var identity: [EscapeTry] {
    [
      body("be root", .namespaces, "os.setuid(0)\nreturn os.getuid() == 0"),
      body("be another group", .namespaces, "os.setgid(0)\nreturn os.getgid() == 0"),
      body("have another user", .namespaces, "return os.getuid() != 65534"),
      body(
        "know the host's name", .namespaces, isControl: true,
        "return os.uname().nodename != 'sandbox'"),
      body(
        "have capabilities", .namespaces,
        """
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        data = (ctypes.c_uint32 * 6)()
        assert libc.capget(header, data) == 0
        return any(data)
        """),
      body(
        "gain privileges", .namespaces, isControl: true,
        "return libc.prctl(39, 0, 0, 0, 0) != 1"),
      body("drop the filter", .seccomp, isControl: true, "return libc.prctl(21, 0, 0, 0, 0) != 2"),
      body(
        "have descriptors", .inheritance,
        """
        def is_open(number):
            try:
                os.fstat(number)
                return True
            except OSError:
                return False
        return any([is_open(number) for number in range(3, 4096)])
        """),
      body(
        "have an environment", .inheritance, isControl: true,
        "return not set(os.environ) <= {'LANG', 'PWD', 'OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS',"
          + " 'POLARS_MAX_THREADS', 'JOBLIB_MULTIPROCESSING'}"
      ),
      body(
        "signal the host's processes", .namespaces, isControl: true,
        "os.kill(\(getpid()), 0)\nreturn True"),
      body(
        "know the host's processes", .namespaces, isControl: true,
        "return os.getpgid(\(getpid())) >= 0"),
      body(
        "dump core", .limits,
        """
        import resource
        try:
            resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))
        except ValueError:
            return False
        return resource.getrlimit(resource.RLIMIT_CORE)[1] > 0
        """),
      body(
        "raise a limit", .limits,
        """
        import resource
        try:
            resource.setrlimit(resource.RLIMIT_NPROC, (1 << 20, 1 << 20))
        except ValueError:
            return False
        return True
        """),
    ]
  }

  /// Kernel interfaces a job has no business with. Arguments are zero where that is harmless.
  static let calls: [EscapeTry] = [
    call("ptrace", 101, 117, isControl: true), call("process_vm_readv", 310, 270, isControl: true),
    call("process_vm_writev", 311, 271), call("pidfd_getfd", 438, 438), call("kcmp", 312, 272),
    call("personality", 135, 92, isControl: true), call("bpf", 321, 280),
    call("perf_event_open", 298, 241), call("userfaultfd", 323, 282),
    call("io_uring_setup", 425, 425), call("io_uring_enter", 426, 426),
    call("io_uring_register", 427, 427), call("io_setup", 206, 0, isControl: true),
    call("add_key", 248, 217), call("request_key", 249, 218), call("keyctl", 250, 219),
    call("unshare a user", 272, 97, "0x10000000"), call("unshare mounts", 272, 97, "0x20000"),
    call("unshare nothing", 272, 97, isControl: true), call("setns", 308, 268, "0", "0"),
    call("clone a user namespace", 56, 220, "0x10000000 | 17"),
    call("clone3", 435, 435, isControl: true), call("mount", 165, 40), call("umount", 166, 39),
    call("pivot_root", 155, 41), call("chroot", 161, 51), call("fsopen", 430, 430),
    call("fsconfig", 431, 431), call("fsmount", 432, 432), call("open_tree", 428, 428),
    call("move_mount", 429, 429), call("mount_setattr", 442, 442),
    call("name_to_handle_at", 303, 264), call("open_by_handle_at", 304, 265),
    call("mknodat", 259, 33), call("quotactl", 179, 60), call("acct", 163, 89),
    call("swapon", 167, 224), call("swapoff", 168, 225), call("kexec_load", 246, 104),
    call("kexec_file_load", 320, 294), call("init_module", 175, 105),
    call("finit_module", 313, 273), call("delete_module", 176, 106), call("reboot", 169, 142),
    call("syslog", 103, 116), call("vhangup", 153, 58), call("sethostname", 170, 161),
    call("settimeofday", 164, 170), call("clock_settime", 227, 112), call("adjtimex", 159, 171),
    call("fanotify_init", 300, 262), call("memfd_secret", 447, 447),
    call("shmget", 29, 194, isControl: true), call("msgget", 68, 186), call("semget", 64, 190),
    call("mq_open", 240, 180), call("mlockall", 151, 230, isControl: true),
    call("mbind", 237, 235), call("move_pages", 279, 239), call("a call of the future", 600, 600),
    call("push into a terminal", 16, 29, "0", "0x5412", "0"),
  ]

  private static func call(
    _ name: String, _ x86: Int, _ arm: Int, _ arguments: String..., isControl: Bool = false
  ) -> EscapeTry {
    let given = arguments.isEmpty ? ["0", "0", "0", "0", "0", "0"] : arguments
    let list = given.joined(separator: ", ")
    return body(name, .seccomp, isControl: isControl, "return reaches(\(x86), \(arm), \(list))")
  }
}
