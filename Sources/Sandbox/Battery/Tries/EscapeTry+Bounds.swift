// SPDX-License-Identifier: Apache-2.0
extension EscapeTry {
  /// Files that carry more out than was declared.
  static let outputs: [EscapeTry] = [
    output("a link to a host file", "os.symlink('/etc/passwd', '/out/good')"),
    output("a folder", "os.mkdir('/out/good')"),
    output(
      "a second name of a file", "open('/out/good', 'w').close()\nos.link('/out/good', '/out/b')"),
    output("an undeclared name", "open('/out/other', 'w').close()"),
    output("a hidden name", "open('/out/.good', 'w').close()"),
    output("a name with data in it", "open('/out/a' + 'x' * 90, 'w').close()"),
    output("a file with holes", "open('/out/good', 'wb').truncate(1 << 20)"),
    EscapeTry(
      "a pipe among the outputs", .seccomp,
      .script("import os\nos.mkfifo('/out/good')", small) { !$0.exit.isSuccess }),
    EscapeTry(
      "a million files", .memoryFiles,
      .script(
        """
        number = 0
        while number < 1000000:
            try: open("/out/%d" % number, "w").close()
            except OSError: pass
            number += 1
        """, small
      ) { $0.exit == .outputExceeded }),
  ]

  /// Taking more than a job's share.
  static let bounds: [EscapeTry] = [
    EscapeTry(
      "fork without end", .limits,
      .script(
        """
        import os, signal
        count = 0
        try:
            while count < 500:
                if os.fork() == 0: signal.pause()
                count += 1
        except OSError: pass
        print(count)
        """, small
      ) { (Int($0.firstLine) ?? Int.max) < small.processesMax }),
    EscapeTry(
      "memory without end", .limits,
      .script("hoard = []\nwhile True: hoard.append(bytearray(1 << 20))", small) {
        !$0.exit.isSuccess
      }),
    EscapeTry(
      "scratch without end", .memoryFiles,
      .script("file = open('/tmp/big', 'wb')\nwhile True: file.write(bytes(1 << 16))", small) {
        $0.exit == .exited(1)
      }),
    EscapeTry(
      "outputs without end", .memoryFiles,
      .script("file = open('/out/good', 'wb')\nwhile True: file.write(bytes(1 << 16))", small) {
        !$0.exit.isSuccess && $0.outputs == .none
      }),
    EscapeTry(
      "run without end", .limits,
      .script("while True: pass", small) { [.cpuExceeded, .timedOut].contains($0.exit) }),
    EscapeTry(
      "text without end", .limits,
      .script("for _ in range(4000): print('x' * 1000)", small) {
        $0.standardOutput.count <= small.outputTextBytes
      }),
    EscapeTry(
      "outlive its first process", .namespaces,
      .script(
        """
        import os, signal
        if os.fork() == 0:
            os.setsid()
            signal.pause()
        """, small
      ) { $0.exit.isSuccess }),
    EscapeTry(
      "kill everything it can name", .namespaces,
      .script(
        """
        import os
        for number in (-1, 1):
            try: os.kill(number, 9)
            except OSError: pass
        """, small
      ) { $0.exit.isSuccess || $0.exit == .signalled(9) }),
    EscapeTry(
      "leave a core behind", .limits,
      .script("import os\nos.abort()", small) {
        $0.exit == .signalled(6) && $0.outputs == .none
      }),
  ]

  static let small = SandboxLimits(
    memoryBytes: 128 << 20, scratchBytes: 4 << 20, outputBytes: 4 << 20, processesMax: 16,
    cpuSeconds: 2, wallClock: .seconds(20))

  private static func output(_ name: String, _ code: String) -> EscapeTry {
    EscapeTry(
      "\(name) among the outputs", .collector,
      .script("import os\n" + code, small) {
        if case .refused = $0.outputs { $0.exit.isSuccess } else { false }
      })
  }
}

extension SandboxReceipt {
  /// The first line of its standard output.
  fileprivate var firstLine: String {
    String(decoding: standardOutput.prefix { $0 != 0x0A }, as: UTF8.self)
  }
}
