// SPDX-License-Identifier: Apache-2.0

/// The place of a tile or an entry bundle, and its path in the log's folder (c2sp.org/tlog-tiles).
package struct TilePath: Hashable, Sendable {
  /// What the file holds.
  package enum Kind: Hashable, Sendable {
    /// Hashes of a tile level 0...7; level 0 holds leaf hashes.
    case hashes(level: Int)
    /// Entries.
    case entries
  }

  /// What the file holds.
  package let kind: Kind
  /// The position among the files of this kind, from 0.
  package let index: Int
  /// How many hashes or entries the file holds, 1...256; 256 is a full one.
  package let width: Int

  /// Names a file.
  package init(_ kind: Kind, index: Int, width: Int = Tile.widthMax) {
    self.kind = kind
    self.index = index
    self.width = width
  }

  /// Whether the file holds 256 elements and will never change.
  package var isFull: Bool { width == Tile.widthMax }

  /// The full file at the same place.
  package var full: TilePath { TilePath(kind, index: index) }

  /// The path, such as `tile/0/x001/x234/067.p/8`.
  package var text: String {
    isFull ? stem : "\(partialFolder)/\(width)"
  }

  /// The folder of the partial files at this place, such as `tile/0/x001/x234/067.p`.
  package var partialFolder: String { stem + ".p" }

  private var stem: String {
    var groups = [padded(index % 1000)]
    var rest = index / 1000
    while rest > 0 {
      groups.append("x" + padded(rest % 1000))
      rest /= 1000
    }
    let number = groups.reversed().joined(separator: "/")
    switch kind {
    case .hashes(let level): return "tile/\(level)/\(number)"
    case .entries: return "tile/entries/\(number)"
    }
  }

  private func padded(_ group: Int) -> String {
    let digits = String(group)
    return String(repeating: "0", count: 3 - digits.utf8.count) + digits
  }
}

extension TilePath {
  /// Reads a path; any spelling but the one `text` writes is refused.
  package init(parsing text: String) throws(MerkleError) {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, parts.count <= 12, parts.removeFirst() == "tile" else {
      throw .wrongPath(text)
    }
    let kindName = parts.removeFirst()
    let kind: Kind
    if kindName == "entries" {
      kind = .entries
    } else if let level = Int(kindName), (0...7).contains(level) {
      kind = .hashes(level: level)
    } else {
      throw .wrongPath(text)
    }
    var width = Tile.widthMax
    if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
      guard let value = Int(parts.removeLast()), (1..<Tile.widthMax).contains(value) else {
        throw .wrongPath(text)
      }
      width = value
      parts[parts.count - 1].removeLast(2)
    }
    var index = 0
    for part in parts {
      let digits = part.hasPrefix("x") ? String(part.dropFirst()) : part
      guard digits.utf8.count == 3, let group = Int(digits), index < 1 << 40 else {
        throw .wrongPath(text)
      }
      index = index * 1000 + group
    }
    self.init(kind, index: index, width: width)
    guard self.text == text else { throw .wrongPath(text) }
  }
}
