// SPDX-License-Identifier: Apache-2.0
/// A host file the job reads as `/in/<name>`.
///
/// The job runs as a user of its own, so the file must be readable by others (mode 0444); what
/// keeps it from the host's other users is the private (0700) folder it lies in.
package struct InputFile: Sendable, Hashable {
  /// The name below `/in`: one to 64 of `A-Z a-z 0-9 . _ -`, not starting with a dot.
  package var name: String

  /// The absolute path on the host.
  package var path: String

  /// The file it must be, whatever has been put at the path since; none for any.
  package var identity: FileIdentity?

  /// Names an input.
  package init(name: String, path: String, identity: FileIdentity? = nil) {
    self.name = name
    self.path = path
    self.identity = identity
  }
}
