// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import ODBC

/// What is read, and what it is for.
struct SourceOrder: Sendable {
  /// The table or query.
  let read: SourceQuery
  /// The zone of times.
  let zone: ZoneOffset
  /// What the batch does to earlier data.
  let mode: String
  /// The resource; nil where the columns alone are asked for.
  let resource: String?

  /// The resource as a part of a path.
  var escapedResource: String {
    (resource ?? "").addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["-"])) ?? ""
  }

  /// What tells this order from another without saying what is read.
  var fingerprint: String {
    let what =
      switch read {
      case .table(let name): "table\n\(name)"
      case .query(let text): "query\n\(text)"
      }
    let parts = [resource ?? "", mode, zone.text, what]
    return SHA256.hash(Array(parts.joined(separator: "\n").utf8)).hex
  }
}
