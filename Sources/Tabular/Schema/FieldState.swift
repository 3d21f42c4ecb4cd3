// SPDX-License-Identifier: Apache-2.0

/// What the validator learnt about one field of the current row.
struct FieldState {
  /// A whole number, scaled decimal, days, microseconds or 0/1; 0 for text and codes.
  var value: Int64 = 0
  /// Whether the value is missing.
  var isMissing = false
  /// Whether a code fails its check and the column only counts that.
  var isInvalidCode = false
}
