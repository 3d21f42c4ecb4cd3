// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Pages kept beside the tests; `SHUYU_RECORD=1` writes them anew.
enum Golden {
  /// Compares a page with the one kept under a name, tokens masked.
  static func check(
    _ page: Page, _ name: String, at location: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Goldens/\(name).html")
    let text = masked(page.text)
    if ProcessInfo.processInfo.environment["SHUYU_RECORD"] == "1" {
      try Data(text.utf8).write(to: file)
      return
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    let difference = zip(lines(kept), lines(text)).enumerated().first { $1.0 != $1.1 }
    let place = difference.map { "line \($0.offset + 1): \($0.element.1)" } ?? "its end"
    #expect(kept == text, "\(name) differs at \(place)", sourceLocation: location)
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func masked(_ text: String) -> String {
    text.replacing(/name="(_csrf|_key)" value="[0-9a-f]+"/) { "name=\"\($0.1)\" value=\"…\"" }
  }
}
