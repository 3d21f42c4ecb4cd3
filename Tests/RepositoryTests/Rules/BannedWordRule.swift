// SPDX-License-Identifier: Apache-2.0

/// Words and constructs that Swift code of this project does without.
///
/// Code words are sought outside strings and comments; unfinished-work marks everywhere.
struct BannedWordRule: Rule {
  private struct Ban {
    let word: String
    let reason: String
    var isAllowed: @Sendable (SourceFile) -> Bool = { _ in false }
  }

  private static let programs: @Sendable (SourceFile) -> Bool = {
    $0.target == "shuyu" || $0.target == "shuyu-verify"
  }

  private static let bans = [
    Ban(word: "fatalError(", reason: "forbid the mistake by a type, or return a value"),
    Ban(word: "try!", reason: "handle the error or rethrow it"),
    Ban(word: "as!", reason: "use a conditional cast and say what fails"),
    Ban(word: "@unchecked Sendable", reason: "use a value type, an actor or a Mutex"),
    Ban(word: "nonisolated(unsafe)", reason: "use a value type, an actor or a Mutex"),
    Ban(word: "@testable", reason: "test through package access"),
    Ban(word: "Task {", reason: "use a service or a task group", isAllowed: programs),
    Ban(word: "Task.detached", reason: "use a service or a task group", isAllowed: programs),
    Ban(
      word: "print(", reason: "only the programs write to the terminal",
      isAllowed: { !$0.isSource || programs($0) }),
    Ban(word: "Thread.sleep", reason: "wait for an event or use a fake clock"),
    Ban(
      word: "Task.sleep", reason: "tests use a fake clock", isAllowed: { !$0.isTest }),
  ]

  private static let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]

  func findings(in file: SourceFile) -> [Finding] {
    guard file.isSwift, file.isSource || file.isTest else { return [] }
    var found: [Finding] = []
    for ban in Self.bans where !ban.isAllowed(file) {
      for (index, line) in file.codeLines.enumerated() where contains(ban.word, in: line) {
        found.append(file.finding(index + 1, "`\(ban.word)` is banned: \(ban.reason)"))
      }
    }
    for (index, line) in file.lines.enumerated() {
      for mark in Self.marks where contains(mark, in: line) {
        found.append(file.finding(index + 1, "unfinished-work mark; finish it or drop it"))
      }
    }
    return found
  }

  /// Whether the word stands in the line, not as the tail of a longer name or a member.
  private func contains(_ word: String, in line: String) -> Bool {
    guard line.utf8.count >= word.utf8.count else { return false }
    let hay = Array(line.utf8)
    let needle = Array(word.utf8)
    for start in 0...(hay.count - needle.count)
    where hay[start] == needle[0] && hay[start..<(start + needle.count)].elementsEqual(needle) {
      guard start > 0 else { return true }
      let before = Character(UnicodeScalar(hay[start - 1]))
      if !before.isLetter, !before.isNumber, before != "_", before != "." { return true }
    }
    return false
  }
}
