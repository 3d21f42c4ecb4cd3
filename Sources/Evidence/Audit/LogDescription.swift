// SPDX-License-Identifier: Apache-2.0
package import Core

/// What `log.json` beside a log says about it; nothing in it is believed without another source.
package struct LogDescription: Codable, Hashable, Sendable {
  /// The log's name, as in its checkpoints.
  package let origin: String
  /// The keys that sign its checkpoints, in the form of signed notes.
  package let vkeys: [String]
  /// When the log was started.
  package let started: Instant

  /// Describes a log.
  package init(origin: String, vkeys: [String], started: Instant) {
    self.origin = origin
    self.vkeys = vkeys
    self.started = started
  }

  /// Reads `log.json`.
  package init(decoding bytes: [UInt8]) throws {
    self = try JSON.parse(bytes).decode(LogDescription.self)
  }

  /// The content of `log.json`.
  package func encode() throws -> [UInt8] {
    try JSON(encoding: self).canonical() + [0x0A]
  }
}
