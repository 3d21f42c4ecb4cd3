// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation

/// What the tour was asked for.
struct TourSettings: Sendable {
  /// The seed of the generated city.
  let seed: UInt64
  /// How many persons the generated city has.
  let persons: Int
  /// Product calls of the calls' chapter.
  let calls: Int
  /// The folder with real data, nil when there is none.
  let shared: URL?
  /// Where every acknowledgement is written at once, nil for nowhere.
  let traceFile: String?
  /// The action after whose step the tour stops, nil for the whole journey.
  let until: String?

  /// Appends a line to the trace: a receipt or an answered call.
  func trace(_ line: JSON) {
    guard let traceFile, let handle = FileHandle(forWritingAtPath: traceFile) else { return }
    defer { try? handle.close() }
    handle.seekToEndOfFile()
    handle.write(Data((line.canonicalText + "\n").utf8))
  }
}
