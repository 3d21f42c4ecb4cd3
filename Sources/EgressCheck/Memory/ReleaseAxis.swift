// SPDX-License-Identifier: Apache-2.0
import Cryptography

/// A dimension of a released table, told apart from others by how its values are made.
struct ReleaseAxis: Hashable, Sendable {
  /// The name it has in the table.
  let name: String
  /// Equal for columns whose values are made in the same way of the same column.
  let identity: String
  /// The only values that can be asked for, where they are listed.
  let values: [String]?

  init(name: String, identity: String, values: [String]?) {
    self.name = name
    self.identity = identity
    self.values = values
  }

  /// Reads an axis of a stored release.
  init?(_ document: Document) {
    guard let name = document["name"]?.text, let identity = document["identity"]?.text else {
      return nil
    }
    self.name = name
    self.identity = identity
    values = document["values"].map { $0.elements.compactMap(\.text) }
  }

  /// The axis as JSON.
  var document: Document {
    .members([
      ("name", .string(name)), ("identity", .string(identity)),
      ("values", values.map { .array($0.map { .string($0) }) }),
    ])
  }
}

extension TableLayout {
  /// How the values of a dimension at a level are made.
  func identity(_ axis: Int, _ level: Int) -> String {
    let dimension = axes[axis].dimension
    let base = dimension.column + (dimension.bucket.map { "/\($0)" } ?? "")
    guard level > 0, let hierarchy = axes[axis].hierarchy else { return base }
    let digest = SHA256.hash(hierarchy.csv).hex.prefix(16)
    return "\(base)@\(axes[axis].levels[level])#\(digest)"
  }

  /// The dimensions of the finest table.
  var releaseAxes: [ReleaseAxis] {
    axes.indices.map { axis in
      ReleaseAxis(
        name: axes[axis].dimension.name, identity: identity(axis, 0),
        values: axes[axis].dimension.values)
    }
  }
}
