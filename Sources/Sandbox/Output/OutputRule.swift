// SPDX-License-Identifier: Apache-2.0
/// Where a job's outputs go, and which files are accepted.
package struct OutputRule: Sendable, Hashable {
  /// What the host folder lies on.
  package enum Backing: String, Sendable, Hashable, Codable {
    /// A memory-backed mount. Checked at the start of the job.
    case memory

    /// The job's encrypted scratch, whose key is in memory only; `/out` lies there too.
    case encryptedScratch
  }

  /// The host folder accepted files are copied into; none: the job has no outputs.
  package var folder: String?

  /// What the folder lies on.
  package var backing: Backing

  /// The names that are accepted; none: any well-formed name.
  package var names: Set<String>?

  /// How many files are accepted.
  package var filesMax: Int

  /// Sets the rule.
  package init(
    folder: String?, backing: Backing = .memory, names: Set<String>? = nil, filesMax: Int = 64
  ) {
    self.folder = folder
    self.backing = backing
    self.names = names
    self.filesMax = filesMax
  }

  /// No outputs: whatever the job writes to `/out` is dropped with it.
  package static let none = OutputRule(folder: nil, names: [], filesMax: 0)
}
