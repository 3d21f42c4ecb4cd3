// SPDX-License-Identifier: Apache-2.0

/// A named thing of a profile with its words in both languages: a field, a check, a ground.
package struct Labelled: Codable, Hashable, Sendable {
  /// The name by which code and stored records refer to it.
  package let id: String
  /// The words for people.
  package let label: LocalText

  /// Makes a labelled thing.
  package init(id: String, label: LocalText) {
    self.id = id
    self.label = label
  }
}

extension Shape where Value == [Labelled] {
  /// A list of `{id: …, zh: …, en: …}`, no id twice.
  static var labelled: Shape {
    Shape("a list of `id`, `zh` and `en`, no id twice", placeholder: []) { node in
      guard let nodes = node.elements() else { return [] }
      let items = nodes.map { element in
        let section = element.section()
        defer { section.end() }
        return Labelled(id: section.plain("id", .name), label: section.label())
      }
      return Set(items.map(\.id)).count == items.count ? items : nil
    }
  }
}
