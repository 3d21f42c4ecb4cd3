// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Signs the measured risk of a sample; nobody may read it before (EZ-02.13-a).
package struct SignSample: Action {
  let grant: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "sample.sign", zh: "签认样本风险", en: "Sign the risk of a sample",
    capacities: [.implementingBody, .dataAuthority], clauses: ["EZ-02.13-a", "EZ-02.13-e"],
    on: Grant.table.name, inStates: .duty(SampleState.made, in: "sampleState"),
    fields: Field("grant", zh: "数据授权", en: "Grant", refersTo: "grant"), make: Self.init)

  /// The grant with what it hangs on.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> GrantChain? {
    try Grant.here(grant, read, context).map { try GrantChain($0, read) }
  }

  /// Only what was measured, never by the requester.
  package func decide(_ facts: GrantChain?, _ context: Context) -> Decision {
    guard let facts else { return .refused(Grant.unknown) }
    let grant = facts.grant
    guard grant.sampleState == .made, grant.state.isLive, let sample = grant.sample else {
      return .refused(
        Reason(
          "sample.state", clauses: context.profile.security.rawDataVisible.clauses,
          zh: "没有待签认的样本", en: "there is no sample to be signed"))
    }
    let reasons = [grant.separation(from: sample.requestedBy, context), facts.stop(context)]
      .compactMap { $0 }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(SampleSigned(subject: grant.id, by: context.actor.account)), id: grant.id)
  }
}

/// The risk of a sample was signed.
package struct SampleSigned: DomainEvent {
  /// The stable type.
  package static let type = "sample.signed"
  /// The grant.
  package let subject: RecordID
  let by: RecordID

  /// Opens the sample to development.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var grant = try read.find(Grant.self, subject) else { return [] }
    grant.sampleState = .signed
    grant.sample?.signedBy = by
    grant.sample?.signedOn = stamp.occurredOn
    return [.put(grant)]
  }
}
