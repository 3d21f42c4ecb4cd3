// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sandbox
import Testing

extension SandboxTests {
  /// The battery of attacks, in the sandbox and, as the proof that it can fail, outside it.
  @Suite struct AttackTests {
    @Test func `every attack of the battery is refused`() async throws {
      try await Fixture.with { fixture in
        let receipt = try await fixture.python(Attack.script(Attack.all))
        #expect(receipt.errorText == "")
        let outcomes = Attack.outcomes(receipt.outputText)
        for (index, attack) in Attack.all.enumerated() where outcomes[index] != "refused" {
          Issue.record("\(attack.name): \(outcomes[index] ?? "not tried")")
        }
        #expect(outcomes.count == Attack.all.count)
      }
    }

    @Test func `the same attacks succeed outside the sandbox`() throws {
      let attacks = Attack.all.filter(\.isControl)
      #expect(attacks.count >= 20)
      let text = try Self.runOutside(Attack.script(attacks))
      let outcomes = Attack.outcomes(text)
      for (index, attack) in attacks.enumerated() where outcomes[index] != "reached" {
        Issue.record("\(attack.name): \(outcomes[index] ?? "not tried")")
      }
    }

    @Test func `with a process list a job still sees only its own`() async throws {
      try await Fixture.with { fixture in
        let engine = PythonEngine(tools: Fixture.tools)
        let script = """
          import os
          numbers = [int(name) for name in os.listdir('/proc') if name.isdigit()]
          environments = []
          for number in numbers:
              try:
                  environments.append(open('/proc/%d/environ' % number).read())
              except OSError:
                  pass
          allowed = ('LANG', 'PWD', 'OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS')
          parts = [part for text in environments for part in text.split(chr(0)) if part]
          names = {part.split('=')[0] for part in parts}
          print(len(numbers), sorted(names - set(allowed)))
          try:
              open('/proc/sysrq-trigger', 'w').write('h')
              print('reached')
          except OSError:
              print('refused')
          """
        let job = EngineJob(
          code: script, outputs: [EngineOutput(name: "none")], limits: Fixture.limits,
          outputFolder: fixture.outputs)
        var spec = try engine.spec(for: job, outputFolder: fixture.outputs)
        spec.showsProcesses = true
        let receipt = try await fixture.runner.run(spec)
        #expect(receipt.errorText == "")
        #expect(receipt.outputText == "2 []\nrefused\n")
      }
    }

    #if arch(x86_64)
      @Test(arguments: [
        // mov eax, 20; int 0x80; ret: getpid by the gate of 32-bit programs.
        "b814000000cd80c3",
        // mov eax, 0x40000027; syscall; ret: getpid by the x32 numbers.
        "b8270000400f05c3",
      ])
      func `a call of a foreign architecture ends the job`(_ code: String) async throws {
        try await Fixture.with { fixture in
          let receipt = try await fixture.python(
            """
            import ctypes, mmap
            page = mmap.mmap(-1, 4096, prot=7)
            page.write(bytes.fromhex("\(code)"))
            address = ctypes.addressof(ctypes.c_char.from_buffer(page))
            print(ctypes.CFUNCTYPE(ctypes.c_int)(address)())
            """)
          #expect(receipt.exit == .signalled(31))
          #expect(receipt.outputText == "")
        }
      }
    #endif

    private static func runOutside(_ script: String) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Fixture.tools.python)
      process.arguments = ["-I", "-S", "-c", script]
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return text
    }
  }
}
