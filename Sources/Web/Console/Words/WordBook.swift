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
  /// Names of members that hold an amount in 分, from the fields that take money.
  private let money: Set<String>
  /// What is said where a record has no such member.
  private let absent: [String: LocalText]
  /// Words of each place's profile by id.
  private let places: [String: [String: LocalText]]
  private let profiles: [String: Profile]
  /// Words of choices by code, where all declarations agree.
  private let choices: [String: LocalText]

  /// Gathers words.
  init(registry: Registry, profiles: [String: Profile]) {
    var members: [String: LocalText] = [:]
    var money: Set<String> = []
    var absent: [String: LocalText] = [:]
    for action in registry.actions.values.sorted(by: { $0.info.name < $1.info.name }) {
      for field in action.info.fields {
        members[field.name] = members[field.name] ?? field.label
        if field.shape == .money || field.shape == .optional(.money) { money.insert(field.name) }
      }
    }
    for listing in registry.listings.values.sorted(by: { $0.plural < $1.plural }) {
      for column in listing.columns {
        members[column.name] = members[column.name] ?? column.label
        absent[column.name] = absent[column.name] ?? column.absent
      }
    }
    choices = WordBook.choices(registry)
    self.members = members
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

  /// Whether a member holds an amount of money.
  func isMoney(_ member: String) -> Bool { money.contains(member) }

  /// What is said where a record has no such member; nothing for most.
  func absent(_ member: String) -> LocalText? { absent[member] }

  /// The words of a coded value, nil for what is no code.
  ///
  /// A step of a procedure is looked up in the procedure that the record names.
  func word(for value: String, in record: JSON?, place: String?) -> LocalText? {
    guard value.utf8.count <= 64, value.utf8.first.map({ (0x61...0x7A).contains($0) }) ?? false,
      value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    let profile = place.flatMap { profiles[$0] }
    if let procedure = record?["procedure"]?.string,
      let step = profile?.procedure(procedure)?.step(value)
    {
      return step.label
    }
    if let capacity = Capacity(rawValue: value) {
      return profile?.word(for: capacity) ?? capacity.label
    }
    return place.flatMap { places[$0]?[value] } ?? CodeWords.byCode[value]
      ?? DeliveryWords.byClass[value] ?? choices[value]
  }

  /// The choices of all fields, without the codes that mean one thing here and another there.
  private static func choices(_ registry: Registry) -> [String: LocalText] {
    var words: [String: LocalText] = [:]
    var ambiguous: Set<String> = []
    for field in registry.actions.values.flatMap(\.info.fields) {
      for choice in field.shape.choices {
        if let known = words[choice.code], known != choice.label { ambiguous.insert(choice.code) }
        words[choice.code] = choice.label
      }
    }
    return words.filter { !ambiguous.contains($0.key) }
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
