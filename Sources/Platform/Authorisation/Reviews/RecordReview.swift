// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Scores an application by every criterion of its call (EZ-02.6-e).
package struct RecordReview: Action {
  let application: RecordID
  let scores: [CriterionScore]
  let opinion: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "review.record", zh: "评审打分", en: "Score an application",
    capacities: Review.reviewers, clauses: ["EZ-02.6-e"], on: Application.table.name,
    inStates: ActionStates.duty(Application.State.eligible).once(Review.once),
    fields: Field("application", zh: "申报", en: "Application", refersTo: "application"),
    Field("scores", zh: "各项评分", en: "Scores", bounds: 1...50, offers: .record(.callCriteria)),
    Field("opinion", zh: "评审意见", en: "Opinion", bounds: 1...2_000), make: Self.init)

  /// What the decision needs.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> ReviewFacts {
    try ReviewFacts.read(application, read, context)
  }

  /// Refuses reviewers linked to an applicant, and scores that do not fit the criteria.
  package func decide(_ facts: ReviewFacts, _ context: Context) -> Decision {
    switch facts.open(context) {
    case .failure(let problem): return .refused(problem.reason)
    case .success(let open):
      var reasons: [Reason] = []
      if facts.isLinked {
        reasons.append(
          Reason(
            "review.linked", clauses: open.step.clauses, zh: "评审人与申报单位有关联，须回避",
            en: "the reviewer is linked to an applicant and must stand back"))
      }
      let points = Dictionary(scores.map { ($0.criterion, $0.points) }, uniquingKeysWith: max)
      let fits = open.call.criteria.allSatisfy { criterion in
        points[criterion.name].map { (0...criterion.weight).contains($0) } ?? false
      }
      if !fits || points.count != open.call.criteria.count || scores.count != points.count {
        reasons.append(
          Reason(
            "review.scores", clauses: open.step.clauses, zh: "须对公告的每项评审标准各打一个分，且不超过该项满分",
            en: "give each criterion of the call one score within its weight", field: "scores"))
      }
      if let refusal = context.refusal(reasons) { return refusal }
      let id = context.newID(Review.table)
      let fact = ReviewRecorded(
        subject: id, place: context.place, call: open.call.id, application: open.application.id,
        reviewer: context.actor.account, organisation: context.actor.organisation,
        state: .scored, scores: nil)
      let sealed: JSON = [
        "opinion": .string(opinion), "scores": .object(points.mapValues { .int(Int64($0)) }),
      ]
      return .allowed(Event(fact, payload: sealed), id: id)
    }
  }
}

/// Stands back from judging an application because of a link to it.
package struct RecuseReview: Action {
  let application: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "review.recuse", zh: "评审回避", en: "Stand back from a review",
    capacities: Review.reviewers, clauses: ["EZ-02.6-e"], on: Application.table.name,
    inStates: ActionStates.possible(Application.State.eligible).once(Review.once),
    fields: Field("application", zh: "申报", en: "Application", refersTo: "application"),
    Field("ground", zh: "回避理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// What the decision needs.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> ReviewFacts {
    try ReviewFacts.read(application, read, context)
  }

  /// Refuses once the reviewer judged.
  package func decide(_ facts: ReviewFacts, _ context: Context) -> Decision {
    switch facts.open(context) {
    case .failure(let problem): return .refused(problem.reason)
    case .success(let open):
      let id = context.newID(Review.table)
      let fact = ReviewRecorded(
        subject: id, place: context.place, call: open.call.id, application: open.application.id,
        reviewer: context.actor.account, organisation: context.actor.organisation,
        state: .recused, scores: nil)
      return .allowed(Event(fact, payload: .object(["opinion": .string(ground)])), id: id)
    }
  }
}

/// The points of one criterion.
package struct CriterionScore: StructuredValue, Hashable {
  /// The criterion's name in the call.
  package let criterion: String
  /// The points.
  package let points: Int

  /// Its members.
  package static let members = [
    Field<String>("criterion", zh: "评审标准", en: "Criterion", bounds: 1...100).info,
    Field<Int>("points", zh: "得分", en: "Points", bounds: 0...100).info,
  ]

  /// An example in JSON.
  package static let example = #"{"criterion":"技术能力","points":35}"#
}

/// What a review of one application needs.
package struct ReviewFacts: Sendable {
  let application: Application?
  let call: CallFacts?
  let earlier: Review?
  let isLinked: Bool

  static func read(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> ReviewFacts {
    guard let application = try Application.here(id, read, context) else {
      return ReviewFacts(application: nil, call: nil, earlier: nil, isLinked: false)
    }
    let own = try read.find(Organisation.self, context.actor.organisation)
    let applicants = try read.list(
      Application.self, [.equal("call", application.call)], limit: Application.perCallMax)
    var isLinked = own == nil
    for rival in applicants where rival.state != .withdrawn {
      guard let own, let organisation = try read.find(Organisation.self, rival.applicant) else {
        continue
      }
      if own.isRelated(to: organisation) { isLinked = true }
    }
    return ReviewFacts(
      application: application, call: try CallFacts.read(application.call, read, context),
      earlier: try read.first(
        Review.self, .equal("application", id), .equal("reviewer", context.actor.account)),
      isLinked: isLinked)
  }

  struct Open {
    let application: Application
    let call: Call
    let step: ProcedureStep
  }

  func open(_ context: Context) -> Result<Open, OutOfOrder> {
    guard let application, let call = call?.call, let state = caseState else {
      return .failure(OutOfOrder(Application.unknown))
    }
    switch state.open(.concludeReview) {
    case .failure(let problem): return .failure(problem)
    case .success(let step):
      guard call.state == .closed else { return .failure(OutOfOrder(call.wrongState)) }
      guard application.state == .eligible else {
        return .failure(OutOfOrder(application.wrongState))
      }
      guard earlier == nil else {
        return .failure(
          OutOfOrder(
            Reason(
              "review.twice", clauses: step.clauses, zh: "已评审或已回避",
              en: "the reviewer has judged or stood back already")))
      }
      return .success(Open(application: application, call: call, step: step))
    }
  }

  private var caseState: ProcedureState? { call?.state }
}

extension Review {
  /// Those whose people can be asked to judge.
  static let reviewers: Set<Capacity> = [
    .expertGroup, .implementingBody, .dataAuthority, .evaluator, .industryAuthority,
    .financeAuthority, .marketRegulator, .securityAuthority, .sourceUnit, .coordinationBody,
  ]

  /// Each judges or stands back once.
  static let once = OnceEach.account(
    table: table.name, record: "application", member: "reviewer")
}

/// A reviewer judged an application or stood back.
package struct ReviewRecorded: DomainEvent {
  /// The stable type.
  package static let type = "review.recorded"
  /// The review.
  package let subject: RecordID
  let place: String
  let call: RecordID
  let application: RecordID
  let reviewer: RecordID
  let organisation: RecordID
  let state: Review.State
  /// Only in entries of before scores were sealed: who oversees reads the facts of entries, and
  /// must not know a score before the review is concluded.
  let scores: [String: Int]?

  /// Adds the review.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    let sealed = (payload?["scores"]?.object ?? [:]).compactMapValues { $0.int.map(Int.init) }
    return [
      .put(
        Review(
          id: subject, place: place, call: call, application: application, reviewer: reviewer,
          organisation: organisation, state: state, scores: scores ?? sealed,
          opinion: payload?["opinion"]?.string, isConcluded: "no"))
    ]
  }
}
