// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography

/// A `.tlog-proof` file as it came: the evidence that one entry stands in a log
/// (c2sp.org/tlog-proof v1).
package struct UnverifiedLogProof: Hashable, Sendable {
  /// The first line of the file.
  package static let header = "c2sp.org/tlog-proof@v1"
  /// The largest file in bytes.
  package static let bytesMax = 131_072

  /// Data that the file carries beside the proof and that nothing vouches for.
  package let extra: [UInt8]?
  /// The inclusion proof.
  package let inclusion: InclusionProof
  /// The checkpoint the proof leads to.
  package let checkpoint: UnverifiedCheckpoint
  private let checkpointText: String

  /// Puts a proof file together.
  package init(
    extra: [UInt8]? = nil, inclusion: InclusionProof, checkpoint bytes: [UInt8]
  ) throws(NoteError) {
    self.extra = extra
    self.inclusion = inclusion
    checkpoint = try UnverifiedCheckpoint(parsing: bytes)
    checkpointText = String(decoding: bytes, as: UTF8.self)
    guard checkpoint.head.size == inclusion.size else {
      throw .malformed("the proof is for another size than the checkpoint's")
    }
  }

  /// Reads a proof file.
  package init(parsing bytes: [UInt8]) throws(NoteError) {
    guard bytes.count <= Self.bytesMax else {
      throw .tooLarge(bytes: bytes.count, bytesMax: Self.bytesMax)
    }
    guard let file = String(validating: bytes, as: UTF8.self),
      let blank = file.firstRange(of: "\n\n")
    else { throw .malformed("a proof file is UTF-8 with a blank line before the checkpoint") }
    var lines = file[..<blank.lowerBound]
      .split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.popFirst() == Self.header[...] else {
      throw .malformed("a proof file begins with \(Self.header)")
    }
    var extra: [UInt8]?
    if let line = lines.first, line.hasPrefix("extra ") {
      guard let bytes = Base64.decode(String(line.dropFirst(6))) else {
        throw .malformed("the extra data is not base 64")
      }
      extra = bytes
      lines.removeFirst()
    }
    guard let line = lines.popFirst(), line.hasPrefix("index "),
      let index = Int(line.dropFirst(6)), index >= 0, String(index) == line.dropFirst(6)
    else { throw .malformed("an index line with a number is missing") }
    guard lines.count <= 63 else { throw .malformed("a proof has at most 63 hashes") }
    var hashes: [Digest] = []
    for line in lines {
      guard let bytes = Base64.decode(String(line)), let hash = Digest(bytes: bytes) else {
        throw .malformed("hash \(hashes.count) is not 32 bytes in base 64")
      }
      hashes.append(hash)
    }
    let note = Array(file[blank.upperBound...].utf8)
    let size = try UnverifiedCheckpoint(parsing: note).head.size
    try self.init(
      extra: extra, inclusion: InclusionProof(index: index, size: size, hashes: hashes),
      checkpoint: note)
  }

  /// The content of the file.
  package var encoded: [UInt8] {
    var lines = [Self.header]
    if let extra { lines.append("extra \(Base64.encode(extra))") }
    lines.append("index \(inclusion.index)")
    lines += inclusion.hashes.map { Base64.encode($0.bytes) }
    return Array((lines.joined(separator: "\n") + "\n\n" + checkpointText).utf8)
  }

  /// Believes the file if the checkpoint is signed and the proof leads from the leaf to its root.
  package func verified(
    leafHash: Digest, keys: [NoteKey], origin: String? = nil
  ) throws(NoteError) -> LogProof {
    let checkpoint = try checkpoint.verified(by: keys, origin: origin)
    do {
      try inclusion.verify(leafHash: leafHash, root: checkpoint.head.root)
    } catch {
      throw .wrongProof(error)
    }
    return LogProof(index: inclusion.index, leafHash: leafHash, checkpoint: checkpoint)
  }
}

/// The verified fact that a leaf stands at an index of a log.
package struct LogProof: Hashable, Sendable {
  /// The leaf's position from 0.
  package let index: Int
  /// The leaf's hash.
  package let leafHash: Digest
  /// The verified checkpoint.
  package let checkpoint: Checkpoint
}
