// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// Values of records as models of the template `value`: text, link, list or named parts.
///
/// Every model has all members, so that none is taken from what surrounds it.
struct ValueView {
  /// The deepest nesting shown; what lies deeper is written as JSON.
  static let depthMax = 7
  /// The most items of a list shown.
  static let itemsMax = 200

  /// Words and language.
  let text: ValueText
  /// The listings that may be linked to, by the prefix of their ids.
  let links: [String: Listing]
  /// The records referred to.
  let lookup: RecordLookup

  /// Names of records by id.
  var names: [RecordID: String] { lookup.names }

  /// The model of a member's value; `path` leads to it from the kind of record.
  func model(_ value: JSON?, of path: [String], in record: JSON?) -> JSON {
    let depth = path.count
    switch value {
    case .array(let elements) where elements.isEmpty: return plain("—")
    case .object(let members) where members.isEmpty: return plain("—")
    case .array(let elements) where depth < Self.depthMax:
      return list(elements, of: path, in: record)
    case .object(let members) where depth < Self.depthMax:
      return parts(members, of: path)
    case .array, .object:
      return plain(String(decoding: (value ?? .null).canonical(), as: UTF8.self))
    case .string(let text):
      if let id = RecordID(text) { return link(id) }
      return plain(self.text.text(text, of: path, in: record))
    case nil, .null, .bool, .int:
      let line = text.line(value, of: path, in: record)
      return plain(line.isEmpty ? "—" : line)
    }
  }

  /// The address of a record, nil where the actor may not open it.
  func address(of id: RecordID) -> String? {
    guard lookup.records[id] != nil, let listing = links[id.prefix] else { return nil }
    return "/console/\(listing.plural)/\(id.rawValue)"
  }

  /// What a record is called: its name, or else its kind and the end of its id.
  func name(of id: RecordID) -> String { names[id] ?? text.unnamed(id) }

  private func link(_ id: RecordID) -> JSON {
    var model = shape("isText")
    model["text"] = .string(name(of: id))
    model["hint"] = .string(id.rawValue)
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

  private func list(_ elements: [JSON], of path: [String], in record: JSON?) -> JSON {
    var model = shape("isList")
    var items = elements.prefix(Self.itemsMax).map { self.model($0, of: path, in: record) }
    if elements.count > Self.itemsMax {
      items.append(plain("… (\(elements.count))"))
    }
    model["items"] = .array(items)
    return .object(model)
  }

  private func parts(_ members: [String: JSON], of path: [String]) -> JSON {
    var model = shape("isParts")
    let record = JSON.object(members)
    model["parts"] = .array(
      members.sorted { $0.key < $1.key }.prefix(Self.itemsMax).map { name, value in
        .object([
          "label": .string(text.words.label(at: path + [name], place: text.place)[text.language]),
          "value": self.model(value, of: path + [name], in: record),
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
  /// A view for a request, with the records that some values refer to.
  static func make(for visit: Visit, values: [JSON]) async throws -> ValueView {
    ValueView(
      text: visit.valueText, links: visit.linkedListings,
      lookup: try await RecordLookup(visit, in: values))
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
