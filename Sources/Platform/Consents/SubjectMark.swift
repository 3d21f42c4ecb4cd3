// SPDX-License-Identifier: Apache-2.0
import Core

/// What stands for one verified person or enterprise: a keyed digest of the code, never the code.
package struct SubjectMark: Codable, Sendable, Hashable {
  /// A person or an enterprise.
  package let kind: SubjectKind
  /// The keyed digest; see `SubjectMarker`.
  package let digest: DigestText

  /// Names a subject.
  package init(kind: SubjectKind, digest: DigestText) {
    self.kind = kind
    self.digest = digest
  }
}
