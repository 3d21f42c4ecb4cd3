// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import GRDB
import Platform

/// Seals where a page ended: the sort value and the id of its last row, opaque to callers.
///
/// A cursor is sealed under a key of the installation and bound to its listing, sort and
/// direction, so that it shows nothing and cannot be made or changed by a caller.
package struct ListingCursor: Sendable {
  /// The length of the key, in bytes.
  package static let keyBytes = 32
  /// The longest cursor that is looked at, in bytes.
  private static let textBytesMax = 8_192

  private let nonceKey: [UInt8]
  private let sealKey: [UInt8]

  /// Uses a key of 32 random bytes.
  package init(key: [UInt8]) {
    precondition(key.count == Self.keyBytes, "a cursor key has 32 bytes")
    nonceKey = HMAC.authenticate(Array("nonce".utf8), key: key, algorithm: .sha256)
    sealKey = HMAC.authenticate(Array("seal".utf8), key: key, algorithm: .sha256)
  }

  /// What a cursor belongs to: it is good for nothing else.
  struct Purpose {
    /// The listing's plural.
    let listing: String
    /// The column sorted by.
    let sort: String
    /// Whether from high to low.
    let descending: Bool

    var bytes: [UInt8] { Array("\(listing)/\(sort)/\(descending)".utf8) }
  }

  /// Makes a cursor; the nonce is derived from what is sealed, so equal positions give equal text.
  func seal(_ sort: DatabaseValue, _ id: String, for purpose: Purpose) throws -> String {
    let value: JSON =
      switch sort.storage {
      case .int64(let number): .int(number)
      case .string(let text): .string(text)
      case .null, .double, .blob: .null
      }
    let plain = JSON.array([value, .string(id)]).canonical()
    let mac = HMAC.authenticate(purpose.bytes + [0] + plain, key: nonceKey, algorithm: .sha256)
    let nonce = Array(mac.prefix(CipherSuite.nonceBytes))
    let sealed = try AuthenticatedCipher.seal(
      plain, key: sealKey, nonce: nonce, additional: purpose.bytes, suite: .intl)
    return Base64.encode(nonce + sealed).replacing("+", with: "-").replacing("/", with: "_")
  }

  /// Opens a cursor; throws `ListingProblem.badCursor` for anything not made here for this.
  func open(_ text: String, for purpose: Purpose) throws -> (sort: JSON, id: String) {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    guard text.utf8.count <= Self.textBytesMax, let bytes = Base64.decode(plain),
      bytes.count > CipherSuite.nonceBytes
    else { throw ListingProblem.badCursor }
    let parts: [JSON]?
    do {
      let opened = try AuthenticatedCipher.open(
        Array(bytes.dropFirst(CipherSuite.nonceBytes)), key: sealKey,
        nonce: Array(bytes.prefix(CipherSuite.nonceBytes)), additional: purpose.bytes,
        suite: .intl)
      parts = try JSON.parse(opened).array
    } catch { throw ListingProblem.badCursor }
    guard let parts, parts.count == 2, let id = parts[1].string else {
      throw ListingProblem.badCursor
    }
    return (parts[0], id)
  }
}
