// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// An output as the platform stored it: that it is there, never how large it is.
package struct OutputReport: StructuredValue, Hashable {
  /// The declared name.
  package let name: String
  /// The format.
  package let format: OutputFormat
  /// The object in the vault.
  package let vaultObject: RecordID

  /// Gathers what was stored.
  package init(name: String, format: OutputFormat, vaultObject: RecordID) {
    self.name = name
    self.format = format
    self.vaultObject = vaultObject
  }

  /// An example in JSON.
  package static let example =
    #"{"name":"index","format":"parquet","vaultObject":"VLT-…"}"#

  /// The name is plain.
  package func problem() -> FieldProblem? {
    PlainName.isPlain(name) ? nil : PlainName.problem
  }
}

/// An output with the id of its record.
struct StoredOutput: Codable, Hashable, Sendable {
  let id: RecordID
  let report: OutputReport

  /// The record in quarantine.
  func record(of job: Job) -> JobOutput {
    JobOutput(
      id: id, place: job.place, job: job.id, scenario: job.scenario, operator: job.operator,
      environment: job.environment, name: report.name, format: report.format,
      vaultObject: report.vaultObject, state: .quarantined, imports: job.imports)
  }
}

/// The platform destroyed an output.
package struct ReportOutputDestroyed: Action {
  let output: RecordID
  let certificate: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "output.destroyed", zh: "输出已销毁", en: "An output was destroyed", capacities: [.system],
    clauses: ["EZ-02.7-f"], on: JobOutput.table.name, inStates: .except(JobOutput.State.destroyed),
    fields: Field("output", zh: "输出", en: "Output", refersTo: "output"),
    Field("certificate", zh: "销毁凭证摘要", en: "Digest of the certificate"), make: Self.init)

  /// The output.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> JobOutput? {
    guard let found = try read.find(JobOutput.self, output), found.place == context.place else {
      return nil
    }
    return found
  }

  /// Only once.
  package func decide(_ facts: JobOutput?, _ context: Context) -> Decision {
    guard let output = facts else {
      return .refused(Refusals.unknown("output", zh: "输出", en: "output", field: "output"))
    }
    guard output.state != .destroyed else {
      return .refused(
        Reason(
          "output.already", zh: "销毁结果已报告", en: "the destruction was reported already"))
    }
    let fact = OutputDestroyed(subject: output.id, certificate: certificate)
    return .allowed(Event(fact), id: output.id)
  }
}

/// An output is gone.
package struct OutputDestroyed: DomainEvent {
  /// The stable type.
  package static let type = "output.destroyed"
  /// The output.
  package let subject: RecordID
  let certificate: DigestText

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var output = try read.find(JobOutput.self, subject) else { return [] }
    output.state = .destroyed
    return [.put(output)]
  }
}
