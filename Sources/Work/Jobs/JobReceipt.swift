// SPDX-License-Identifier: Apache-2.0
import Core
import Sandbox

/// What of a run may be told: how it ended, by which bounds, how long it took. Never its words.
enum JobReceipt {
  /// The receipt of an engine's run.
  static func json(_ result: EngineResult) -> JSON {
    ["engine": .string(result.engine), "sandboxes": .array(result.receipts.map(json))]
  }

  private static func json(_ receipt: SandboxReceipt) -> JSON {
    var members: [String: JSON] = [
      "exit": .string(name(receipt.exit)), "limiter": .string(receipt.limiter.rawValue),
      "cpuMilliseconds": .int(Int64(receipt.cpuMilliseconds)),
      "wallMilliseconds": .int(Int64(receipt.wallMilliseconds)),
      "layers": .array(receipt.layers.prefix(32).map(JSON.string)),
    ]
    if let peak = receipt.memoryPeakBytes {
      members["memoryPeakBytes"] = .int(Int64(clamping: peak))
    }
    return .object(members)
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
    case .cancelled: "cancelled"
    }
  }
}
