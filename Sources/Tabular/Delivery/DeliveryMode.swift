// SPDX-License-Identifier: Apache-2.0

/// What a batch does to the data delivered before it.
package enum DeliveryMode: String, Codable, Hashable, Sendable, CaseIterable {
  /// Replaces everything.
  case full
  /// Adds rows.
  case append
  /// Adds rows, or replaces those with the same key.
  case upsert
  /// Removes the rows with the given keys.
  case delete

  /// Whether the batch must name key columns.
  package var needsKey: Bool {
    switch self {
    case .upsert, .delete: true
    case .full, .append: false
    }
  }
}
