// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// Makes the guides of a form's fields from what their declarations offer.
struct GuideMaker {
  /// The action.
  let info: ActionInfo
  /// The request.
  let visit: Visit
  /// The records that the form names.
  let records: FormRecords
  /// What was filled in.
  let input: FormInput

  /// Adds the guides of fields and of the members of their structures.
  func collect(
    _ fields: [FieldInfo], at path: String, into guides: inout [String: FieldGuide]
  ) {
    for field in fields {
      let name = path.isEmpty ? field.name : "\(path).\(field.name)"
      if let guide = guide(field) { guides[name] = guide }
      if let structure = field.shape.structure {
        collect(structure.members, at: name, into: &guides)
      }
    }
  }

  private func guide(_ field: FieldInfo) -> FieldGuide? {
    switch field.offer {
    case .rules(let list): rules(list, field)
    case .step(let part): StepGuides(visit: visit, records: records, input: input).guide(part, info)
    case .record(let part): record(part)
    case .records, .recordsIn, .typed, nil: nil
    }
  }

  /// A list of the rules: choices of a text, parts of texts by key, rows of a list.
  private func rules(_ list: RuleList, _ field: FieldInfo) -> FieldGuide? {
    guard let actor = visit.context.actor,
      let profile = visit.console.platform.profiles.ruling(actor.place)
    else { return nil }
    var named = list.items(profile)
    if list == .procedures {
      let open = Set(profile.procedures.filter { $0.canBeOpened(by: actor) }.map(\.id))
      named = named.filter { open.contains($0.id) }
    }
    let picked: Set<RuleList> = [
      .modeGrounds, .supplyAspects, .disclosureItems, .ruleParts, .exceptionParts, .dutyParts,
    ]
    let isAll = !picked.contains(list)
    let isPath = list == .openValues || list == .givenValues
    let items = named.map { item in
      FieldGuide.Item(
        id: item.id,
        label: isPath ? words(item.id) : visit.say(item.label),
        isRequired: isAll)
    }
    guard !items.isEmpty else {
      return FieldGuide(isShown: field.shape.unwrapped == .text && field.isRequired)
    }
    switch field.shape.unwrapped {
    case .text, .list(.text): return FieldGuide(choices: items.map { ($0.id, $0.label) })
    case .texts, .list: return FieldGuide(items: items)
    case .integer, .boolean, .day, .money, .id, .choice, .file, .structure, .optional:
      return nil
    }
  }

  private func words(_ key: String) -> String { visit.valueText.text(key, in: nil) }

  private func record(_ part: FieldOffer.RecordPart) -> FieldGuide? {
    let call = records.byTable["call"]
    switch part {
    case .callMaterials:
      return call?["materials"]?.array.map { names in
        FieldGuide(items: names.compactMap(\.string).map { FieldGuide.Item(id: $0, label: $0) })
      }
    case .callCriteria:
      return call?["criteria"]?.array.map { criteria in
        FieldGuide(items: criteria.compactMap(criterion))
      }
    case .callEntries: return call?["scopeEntries"]?.array.map { choices($0.compactMap(\.string)) }
    case .callApplications: return applications(call)
    case .objections:
      return records.byTable["notice"]?["objections"]?.array.map { objections in
        FieldGuide(choices: objections.compactMap(objection))
      }
    case .resourceColumns:
      return records.byTable["resource"]?["columns"]?.array.map { columns in
        FieldGuide(items: columns.compactMap(column))
      }
    }
  }

  private func criterion(_ criterion: JSON) -> FieldGuide.Item? {
    guard let name = criterion["name"]?.string, let most = criterion["weight"]?.int else {
      return nil
    }
    let hint = LocalText(zh: "满分 \(most)", en: "at most \(most)")
    return FieldGuide.Item(id: name, label: name, hint: visit.say(hint))
  }

  private func objection(_ objection: JSON) -> (String, String)? {
    guard let number = objection["number"]?.int else { return nil }
    let words = records.objections.first { $0["number"]?.int == number }?["text"]?.string
    let text = words.map { $0.count > 60 ? "\($0.prefix(60))…" : $0 } ?? ""
    return (String(number), "\(number) \(text)")
  }

  private func column(_ column: JSON) -> FieldGuide.Item? {
    guard let name = column["name"]?.string else { return nil }
    return FieldGuide.Item(id: name, label: column["label"]?.string ?? name)
  }

  private func choices(_ ids: [String]) -> FieldGuide {
    FieldGuide(
      choices: ids.map { text in
        let name = RecordID(text).map { records.names[$0] ?? visit.valueText.unnamed($0) }
        return (text, name ?? text)
      })
  }

  /// The applications to the call by their applicants; nothing to choose where there is no call.
  private func applications(_ call: JSON?) -> FieldGuide? {
    guard call != nil else { return records.isFound ? FieldGuide(isShown: false) : nil }
    let choices = records.applications.compactMap { application -> (String, String)? in
      guard let id = application["id"]?.string else { return nil }
      let applicant = application["applicant"]?.string.flatMap(RecordID.init)
      let name = applicant.flatMap { records.names[$0] } ?? id
      let state = application["state"]?.string.map { visit.valueText.text($0, in: application) }
      return (id, [name, state].compactMap { $0 }.joined(separator: " · "))
    }
    return FieldGuide(choices: choices)
  }
}

extension FieldShape {
  /// The structure that the shape is or lists, if it has members to fill in.
  var structure: StructureShape? {
    switch unwrapped {
    case .structure(let structure), .list(.structure(let structure)):
      structure.members.isEmpty ? nil : structure
    default: nil
    }
  }
}
