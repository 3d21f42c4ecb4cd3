// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The copy of one grant that a job reads, as it stood when the job began.
///
/// Every later step compares it with the grant: a copy that was written anew is another one, and
/// what was made from rows of somebody who has left since is not taken further (EZ-02.3-b).
package struct JobInput: Codable, Hashable, Sendable {
  /// The grant.
  package let grant: RecordID
  /// Its copy or, in development, its sample in the vault.
  package let object: RecordID
  /// How often authorisations behind the grant had been withdrawn.
  package let withdrawals: Int
  /// The last day on which every authorisation by which its rows were chosen holds; nil when none
  /// chose them.
  package let until: Day?

  /// What a job reads of a grant as it stands; nil when there is nothing to read.
  package init?(_ grant: Grant, in environment: JobEnvironment) {
    let object = environment == .production ? grant.vaultObject : grant.sampleObject
    guard let object else { return nil }
    self.grant = grant.id
    self.object = object
    // A sample ends with the first withdrawal, and no output of development leaves.
    let isSample = environment == .development
    withdrawals = isSample ? 0 : grant.withdrawals ?? 0
    until = isSample || grant.consentRows == nil ? nil : grant.consentsUntil
  }
}

extension Job {
  /// The copy of a grant that it reads; nil when it has not begun, and for jobs of older entries.
  package func input(of grant: RecordID) -> JobInput? {
    inputs?.first { $0.grant == grant }
  }

  /// Whether an authorisation by which rows came into what it read was withdrawn or ran out since.
  /// A job that does not say what it read counts as one of which somebody left.
  ///
  /// - Parameter day: the day on which it is used; nil asks for withdrawals alone.
  package func hasDepartures(on day: Day?, _ read: any RecordReader) throws -> Bool {
    for id in grants {
      guard let grant = try read.find(Grant.self, id), grant.consentRows != nil else { continue }
      guard let input = input(of: id), input.withdrawals == grant.withdrawals ?? 0,
        day == nil || input.until.map({ day ?? $0 <= $0 }) ?? true
      else { return true }
    }
    return false
  }
}

extension Release {
  /// Whether it comes from the output of a job of which somebody left. Totals as well: a program
  /// can write one person as many.
  package static func hasDepartures(
    output id: RecordID?, on day: Day?, _ read: any RecordReader
  ) throws -> Bool {
    guard let id, let output = try read.find(JobOutput.self, id) else { return false }
    return try read.find(Job.self, output.job)?.hasDepartures(on: day, read) ?? false
  }

  /// Whether the copies that the job of an output read are still those of its grants.
  static func isComparable(output id: RecordID?, _ read: any RecordReader) throws -> Bool {
    guard let id, let output = try read.find(JobOutput.self, id),
      let job = try read.find(Job.self, output.job)
    else { return true }
    return try job.grants.allSatisfy { id in
      guard let grant = try read.find(Grant.self, id), grant.state == .ready else { return false }
      return job.input(of: id)?.object == grant.vaultObject
    }
  }

  /// Why something made with rows of somebody who left does not go on.
  static func departed(_ code: String, _ context: Context, field: String? = nil) -> Reason {
    Reason(
      code, clauses: context.clauses(SupplyClauses.personal),
      zh: "任务读取数据之后有主体撤回授权或授权到期，请在授权数据更新后重新运行任务再申请",
      en: "an authorisation behind its data was withdrawn or ran out since the job read them: run "
        + "the job again once the grant is written anew, and ask for what it makes", field: field)
  }
}
