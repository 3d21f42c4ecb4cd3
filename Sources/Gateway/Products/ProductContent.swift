// SPDX-License-Identifier: Apache-2.0
package import DisclosureControl

/// What a product file holds.
package enum ProductContent: Sendable {
  /// A reviewed cube.
  case cube(ReleasedCube)
  /// Answers about subjects.
  case subjects(SubjectIndex)
}

/// Why a product cannot be served from its file.
package enum ProductFileError: Error, Hashable, Sendable {
  /// There is no file.
  case missing
  /// The file is not what was reviewed.
  case differs
  /// The file is larger than the bound.
  case tooLarge
  /// The form is not called.
  case notCalled
}
