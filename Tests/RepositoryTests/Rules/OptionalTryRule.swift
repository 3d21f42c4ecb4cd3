// SPDX-License-Identifier: Apache-2.0

/// `try?` only to clean up: in a `defer` or `deinit`, or to remove a file; else listed here.
struct OptionalTryRule: Rule {
  /// Path of a file that may swallow errors, with the reason.
  static let listed: [String: String] = [
    "Tests/SandboxTests/Support/Fixture.swift": "files below /proc vanish while they are read",
    "Tests/SandboxTests/LimitTests.swift": "files below /proc vanish while they are read",
  ]

  func findings(in file: SourceFile) -> [Finding] {
    guard file.isSwift, file.isSource || file.isTest, Self.listed[file.path] == nil else {
      return []
    }
    var found: [Finding] = []
    var depth = 0
    var deferDepths: [Int] = []
    for (index, line) in file.codeLines.enumerated() {
      let opensDefer = line.contains("defer {") || line.contains("deinit {")
      let cleansUp = line.contains(".removeItem(")
      if Self.swallows(line), !opensDefer, !cleansUp, deferDepths.isEmpty {
        found.append(file.finding(index + 1, "`try?` swallows an error; handle or rethrow it"))
      }
      if opensDefer { deferDepths.append(depth) }
      for byte in line.utf8 {
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth -= 1 }
      }
      while let last = deferDepths.last, depth <= last { deferDepths.removeLast() }
    }
    return found
  }

  /// Whether a line has `try?` as a word of its own; `AuthorisedEntry?` is none.
  private static func swallows(_ line: String) -> Bool {
    var rest = line[...]
    while let range = rest.firstRange(of: "try?") {
      let before = rest[..<range.lowerBound].last
      if before.map({ !$0.isLetter && !$0.isNumber && $0 != "_" }) ?? true { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }
}
