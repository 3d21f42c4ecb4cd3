// SPDX-License-Identifier: Apache-2.0

/// The place of an element in an array, or the member under which a superclass is written.
struct JSONPathKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  init(intValue: Int) {
    stringValue = String(intValue)
    self.intValue = intValue
  }
}

struct JSONKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let slot: JSONSlot
  let codingPath: [any CodingKey]

  func encodeNil(forKey key: Key) throws { slot.member(key.stringValue).content = .value(.null) }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    try slot.member(key.stringValue).set(value, at: codingPath + [key])
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    let nested = slot.member(key.stringValue)
    nested.content = .object([:])
    return KeyedEncodingContainer(
      JSONKeyedEncoding<NestedKey>(slot: nested, codingPath: codingPath + [key]))
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    let nested = slot.member(key.stringValue)
    nested.content = .array([])
    return JSONUnkeyedEncoding(slot: nested, codingPath: codingPath + [key])
  }

  func superEncoder() -> any Encoder { nestedEncoder(JSONPathKey(stringValue: "super")) }

  func superEncoder(forKey key: Key) -> any Encoder { nestedEncoder(key) }

  private func nestedEncoder(_ key: any CodingKey) -> any Encoder {
    JSONValueEncoder(slot: slot.member(key.stringValue), path: codingPath + [key])
  }
}

struct JSONUnkeyedEncoding: UnkeyedEncodingContainer {
  let slot: JSONSlot
  let codingPath: [any CodingKey]

  var count: Int {
    guard case .array(let slots) = slot.content else { return 0 }
    return slots.count
  }

  private var path: [any CodingKey] { codingPath + [JSONPathKey(intValue: count)] }

  func encodeNil() throws { slot.appended().content = .value(.null) }

  func encode(_ value: some Encodable) throws {
    let path = path
    try slot.appended().set(value, at: path)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    let path = path
    let nested = slot.appended()
    nested.content = .object([:])
    return KeyedEncodingContainer(JSONKeyedEncoding<NestedKey>(slot: nested, codingPath: path))
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    let path = path
    let nested = slot.appended()
    nested.content = .array([])
    return JSONUnkeyedEncoding(slot: nested, codingPath: path)
  }

  func superEncoder() -> any Encoder {
    let path = path
    return JSONValueEncoder(slot: slot.appended(), path: path)
  }
}

struct JSONSingleEncoding: SingleValueEncodingContainer {
  let slot: JSONSlot
  let codingPath: [any CodingKey]

  func encodeNil() throws { slot.content = .value(.null) }

  func encode(_ value: some Encodable) throws { try slot.set(value, at: codingPath) }
}
