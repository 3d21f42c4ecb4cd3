// SPDX-License-Identifier: Apache-2.0

/// Tells characters that leave no mark on a page.
enum InvisibleScalar {
  /// Whether the scalar is a control, format, tag, filler or variation-selector character.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .unassigned, .surrogate: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
