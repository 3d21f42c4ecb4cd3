// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A party to a subscription, or the authority, asks what its calls come to so far.
package struct AskForStatement: Action {
  let subscription: RecordID
  let from: Day

  /// The longest period, in days: two months, since all its records are read.
  static let daysMax = 62
  /// How many may be asked for on one day for one subscription: each reads the whole period.
  static let perDayMax = 10

  /// The declaration.
  package static let spec = Spec<Self>(
    "statement.ask", zh: "查询期中对账单", en: "Ask for an interim statement",
    capacities: [.operator, .developer, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.12-c", "EZ-02.12-d"], on: Subscription.table.name,
    inStates: .every(Subscription.State.self),
    fields: Field("subscription", zh: "订阅", en: "Subscription", refersTo: "subscription"),
    Field("from", zh: "起始日", en: "From"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let subscription: Subscription?
    let today: [InterimStatement]
  }

  /// The subscription, and what was asked for it today.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      subscription: try read.find(Subscription.self, subscription),
      today: try read.list(
        InterimStatement.self,
        [
          .equal("subscription", subscription),
          Condition("until", .equal, .string(context.today.description)),
        ], limit: AskForStatement.perDayMax))
  }

  /// Its own, of a period that has begun, one at a time.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.subscription, found.place == context.place,
      context.isMarketAuthority
        || [found.developer, found.operator].contains(context.actor.organisation)
    else { return .refused(Subscription.unknown) }
    var reasons: [Reason] = []
    if from > context.today || from.days(until: context.today) >= AskForStatement.daysMax {
      reasons.append(
        Reason(
          "statement.ask.period", zh: "起始日须不晚于今日，且在 \(AskForStatement.daysMax) 日之内",
          en: "the first day is today or at most \(AskForStatement.daysMax - 1) days ago",
          field: "from"))
    }
    if facts.today.contains(where: { $0.state == .waiting }) {
      reasons.append(
        Reason(
          "statement.ask.waiting", zh: "已有一份正在生成，请稍后查看",
          en: "one is being made already; look for it in the list"))
    } else if facts.today.count >= AskForStatement.perDayMax {
      reasons.append(
        Reason(
          "statement.ask.tooMany", zh: "该订阅今日查询已达 \(AskForStatement.perDayMax) 次，请明日再试",
          en: "\(AskForStatement.perDayMax) were made for the subscription today; ask tomorrow"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(InterimStatement.table)
    return .allowed(
      Event(
        StatementAskedFor(
          subject: id,
          statement: InterimStatement(
            id: id, place: context.place, subscription: found.id, product: found.product,
            developer: found.developer, operator: found.operator, from: from,
            until: context.today, askedBy: context.actor.account, state: .waiting))), id: id)
  }
}

/// An interim statement was asked for.
package struct StatementAskedFor: DomainEvent {
  /// The stable type.
  package static let type = "statement.askedFor"
  /// The interim statement.
  package let subject: RecordID
  let statement: InterimStatement

  /// Adds it, waiting.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [.put(statement)]
  }
}
