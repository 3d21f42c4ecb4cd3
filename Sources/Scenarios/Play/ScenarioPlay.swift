// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Store

/// Performs steps one after the other and keeps what they give.
struct ScenarioPlay {
  /// Where a performance left what was expected.
  struct Difference: Sendable {
    /// The step.
    let line: Int
    /// Whether the step said what it expected; a step of the way there did not.
    let isExpectation: Bool
    /// What came instead.
    let message: String
  }

  let platform: ScenarioPlatform
  let cast: ScenarioCast
  let forms: [String: [String: JSON]]
  private var known: ScenarioValues

  /// What was saved, by name.
  var values: [String: JSON] { known.named }

  init(
    _ platform: ScenarioPlatform, _ cast: ScenarioCast, _ chain: ScenarioChain,
    values: [String: JSON]
  ) {
    self.platform = platform
    self.cast = cast
    known = ScenarioValues(values)
    forms = chain.forms
    for (name, actor) in cast.people {
      known.name(name, organisation: actor.organisation.rawValue, account: actor.account.rawValue)
    }
  }

  /// Performs steps; nil when all came as expected. A refusal by the scenario's control must cite
  /// its clauses.
  mutating func perform(
    _ steps: [ScenarioStep], control: String? = nil, clauses: [ClauseID] = []
  ) async throws -> Difference? {
    for step in steps {
      let message: String?
      do {
        message = try await perform(step, control, clauses)
      } catch let failure as ScenarioFailure {
        message = failure.description
      }
      if let message {
        return Difference(
          line: step.line, isExpectation: step.expected != nil, message: message)
      }
    }
    return nil
  }

  private mutating func perform(
    _ step: ScenarioStep, _ control: String?, _ clauses: [ClauseID]
  ) async throws -> String? {
    if let day = step.on { try platform.move(to: day) }
    let fields = (step.form.flatMap { forms[$0] } ?? [:]).merging(step.input) { $1 }
    let input = try known.filled(.object(fields)).object?.filter { $0.value != .null } ?? [:]
    let found: JSON
    switch step.kind {
    case .act(let name):
      let answer = try await submit(name, step.by, input)
      switch answer {
      case .allowed(_, let result): found = result
      case .refused(_, let reasons), .forbidden(_, let reasons), .malformed(let reasons):
        return refused(step, reasons, control, clauses)
      case .unknownAction: return "\(name) does not exist"
      case .notSignedIn: return "`\(step.by)` has no account"
      }
      if case .refused(let codes) = step.expected {
        return "\(name) is allowed, not refused for \(codes.joined(separator: ", "))"
      }
    case .read(let plural): found = try read(plural, step.by, input)
    case .call(let key):
      let reasons = try rights(of: try known.filled(.string(key)), input["subjectCode"]?.string)
      if !reasons.isEmpty { return refused(step, reasons, control, clauses) }
      if case .refused(let codes) = step.expected {
        return "the call is answered, not refused for \(codes.joined(separator: ", "))"
      }
      found = .null
    case .upload, .package, .page, .product: return "only a life does this"
    }
    for (name, path) in step.save {
      guard let value = ScenarioValues.member(of: found, path) else {
        return "there is no `\(path)` to save"
      }
      known.named[name] = value
    }
    guard case .values(let expected) = step.expected else { return nil }
    return try differs(found, expected, step, control, clauses)
  }

  private func submit(_ name: String, _ by: String, _ input: [String: JSON]) async throws -> Answer
  {
    guard by != "platform" else {
      return try await platform.committer.submit(
        .system(name, place: try place(of: input), input: .object(input)))
    }
    guard let actor = cast.people[by] else { throw ScenarioFailure("nobody is `\(by)`") }
    try platform.putUp(input, by: actor)
    return try await platform.committer.submit(
      Submission(name: name, account: actor.account, input: .object(input)))
  }

  /// The place in which the platform reports: that of the first record that a report names, since
  /// a county's data are in the domain of its city.
  private func place(of input: [String: JSON]) throws -> String {
    let ids = input.sorted { $0.key < $1.key }.compactMap { $0.value.string.flatMap(RecordID.init) }
    return try platform.database.read { read in
      try ids.lazy.compactMap { try platform.database.registry.place(of: $0, read) }.first
    } ?? platform.place
  }

