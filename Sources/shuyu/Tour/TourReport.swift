// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Regulation

/// Prints what happens, for people or one JSON object a line.
struct TourReport {
  /// Whether lines are JSON.
  let isJSON: Bool
  /// Steps played.
  private(set) var steps = 0
  /// Steps that are not as they must be.
  private(set) var failures = 0

  /// Prints for people or machines.
  init(isJSON: Bool) {
    self.isJSON = isJSON
  }

  /// Begins a chapter.
  func begin(_ chapter: TourChapter) {
    if !isJSON { write("\n\(chapter.title.zh) / \(chapter.title.en)") }
  }

  /// Shows a step.
  mutating func show(_ record: TourRecord) {
    steps += 1
    if !record.isOK { failures += 1 }
    write(isJSON ? record.json.canonicalText : record.text)
  }

  /// Says how it went.
  func end(seconds: Double) {
    guard !isJSON else { return }
    let time = String(format: "%.1f", seconds)
    let good = steps - failures
    write("\n\(good) / \(steps) 步通过 / steps as they must be, \(time) s")
  }

  private func write(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
