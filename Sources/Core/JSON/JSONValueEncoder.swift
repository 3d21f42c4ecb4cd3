// SPDX-License-Identifier: Apache-2.0

/// Where an encoder puts what it is given; containers of one value share it.
final class JSONSlot {
  enum Content {
    case empty
    case value(JSON)
    case array([JSONSlot])
    case object([String: JSONSlot])
  }

  var content = Content.empty

  var json: JSON {
    switch content {
    case .empty: .object([:])
    case .value(let value): value
    case .array(let slots): .array(slots.map(\.json))
    case .object(let slots): .object(slots.mapValues(\.json))
    }
  }
}

/// An `Encoder` that makes a `JSON` value and refuses what it cannot hold exactly.
struct JSONValueEncoder: Encoder {
  let slot: JSONSlot
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(slot: JSONSlot = JSONSlot(), path: [any CodingKey]) {
    self.slot = slot
    codingPath = path
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .object = slot.content {} else { slot.content = .object([:]) }
    return KeyedEncodingContainer(JSONKeyedEncoding<Key>(slot: slot, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .array = slot.content {} else { slot.content = .array([]) }
    return JSONUnkeyedEncoding(slot: slot, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    JSONSingleEncoding(slot: slot, codingPath: codingPath)
  }

  func box(_ value: some Encodable) throws -> JSON {
    switch value {
    case let json as JSON: return json
    case let text as String: return .string(text)
    case let truth as Bool: return .bool(truth)
    case let number as any BinaryInteger: return .int(try exactly(number))
    case is any BinaryFloatingPoint:
      throw EncodingError.invalidValue(
        value,
        .init(
          codingPath: codingPath,
          debugDescription: "floating point numbers are not allowed; use an integer or a string"))
    default:
      try value.encode(to: self)
      return slot.json
    }
  }

  private func exactly(_ number: some BinaryInteger) throws -> Int64 {
    guard let value = Int64(exactly: number) else {
      throw EncodingError.invalidValue(
        number,
        .init(codingPath: codingPath, debugDescription: "the integer does not fit in 64 bits"))
    }
    return value
  }
}

extension JSONSlot {
  func set(_ value: some Encodable, at path: [any CodingKey]) throws {
    content = .value(try JSONValueEncoder(path: path).box(value))
  }

  func appended() -> JSONSlot {
    let slot = JSONSlot()
    if case .array(var slots) = content {
      content = .empty
      slots.append(slot)
      content = .array(slots)
    }
    return slot
  }

  func member(_ key: String) -> JSONSlot {
    let slot = JSONSlot()
    if case .object(var slots) = content {
      content = .empty
      slots[key] = slot
      content = .object(slots)
    }
    return slot
  }
}
