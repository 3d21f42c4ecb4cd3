// SPDX-License-Identifier: Apache-2.0
package import Core
internal import Cryptography

extension VaultStore {
  /// Decrypts an object into a new file of mode 600 at `path`.
  ///
  /// The file has its name only when the whole object was found authentic. Throws `unknown`,
  /// `archiveSealed`, `inUse` or `damaged`. The plaintext is the caller's to protect: give a path
  /// on a memory-backed or encrypted mount.
  package func read(_ id: VaultID, to path: String) throws {
    let object = try OpenObject(id, in: self)
    let temporary = "\(path).\(Hex.encode(random.bytes(8)))"
    defer { try? Folder.remove(temporary) }
    let file = try Descriptor(temporary, .create)
    try object.forEachChunk(batchCount: batchCount) { try file.write($0) }
    try file.flush()
    guard try Folder.link(temporary, as: path) else {
      throw VaultError.system(operation: "name a file that exists", code: 17)
    }
    try Folder.flush(around: path)
  }

  /// Decrypts an object and gives it chunk after chunk, in constant memory.
  ///
  /// Each chunk is authentic and in its place when `body` gets it, but only when this returns is
  /// it certain that the object is whole: act on the sum of the chunks not before.
  package func read(_ id: VaultID, chunks body: ([UInt8]) throws -> Void) throws {
    try OpenObject(id, in: self).forEachChunk(batchCount: batchCount, body)
  }

  /// What the vault took in as this object; no key is needed to know this much.
  package func receipt(_ id: VaultID) throws -> VaultReceipt { try record(id).receipt }

  /// The metadata that was written with an object; needs its key as reading does.
  package func metadata(_ id: VaultID) throws -> JSON {
    try OpenObject(id, in: self).metadata()
  }

  /// Reads an object to its end and compares it with its digest; throws `damaged` if they differ.
  package func verify(_ id: VaultID) throws -> VaultReceipt {
    let object = try OpenObject(id, in: self)
    let record = object.record
    var hasher = Hasher256(.sha256)
    try object.forEachChunk(batchCount: batchCount) { hasher.update($0) }
    guard hasher.finalize() == record.digest else {
      throw VaultError.damaged(id, part: "content")
    }
    return record.receipt
  }

  /// All objects by identifier, without those destroyed, and those whose record cannot be read.
  package func list() throws -> VaultListing {
    try locked {
      var entries: [VaultEntry] = []
      var damaged: [VaultID] = []
      for id in try objectIDs(ending: ".key") where !Folder.exists(certificatePath(id)) {
        do {
          let record = try record(id)
          entries.append(
            VaultEntry(
              receipt: record.receipt, state: record.state, storedBytes: record.storedBytes))
        } catch VaultError.damaged {
          damaged.append(id)
        }
      }
      return VaultListing(entries: entries, damaged: damaged)
    }
  }

  /// The objects that have a file with this ending.
  func objectIDs(ending: String) throws -> [VaultID] {
    try Folder.names(root + "/objects").filter { $0.hasSuffix(ending) }.map {
      try VaultID(String($0.dropLast(ending.count)))
    }
  }
}

/// What the vault keeps.
package struct VaultListing: Hashable, Sendable {
  /// The objects whose records can be read, by identifier.
  package let entries: [VaultEntry]
  /// The objects whose records cannot be read.
  package let damaged: [VaultID]
}
