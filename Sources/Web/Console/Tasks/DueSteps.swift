// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The steps of cases that the profile gives to the actor's capacities, by their due day; for the
/// bureau the late ones of others besides.
///
/// Cases are asked for by the names of such steps, so that those of others are not read.
struct DueSteps {
  /// Cases of one step looked at, the first due first.
  static let casesMax = 50
  /// Steps shown, the first due first.
  static let rowsMax = 100
  /// Cases with steps beside the chain looked at, the first due first.
  static let besideMax = 200

  private let visit: Visit
  private let actor: Actor

  /// The steps for an actor.
  init(_ visit: Visit, _ actor: Actor) {
    self.visit = visit
    self.actor = actor
  }

  /// One step of a case that waits for the actor.
  private struct Waiting {
    let file: JSON
    let step: ProcedureStep
    let due: String?
    let day: DueDay
  }

  /// The models, what the cases are about, and where the rest is; none where the actor may not see
  /// cases.
  func model() async throws -> (rows: [JSON], subjects: Set<String>, rest: String?) {
    guard let listing = visit.console.listing(of: "case", for: actor) else { return ([], [], nil) }
    let all = try await current(listing) + beside(listing) + late(listing)
    let waiting = all.sorted { ($0.due ?? "~") < ($1.due ?? "~") }.prefix(Self.rowsMax)
    let subjects = waiting.compactMap { $0.file["subject"] }
    let view = try await ValueView.make(for: visit, values: subjects)
    var rows: [JSON] = []
    for item in waiting { rows.append(try await model(item, listing, view)) }
    let rest = all.count > waiting.count ? "/console/\(listing.plural)?state=open" : nil
    return (rows, Set(subjects.compactMap(\.string)), rest)
  }

  /// The current steps of open cases: those with a due day first, then those reached first.
  private func current(_ listing: Listing) async throws -> [Waiting] {
    var found: [Waiting] = []
    for name in stepNames().sorted() {
      let here: [Condition] = [.equal("state", "open"), .equal("current", name)]
      let dated = Condition("dueOn", .greater, .string(""))
      let urgent = try await page(listing, here + [dated], sort: "dueOn", Self.casesMax)
      let undated = Condition("dueOn", .equal, .null)
      let rest = try await page(listing, here + [undated], sort: nil, Self.casesMax)
      for file in urgent + rest {
        guard let step = procedure(of: file)?.step(name), isOwn(step) else { continue }
        found.append(waiting(file, step, file))
      }
    }
    return found
  }

  /// The steps beside the chain, which a case does not wait for and somebody owes all the same.
  private func beside(_ listing: Listing) async throws -> [Waiting] {
    let files = try await page(
      listing, [.equal("sideOpen", "yes")], sort: "sideDueOn", Self.besideMax,
      isOfOwnPlace: !isWatching)
    return files.flatMap { file in
      (file["beside"]?.array ?? []).compactMap { side -> Waiting? in
        guard let name = side["step"]?.string, let step = procedure(of: file)?.step(name) else {
          return nil
        }
        let found = waiting(file, step, side)
        return isOwn(step, of: file) || isWatching && found.day.isLate ? found : nil
      }
    }
  }

  /// A step with the due day that a case, or a step beside its chain, keeps.
  private func waiting(_ file: JSON, _ step: ProcedureStep, _ holder: JSON) -> Waiting {
    let due = holder["dueOn"]?.string
    return Waiting(file: file, step: step, due: due, day: DueDay(due, holder["uncertain"], visit))
  }

  /// What others owe and are late with, for the bureau to urge (HD-11-e, SC-15.p2-a).
  private func late(_ listing: Listing) async throws -> [Waiting] {
    guard isWatching else { return [] }
    let today = visit.console.platform.time().now.day(in: .china).description
    let files = try await page(
      listing,
      [.equal("state", "open"), Condition("dueOn", .less, .string(today))], sort: "dueOn",
      Self.casesMax, isOfOwnPlace: false)
    return files.compactMap { file in
      guard let name = file["current"]?.string, let step = procedure(of: file)?.step(name),
        !isOwn(step, of: file)
      else { return nil }
      let found = waiting(file, step, file)
      return found.day.isLate ? found : nil
    }
  }

