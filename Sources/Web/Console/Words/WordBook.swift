// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The words for members and values, gathered from declarations and profiles.
struct WordBook: Sendable {
  /// The sign between the items of a list in a line.
  static let listComma = LocalText(zh: "、", en: ", ")

  /// Labels by member name, from listings and fields.
  private let members: [String: LocalText]
  /// The same by table and member name, the listing's own label first.
  private let own: [String: [String: LocalText]]
  /// Words of choices by member name and code, from fields.
  private let choices: [String: [String: LocalText]]
  /// Words of choices by code, for codes that mean the same wherever they stand.
  private let codes: [String: LocalText]
  /// What the records are called whose ids have a prefix.
  private let kinds: [String: LocalText]
  /// Names of members that hold an amount in 分, from the fields that take money.
  private let money: Set<String>
  /// What is said where a record has no such member.
  private let absent: [String: LocalText]
  /// Words of each place's profile by id.
  private let places: [String: [String: LocalText]]
  private let profiles: [String: Profile]

  /// Gathers words.
  init(registry: Registry, profiles: [String: Profile]) {
    var members: [String: LocalText] = [:]
    var money: Set<String> = []
    var absent: [String: LocalText] = [:]
    var own: [String: [String: LocalText]] = [:]
    var choices: [String: [String: LocalText]] = [:]
    var codes: [String: Set<LocalText>] = [:]
    var kinds = MemberWords.kinds
    for action in registry.actions.values.sorted(by: { $0.info.name < $1.info.name }) {
      for field in action.info.fields {
        members[field.name] = members[field.name] ?? field.label
        let known = own[action.info.noun]?[field.name]
        own[action.info.noun, default: [:]][field.name] = known ?? field.label
        for choice in field.shape.choices {
          let word = choices[field.name]?[choice.code] ?? choice.label
          choices[field.name, default: [:]][choice.code] = word
          codes[choice.code, default: []].insert(choice.label)
        }
        if field.shape == .money || field.shape == .optional(.money) { money.insert(field.name) }
      }
    }
    for listing in registry.listings.values.sorted(by: { $0.plural < $1.plural }) {
      for column in listing.columns {
        members[column.name] = members[column.name] ?? column.label
        absent[column.name] = absent[column.name] ?? column.absent
        own[listing.table.name, default: [:]][column.name] = column.label
      }
      kinds[listing.table.prefix] = kinds[listing.table.prefix] ?? listing.label
    }
    self.members = members
    self.own = own
    self.choices = choices
    self.codes = codes.compactMapValues { $0.count == 1 ? $0.first : nil }
    self.kinds = kinds
    self.money = money
    self.absent = absent
    self.profiles = profiles
    places = profiles.mapValues(ProfileWords.words)
  }

  /// The label of a member: the listing's own, else what others call it, else its name.
  func label(of member: String, in listing: Listing? = nil) -> LocalText {
    listing?.columns.first { $0.name == member }?.label ?? members[member]
      ?? DeliveryWords.byClass[member] ?? LocalText(zh: member, en: member)
  }

  /// The label of a member to which a path leads: from a table through the members of its record.
  ///
  /// What is not the record's own member is called after the value in which it stands: a
  /// criterion's name is no person's.
  func label(at path: [String], place: String? = nil) -> LocalText {
    guard let member = path.last else { return LocalText(zh: "", en: "") }
    let around = path.dropLast().last ?? ""
    if let words = MemberWords.within["\(around).\(member)"] { return words }
    if path.count == 2, let words = own[around]?[member] { return words }
    if path.count > 2, let words = placeWord(for: member, place: place) { return words }
    return MemberWords.byName[member] ?? path.first.flatMap { own[$0]?[member] } ?? members[member]
      ?? codes[member] ?? CodeWords.byCode[member] ?? DeliveryWords.byClass[member]
      ?? LocalText(zh: member, en: member)
  }

  /// What the records are called whose ids look like this one.
  func kind(of id: RecordID) -> LocalText {
    kinds[id.prefix] ?? LocalText(zh: "记录", en: "Record")
  }

  /// The word of a code as a choice of the field of this name.
  func word(for code: String, of member: String) -> LocalText? { choices[member]?[code] }

  /// The word that a place's profile has for a code.
  func placeWord(for code: String, place: String?) -> LocalText? {
    guard let place else { return nil }
    if let word = places[PlaceKey.root(of: place)]?[code] { return word }
    return Capacity(rawValue: code).flatMap { profiles.ruling(place)?.word(for: $0) }
  }

  /// Whether a member holds an amount of money.
  func isMoney(_ member: String) -> Bool { money.contains(member) }

  /// What is said where a record has no such member; nothing for most.
  func absent(_ member: String) -> LocalText? { absent[member] }

  /// The words of a coded value, nil for what is no code.
  ///
  /// A step of a procedure is looked up in the procedure that the record names.
  func word(for value: String, in record: JSON?, place: String?) -> LocalText? {
    guard value.utf8.count <= 128, value.utf8.first.map({ (0x61...0x7A).contains($0) }) ?? false,
      value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    let profile = place.flatMap { profiles.ruling($0) }
    if let procedure = record?["procedure"]?.string,
      let step = profile?.procedure(procedure)?.step(value)
    {
      return step.label
    }
    if let capacity = Capacity(rawValue: value) {
      return profile?.word(for: capacity) ?? capacity.label
    }
    return place.flatMap { places[PlaceKey.root(of: $0)]?[value] } ?? CodeWords.byCode[value]
      ?? DeliveryWords.byClass[value] ?? EgressWords.byRule[value] ?? codes[value]
      ?? path(value, profile)
  }

  /// The path of a value in a profile, part by part; nil unless every part has a word.
  private func path(_ value: String, _ profile: Profile?) -> LocalText? {
    let parts = value.split(separator: ".").map(String.init)
    guard parts.count > 1 else { return nil }
    var procedure: Procedure?
    var words: [LocalText] = []
    for part in parts where part != "procedures" && part != "steps" {
      if procedure == nil, let found = profile?.procedure(part) {
        procedure = found
        words.append(found.label)
      } else if let step = procedure?.step(part) {
        words.append(step.label)
      } else if let word = MemberWords.byName[part] ?? members[part] ?? CodeWords.byCode[part] {
        words.append(word)
      } else {
        return nil
      }
    }
    return LocalText(
      zh: words.map(\.zh).joined(separator: " · "), en: words.map(\.en).joined(separator: " · "))
  }
}

/// The words of a profile, by id.
private enum ProfileWords {
  /// Every object with an id and a label; ids that mean different things are left out.
  static func words(of profile: Profile) -> [String: LocalText] {
    var words: [String: LocalText] = [:]
    var ambiguous: Set<String> = []
    func walk(_ json: JSON) {
      if let id = json["id"]?.string, let label = label(json["label"]) {
        if let known = words[id], known != label { ambiguous.insert(id) }
        words[id] = label
      }
      switch json {
      case .array(let elements): elements.forEach(walk)
      case .object(let members): members.values.forEach(walk)
      case .null, .bool, .int, .string: break
      }
    }
    do {
      walk(try JSON(encoding: profile.procedures))
      walk(try JSON(encoding: profile))
    } catch {
      return [:]
    }
    for id in ambiguous { words[id] = nil }
    for procedure in profile.procedures { words[procedure.id] = procedure.label }
    return words
  }

  private static func label(_ json: JSON?) -> LocalText? {
    guard let zh = json?["zh"]?.string, let en = json?["en"]?.string else { return nil }
    return LocalText(zh: zh, en: en)
  }
}
