// SPDX-License-Identifier: Apache-2.0

/// No force unwrap and no implicitly unwrapped type.
struct ForceUnwrapRule: Rule {
  func findings(in file: SourceFile) -> [Finding] {
    guard file.isSwift, file.isSource || file.isTest else { return [] }
    return file.codeLines.enumerated().compactMap { index, line in
      line.utf8.contains(UInt8(ascii: "!")) && breaks(Array(line.utf8))
        ? file.finding(index + 1, "force unwrap; bind it with guard let, or #require in a test")
        : nil
    }
  }

  private func breaks(_ line: [UInt8]) -> Bool {
    for index in line.indices.dropFirst() where line[index] == UInt8(ascii: "!") {
      let before = Character(UnicodeScalar(line[index - 1]))
      let isPostfix = before.isLetter || before.isNumber || "_)]`\"?}".contains(before)
      let isNotEqual = index + 1 < line.count && line[index + 1] == UInt8(ascii: "=")
      // `try!` and `as!` have their own finding.
      let prefix = String(decoding: line[..<index], as: UTF8.self)
      let isKeyword = prefix.hasSuffix("try") || prefix.hasSuffix(" as")
      if isPostfix, !isNotEqual, !isKeyword { return true }
    }
    return false
  }
}
