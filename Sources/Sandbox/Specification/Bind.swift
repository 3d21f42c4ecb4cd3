// SPDX-License-Identifier: Apache-2.0
/// A host file or folder shown read-only inside the sandbox.
package struct Bind: Sendable, Hashable {
  /// The absolute path on the host.
  package var source: String

  /// The absolute path inside the sandbox.
  package var destination: String

  /// Whether files below it may be executed or mapped as code.
  package var isExecutable: Bool

  /// Whether the job may write to it: only what is the job's own.
  var isWritable = false

  /// The file it must be, looked at once it is mounted; none for any.
  var identity: FileIdentity?

  /// Names a bind; the destination is the source's own path when left out.
  package init(_ source: String, at destination: String? = nil, isExecutable: Bool = true) {
    self.source = source
    self.destination = destination ?? source
    self.isExecutable = isExecutable
  }
}
