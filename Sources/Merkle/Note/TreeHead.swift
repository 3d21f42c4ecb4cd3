// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography

/// What a checkpoint states: this log has this many leaves and this root
/// (c2sp.org/tlog-checkpoint v1.0.0).
package struct TreeHead: Hashable, Sendable {
  /// The log's name: a URL without scheme.
  package let origin: String
  /// The number of leaves.
  package let size: Int
  /// The root of the tree.
  package let root: Digest
  /// Further lines, which are kept and not understood.
  package let extensions: [String]

  /// States a tree head without further lines.
  package init(origin: String, size: Int, root: Digest) throws(NoteError) {
    guard NoteKey.isName(origin) else { throw .malformed("the origin is not a log's name") }
    guard size >= 0 else { throw .malformed("a tree size is not negative") }
    self.origin = origin
    self.size = size
    self.root = root
    extensions = []
  }

  /// Reads the text of a checkpoint's note.
  package init(parsing text: String) throws(NoteError) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 4, lines.removeLast().isEmpty, !lines.contains("") else {
      throw .malformed("a checkpoint has three lines or more and no empty one")
    }
    guard NoteKey.isName(lines[0]) else {
      throw .malformed("the first line of a checkpoint is the log's name")
    }
    guard let size = Int(lines[1]), size >= 0, String(size) == lines[1] else {
      throw .malformed("the second line of a checkpoint is the size, without leading zeros")
    }
    guard let bytes = Base64.decode(lines[2]), let root = Digest(bytes: bytes) else {
      throw .malformed("the third line of a checkpoint is the root of 32 bytes in base 64")
    }
    origin = lines[0]
    self.size = size
    self.root = root
    extensions = Array(lines.dropFirst(3))
  }

  /// The text that is signed.
  package var text: String {
    ([origin, String(size), Base64.encode(root.bytes)] + extensions).map { $0 + "\n" }.joined()
  }
}
