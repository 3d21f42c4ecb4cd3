// SPDX-License-Identifier: Apache-2.0

/// Who signed a manifest, and with what; checking it is not this target's task.
package struct DeliverySignature: Codable, Hashable, Sendable {
  /// The identifier of the key, at most 200 characters.
  package let keyID: String
  /// The suite's name, such as `sm2` or `ed25519`.
  package let algorithm: String
  /// The signature in base64 over the canonical manifest without this member.
  package let value: String

  /// Makes a signature.
  package init(keyID: String, algorithm: String, value: String) {
    self.keyID = keyID
    self.algorithm = algorithm
    self.value = value
  }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case keyID, algorithm, value
  }

  /// Reads a signature; unknown members are refused.
  package init(from decoder: any Decoder) throws {
    try StrictKeys.refuseUnknown(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
    let container = try decoder.container(keyedBy: CodingKeys.self)
    keyID = try container.decode(String.self, forKey: .keyID)
    algorithm = try container.decode(String.self, forKey: .algorithm)
    value = try container.decode(String.self, forKey: .value)
    let isBounded = keyID.utf8.count <= 200 && algorithm.utf8.count <= 50
    guard isBounded, value.utf8.count <= 4_096 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "signature is too long"))
    }
  }
}