  /// Whether the actor watches over what others owe.
  private var isWatching: Bool {
    !actor.capacities.isDisjoint(with: [.implementingBody, .dataAuthority])
  }

  private func page(
    _ listing: Listing, _ filters: [Condition], sort: String?, _ limit: Int,
    isOfOwnPlace: Bool = true
  ) async throws -> [JSON] {
    var request = ListingRequest(filters: filters, sort: sort, limit: limit, isCounted: false)
    request.isOfOwnPlace = isOfOwnPlace
    return try await visit.console.platform.page(listing, for: actor, request).items
  }

  /// The names of the actor's steps in every version of the place's rules.
  private func stepNames() -> Set<String> {
    let platform = visit.console.platform
    let versions =
      [platform.profiles.ruling(actor.place)].compactMap(\.self)
      + platform.earlier[actor.place].values
    let steps = versions.flatMap { $0.procedures.flatMap(\.steps) }
    return Set(steps.filter(isOwn).map(\.id))
  }

  private func isOwn(_ step: ProcedureStep) -> Bool {
    !actor.capacities.isDisjoint(with: step.by)
  }

  /// Whether a step of a case is the actor's: a lower authority's steps are its own to do.
  private func isOwn(_ step: ProcedureStep, of file: JSON) -> Bool {
    isOwn(step) && (file["place"]?.string.map { $0 == actor.place } ?? true)
  }

  /// The procedure of a case in the version of the rules under which it began.
  private func procedure(of file: JSON) -> Procedure? {
    guard let name = file["procedure"]?.string, let version = file["profileVersion"]?.int else {
      return nil
    }
    return visit.console.platform.profile(of: actor.place, version: Int(version))?
      .procedure(name)
  }

  private func model(
    _ item: Waiting, _ listing: Listing, _ view: ValueView
  ) async throws -> JSON {
    let (file, step) = (item.file, item.step)
    let id = file["id"]?.string ?? ""
    let procedure = procedure(of: file)?.label
    return .object([
      "label": .string(visit.say(step.label) + (isOwn(step, of: file) ? "" : owed(by: step))),
      "procedure": .string(procedure.map(visit.say) ?? ""),
      "href": .string("/console/\(listing.plural)/\(id)"),
      "subject": view.model(file["subject"], of: ["subject"], in: nil),
      "due": .string(item.day.text), "isLate": .bool(item.day.isLate),
      "clauses": .string(step.clauses.map(\.rawValue).joined(separator: " ")),
      "actions": .array(try await links(file, listing, view)),
    ])
  }

  /// Whose step it is, where it is another's.
  private func owed(by step: ProcedureStep) -> String {
    guard let profile = visit.console.platform.profiles.ruling(actor.place) else { return "" }
    let words = step.by.map { visit.say(profile.word(for: $0)) }
    return visit.say(LocalText(zh: "（由", en: " (by "))
      + words.joined(separator: visit.say(LocalText(zh: "、", en: ", ")))
      + visit.say(LocalText(zh: "办理）", en: ")"))
  }

  /// What the actor may do on the case's subject and on the case.
  private func links(
    _ file: JSON, _ cases: Listing, _ view: ValueView
  ) async throws -> [JSON] {
    let next = NextActions(visit)
    let own = try await next.links(on: cases, file, actor: actor)
    guard let subject = file["subject"]?.string.flatMap(RecordID.init),
      let listing = view.links[subject.prefix], let record = view.lookup.records[subject]
    else { return own }
    return try await next.links(on: listing, record, actor: actor) + own
  }
}
