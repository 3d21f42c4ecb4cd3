// SPDX-License-Identifier: Apache-2.0

/// How many keys are watched at a time, and where.
package struct KeyBounds: Sendable {
  /// The most different keys held in memory, at about 45 bytes each; more of them lie on a store
  /// where there is one, and are refused where there is none.
  package var heldMax = 4_000_000
  /// The most rows with keys.
  package var rowsMax = 1_000_000_000
  /// The most rows listed because they share their keys.
  package var duplicatesMax = 1_000_000
  /// Into how many parts the keys on a store are parted by their fingerprints. Only one part is in
  /// memory at a time: of a thousand million keys one in 256 are as many as are held anyway.
  package var parts = 256
  /// How many rows of one part are written at a time: with 32 bytes for each row, 16 MiB wait.
  package var blockRows = 2_048

  /// The bounds of the design.
  package init() {}

  /// About how many bytes of a store the keys of so many rows take.
  package func storedBytes(rows: Int) -> Int {
    rows > heldMax ? rows * KeySpill.words * 8 : 0
  }
}
