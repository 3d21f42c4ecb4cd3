// SPDX-License-Identifier: Apache-2.0
/// The script that makes tries by Python functions, each in a process of its own, and what it says.
struct PythonTries {
  let bodies: [String]

  /// Prints a line for each: its number, its end and the last error's name.
  var script: String {
    var text = Self.prelude
    for (index, body) in bodies.enumerated() {
      let lines = body.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
      text += "\ndef try\(index)():\n\(lines)\n"
    }
    return text + "\nfor number in range(\(bodies.count)):\n    attempt(number)\n"
  }

  /// The ends that a script printed, by number.
  static func ends(_ text: String) -> [Int: (end: EscapeOutcome.End, evidence: String)] {
    var ends: [Int: (EscapeOutcome.End, String)] = [:]
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ", omittingEmptySubsequences: false)
      guard fields.count == 3, let index = Int(fields[0]) else { continue }
      guard let end = EscapeOutcome.End(rawValue: String(fields[1])) else { continue }
      ends[index] = (end, String(fields[2]))
    }
    return ends
  }

  private static let prelude = """
    import ctypes, errno, os, platform, signal, sys

    libc = ctypes.CDLL(None, use_errno=True)
    arm = platform.machine() == "aarch64"
    last = 0

    def call(x86, arm64, *arguments):
        global last
        number = arm64 if arm else x86
        ctypes.set_errno(0)
        result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in arguments])
        last = ctypes.get_errno() if result < 0 else 0
        return last

    def reaches(x86, arm64, *arguments):
        number = arm64 if arm else x86
        return number >= 0 and call(x86, arm64, *arguments) not in (errno.EPERM, errno.ENOSYS)

    def attempt(number):
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 2)
            os.close(quiet)
            status = 201
            try:
                status = 200 if globals()["try%d" % number]() else min(last, 199)
            except OSError as error:
                status = min(error.errno or 0, 199)
            except (ImportError, ValueError):
                status = 0
            finally:
                os._exit(status)
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status):
            print(number, "refused", "signal%d" % os.WTERMSIG(status))
            return
        code = os.WEXITSTATUS(status)
        end = {200: "reached", 201: "failed"}.get(code, "refused")
        print(number, end, errno.errorcode.get(code, "") if end == "refused" else "")

    """
}
