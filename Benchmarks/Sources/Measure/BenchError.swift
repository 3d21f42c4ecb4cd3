// SPDX-License-Identifier: Apache-2.0

/// Why something could not be measured; shown to who measures.
struct BenchError: Error, CustomStringConvertible {
  /// What is wrong and what to do.
  let description: String

  /// Says what is wrong.
  init(_ description: String) {
    self.description = description
  }
}
