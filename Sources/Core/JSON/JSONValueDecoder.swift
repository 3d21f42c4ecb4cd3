// SPDX-License-Identifier: Apache-2.0

/// A `Decoder` over a `JSON` value whose errors name paths and types, never values.
struct JSONValueDecoder: Decoder {
  let value: JSON
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(value: JSON, path: [any CodingKey]) {
    self.value = value
    codingPath = path
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let members = value.object else { throw mismatch([String: JSON].self, "an object") }
    return KeyedDecodingContainer(
      JSONKeyedDecoding<Key>(members: members, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let elements = value.array else { throw mismatch([JSON].self, "an array") }
    return JSONUnkeyedDecoding(elements: elements, codingPath: codingPath)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    JSONSingleDecoding(decoder: self)
  }

  func unbox<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let integer = type as? any FixedWidthInteger.Type {
      return try narrowed(integral(integer))
    }
    if type == String.self { return try cast(value.string, or: "a string") }
    if type == Bool.self { return try cast(value.bool, or: "true or false") }
    if type is any BinaryFloatingPoint.Type {
      throw mismatch(type, "no floating point number; use an integer or a string")
    }
    return try type.init(from: self)
  }

  private func integral<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
    guard let number = value.int else { throw mismatch(type, "a whole number") }
    guard let result = Value(exactly: number) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: codingPath, debugDescription: "the number is out of range"))
    }
    return result
  }

  private func cast<Value>(_ found: Any?, or wanted: String) throws -> Value {
    guard let result = found as? Value else { throw mismatch(Value.self, wanted) }
    return result
  }

  private func narrowed<Value>(_ number: some FixedWidthInteger) throws -> Value {
    try cast(number, or: "a whole number")
  }

  private func mismatch(_ type: any Any.Type, _ wanted: String) -> DecodingError {
    let path = codingPath.map(\.stringValue).joined(separator: ".")
    return .typeMismatch(
      type, .init(codingPath: codingPath, debugDescription: "`\(path)` must be \(wanted)"))
  }
}
