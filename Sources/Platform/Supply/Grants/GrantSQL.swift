// SPDX-License-Identifier: Apache-2.0

/// Compiles grants to the platform's own DuckDB SQL.
package enum GrantSQL {
  /// The version of the compiler; part of a policy's digest.
  package static let version = 1
}
