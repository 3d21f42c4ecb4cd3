// SPDX-License-Identifier: Apache-2.0

/// A book of codes over something that several columns make together.
struct JointBook {
  /// How it was made.
  let decoder: String
  /// Of which columns.
  let columns: [String]
  /// The groups of rows.
  let book: Codebook
}
