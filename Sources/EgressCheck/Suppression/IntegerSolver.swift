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

  /// What was found for a linear programme over changes of cells.
  struct Values: Hashable {
    /// By how much each cell changes: what its variable `p` is more than its variable `n`.
    var changes: [Int: Double] = [:]
    /// What is wanting to each target: its variable `e`.
    var wanting: [Int: Double] = [:]
    /// The price of each row `r`.
    var prices: [Int: Double] = [:]
  }

  /// Where Debian puts the program.
  static let program = "/usr/bin/cbc"

  let runner: SandboxRunner
  /// What its runs took together.
  let clock = SolverClock()

  init(runner: SandboxRunner) {
    self.runner = runner
  }

  /// Whether the solver is on this machine.
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }

  /// Solves a programme within some seconds; nothing when no solution was found.
  func solve(_ text: String, seconds: Int) async throws -> Solution? {
    let printed = try await run(
      [text], seconds: seconds,
      arguments: [
        "/job/0.lp", "-sec", "\(seconds)", "-solve", "-printi", "normal", "-solution", "stdout",
      ])
    return printed.flatMap(Self.solution)
  }

  /// Solves programmes that all have a solution within some seconds, one after the other: the
  /// values of each that are not zero, and the prices of its rows.
  ///
  /// What it gives is only ever a proposal, since the solver counts with rounded numbers.
  func values(_ texts: [String], seconds: Int) async throws -> [Values] {
    var arguments = ["-log", "0", "-slog", "0", "-sec", "\(seconds)", "-printi", "rows"]
    for index in texts.indices {
      arguments += ["-import", "/job/\(index).lp", "-solve", "-solution", "stdout"]
    }
    let printed = try await run(texts, seconds: seconds, arguments: arguments)
    return printed.map(Self.values) ?? []
  }

  /// What the solver printed; nothing when it failed.
  private func run(_ texts: [String], seconds: Int, arguments: [String]) async throws -> String? {
    let limits = SandboxLimits(
      memoryBytes: 3 << 30, scratchBytes: 256 << 20, outputBytes: 16 << 20, processesMax: 16,
      cpuSeconds: seconds + 60,
      wallClock: .seconds(seconds * SolverClock.patience + 60), outputTextBytes: 32 << 20)
    // The libraries of linear algebra are found through links of /etc that are not shown.
    let libraries = ["x86_64-linux-gnu", "aarch64-linux-gnu"].flatMap { machine in
      ["blas", "lapack", "openblas-pthread"].map { "/usr/lib/\(machine)/\($0)" }
    }
    let receipt = try await runner.run(
      SandboxSpec(
        executable: Self.program, arguments: arguments,
        environment: ["LANG": "C.UTF-8", "LD_LIBRARY_PATH": libraries.joined(separator: ":")],
        readOnlyBinds: [Bind(Self.program)],
        files: texts.enumerated().map { StagedFile(path: "/job/\($0).lp", text: $1) },
        limits: limits))
    clock.add(receipt)
    guard receipt.exit.isSuccess else { return nil }
    return String(decoding: receipt.standardOutput, as: UTF8.self)
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

  /// Reads the values that the solver printed, by programme.
  static func values(_ text: String) -> [Values] {
    var found: [Values] = []
    for line in text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
      var words = line.split(separator: 32)
      if words.count > 2, String(words[1]) == "-" || String(words[1]) == "on" {
        if String(line)?.contains("objective") == true { found.append(Values()) }
        continue
      }
      // A value that is beyond its bound by a little is marked.
      if words.first.flatMap(String.init) == "**" { words.removeFirst() }
      guard words.count == 4, !found.isEmpty, let kind = words[1].first,
        let cell = String(words[1].dropFirst()).flatMap({ Int($0) }),
        let value = String(words[2]).flatMap({ Double($0) })
      else { continue }
      let last = found.count - 1
      switch kind {
      case UInt8(ascii: "p"): found[last].changes[cell, default: 0] += value
      case UInt8(ascii: "n"): found[last].changes[cell, default: 0] -= value
      case UInt8(ascii: "e"): found[last].wanting[cell] = value
      case UInt8(ascii: "r"):
        found[last].prices[cell] = String(words[3]).flatMap { Double($0) } ?? 0
      default: continue
      }
    }
    return found
  }
}
