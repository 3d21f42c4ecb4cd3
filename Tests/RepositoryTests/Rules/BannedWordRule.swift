// SPDX-License-Identifier: Apache-2.0

import Foundation

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
    Ban(
      word: "await database.pool.read",
      reason: "a reader held across a suspension waits for threads that wait for readers"),
    Ban(
      word: "Process()",
      reason: "use `HostProgram`; Foundation's reads past its memory when many files are open"),
    Ban(
      word: "readdir(", reason: "use `FolderNames`; a copy of an entry reads past its end",
      isAllowed: { $0.path.hasSuffix("/FolderNames.swift") || $0.path.hasSuffix("/Folder.swift") }),
    Ban(word: "Thread.sleep", reason: "wait for an event or use a fake clock"),
    Ban(
      word: "Task.sleep", reason: "tests use a fake clock", isAllowed: { !$0.isTest }),
  ]

  private static let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]

  func findings(in file: SourceFile) -> [Finding] {
    guard file.isSwift, file.isSource || file.isTest else { return [] }
    let code = Data(file.code)
    var found: [Finding] = []
    for ban in Self.bans where !ban.isAllowed(file) {
      for line in lines(of: ban.word, in: code) {
        found.append(file.finding(line, "`\(ban.word)` is banned: \(ban.reason)"))
      }
    }
    let text = Data(file.lines.joined(separator: "\n").utf8)
    for mark in Self.marks {
      for line in lines(of: mark, in: text) {
        found.append(file.finding(line, "unfinished-work mark; finish it or drop it"))
      }
    }
    return found
  }

  /// The lines where the word stands, not as the tail of a longer name or a member.
  private func lines(of word: String, in text: Data) -> [Int] {
    var found: [Int] = []
    var start = text.startIndex
    while let range = text.range(of: Data(word.utf8), in: start..<text.endIndex) {
      start = range.upperBound
      let before = range.lowerBound > 0 ? text[range.lowerBound - 1] : UInt8(ascii: " ")
      let character = Character(UnicodeScalar(before))
      let isTail = character.isLetter || character.isNumber || "_.".contains(character)
      if !isTail { found.append(line(of: range.lowerBound, in: text)) }
    }
    return found
  }

  private func line(of offset: Int, in text: Data) -> Int {
    1 + text[..<offset].reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
  }
}
