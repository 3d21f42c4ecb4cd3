// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The SHA-256 digest of a file, as 64 hexadecimal digits in lower case.
package struct DigestText: FieldValue, Codable, Hashable {
  /// The digits.
  package let text: String

  /// Takes 64 hexadecimal digits; nil for any other text.
  package init?(_ text: String) {
    let isHex = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
    guard text.utf8.count == 64, isHex else { return nil }
    self.text = text
  }

  /// Decodes a plain string.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let digest = DigestText(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a SHA-256 digest in lower-case hexadecimal digits")
    }
    self = digest
  }

  /// Encodes a plain string.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// A file, of which a form takes the digest.
  package static var shape: FieldShape { .file }

  /// Reads the digits.
  package static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem> {
    guard let json, json != .null, json.string != "" else { return .failure(.missing) }
    guard let digest = json.string.flatMap(DigestText.init) else {
      return .failure(
        .type(
          LocalText(
            zh: "文件的 SHA-256 摘要（64 位小写十六进制）",
            en: "the file's SHA-256 digest in 64 lower-case hexadecimal digits")))
    }
    return .success(digest)
  }
}
