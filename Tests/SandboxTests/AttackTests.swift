// SPDX-License-Identifier: Apache-2.0
import Sandbox
import Testing

extension SandboxTests {
  /// The battery of attacks, in the sandbox and, as the proof that it can fail, outside it.
  @Suite struct AttackTests {
    @Test(arguments: EscapeEngine.allCases)
    func `every try of the battery is refused, by the layer that it names`(
      _ engine: EscapeEngine
    ) async throws {
      try await Fixture.with { fixture in
        let outcomes = try await fixture.battery.run(engine)
        #expect(outcomes.count >= 60)
        for outcome in outcomes {
          #expect(outcome.end == .refused, "\(outcome.name): \(outcome.evidence)")
          guard let errors = outcome.layer.errors, outcome.evidence.hasPrefix("E") else { continue }
          #expect(errors.contains(outcome.evidence), "\(outcome.name): \(outcome.evidence)")
        }
      }
    }

    @Test(arguments: EscapeEngine.allCases)
    func `without a sandbox the tries that do no harm succeed`(
      _ engine: EscapeEngine
    ) async throws {
      try await Fixture.with { fixture in
        let outcomes = try await fixture.battery.run(engine, walls: .none)
        let tries = EscapeTry.all(of: engine)
        #expect(tries.count(where: \.isControl) >= 9)
        for (item, outcome) in zip(tries, outcomes) {
          let expected: EscapeOutcome.End = item.isControl ? .reached : .notTried
          #expect(outcome.end == expected, "\(outcome.name): \(outcome.evidence)")
        }
      }
    }

    @Test func `without the engine's own locks the sandbox holds`() async throws {
      try await Fixture.with { fixture in
        let outcomes = try await fixture.battery.run(.duckdb, walls: .sandboxOnly)
        #expect(outcomes.count { $0.end == .refused } >= 9)
        for outcome in outcomes where outcome.end != .notTried {
          #expect(outcome.end == .refused, "\(outcome.name)")
        }
        await #expect(throws: SandboxError.self) {
          _ = try await fixture.battery.run(.python, walls: .sandboxOnly)
        }
      }
    }

    @Test func `no two tries of an engine have one name`() {
      for engine in EscapeEngine.allCases {
        let names = EscapeTry.all(of: engine).map(\.name)
        #expect(Set(names).count == names.count)
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
          allowed = ('LANG', 'PWD', 'OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS',
            'POLARS_MAX_THREADS', 'JOBLIB_MULTIPROCESSING')
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
  }
}
