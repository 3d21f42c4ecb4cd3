// SPDX-License-Identifier: Apache-2.0
internal import Core
internal import Cryptography

extension VaultStore {
  /// Makes an object unusable and keeps it (feng cun): it cannot be read until it is unsealed.
  ///
  /// The state is bound to the wrapped key, so it cannot be changed by editing files. Throws
  /// `archiveSealed` when it is so already, `unknown`, `inUse` or `damaged`.
  package func archiveSeal(_ id: VaultID) throws {
    try locked {
      try rewrap(id) { record in
        guard record.state == .usable else { throw VaultError.archiveSealed(id) }
        record.state = .archiveSealed
      }
    }
  }

  /// Makes an archive-sealed object usable again; throws `notArchiveSealed` when it is not sealed.
  package func unseal(_ id: VaultID) throws {
    try locked {
      try rewrap(id) { record in
        guard record.state == .archiveSealed else { throw VaultError.notArchiveSealed(id) }
        record.state = .usable
      }
    }
  }

  /// Wraps all object keys that an earlier master key wraps under the current one.
  ///
  /// Objects that are in use or damaged are left and named; run it again before retiring a key.
  package func rewrap() throws -> RewrapReport {
    var report = RewrapReport()
    let current = keys.currentKeyID
    for entry in try list().entries where entry.receipt.wrappedKeyID != current {
      let id = entry.receipt.id
      do {
        try locked { try rewrap(id) { _ in } }
        report.rewrapped.append(id)
      } catch VaultError.inUse, VaultError.unknown {
        report.left.append(id)
      } catch VaultError.damaged, VaultError.unknownKey {
        report.left.append(id)
      }
    }
    return report
  }

  /// The names of the master keys that objects are wrapped under.
  package func keysInUse() throws -> Set<String> {
    Set(try list().entries.map(\.receipt.wrappedKeyID))
  }

  private func rewrap(_ id: VaultID, _ edit: (inout ObjectRecord) throws -> Void) throws {
    var record = try record(id)
    let lock = try Descriptor(recordPath(id), .read)
    guard try lock.tryLock(.exclusive) else { throw VaultError.inUse(id) }
    let key = try objectKey(record)
    try edit(&record)
    record.wrapped = try keys.wrap(key, context: record.context)
    try Folder.write(record.encoded(), to: recordPath(id), replacing: true, shredding: true)
  }
}

/// What became of the wrapped keys.
package struct RewrapReport: Hashable, Sendable {
  /// The report when all objects were wrapped under the current master key already.
  package static let nothing = RewrapReport()

  /// The objects now wrapped under the current master key.
  package internal(set) var rewrapped: [VaultID] = []
  /// The objects still wrapped under an earlier one, because they were in use or are damaged.
  package internal(set) var left: [VaultID] = []
}
