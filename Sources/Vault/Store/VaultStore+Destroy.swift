// SPDX-License-Identifier: Apache-2.0
package import Core
internal import Cryptography

extension VaultStore {
  /// Destroys an object for ever (xiao hui): first its wrapped key, then its encrypted file.
  ///
  /// The certificate is on the disk before anything is destroyed, so a destruction that was
  /// interrupted is finished by calling this again, or by `sweep`, with the same certificate.
  /// Throws `inUse` while somebody reads, `unknown`, or `damaged` when the record's claims do not
  /// fit its wrapped key; with `evenIfDamaged` they are certified as they stand.
  package func destroy(
    _ id: VaultID, at now: Instant, evenIfDamaged: Bool = false
  ) throws -> DestructionCertificate {
    try locked {
      if let known = try certificateIfAny(id) {
        try finishDestruction(id)
        return known
      }
      let record = try record(id)
      let lock = try Descriptor(recordPath(id), .read)
      guard try lock.tryLock(.exclusive) else { throw VaultError.inUse(id) }
      if !evenIfDamaged { try checkClaims(record) }
      let certificate = DestructionCertificate(
        id: id, digest: record.digest, bytes: record.bytes, storedBytes: record.storedBytes,
        suite: record.suite, wrappedKeyID: record.wrapped.keyID, orderedAt: now,
        destroyed: [.wrappedKey, .encryptedFile])
      try Folder.write(
        JSON(encoding: certificate).canonical(), to: certificatePath(id), replacing: false)
      try finishDestruction(id)
      return certificate
    }
  }

  /// The certificate of a destroyed object; throws `unknown` when it was not destroyed.
  package func certificate(_ id: VaultID) throws -> DestructionCertificate {
    guard let certificate = try locked({ try certificateIfAny(id) }) else {
      throw VaultError.unknown(id)
    }
    return certificate
  }

  /// Removes what crashes left behind and finishes what they interrupted.
  ///
  /// Files of writers that are alive are left alone.
  package func sweep() throws -> SweepReport {
    try locked {
      var report = SweepReport()
      for name in try Folder.names(root + "/staging") where try removeStaged(name) {
        report.unfinishedWrites += 1
      }
      for folder in ["objects", "certificates"] {
        for name in try Folder.names("\(root)/\(folder)") where name.hasSuffix(".new") {
          try Folder.shred("\(root)/\(folder)/\(name)")
          report.unfinishedWrites += 1
        }
      }
      try sweepObjects(&report)
      return report
    }
  }

  private func sweepObjects(_ report: inout SweepReport) throws {
    let recorded = Set(try objectIDs(ending: ".key"))
    let contents = Set(try objectIDs(ending: ".data"))
    for id in recorded.union(contents).sorted(by: { $0.rawValue < $1.rawValue }) {
      if Folder.exists(certificatePath(id)) {
        try finishDestruction(id)
        report.finishedDestructions.append(id)
      } else if !recorded.contains(id) {
        try Folder.remove(contentPath(id))
        report.orphans.append(id)
      } else if !contents.contains(id) {
        report.missingContent.append(id)
      }
    }
    try Folder.flush(around: root + "/objects/.")
  }

  private func removeStaged(_ name: String) throws -> Bool {
    let path = "\(root)/staging/\(name)"
    let file = try Descriptor(path, .change)
    guard try file.tryLock(.exclusive) else { return false }
    try Folder.remove(path)
    return true
  }

  private func checkClaims(_ record: ObjectRecord) throws {
    do {
      _ = try objectKey(record)
    } catch VaultError.unknownKey {
      // The master key is gone, so the object is unreadable already; it may still be destroyed.
      return
    }
  }

  private func finishDestruction(_ id: VaultID) throws {
    try Folder.shred(recordPath(id))
    try Folder.remove(contentPath(id))
    try Folder.flush(around: contentPath(id))
  }

  private func certificateIfAny(_ id: VaultID) throws -> DestructionCertificate? {
    do {
      let bytes = try Folder.contents(certificatePath(id), bytesMax: ObjectRecord.bytesMax)
      return try JSON.parse(bytes).decode(DestructionCertificate.self)
    } catch  where SystemFailure.isMissing(error) {
      return nil
    }
  }
}

/// What a sweep found and did.
package struct SweepReport: Hashable, Sendable {
  /// The report of a sweep that found nothing to do.
  package static let nothing = SweepReport()

  /// How many files of interrupted writes were removed.
  package internal(set) var unfinishedWrites = 0
  /// Encrypted files without a key record, removed.
  package internal(set) var orphans: [VaultID] = []
  /// Destructions that were interrupted and are now complete.
  package internal(set) var finishedDestructions: [VaultID] = []
  /// Objects whose encrypted file is missing: damage, which a backup may mend.
  package internal(set) var missingContent: [VaultID] = []
}
