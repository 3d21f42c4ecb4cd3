// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Folds names of columns so that those meet which an engine or a reader takes for one.
package enum NameFolding {
  /// The name in compatibility form NFKC without regard to case.
  package static func fold(_ name: String) -> String {
    name.precomposedStringWithCompatibilityMapping.lowercased()
      .precomposedStringWithCompatibilityMapping
  }

  /// Whether a name is in form NFC, has no blank at its ends, and nothing that cannot be seen.
  package static func isNormal(_ name: String) -> Bool {
    let scalars = name.unicodeScalars
    guard scalars.elementsEqual(name.precomposedStringWithCanonicalMapping.unicodeScalars),
      let first = scalars.first, let last = scalars.last,
      !first.properties.isWhitespace, !last.properties.isWhitespace
    else { return false }
    return scalars.allSatisfy { scalar in
      scalar.properties.generalCategory != .control && !InvisibleScalar.isInvisible(scalar)
    }
  }

  /// Whether the engine or the platform gives a name a meaning of its own: columns that a reader of
  /// files adds, and those of segments.
  package static func isReserved(_ name: String) -> Bool {
    let folded = fold(name)
    return ["file_row_number", "filename", "file_index"].contains(folded)
      || folded.hasPrefix("shuyu:")
  }
}
