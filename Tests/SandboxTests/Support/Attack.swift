// SPDX-License-Identifier: Apache-2.0
/// Something a job must not be able to do: a Python function body that returns whether it could.
struct Attack: Sendable {
  let name: String

  /// The body of `def attack():`; an `OSError` or `ImportError` counts as refused.
  let body: String

  /// Whether the same body, run outside a sandbox, does no harm and succeeds. The battery is run
  /// both ways, so that a body that can never succeed is found out.
  let isControl: Bool

  init(_ name: String, isControl: Bool = false, _ body: String) {
    self.name = name
    self.body = body
    self.isControl = isControl
  }

  /// A script that tries each attack in a process of its own and prints a line for each:
  /// its number, and `reached`, `refused` or `killed`.
  static func script(_ attacks: [Attack]) -> String {
    var text = prelude
    for (index, attack) in attacks.enumerated() {
      let body = attack.body.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
      text += "\ndef attack\(index)():\n\(body)\n"
    }
    return text + "\nfor number in range(\(attacks.count)):\n    attempt(number)\n"
  }

  /// The outcomes a script printed, by the attack's place.
  static func outcomes(_ text: String) -> [Int: String] {
    var outcomes: [Int: String] = [:]
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      if fields.count == 2, let index = Int(fields[0]) { outcomes[index] = String(fields[1]) }
    }
    return outcomes
  }

  private static let prelude = """
    import ctypes, errno, os, platform, signal, sys

    libc = ctypes.CDLL(None, use_errno=True)
    arm = platform.machine() == "aarch64"

    def call(x86, arm64, *arguments):
        number = arm64 if arm else x86
        ctypes.set_errno(0)
        result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in arguments])
        return ctypes.get_errno() if result < 0 else 0

    def reaches(x86, arm64, *arguments):
        number = arm64 if arm else x86
        return number >= 0 and call(x86, arm64, *arguments) not in (errno.EPERM, errno.ENOSYS)

    def attempt(number):
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            try:
                reached = globals()["attack%d" % number]()
            except (OSError, ImportError, ValueError):
                reached = False
            os._exit(7 if reached else 0)
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status):
            print(number, "killed")
        else:
            print(number, {0: "refused", 7: "reached"}.get(os.WEXITSTATUS(status), "failed"))

    """
}
