// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// The copies of the grants that a release's job read, opened beside its output.
struct GrantedData: Sendable {
  /// The most grants that are compared.
  static let grantsMax = 8

  /// One grant's data.
  struct File: Sendable {
    /// The file's name.
    let name: String
    /// The columns that it holds.
    let columns: Set<String>
  }

  /// The files that can be compared.
  private(set) var files: [File] = []
  /// The columns that are the platform's own pseudonyms.
  private(set) var pseudonyms: Set<String> = []
  /// The grants that could not be compared.
  private(set) var leftOut: [RecordID] = []

  /// Decrypts the copies into a folder in memory: those with the subject's column, or all.
  ///
  /// - Throws: `EvaluationRefusal` when one of them is gone or is being written anew.
  init(
    of release: Release, subject: String?, parts: DomainParts, in folder: MemoryFolder
  ) async throws {
    let grants = try parts.reporting.read { read -> [(grant: Grant, copy: RecordID)] in
      guard let id = release.output, let output = try read.find(JobOutput.self, id),
        let job = try read.find(Job.self, output.job)
      else { throw EvaluationRefusal(.stale) }
      return try job.grants.map { id in
        // Records are held against what their job read, never against what was written since.
        guard let grant = try read.find(Grant.self, id), grant.state == .ready,
          let copy = grant.vaultObject, job.input(of: id)?.object == copy
        else { throw EvaluationRefusal(.stale) }
        return (grant, copy)
      }
    }
    for (grant, copy) in grants {
      let columns = grant.columns.filter { $0.mask != .null }
      let isKnown = columns.contains { subject == nil || $0.name == subject }
      guard isKnown, files.count < Self.grantsMax else {
        leftOut.append(grant.id)
        continue
      }
      let name = "raw\(files.count).parquet"
      try await parts.vault.decrypt(copy, to: name, in: folder)
      files.append(File(name: name, columns: Set(columns.map(\.name))))
      pseudonyms.formUnion(columns.filter { $0.mask == .pseudonym }.map(\.name))
    }
  }
}
