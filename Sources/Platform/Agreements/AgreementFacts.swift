// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// What decisions on an agreement need: the agreement and its case.
package struct AgreementFacts: Sendable {
  let agreement: Agreement?
  let state: ProcedureState?

  static func read(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> AgreementFacts {
    let agreement = try Agreement.here(id, read, context)
    return AgreementFacts(
      agreement: agreement,
      state: try agreement.flatMap { try ProcedureState.find($0.case, read, context) })
  }
}

extension Agreement {
  /// The agreement of the actor's place; nil for any other.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Agreement? {
    guard let agreement = try read.find(Agreement.self, id), agreement.place == context.place else {
      return nil
    }
    return agreement
  }

  /// How many agreements of a mode are in force or suspended in the place whose rules apply and
  /// in those below it: a mode of which there is one is not one for each district.
  static func inForce(
    ofMode mode: String, _ read: any RecordReader, _ context: Context
  ) throws -> Int {
    let root = PlaceKey.root(of: context.place)
    return try ([root] + Authority.below(root, read).map(\.place)).reduce(0) { sum, place in
      try [State.active, .suspended].reduce(sum) { sum, state in
        try sum
          + read.count(
            Agreement.self,
            [.equal("place", place), .equal("mode", mode), .equal("state", state.rawValue)])
      }
    }
  }

  static let unknown = Refusals.unknown(
    "agreement", zh: "授权运营协议", en: "agreement", field: "agreement")

  var wrongState: Reason {
    Refusals.state(
      "agreement", is: state.rawValue, zh: "协议的状态不允许此操作",
      en: "the agreement's state does not allow this")
  }

  /// Why the actor's organisation may not act on the grantor's side, nil when it may.
  func notGrantor(_ context: Context) -> Reason? {
    let own = context.actor.organisation
    guard own != grantor, own != signatory else { return nil }
    return Reason(
      "agreement.grantor.other", zh: "只能由授权方办理", en: "the grantor's organisation does this")
  }
}
