// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sandbox

/// COIN-OR Cbc, an integer solver, as a program in the sandbox.
struct IntegerSolver: Sendable {
  /// What a run gave.
  struct Solution: Hashable {
    /// The variables that are one.
    let ones: Set<Int>
    /// No solution costs less.
    let bound: Double
  }

  /// Where Debian puts the program.
  static let program = "/usr/bin/cbc"

  let runner: SandboxRunner

  /// Whether the solver is on this machine.
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }

  /// Solves a programme within some seconds; nothing when no solution was found.
  func solve(_ text: String, seconds: Int) async throws -> Solution? {
    let limits = SandboxLimits(
      memoryBytes: 3 << 30, scratchBytes: 256 << 20, outputBytes: 16 << 20, processesMax: 16,
      cpuSeconds: seconds + 60, wallClock: .seconds(seconds * 2 + 60), outputTextBytes: 8 << 20)
    // The libraries of linear algebra are found through links of /etc that are not shown.
    let libraries = ["x86_64-linux-gnu", "aarch64-linux-gnu"].flatMap { machine in
      ["blas", "lapack", "openblas-pthread"].map { "/usr/lib/\(machine)/\($0)" }
    }
    let receipt = try await runner.run(
      SandboxSpec(
        executable: Self.program,
        arguments: [
          "/job/pattern.lp", "-sec", "\(seconds)", "-solve", "-printi", "normal", "-solution",
          "stdout",
        ],
        environment: ["LANG": "C.UTF-8", "LD_LIBRARY_PATH": libraries.joined(separator: ":")],
        readOnlyBinds: [Bind(Self.program)],
        files: [StagedFile(path: "/job/pattern.lp", text: text)], limits: limits))
    guard receipt.exit.isSuccess else { return nil }
    return Self.solution(String(decoding: receipt.standardOutput, as: UTF8.self))
  }

  /// Reads what the solver printed.
  static func solution(_ text: String) -> Solution? {
    var ones: Set<Int> = []
    var objective: Double?
    var bound: Double?
    var isOptimal = false
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ")
      if line.hasPrefix("Optimal - objective value") || line.hasPrefix("Stopped on") {
        objective = words.last.flatMap { Double($0) }
        isOptimal = line.hasPrefix("Optimal")
      } else if line.hasPrefix("Lower bound:") {
        bound = words.last.flatMap { Double($0) }
      } else if objective != nil, words.count >= 3, words[1].hasPrefix("x"),
        let variable = Int(words[1].dropFirst()), let value = Double(words[2]), value > 0.5
      {
        ones.insert(variable)
      }
    }
    guard let objective else { return nil }
    return Solution(ones: ones, bound: isOptimal ? objective : bound ?? 0)
  }
}
