// SPDX-License-Identifier: Apache-2.0
import Platform
import Regulation

/// What a form shows of a field beyond its declaration: choices, named parts, rows.
struct FieldGuide: Sendable {
  /// One thing to fill in or to choose.
  struct Item: Sendable {
    /// The name by which it is given.
    let id: String
    /// The words for people.
    let label: String
    /// Whether it must be filled in.
    var isRequired = true
    /// A remark, such as the most points.
    var hint = ""
  }

  /// Codes and words to choose from, in place of a text.
  var choices: [(String, String)]?
  /// The parts of texts by key, or the rows of a list that are there already.
  var items: [Item]?
  /// Whether it applies now; what does not is shown only where it is filled in.
  var isShown = true
  /// A remark in place of the usual one.
  var hint: String?
}
