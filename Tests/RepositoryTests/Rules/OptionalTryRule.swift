// SPDX-License-Identifier: Apache-2.0

/// `try?` only to clean up inside a `defer`, or where it is listed here with its reason.
struct OptionalTryRule: Rule {
  /// Path of a file that may swallow errors, with the reason.
  static let listed: [String: String] = [:]

  func findings(in file: SourceFile) -> [Finding] {
    guard file.isSwift, file.isSource || file.isTest, Self.listed[file.path] == nil else {
      return []
    }
    var found: [Finding] = []
    var depth = 0
    var deferDepths: [Int] = []
    for (index, line) in file.codeLines.enumerated() {
      let opensDefer = line.contains("defer {")
      if line.contains("try?"), !opensDefer, deferDepths.isEmpty {
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
}
