// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox
import Testing

extension SandboxTests {
  /// Jobs that want too much.
  @Suite struct LimitTests {
    private static func limits(_ change: (inout SandboxLimits) -> Void) -> SandboxLimits {
      var limits = Fixture.limits
      change(&limits)
      return limits
    }

    private static var openDescriptors: Int {
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }

    @Test(arguments: ["import signal\nsignal.pause()", "while True: pass"])
    func `a job that never ends is stopped by the clock`(_ script: String) async throws {
      try await Fixture.with { fixture in
        let limits = Self.limits { $0.wallClock = .milliseconds(700) }
        let receipt = try await fixture.python(script, limits: limits)
        #expect(receipt.exit == .timedOut)
        #expect((700...10_000).contains(receipt.wallMilliseconds))
        #expect(await fixture.leftovers() == [])
      }
    }

    @Test func `processor time is counted over all processes`() async throws {
      try await Fixture.with { fixture in
        let limits = Self.limits { $0.cpuSeconds = 1 }
        let script = "import os\nos.fork()\nos.fork()\nwhile True: pass"
        let receipt = try await fixture.python(script, limits: limits)
        #expect(receipt.exit == .cpuExceeded)
        #expect((800...4000).contains(receipt.cpuMilliseconds))
        #expect(await fixture.leftovers() == [])
      }
    }

    @Test func `a job that forks without end is bounded and leaves nothing`() async throws {
      try await Fixture.with { fixture in
        let limits = Self.limits {
          $0.wallClock = .seconds(2)
          $0.processesMax = 16
        }
        let script = """
          import os
          while True:
              try:
                  if os.fork() == 0: os.setsid()
              except OSError: pass
          """
        let receipt = try await fixture.python(script, limits: limits)
        #expect(receipt.exit == .timedOut)
        #expect(await fixture.leftovers() == [])
      }
    }

    @Test func `threads count as processes`() async throws {
      try await Fixture.with { fixture in
        let limits = Self.limits { $0.processesMax = 8 }
        let script = """
          import threading
          gate = threading.Event()
          count = 0
          try:
              while count < 100:
                  threading.Thread(target=gate.wait).start()
                  count += 1
          except RuntimeError: pass
          print(count)
          gate.set()
          """
        let receipt = try await fixture.python(script, limits: limits)
        #expect(receipt.exit.isSuccess)
        #expect(receipt.outputText == "7\n")
      }
    }

    @Test func `a job that outlives its first process is ended with it`() async throws {
      try await Fixture.with { fixture in
        let script = """
          import os, signal
          if os.fork() == 0:
              os.setsid()
              signal.pause()
          """
        let receipt = try await fixture.python(script)
        #expect(receipt.exit.isSuccess)
        #expect(receipt.wallMilliseconds < 20_000)
        #expect(await fixture.leftovers() == [])
      }
    }

    @Test func `a job that eats memory is stopped`() async throws {
      try await Fixture.with { fixture in
        let limits = Self.limits {
          $0.memoryBytes = 64 << 20
          $0.scratchBytes = 1 << 20
          $0.outputBytes = 1 << 20
        }
        let script = "hoard = []\nwhile True: hoard.append(bytearray(1 << 20))"
        let receipt = try await fixture.python(script, limits: limits)
        if receipt.limiter == .rlimit {
          #expect(receipt.errorText.contains("MemoryError"))
        } else {
          #expect(receipt.exit == .memoryExceeded)
          #expect((48 << 20...68 << 20).contains(receipt.memoryPeakBytes ?? 0))
        }
      }
    }

    @Test func `a job that fills the disk is stopped`() async throws {
      try await Fixture.with { fixture in
        let limits = Self.limits { $0.outputBytes = 1 << 20 }
        let script = """
          with open("/out/big", "wb") as file:
              try:
                  while True: file.write(bytes(4096))
              except OSError: pass
              import signal
              signal.pause()
          """
        let receipt = try await fixture.python(script, limits: limits, names: nil)
        #expect(receipt.exit == .outputExceeded)
        #expect(receipt.outputs == .none)
        #expect(receipt.wallMilliseconds < 20_000)
      }
    }

    @Test func `a job that makes files without end is stopped`() async throws {
      try await Fixture.with { fixture in
        let script = """
          number = 0
          while True:
              try: open("/out/%d" % number, "w").close()
              except OSError: pass
              number += 1
          """
        let receipt = try await fixture.python(script, names: nil)
        #expect(receipt.exit == .outputExceeded)
      }
    }

