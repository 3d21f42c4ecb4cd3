// SPDX-License-Identifier: Apache-2.0

/// A source of random bytes, handed in wherever chance is needed.
package protocol RandomSource: Sendable {
  /// The most bytes one request may ask for is 16 MiB; asking for more, or for fewer than none, is
  /// a mistake of the program and stops it.
  func bytes(_ count: Int) -> [UInt8]
}

/// The bounds of one request for random bytes.
enum RandomRequest {
  static let bytesMax = 16 << 20

  static func check(_ count: Int) {
    precondition((0...bytesMax).contains(count), "a request for random bytes is out of bounds")
  }
}
