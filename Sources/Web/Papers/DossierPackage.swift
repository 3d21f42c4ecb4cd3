// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import NIOCore
import Tabular

/// A ZIP package that is made file by file, with the SHA-256 of each in `SHA256SUMS`.
///
/// Each step gives the bytes that are ready to go out, so that no more than one file is in memory.
struct DossierPackage {
  private var archive: ZipWriter
  private let ready = CollectedBytes()
  private var digests: [String] = []
  private var names: Set<String> = []

  /// An empty package.
  init() {
    archive = ZipWriter(ready.sink)
  }

  /// Adds a file; a second one of the same name has the same bytes and is left out.
  mutating func add(_ name: String, _ content: [UInt8]) throws -> ByteBuffer {
    guard names.insert(name).inserted else { return ByteBuffer() }
    digests.append("\(SHA256.hash(content).hex)  \(name)\n")
    try archive.add(name, content)
    return ByteBuffer(bytes: ready.take())
  }

  /// Adds the list of digests, in the form that `sha256sum -c` reads, and ends the package.
  mutating func finish() throws -> ByteBuffer {
    try archive.add("SHA256SUMS", Array(digests.joined().utf8))
    try archive.finish()
    return ByteBuffer(bytes: ready.take())
  }
}
