// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The papers that an act files under a case, with those that stand for another case already.
///
/// A paper stands for one case: the same decision, plan or signature does not carry two. What the
/// profile lets serve several (`papers.severalCases`) is not asked, and a case that was withdrawn
/// or failed gives its papers free.
struct FiledPapers: Sendable {
  /// One paper: what it is, and the field in which it was handed in.
  struct Paper: Sendable {
    let key: CasePaperKey
    let field: String
    /// The other case for which it stands; nil where there is none.
    var other: CaseFile?
    /// Whether it stands for something else than a case.
    let isElsewhere: Bool
  }

  /// The case under which they are filed.
  let file: RecordID
  private let place: String
  /// The papers, each once.
  private(set) var papers: [Paper] = []

  /// No papers yet.
  init(file: RecordID, _ context: Context) {
    self.file = file
    place = context.place
  }

  /// Adds a file and looks for the case for which it stands.
  mutating func add(
    _ digest: DigestText, field: String, _ read: any RecordReader, _ context: Context
  ) throws {
    try add(CasePaperKey(digest), field: field, read, context)
  }

  /// Adds the number of a body's decision.
  mutating func add(
    number: String, of body: String, field: String, _ read: any RecordReader, _ context: Context
  ) throws {
    try add(CasePaperKey(number: number, of: body), field: field, read, context)
  }

  /// Adds the files of a step's materials, without those that may serve several cases.
  mutating func add(
    _ materials: [(name: String, digest: DigestText?)], of step: ProcedureStep?, field: String,
    _ read: any RecordReader, _ context: Context
  ) throws {
    let shared = context.profile.papers.shared
    for material in materials {
      guard let digest = material.digest, step?.material(material.name).map(shared.contains) != true
      else { continue }
      try add(digest, field: field, read, context)
    }
  }

  private mutating func add(
    _ key: CasePaperKey, field: String, _ read: any RecordReader, _ context: Context
  ) throws {
    guard !papers.contains(where: { $0.key == key }) else { return }
    let use = try read.find(PaperUse.self, PaperUse.id(of: key, in: context.place))
    let other = try use.flatMap { $0.case == file ? nil : try read.find(CaseFile.self, $0.case) }
    // What stands for an authorisation from before the rules stands for it alone, too.
    let isElsewhere =
      use.map { $0.case != file && $0.case.prefix != CaseFile.table.prefix } ?? false
    papers.append(
      Paper(
        key: key, field: field, other: other?.state == .cancelled ? nil : other,
        isElsewhere: isElsewhere))
  }

  /// Why they cannot be filed: one reason for each field with a paper of another case.
  func reasons(_ clauses: [ClauseID], _ context: Context) -> [Reason] {
    var told: Set<String> = []
    return papers.compactMap { paper in
      guard paper.other != nil || paper.isElsewhere, told.insert(paper.field).inserted else {
        return nil
      }
      let shown = paper.other.flatMap { $0.isShown(to: context.actor) ? $0.id.rawValue : nil }
      let zh = shown.map { "程序 \($0)" } ?? "另一程序"
      let en = shown.map { "the case \($0)" } ?? "another case"
      return paper.field == "documentNumber"
        ? Reason(
          "case.number.twice", clauses: clauses, zh: "该机构的这一文号已登记在\(zh)，请核对文号",
          en: "this body's document of this number is recorded under \(en); check the number",
          field: paper.field)
        : Reason(
          "case.paper.twice", clauses: clauses, zh: "同一份文件已用于\(zh)，请上传本事项的文件",
          en: "this paper stands for \(en) already; upload the one of this case",
          field: paper.field)
    }
  }

  /// The event that notes them; none where nothing was filed that is not noted.
  var events: [Event] {
    guard !papers.isEmpty else { return [] }
    return [Event(PapersFiled(subject: file, place: place, papers: papers.map(\.key)))]
  }
}

extension CaseFile {
  /// Whether an actor sees the case in the list of cases, whatever its profile adds.
  func isShown(to actor: Actor) -> Bool {
    if parties.contains(actor.organisation) { return true }
    return actor.capacities.contains { capacity in
      switch CaseFile.scopes[capacity] {
      case .place: true
      case .placeWhere: (actors ?? "").contains("|\(capacity.rawValue)|")
      default: false
      }
    }
  }
}
