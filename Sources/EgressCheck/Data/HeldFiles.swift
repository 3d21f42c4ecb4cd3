// SPDX-License-Identifier: Apache-2.0
import Sandbox
import Synchronization

/// The files of the host that a session shows to its queries, by the names they have there.
final class HeldFiles: Sendable {
  /// Guarded: a session may be used by several tasks.
  private let files = Mutex<[String: HeldFile]>([:])

  /// Adds a file.
  func add(_ file: HeldFile, as name: String) {
    files.withLock { $0[name] = file }
  }

  /// The file of a name.
  subscript(name: String) -> HeldFile? { files.withLock { $0[name] } }

  /// The file of a name as an input of the sandbox.
  func input(_ name: String) -> InputFile? {
    self[name].map { InputFile(name: name, path: $0.path, identity: $0.identity) }
  }
}
