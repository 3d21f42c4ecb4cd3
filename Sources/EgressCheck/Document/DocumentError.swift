// SPDX-License-Identifier: Apache-2.0

/// Why a text is no JSON document of the accepted form.
package struct DocumentError: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Kind: String, Hashable, Sendable {
    case syntax = "not JSON"
    case duplicate = "a member is named twice"
    case tooDeep = "nested too deeply"
    case trailing = "something stands behind the end"
  }

  /// What is wrong.
  package let kind: Kind
  /// The line, counted from one.
  package let line: Int
}
