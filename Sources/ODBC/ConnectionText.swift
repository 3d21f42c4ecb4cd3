// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// Reads a connection string, which holds a password, from where nobody else can read it.
package enum ConnectionText {
  /// Why there is none.
  package enum Fault: Error, Hashable, Sendable {
    case notThere
    case notPrivate
    case notText

    /// One line that says what is wrong and what to do.
    package var explanation: String {
      switch self {
      case .notThere: "the file with the connection string cannot be read"
      case .notPrivate:
        "the file with the connection string must be this user's own and readable by nobody else: "
          + "chmod 600"
      case .notText:
        "a connection string is up to \(ConnectionText.bytesMax) bytes of text, such as "
          + "Driver=PostgreSQL Unicode;Servername=…;Database=…;Username=…;Password=…"
      }
    }
  }

  /// The longest connection string in bytes.
  static let bytesMax = 4_096

  /// The string in a file: one line, or a line for each of its parts.
  package static func read(file: String) throws(Fault) -> String {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .notThere }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .notThere
    }
    guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else { throw .notPrivate }
    var bytes = [UInt8](repeating: 0, count: bytesMax + 1)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw .notThere }
    return try text(Array(bytes[..<count]))
  }

  /// The string as bytes from a file or a variable of the environment.
  package static func text(_ bytes: [UInt8]) throws(Fault) -> String {
    guard bytes.count <= bytesMax, let text = String(validating: bytes, as: UTF8.self),
      !text.utf8.contains(0)
    else { throw .notText }
    let lines = text.split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .map { $0.hasSuffix(";") ? String($0.dropLast()) : $0 }
      .filter { !$0.isEmpty }
    guard lines.contains(where: { $0.contains("=") }) else { throw .notText }
    return lines.joined(separator: ";")
  }
}
