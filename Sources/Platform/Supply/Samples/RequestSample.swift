// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Asks for a development sample of a ready grant (EZ-02.13-a).
package struct RequestSample: Action {
  let grant: RecordID
  let rows: Int

  /// The declaration.
  package static let spec = Spec<Self>(
    "sample.request", zh: "申请开发样本", en: "Request a sample", capacities: [.operator],
    clauses: ["EZ-02.13-a"], on: Grant.table.name,
    inStates: .except(Grant.State.rejected, .revoked, .destroyed),
    fields: Field("grant", zh: "数据授权", en: "Grant", refersTo: "grant"),
    Field("rows", zh: "行数", en: "Rows", bounds: 10...1_000), make: Self.init)

  /// What is looked up before a sample is made.
  package struct Found: Sendable {
    let chain: GrantChain
    /// Whether whoever asks may enter the domain.
    let entry: DomainEntry
  }

  /// The operator's grant with what it hangs on, and who asks.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Found? {
    try Grant.owned(grant, read, context).map {
      Found(chain: try GrantChain($0, read), entry: try DomainEntry(read, context))
    }
  }

  /// Once for each grant, and never with an identifier that is not hidden.
  package func decide(_ facts: Found?, _ context: Context) -> Decision {
    guard let facts else { return .refused(Grant.unknown) }
    let (chain, grant) = (facts.chain, facts.chain.grant)
    var reasons: [Reason] = []
    let stop = SupplyChain.stop(
      grant: grant, scenario: chain.scenario, agreement: chain.agreement, on: context.today,
      context.profile)
    if let stop { reasons.append(stop) }
    reasons += facts.entry.reasons(context)
    if grant.sampleState != nil {
      reasons.append(
        Reason("sample.already", zh: "该数据授权已申请样本", en: "a sample was asked for already"))
    }
    if grant.purpose == .subjectService {
      reasons.append(
        Reason(
          "sample.identifier", clauses: context.profile.security.rawDataVisible.clauses,
          zh: "含未脱敏主体代码的数据授权不制作样本",
          en: "no sample is made of a grant for answers about one subject"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let fact = SampleRequested(subject: grant.id, rows: rows, by: context.actor.account)
    return .allowed(Event(fact), id: grant.id)
  }
}

/// The platform wrote a sample and measured how easily its rows are tied to a subject.
package struct ReportSampleMade: Action {
  let grant: RecordID
  let rows: Int
  let object: RecordID
  let risk: SampleRisk
  let drawn: SampleDraw?

  /// The declaration.
  package static let spec = Spec<Self>(
    "sample.made", zh: "样本已制作", en: "A sample was made", capacities: [.system],
    clauses: ["EZ-02.13-a"], on: Grant.table.name,
    inStates: .possible(SampleState.requested, in: "sampleState"),
    fields: Field("grant", zh: "数据授权", en: "Grant", refersTo: "grant"),
    Field("rows", zh: "行数", en: "Rows"), Field("object", zh: "存储对象", en: "Object in the vault"),
    Field("risk", zh: "重识别风险", en: "Risk"),
    Field("drawn", zh: "抽样方式", en: "How it was drawn"), make: Self.init)

  /// The grant with what it hangs on.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> GrantChain? {
    try Grant.here(grant, read, context).map { try GrantChain($0, read) }
  }

  /// Only what was asked for, of a grant that still gives rights, once.
  package func decide(_ facts: GrantChain?, _ context: Context) -> Decision {
    guard let facts else { return .refused(Grant.unknown) }
    let grant = facts.grant
    switch grant.sampleState {
    case nil: return .refused(grant.wrongState(context))
    case .made, .signed:
      return .refused(
        Reason("sample.already", zh: "样本结果已报告", en: "the sample was reported already"))
    case .requested: break
    }
    guard grant.state.isLive else { return .refused(grant.wrongState(context)) }
    if let refusal = context.refusal(facts.stop(context)) { return refusal }
    guard let sample = grant.sample, rows <= sample.rowsWanted else {
      return .refused(
        Reason(
          "sample.rows", zh: "样本行数超过申请数", en: "the sample has more rows than asked for",
          field: "rows"))
    }
    let fact = SampleMade(subject: grant.id, rows: rows, object: object, risk: risk, drawn: drawn)
    return .allowed(Event(fact), id: grant.id)
  }
}

/// A sample was asked for.
package struct SampleRequested: DomainEvent {
  /// The stable type.
  package static let type = "sample.requested"
  /// The grant.
  package let subject: RecordID
  let rows: Int
  let by: RecordID

  /// Notes the wish.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var grant = try read.find(Grant.self, subject) else { return [] }
    grant.sampleState = .requested
    grant.sample = GrantSample(rowsWanted: rows, requestedBy: by)
    return [.put(grant)]
  }
}

/// A sample was made and measured.
package struct SampleMade: DomainEvent {
  /// The stable type.
  package static let type = "sample.made"
  /// The grant.
  package let subject: RecordID
  let rows: Int
  let object: RecordID
  let risk: SampleRisk
  /// Absent in entries before it was said.
  let drawn: SampleDraw?

  /// Sets object and figures.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var grant = try read.find(Grant.self, subject) else { return [] }
    grant.sampleState = .made
    grant.sample?.rows = rows
    grant.sample?.object = object
    grant.sample?.risk = risk
    grant.sample?.drawn = drawn
    return [.put(grant)]
  }
}
