// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What bubblewrap says on its status descriptor: one JSON object a line, of whole numbers.
struct BubblewrapStatus {
  private var text = BoundedText(.first, limit: 4096)

  /// Takes the next bytes.
  mutating func append(_ bytes: some Collection<UInt8>) {
    text.append(bytes)
  }

  /// The first process of the job's process namespace, as the host numbers it.
  var firstProcess: pid_t? { number(of: "child-pid").flatMap { pid_t(exactly: $0) } }

  /// The job's own exit status, once it ended.
  var exitCode: Int? { number(of: "exit-code") }

  private func number(of key: String) -> Int? {
    let words = String(decoding: text.bytes, as: UTF8.self)
      .split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")) }
    guard let index = words.firstIndex(of: key[...]), index + 1 < words.count else { return nil }
    return Int(words[index + 1])
  }
}
