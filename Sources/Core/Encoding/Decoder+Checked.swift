// SPDX-License-Identifier: Apache-2.0

extension Decoder {
  /// Decodes one string and makes a checked value of it; the error names the form, not the text.
  func decodeChecked<Value>(_ form: String, _ make: (String) -> Value?) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = make(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "the text does not have the form of \(form)")
    }
    return value
  }
}
