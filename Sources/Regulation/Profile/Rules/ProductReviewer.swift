// SPDX-License-Identifier: Apache-2.0

/// Who organises the compliance review of products.
package enum ProductReviewer: Codable, Hashable, Sendable {
  /// An organisation that holds a capacity.
  case capacity(Capacity)
  /// The organisation that the agreement names for each of its products.
  case agreement

  /// The word in a profile: the name of a capacity, or `agreement`.
  package var name: String {
    switch self {
    case .capacity(let capacity): capacity.rawValue
    case .agreement: Self.agreementWord
    }
  }

  private static let agreementWord = "agreement"

  /// Every choice: each capacity that an organisation can hold, and the agreement.
  package static let names = Capacity.allCases.map(\.rawValue) + [agreementWord]

  /// Reads a word of a profile.
  package init?(name: String) {
    if name == Self.agreementWord {
      self = .agreement
    } else if let capacity = Capacity(rawValue: name) {
      self = .capacity(capacity)
    } else {
      return nil
    }
  }

  /// Decodes the word.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let found = ProductReviewer(name: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no reviewer")
    }
    self = found
  }

  /// Encodes the word.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

extension Shape where Value == ProductReviewer {
  /// The name of a capacity, or `agreement`.
  static var productReviewer: Shape {
    Shape(
      "one of \(ProductReviewer.names.joined(separator: ", "))", placeholder: .agreement,
      form: .choice(ProductReviewer.names)
    ) { node in node.text.flatMap(ProductReviewer.init(name:)) }
  }
}
