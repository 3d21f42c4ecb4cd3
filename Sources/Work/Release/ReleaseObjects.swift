// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Vault

/// The objects in the vault that were made when a release was evaluated.
///
/// Their names are numbered, so that all of them can be found: also those of an evaluation that was
/// interrupted before it was reported, and which no record names.
struct ReleaseObjects: Sendable {
  /// What an object holds.
  enum Purpose: String, CaseIterable {
    case evidence
    case content
    case series
  }

  let vault: VaultStore
  let release: Release

  /// Encrypts bytes as a new object; what interrupted evaluations left is destroyed.
  ///
  /// Only one evaluation of a release may run, over its record as it is now.
  func keep(_ bytes: [UInt8], as purpose: Purpose, at now: Instant) async throws -> RecordID {
    let recorded = Set(release.recordedObjects)
    var number = 0
    while true {
      let id = name(purpose, number)
      number += 1
      guard !recorded.contains(id), try vault.destroyIfAny(id, at: now) == nil else { continue }
      _ = try await vault.keep(id, [bytes], at: now)
      return id
    }
  }

  /// Destroys all that was ever made of it, and gives the digests of the certificates; the same
  /// ones when this was done before.
  func destroyAll(at now: Instant) throws -> [Digest] {
    var certificates: [RecordID: Digest] = [:]
    for id in release.recordedObjects { certificates[id] = try vault.destroyIfAny(id, at: now) }
    for purpose in Purpose.allCases {
      var number = 0
      while let certificate = try vault.destroyIfAny(name(purpose, number), at: now) {
        certificates[name(purpose, number)] = certificate
        number += 1
      }
    }
    return ordered(certificates)
  }

  /// Destroys what a renewed evaluation replaced.
  func destroyReplaced(at now: Instant) throws -> [Digest] {
    var certificates: [RecordID: Digest] = [:]
    for id in release.replaced ?? [] { certificates[id] = try vault.destroyIfAny(id, at: now) }
    return ordered(certificates)
  }

  private func ordered(_ certificates: [RecordID: Digest]) -> [Digest] {
    certificates.sorted { $0.key < $1.key }.map(\.value)
  }

  private func name(_ purpose: Purpose, _ number: Int) -> RecordID {
    ObjectNames.id(of: release.id, purpose.rawValue, over: String(number))
  }
}
