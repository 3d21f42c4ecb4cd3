// SPDX-License-Identifier: Apache-2.0

extension JSON: Codable {
  /// Reads any value without fractions from a decoder.
  package init(from decoder: any Decoder) throws {
    if let direct = decoder as? JSONValueDecoder {
      self = direct.value
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try container.decodeIfMatching(Bool.self) {
      self = .bool(value)
    } else if let value = try container.decodeIfMatching(Int64.self) {
      self = .int(value)
    } else if let value = try container.decodeIfMatching(String.self) {
      self = .string(value)
    } else if let value = try container.decodeIfMatching([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  /// Writes the value as itself.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .int(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// Makes the JSON value of anything encodable.
  ///
  /// Throws `EncodingError.invalidValue` for a `Float`, a `Double` or an integer beyond 64 bits;
  /// the error names the path, never the value.
  package init(encoding value: some Encodable) throws {
    self = try JSONValueEncoder(path: []).box(value)
  }

  /// Makes a typed value of this JSON value.
  ///
  /// Throws `DecodingError` with the path of what is missing or of another type; its description
  /// never holds a value.
  package func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try JSONValueDecoder(value: self, path: []).unbox(type)
  }
}

extension SingleValueDecodingContainer {
  /// The value, or nil when what stands there is of another type.
  fileprivate func decodeIfMatching<Value: Decodable>(_ type: Value.Type) throws -> Value? {
    do {
      return try decode(type)
    } catch DecodingError.typeMismatch {
      return nil
    }
  }
}
