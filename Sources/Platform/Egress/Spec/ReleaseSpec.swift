// SPDX-License-Identifier: Apache-2.0
import Core
package import DisclosureControl

/// What exactly is asked to leave: a tabulation, the template of answers about one subject,
/// records, or the form of a file, a model or a report. One of the six is present.
package struct ReleaseSpec: StructuredValue, Hashable {
  /// For `tabulation` and `query`.
  package let tabulation: TabulationSpec?
  /// For `subject`.
  package let subject: SubjectTemplate?
  /// For `microdata`.
  package let microdata: MicrodataSpec?
  /// For `file`.
  package let file: FileSpec?
  /// For `model`.
  package var model: ModelSpec?
  /// For `report`.
  package var report: ReportSpec?

  /// Asks for a table or a cube.
  package init(_ tabulation: TabulationSpec) {
    self.tabulation = tabulation
    subject = nil
    microdata = nil
    file = nil
  }

  /// Asks for answers about one subject.
  package init(_ subject: SubjectTemplate) {
    tabulation = nil
    self.subject = subject
    microdata = nil
    file = nil
  }

  /// Asks for records.
  package init(_ microdata: MicrodataSpec) {
    tabulation = nil
    subject = nil
    self.microdata = microdata
    file = nil
  }

  /// Asks for a file.
  package init(_ file: FileSpec) {
    tabulation = nil
    subject = nil
    microdata = nil
    self.file = file
  }

  /// Asks for a model.
  package init(_ model: ModelSpec) {
    tabulation = nil
    subject = nil
    microdata = nil
    file = nil
    self.model = model
  }

  /// Asks for a report.
  package init(_ report: ReportSpec) {
    tabulation = nil
    subject = nil
    microdata = nil
    file = nil
    self.report = report
  }

  /// The most bytes of a specification's canonical JSON; an entry holds it whole.
  package static let bytesMax = 40_000

  /// An example in JSON.
  package static let example = """
    {"tabulation":{"dimensions":["education"],"measures":[{"function":"count"}],\
    "subject":"person","filters":[],"margins":true}}
    """

  /// Exactly one member, not too long, and no code of a person in it.
  package func problem() -> FieldProblem? {
    let present = [
      tabulation != nil, subject != nil, microdata != nil, file != nil, model != nil,
      report != nil,
    ].filter { $0 }.count
    guard present == 1 else {
      return FieldProblem(
        "egress.spec.form", zh: "规格须且只须含 tabulation、subject、microdata、file、model、report 之一",
        en: "a specification has exactly one of tabulation, subject, microdata, file, model and "
          + "report")
    }
    let text: String
    do { text = try JSON(encoding: self).canonicalText } catch { return .missing }
    guard text.utf8.count <= Self.bytesMax else { return .bounds(1...Int64(Self.bytesMax)) }
    guard !ContentScan.containsPersonalCode(text) else {
      return FieldProblem(
        "egress.spec.personal", zh: "规格中不得写入证件号码等个人标识",
        en: "a specification must not hold anybody's code")
    }
    return nil
  }

  /// Whether it is the form of something that leaves as a file.
  var isFile: Bool { fits(.file) || fits(.microdata) || fits(.model) || fits(.report) }

  /// Whether it has the form that a kind needs.
  package func fits(_ kind: ReleaseKind) -> Bool {
    switch kind {
    case .tabulation, .query: tabulation != nil
    case .subject: subject != nil
    case .microdata: microdata != nil
    case .file: file != nil
    case .model: model != nil
    case .report: report != nil
    }
  }
}

/// The form of a file that leaves: what its reader is told, so that it can be made canonical.
package struct FileSpec: Codable, Hashable, Sendable {
  /// What the file is, for the checkers; 1 to 500 characters.
  package let description: String
  /// The decimals to which numbers are rounded, 0 to 6.
  package let decimals: Int

  /// Describes a file.
  package init(description: String, decimals: Int) {
    self.description = description
    self.decimals = decimals
  }
}

/// The form of a trained model that leaves, byte by byte as the job wrote it.
package struct ModelSpec: Codable, Hashable, Sendable {
  /// What it is and how it was trained, for the checkers; 1 to 500 characters.
  package let description: String
  /// The column of the granted data that it predicts, whose rare classes it may remember; nil for
  /// none.
  package let target: String?

  /// Describes a model.
  package init(description: String, target: String? = nil) {
    self.description = description
    self.target = target
  }
}

/// The form of a document or plot that leaves, byte by byte as the job wrote it.
package struct ReportSpec: Codable, Hashable, Sendable {
  /// What it is, for the checkers; 1 to 500 characters.
  package let description: String

  /// Describes a report.
  package init(description: String) { self.description = description }
}
