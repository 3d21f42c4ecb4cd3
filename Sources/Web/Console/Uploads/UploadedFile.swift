// SPDX-License-Identifier: Apache-2.0
import Hummingbird

/// The file in a form's body, read as it comes.
struct UploadedFile: AsyncSequence {
  typealias Element = [UInt8]
  typealias Failure = any Error

  /// The bytes of the file, in pieces.
  struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var parts: MultipartParts

    mutating func next() async throws -> [UInt8]? {
      guard case .bytes(let bytes) = try await parts.next() else { return nil }
      return bytes
    }
  }

  /// The file's name.
  let name: String
  /// The media type that the browser names.
  let type: String
  private let parts: MultipartParts

  /// The file that begins here.
  init(name: String, type: String, parts: MultipartParts) {
    self.name = name
    self.type = type
    self.parts = parts
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(parts: parts) }
}
