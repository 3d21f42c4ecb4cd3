// SPDX-License-Identifier: Apache-2.0

/// Records as declared: the form `microdata`.
struct MicrodataDeclaration: Sendable {
  /// What a column is.
  enum Role: String, CaseIterable, Sendable {
    case quasiIdentifier = "quasi-identifier"
    case sensitive
    case other
    case directIdentifier = "direct-identifier"
  }

  /// One declared column.
  struct Column: Sendable {
    let name: String
    /// The column of the raw data it was made of.
    let from: String
    let role: Role
    /// Whether its values have an order that t-closeness uses.
    let isOrdered: Bool
    /// Whether it is the platform's own pseudonym of the subject.
    let isPseudonym: Bool
  }

  let input: String
  let raw: [String]
  let subject: String?
  let columns: [Column]
  let parameters: MicrodataParameters

  var quasiIdentifiers: [String] {
    columns.filter { $0.role == .quasiIdentifier }.map(\.name)
  }
  var sensitive: [Column] { columns.filter { $0.role == .sensitive } }

  init(_ document: Document) throws(SpecProblem) {
    let object = try SpecObject(
      document, at: "", known: ["kind", "input", "raw", "subject", "columns", "parameters"])
    input = try object.text("input")
    raw = try object.texts("raw", max: 8)
    subject = try object.optionalText("subject")
    guard case .object(let members) = try object.required("columns"), members.count <= 500 else {
      throw SpecProblem("columns", zh: "应为至多 500 列的对象", en: "must be an object of at most 500")
    }
    var columns: [Column] = []
    for member in members { columns.append(try Self.column(member)) }
    self.columns = columns
    if let subject, let place = columns.first(where: { $0.name == subject }) {
      throw SpecProblem(
        SpecObject.join("columns", place.name), zh: "主体列在出域时去除，不能声明为列",
        en: "the subject is stripped at the door and cannot be declared as a column")
    }
    parameters = try MicrodataParameters(object["parameters"], at: "parameters")
  }

  private static func column(_ member: Document.Member) throws(SpecProblem) -> Column {
    let object = try SpecObject(
      member.value, at: SpecObject.join("columns", member.name),
      known: ["from", "role", "ordered", "pseudonym"])
    guard let role = try object.choice("role", Role.self) else {
      throw SpecProblem(object.place("role"), zh: "缺少此键", en: "this key is missing")
    }
    return Column(
      name: member.name, from: try object.optionalText("from") ?? member.name, role: role,
      isOrdered: try object.flag("ordered"), isPseudonym: try object.flag("pseudonym"))
  }
}
