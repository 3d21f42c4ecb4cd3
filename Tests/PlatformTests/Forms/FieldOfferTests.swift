// SPDX-License-Identifier: Apache-2.0
import Platform
import Regulation
import Testing

/// No field that people fill in wants an id, a code by heart, or JSON.
struct FieldOfferTests {
  /// Fields that programs write and people hand over as they are: a machine's manifest, the
  /// specification of a release, an upload that is named by the page that took it, a document that
  /// is opened from its record.
  private static let machine: Set<String> = [
    "batch.deliver.manifest", "batch.deliver.upload", "document.open.subject",
    "egress.request.spec", "import.deliver.upload", "import.request.manifest",
    "import.request.upload",
  ]

  /// What a form could not offer, by action and path.
  private func faults(_ fields: [FieldInfo], _ path: String) -> [String] {
    fields.flatMap { field -> [String] in
      let place = "\(path).\(field.name)"
      guard !Self.machine.contains(place) else { return [] }
      switch field.shape {
      case .optional(.structure(let structure)), .structure(let structure),
        .list(.structure(let structure)):
        return structure.members.isEmpty
          ? ["\(place) wants JSON"] : faults(structure.members, place)
      case .texts, .optional(.texts): return field.offer == nil ? ["\(place) wants keys"] : []
      case .id, .optional(.id), .list(.id):
        return field.refersTo == nil && field.offer == nil ? ["\(place) wants an id"] : []
      case .text, .integer, .boolean, .day, .money, .choice, .list, .file, .optional: return []
      }
    }
  }

  @Test func `every field of people's actions can be filled in without ids, keys and JSON`() {
    let actions = Registry.shuyu.actions.values.map(\.info).filter { !$0.isSystem }
    let found = actions.flatMap { faults($0.fields, $0.name) }
    #expect(found.isEmpty, "\(found.sorted().joined(separator: "\n"))")
  }

  @Test func `the check finds a field that wants JSON, keys or an id`() {
    let fields = [
      Field<KeyedTexts>("a", zh: "甲", en: "A").info,
      Field<[RecordIDText]>("b", zh: "乙", en: "B").info,
    ]
    #expect(faults(fields, "x.y") == ["x.y.a wants keys", "x.y.b wants JSON"])
  }

  @Test(arguments: ["ezhou", "handan", "quzhou", "shuozhou", "sichuan"])
  func `what the rules of a place offer has words and no name twice`(place: String) throws {
    let profile = try ProjectFiles.profile(place)
    for list in RuleList.allCases {
      let items = list.items(profile)
      #expect(Set(items.map(\.id)).count == items.count, "\(list)")
      #expect(items.allSatisfy { !$0.label.zh.isEmpty && !$0.label.en.isEmpty }, "\(list)")
    }
    #expect(!RuleList.callSections.items(profile).isEmpty || place != "ezhou")
    #expect(RuleList.procedures.items(profile).allSatisfy { profile.procedure($0.id) != nil })
  }
}

/// A structure that only programs write.
private struct RecordIDText: StructuredValue {
  let id: String

  static let example = #"{"id":"…"}"#
}
