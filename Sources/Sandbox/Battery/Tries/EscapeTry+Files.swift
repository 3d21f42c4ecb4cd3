// SPDX-License-Identifier: Apache-2.0
extension EscapeTry {
  /// Reading and writing what is the host's.
  static let files: [EscapeTry] = [
    body(
      "read the accounts", .mounts, isControl: true, "return len(open('/etc/passwd').read()) > 0"),
    body("see any of /etc", .mounts, isControl: true, "return os.path.exists('/etc')"),
    body("see homes", .mounts, isControl: true, "return os.path.exists('/root')"),
    body("see /sys", .mounts, isControl: true, "return os.path.exists('/sys')"),
    body("see shared memory", .mounts, isControl: true, "return os.path.exists('/dev/shm')"),
    body("see the host's /var", .mounts, isControl: true, "return os.path.exists('/var')"),
    body("see programs", .mounts, isControl: true, "return len(os.listdir('/usr/bin')) > 1"),
    body(
      "climb out by ..", .mounts, isControl: true,
      "return os.path.exists('../' * 40 + 'etc/passwd')"),
    body(
      "read another's environment", .mounts, isControl: true,
      "return len(open('/proc/self/environ').read()) >= 0"),
    body("read the first process", .mounts, "return len(open('/proc/1/environ').read()) > 0"),
    body("read the mounts", .mounts, isControl: true, "return len(os.listdir('/proc/self')) > 0"),
    body("read the kernel log", .mounts, "return len(open('/dev/kmsg').read(10)) > 0"),
    body("read memory", .mounts, "return len(open('/dev/mem', 'rb').read(1)) > 0"),
    body(
      "see other devices", .mounts, isControl: true,
      "return sorted(os.listdir('/dev')) != ['null', 'random', 'urandom', 'zero']"),
    body("write to the root", .readOnly, "open('/leak', 'w').write('x')\nreturn True"),
    body("write to libraries", .readOnly, "open('/usr/lib/leak', 'w').write('x')\nreturn True"),
    body("write to inputs", .readOnly, "open('/in/leak', 'w').write('x')\nreturn True"),
    body("write to the code", .readOnly, "open('/job/main.py', 'a').write('x')\nreturn True"),
    body("write to devices", .readOnly, "open('/dev/leak', 'w').write('x')\nreturn True"),
    body("make the root writable again", .readOnly, "os.chmod('/', 0o777)\nreturn True"),
    body(
      "make a device", .seccomp, "os.mknod('/tmp/leak', 0o20666, os.makedev(1, 1))\nreturn True"),
    body("run the shell", .mounts, isControl: true, "return os.system('exit 0') == 0"),
    body(
      "run another program", .mounts, isControl: true,
      "return os.spawnv(os.P_WAIT, '/usr/bin/env', ['env', 'true']) == 0"),
    body(
      "run what it wrote", .readOnly, isControl: true,
      """
      import tempfile
      with tempfile.NamedTemporaryFile('w', delete=False) as file:
          file.write('#!%s -I\\n' % sys.executable)
      os.chmod(file.name, 0o755)
      try:
          child = os.fork()
          if child == 0:
              try:
                  os.execv(file.name, [file.name])
              except OSError as error:
                  os._exit(error.errno)
          status = os.WEXITSTATUS(os.waitpid(child, 0)[1])
          if status:
              raise OSError(status, 'refused')
          return True
      finally:
          os.unlink(file.name)
      """),
    body(
      "run with the rights of a program's owner", .mounts,
      """
      for folder, _, names in os.walk('/'):
          for name in names:
              path = os.path.join(folder, name)
              try:
                  if os.lstat(path).st_mode & 0o6000 and not os.statvfs(path).f_flag & os.ST_NOSUID:
                      return True
              except OSError:
                  pass
      return False
      """),
  ]

  /// The network, in every family.
  static let sockets: [EscapeTry] = [
    body("internet socket", .seccomp, isControl: true, "return reaches(41, 198, 2, 1, 0)"),
    body("internet 6 socket", .seccomp, "return reaches(41, 198, 10, 1, 0)"),
    body("local socket", .seccomp, isControl: true, "return reaches(41, 198, 1, 1, 0)"),
    body("netlink socket", .seccomp, "return reaches(41, 198, 16, 3, 0)"),
    body("packet socket", .seccomp, "return reaches(41, 198, 17, 3, 0)"),
    body("virtual machine socket", .seccomp, "return reaches(41, 198, 40, 1, 0)"),
    body(
      "a socket of any family", .seccomp, isControl: true,
      """
      kinds = [(family, kind) for family in range(46) for kind in (1, 2, 3, 5)]
      return any([reaches(41, 198, family, kind, 0) for family, kind in kinds])
      """),
    body("connect by a number", .seccomp, "return reaches(42, 203, 0, 0, 0)"),
    body(
      "socket pair", .seccomp, isControl: true, "import socket\nsocket.socketpair()\nreturn True"),
    body(
      "socket module", .seccomp, isControl: true,
      "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_STREAM)\nreturn True"),
    body("interfaces", .seccomp, "import socket\nreturn len(socket.if_nameindex()) > 1"),
  ]

  static func body(
    _ name: String, _ layer: EscapeLayer, isControl: Bool = false, _ text: String
  ) -> EscapeTry {
    EscapeTry(name, layer, isControl: isControl, .body(text))
  }
}
