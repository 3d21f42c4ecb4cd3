// SPDX-License-Identifier: Apache-2.0

/// One file of the project, with its text and, for Swift, its code without literals.
struct SourceFile: Sendable {
  /// Path from the project root, with forward slashes.
  let path: String
  /// The lines as written.
  let lines: [String]
  /// The lines with strings and comments blanked; equal to `lines` where it is not Swift.
  let codeLines: [String]
  /// The blanked bytes in one piece, for rules that match braces.
  let code: [UInt8]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    code = path.hasSuffix(".swift") ? SwiftLexer.blank(text) : Array(text.utf8)
    codeLines = code.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The path's parts.
  var components: [String] { path.split(separator: "/").map(String.init) }

  /// The file name with its extension.
  var name: String { components.last ?? path }

  /// The target it belongs to: the folder below `Sources` or `Tests`, else nil.
  var target: String? {
    let parts = components
    guard parts.count > 2, parts[0] == "Sources" || parts[0] == "Tests" else { return nil }
    return parts[1]
  }

  /// Whether it is Swift.
  var isSwift: Bool { path.hasSuffix(".swift") }

  /// Whether it lies under `Sources`.
  var isSource: Bool { path.hasPrefix("Sources/") }

  /// Whether it lies under `Tests`.
  var isTest: Bool { path.hasPrefix("Tests/") }

  /// Lines without the empty one after the last newline.
  var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

  /// A finding at a line of this file, counted from one.
  func finding(_ line: Int, _ message: String) -> Finding {
    Finding(path: path, line: line, message: message)
  }
}