  /// Why a call with a key is not answered, about a subject where its code is given.
  private func rights(of key: JSON, _ code: String?) throws -> [Reason] {
    guard let id = key.string.flatMap(RecordID.init), let profile = platform.profile else {
      throw ScenarioFailure("`call` names no key")
    }
    let day = platform.clock.now().day(in: .china)
    return try platform.database.read { read in
      let rights = try Rights.find(key: id, read)
      var consent: Consent?
      if let code, let product = rights.product, let subscription = rights.subscription {
        consent = try ConsentSubject.consent(
          product: product.id, developer: subscription.developer,
          marks: platform.subjects.marks(of: code), on: day, read)
      }
      return RightsCheck.call(
        rights, consent: consent, on: day, profile: profile, controls: platform.controls
      ).reasons
    }
  }

  /// The first row that a person sees, with the number of rows; null members where there is none.
  private func read(_ plural: String, _ by: String, _ input: [String: JSON]) throws -> JSON {
    guard let declared = platform.database.registry.listings[plural] else {
      throw ScenarioFailure("there is no listing `\(plural)`")
    }
    let listing = declared.under(platform.profile)
    let columns = Set(listing.table.columns.map(\.name) + ["id"])
    let filters = input.filter { columns.contains($0.key) }.sorted { $0.key < $1.key }
      .map { Condition($0.key, .equal, $0.value) }
    do {
      let request = ListingRequest(filters: filters, limit: ListingRequest.limitMax)
      let rows = try platform.listings.page(listing, for: try now(by), request).items
        .filter { row in input.allSatisfy { columns.contains($0.key) || row[$0.key] == $0.value } }
      var row = rows.first?.object ?? [:]
      row["rows"] = .int(Int64(rows.count))
      return .object(row)
    } catch ListingProblem.notAllowed {
      return ["rows": "hidden"]
    }
  }

  /// A person as the platform knows them now; who has no account is the public.
  private func now(_ by: String) throws -> Actor? {
    guard let person = cast.people[by] else { return nil }
    return try platform.database.read { try Accounts.actor(person.account, $0) }
  }

  private func refused(
    _ step: ScenarioStep, _ reasons: [Reason], _ control: String?, _ clauses: [ClauseID]
  ) -> String? {
    let codes = Set(reasons.map(\.code))
    let said = reasons.map { "\($0.code) (\($0.message.en))" }.joined(separator: "; ")
    guard case .refused(let expected) = step.expected else { return "is refused: \(said)" }
    guard codes == Set(expected) else {
      return "is refused for \(said), not for \(expected.joined(separator: ", "))"
    }
    guard let control, codes.contains(control) else { return nil }
    let cited = Set(reasons.filter { $0.code == control }.flatMap(\.clauses))
    let missing = clauses.filter { !cited.contains($0) }
    guard !missing.isEmpty else { return nil }
    return "`\(control)` does not cite \(missing.map(\.rawValue).joined(separator: ", "))"
  }

  private func differs(
    _ found: JSON, _ expected: [String: JSON], _ step: ScenarioStep, _ control: String?,
    _ clauses: [ClauseID]
  ) throws -> String? {
    for (path, value) in expected.sorted(by: { $0.key < $1.key }) {
      let wanted = try known.filled(value)
      let got = ScenarioValues.member(of: found, path) ?? .null
      guard got == wanted else {
        return "`\(path)` is \(got.canonicalText), not \(wanted.canonicalText)"
      }
    }
    // A finding that is recorded instead of a refusal shows its reasons in the row.
    let reasons = (found["reasons"]?.array ?? []).filter { $0["code"]?.string == control }
    let cited = Set(reasons.flatMap { ($0["clauses"]?.array ?? []).compactMap(\.string) })
    guard !reasons.isEmpty, !Set(clauses.map(\.rawValue)).isSubset(of: cited) else { return nil }
    return "the finding cites \(cited.sorted().joined(separator: ", ")) only"
  }
}
