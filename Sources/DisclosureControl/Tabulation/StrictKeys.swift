// SPDX-License-Identifier: Apache-2.0

/// A coding key of any name, used to refuse keys a declaration does not know.
struct StrictKeys: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }

  /// Fails when the object holds a key that is not among `known`.
  static func refuseUnknown(in decoder: any Decoder, known: [String]) throws {
    let container = try decoder.container(keyedBy: StrictKeys.self)
    guard container.allKeys.allSatisfy({ known.contains($0.stringValue) }) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "unknown key; known keys are \(known.joined(separator: ", "))"))
    }
  }
}
