// SPDX-License-Identifier: Apache-2.0
internal import Core
internal import Cryptography

/// One master key and its name. It is never printed.
struct MasterKey: Codable, CustomStringConvertible, CustomReflectable {
  let id: String
  let secret: [UInt8]

  init(random: any RandomSource) {
    id = "MK-" + Hex.encode(random.bytes(8)).uppercased()
    secret = random.bytes(CipherSuite.keyBytes)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    guard let secret = Hex.decode(try container.decode(String.self, forKey: .secret)),
      secret.count == CipherSuite.keyBytes
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .secret, in: container, debugDescription: "a master key has 32 bytes")
    }
    self.secret = secret
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(Hex.encode(secret), forKey: .secret)
  }

  var description: String { "MasterKey(\(id))" }
  var customMirror: Mirror { Mirror(self, children: []) }

  private enum CodingKeys: String, CodingKey {
    case id
    case secret
  }
}

/// All master keys of a store; the last is current.
struct MasterKeyRing: Codable {
  /// The most master keys a store holds at a time.
  static let countMax = 64

  var keys: [MasterKey]
}
