// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Merkle

/// The tree as RFC 6962 section 2.1 defines it, recursively: slow and plainly right.
struct ReferenceTree: NodeSource {
  let leaves: [Digest]

  init(_ leaves: [Digest]) { self.leaves = leaves }

  /// A tree over the entries "0", "1", "2" and so on.
  init(size: Int) {
    leaves = (0..<size).map { SHA256.hash([0x00] + Array("\($0)".utf8)) }
  }

  var root: Digest { Self.root(leaves[...]) }

  func root(_ size: Int) -> Digest { Self.root(leaves[..<size]) }

  static func split(_ count: Int) -> Int {
    var k = 1
    while k * 2 < count { k *= 2 }
    return k
  }

  static func root(_ leaves: ArraySlice<Digest>) -> Digest {
    if leaves.isEmpty { return SHA256.hash([]) }
    if leaves.count == 1 { return leaves[leaves.startIndex] }
    let k = split(leaves.count)
    return SHA256.hash(
      [0x01] + root(leaves.prefix(k)).bytes + root(leaves.dropFirst(k)).bytes)
  }

  /// PATH(m, D[n]) of RFC 6962 section 2.1.1.
  static func path(_ m: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
    if leaves.count <= 1 { return [] }
    let k = split(leaves.count)
    return m < k
      ? path(m, leaves.prefix(k)) + [root(leaves.dropFirst(k))]
      : path(m - k, leaves.dropFirst(k)) + [root(leaves.prefix(k))]
  }

  /// SUBPROOF(m, D[n], b) of RFC 6962 section 2.1.2.
  static func subproof(_ m: Int, _ leaves: ArraySlice<Digest>, _ known: Bool) -> [Digest] {
    if m == leaves.count { return known ? [] : [root(leaves)] }
    let k = split(leaves.count)
    return m <= k
      ? subproof(m, leaves.prefix(k), known) + [root(leaves.dropFirst(k))]
      : subproof(m - k, leaves.dropFirst(k), false) + [root(leaves.prefix(k))]
  }

  func node(_ place: NodeCoordinate) -> Digest {
    Self.root(leaves[(place.index << place.level)..<((place.index + 1) << place.level)])
  }
}

/// Flips one bit of a digest.
func flipped(_ digest: Digest, bit: Int = 0) -> Digest {
  var bytes = digest.bytes
  bytes[bit / 8] ^= 1 << (bit % 8)
  return Digest(bytes: bytes) ?? digest
}
