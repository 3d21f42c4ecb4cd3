// SPDX-License-Identifier: Apache-2.0
import Core
import Sandbox

/// What of a run may be told: how it ended, by which bounds, and its class of time.
///
/// Never its words, and no figure that a program can set at will: processor time, memory used and
/// exact times would each carry a record out a few digits at a time.
enum JobReceipt {
  /// The last line of a program that a failure names.
  static let lineMax = 1_000

  /// The receipt of an engine's run.
  static func json(_ result: EngineResult, _ classes: RunTimeClass) -> JSON {
    let milliseconds = result.receipts.reduce(0) { $0 + $1.wallMilliseconds }
    return [
      "engine": .string(result.engine),
      "secondsMax": .int(classes.seconds(of: .milliseconds(milliseconds))),
      "sandboxes": .array(result.receipts.map(json)),
    ]
  }

  /// A failure with its line only where the registered code has such a line.
  static func told(_ failure: JobFailure, of code: String) -> JobFailure {
    let lines = code.utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    let known = failure.line.flatMap { (1...min(lines, lineMax)).contains($0) ? $0 : nil }
    return JobFailure(failure.class, line: known)
  }

  private static func json(_ receipt: SandboxReceipt) -> JSON {
    [
      "exit": .string(name(receipt.exit)), "limiter": .string(receipt.limiter.rawValue),
      "layers": .array(receipt.layers.prefix(32).map(JSON.string)),
    ]
  }

  private static func name(_ exit: SandboxExit) -> String {
    switch exit {
    case .exited(0): "finished"
    case .exited: "failed"
    case .signalled: "signalled"
    case .timedOut: "timedOut"
    case .cpuExceeded: "cpuExceeded"
    case .memoryExceeded: "memoryExceeded"
    case .outputExceeded: "outputExceeded"
    case .scratchExceeded: "scratchExceeded"
    case .cancelled: "cancelled"
    }
  }
}
