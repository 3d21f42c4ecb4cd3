// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Reports that nothing of an ended agreement's data is left in the domain, item by item; the
/// platform's own act (EZ-02.7-f, QZ-17.p1-b).
package struct ReportDestruction: Action {
  let agreement: RecordID
  let destruction: DomainDestruction

  /// The declaration.
  package static let spec = Spec<Self>(
    "exit.dataDestroyed", zh: "域内数据已销毁", en: "Report that the domain's data are destroyed",
    capacities: [.system], clauses: ["EZ-02.7-f"], on: Agreement.table.name,
    inStates: .possible(Agreement.State.terminating, .ended),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("destruction", zh: "销毁清单", en: "What was destroyed"), make: Self.init)

  /// The agreement, and whether anything of it still gives rights or waits to go.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (agreement: Agreement?, isLeft: Bool) {
    guard let found = try Agreement.here(agreement, read, context) else { return (nil, false) }
    let on = Condition.equal("agreement", found.id)
    let grants = try read.every(Grant.self, [on])
    let jobs = try read.every(Job.self, [on])
    let isLeft =
      grants.contains { $0.state.isLive || $0.state == .revoked }
      || jobs.contains(where: \.state.isLive)
    return (found, isLeft)
  }

  /// Refuses before the end, while a grant or a job is left, and a second time.
  package func decide(
    _ facts: (agreement: Agreement?, isLeft: Bool), _ context: Context
  ) -> Decision {
    guard let agreement = facts.agreement else { return .refused(Agreement.unknown) }
    guard agreement.state == .terminating || agreement.state == .ended else {
      return .refused(agreement.wrongState)
    }
    guard agreement.exit.destruction == nil else {
      return .refused(
        Reason("exit.destroyed.already", zh: "已报告域内数据销毁", en: "this was reported already"))
    }
    guard !facts.isLeft else {
      return .refused(
        Reason(
          "exit.data.left", zh: "仍有任务或授权数据未停止、未销毁",
          en: "a job or a grant set is left in the domain"))
    }
    return .allowed(
      Event(DomainDataDestroyed(subject: agreement.id, destruction: destruction)),
      id: agreement.id)
  }
}

/// What of an ended agreement was stopped and destroyed in the domain, by number.
package struct DomainDestruction: StructuredValue, Hashable {
  /// Jobs that were stopped before their end.
  package let jobsStopped: Int
  /// Grant sets whose copies are gone.
  package let grantSets: Int
  /// Development samples that are gone.
  package let samples: Int
  /// Outputs of jobs that did not leave and are gone.
  package let outputs: Int
  /// Keys of pseudonyms that are gone.
  package let pseudonymKeys: Int
  /// Work that still holds plaintext of it in memory: none.
  package let mounts: Int
  /// The digest of the vault's certificates, of each object once, in the order of their names.
  package let certificate: DigestText

  /// Gathers the numbers.
  package init(
    jobsStopped: Int, grantSets: Int, samples: Int, outputs: Int, pseudonymKeys: Int, mounts: Int,
    certificate: DigestText
  ) {
    self.jobsStopped = jobsStopped
    self.grantSets = grantSets
    self.samples = samples
    self.outputs = outputs
    self.pseudonymKeys = pseudonymKeys
    self.mounts = mounts
    self.certificate = certificate
  }

  /// An example in JSON.
  package static let example =
    #"{"jobsStopped":1,"grantSets":2,"samples":1,"outputs":3,"pseudonymKeys":1,"mounts":0,"#
    + #""certificate":"e3b0c442…"}"#

  /// Numbers are not negative, and no mount is left.
  package func problem() -> FieldProblem? {
    let numbers = [jobsStopped, grantSets, samples, outputs, pseudonymKeys]
    guard numbers.allSatisfy({ (0...1_000_000_000).contains($0) }) else {
      return .bounds(0...1_000_000_000)
    }
    return mounts == 0 ? nil : .bounds(0...0)
  }
}

/// Nothing of an ended agreement is left in the domain.
package struct DomainDataDestroyed: DomainEvent {
  /// The stable type.
  package static let type = "exit.dataDestroyed"
  /// The agreement.
  package let subject: RecordID
  let destruction: DomainDestruction

  /// Keeps the numbers and the time.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.exit.destruction = destruction
    agreement.exit.destroyedAt = stamp.recordedAt
    return [.put(agreement)]
  }
}