    @Test func `an output of exactly the limit is accepted`() async throws {
      try await Fixture.with { fixture in
        let limits = Self.limits { $0.outputBytes = 1 << 20 }
        let script = "open('/out/whole', 'wb').write(bytes(1 << 20))"
        let receipt = try await fixture.python(script, limits: limits, names: nil)
        #expect(receipt.outputs == .collected([OutputFile(name: "whole", bytes: 1 << 20)]))
      }
    }

    @Test func `a job that fills its scratch is told so`() async throws {
      try await Fixture.with { fixture in
        let limits = Self.limits { $0.scratchBytes = 1 << 20 }
        let script = "open('/tmp/big', 'wb').write(bytes(2 << 20))"
        let receipt = try await fixture.python(script, limits: limits)
        #expect(receipt.exit == .exited(1))
        let failure = PythonEngine(tools: Fixture.tools).failure(of: receipt, code: script)
        #expect(failure == JobFailure(.scratchFull, line: 1))
      }
    }

    @Test func `text without end is read and dropped`() async throws {
      try await Fixture.with { fixture in
        let limits = Self.limits { $0.outputTextBytes = 1000 }
        let script = """
          import sys
          print("first")
          for _ in range(2000): print("x" * 1000)
          for _ in range(2000): print("y" * 1000, file=sys.stderr)
          print("last", file=sys.stderr)
          """
        let receipt = try await fixture.python(script, limits: limits)
        #expect(receipt.exit.isSuccess)
        #expect(receipt.standardOutput.count == 1000)
        #expect(receipt.outputText.hasPrefix("first\nxxx"))
        #expect(receipt.standardError.count == 1000)
        #expect(receipt.errorText.hasSuffix("yyy\nlast\n"))
      }
    }

    @Test(arguments: [6, 9, 11])
    func `a signal is reported and nothing is dumped`(_ number: Int) async throws {
      try await Fixture.with { fixture in
        let receipt = try await fixture.python("import os\nos.kill(os.getpid(), \(number))")
        #expect(receipt.exit == .signalled(number))
        #expect(await fixture.leftovers() == [])
      }
    }

    @Test func `an exit status is reported`() async throws {
      try await Fixture.with { fixture in
        let receipt = try await fixture.python("import sys\nsys.exit(3)")
        #expect(receipt.exit == .exited(3))
      }
    }

    @Test func `cancelling the task stops the job`() async throws {
      try await Fixture.with { fixture in
        let receipt = try await withThrowingTaskGroup(of: SandboxReceipt.self) { group in
          group.addTask { try await fixture.python("import signal\nsignal.pause()") }
          group.cancelAll()
          return try await group.next()
        }
        #expect(receipt?.exit == .cancelled)
        #expect(await fixture.leftovers() == [])
      }
    }

    @Test func `many jobs at once do not disturb each other`() async throws {
      try await Fixture.with { fixture in
        // Other suites open files of their own in this process meanwhile, so the bound is not
        // zero: a job that kept a single descriptor would still show twice over.
        let jobs = 32
        let bound = Self.openDescriptors + jobs / 2
        let texts = try await withThrowingTaskGroup(of: String.self) { group in
          for number in 0..<jobs {
            group.addTask {
              try await fixture.python("print(\(number), len(open('/dev/null').read()))").outputText
            }
          }
          return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(texts == Set((0..<jobs).map { "\($0) 0\n" }))
        let deadline = ContinuousClock.now + .seconds(20)
        var open = Self.openDescriptors
        while open > bound, ContinuousClock.now < deadline {
          await Task.yield()
          open = Self.openDescriptors
        }
        #expect(open <= bound)
        #expect(await fixture.leftovers() == [])
      }
    }

    @Test func `the receipt says what bounded the job and what stood around it`() async throws {
      try await Fixture.with { fixture in
        let receipt = try await fixture.python("print(1)")
        #expect(receipt.layers.contains("seccomp: deny list"))
        #expect(receipt.layers.contains("memory and processes: \(receipt.limiter.rawValue)"))
        let coded = try JSONEncoder().encode(receipt)
        #expect(try JSONDecoder().decode(SandboxReceipt.self, from: coded) == receipt)
      }
    }
  }
}
