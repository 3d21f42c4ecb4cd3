// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// Values of records as models of the template `value`: text, link, list or named parts.
///
/// Every model has all members, so that none is taken from what surrounds it.
struct ValueView {
  /// The deepest nesting shown; what lies deeper is written as JSON.
  static let depthMax = 5
  /// The most items of a list shown.
  static let itemsMax = 200

  /// Words and language.
  let text: ValueText
  /// The listings that may be linked to, by the prefix of their ids.
  let links: [String: Listing]
  /// Names of records by id.
  let names: [RecordID: String]

  /// The model of a member's value.
  func model(_ value: JSON?, of member: String, in record: JSON?, depth: Int = 0) -> JSON {
    switch value {
    case .array(let elements) where elements.isEmpty: return plain("—")
    case .array(let elements) where depth < Self.depthMax:
      return list(elements, of: member, in: record, depth: depth)
    case .object(let members) where !members.isEmpty && depth < Self.depthMax:
      return parts(members, depth: depth)
    case .array, .object:
      return plain(String(decoding: (value ?? .null).canonical(), as: UTF8.self))
    case .string(let text):
      if let id = RecordID(text) { return link(id) }
      return plain(self.text.text(text, in: record))
    case nil, .null, .bool, .int:
      let line = text.line(value, of: member, in: record)
      return plain(line.isEmpty ? "—" : line)
    }
  }

  /// The address of a record, nil where the actor may not see its listing.
  func address(of id: RecordID) -> String? {
    links[id.prefix].map { "/console/\($0.plural)/\(id.rawValue)" }
  }

  private func link(_ id: RecordID) -> JSON {
    var model = shape("isText")
    model["text"] = .string(names[id] ?? id.rawValue)
    model["hint"] = .string(names[id] == nil ? "" : id.rawValue)
    if let address = address(of: id) {
      model["href"] = .string(address)
      model["isLink"] = true
    }
    return .object(model)
  }

  private func plain(_ text: String) -> JSON {
    var model = shape("isText")
    model["text"] = .string(text)
    return .object(model)
  }

  private func list(
    _ elements: [JSON], of member: String, in record: JSON?, depth: Int
  ) -> JSON {
    var model = shape("isList")
    var items = elements.prefix(Self.itemsMax).map {
      self.model($0, of: member, in: record, depth: depth + 1)
    }
    if elements.count > Self.itemsMax {
      items.append(plain("… (\(elements.count))"))
    }
    model["items"] = .array(items)
    return .object(model)
  }

  private func parts(_ members: [String: JSON], depth: Int) -> JSON {
    var model = shape("isParts")
    let record = JSON.object(members)
    model["parts"] = .array(
      members.sorted { $0.key < $1.key }.prefix(Self.itemsMax).map { name, value in
        .object([
          "label": .string(text.words.label(of: name)[text.language]),
          "value": self.model(value, of: name, in: record, depth: depth + 1),
        ])
      })
    return .object(model)
  }

  private func shape(_ kind: String) -> [String: JSON] {
    var model: [String: JSON] = [
      "isText": false, "isLink": false, "isList": false, "isParts": false, "text": "", "href": "",
      "hint": "", "items": [], "parts": [],
    ]
    model[kind] = true
    return model
  }
}

extension ValueView {
  /// A view for a request, with the names of the records that a value refers to.
  static func make(for visit: Visit, values: [JSON]) async throws -> ValueView {
    let text = visit.valueText
    let links = visit.linkedListings
    let names = RecordNames(visit)
    var found: Set<RecordID> = []
    for value in values { collect(value, into: &found) }
    var known: [RecordID: String] = [:]
    for id in found.sorted() { known[id] = try await names.name(of: id) }
    return ValueView(text: text, links: links, names: known)
  }

  /// The ids in a value, at most 40.
  private static func collect(_ value: JSON, into found: inout Set<RecordID>) {
    guard found.count < 40 else { return }
    switch value {
    case .string(let text): if let id = RecordID(text) { found.insert(id) }
    case .array(let elements): for element in elements { collect(element, into: &found) }
    case .object(let members): for member in members.values { collect(member, into: &found) }
    case .null, .bool, .int: break
    }
  }
}

extension Visit {
  /// Values as text in this answer's language.
  var valueText: ValueText {
    ValueText(words: console.words, language: language, place: context.actor?.place)
  }

  /// The listings that the actor may see, by the prefix of their ids.
  var linkedListings: [String: Listing] {
    guard let actor = context.actor else { return [:] }
    return Dictionary(
      console.listings(for: actor).map { ($0.table.prefix, $0) },
      uniquingKeysWith: { first, _ in first })
  }
}
