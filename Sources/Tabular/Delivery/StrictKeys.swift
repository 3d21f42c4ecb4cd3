// SPDX-License-Identifier: Apache-2.0

/// Refuses members of a JSON object that the reader does not know.
enum StrictKeys {
  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Throws `DecodingError.dataCorrupted` when the object has any other member.
  static func refuseUnknown(in decoder: any Decoder, known: [String]) throws {
    let container = try decoder.container(keyedBy: AnyKey.self)
    let unknown = container.allKeys.map(\.stringValue).filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "\(unknown.count) unknown members; known are "
            + known.joined(separator: ", ")))
    }
  }
}
