// SPDX-License-Identifier: Apache-2.0
package import Core

/// One act or one reading, by one person, on one day.
package struct ScenarioStep: Sendable, Hashable {
  /// What is done.
  package enum Kind: Sendable, Hashable {
    /// An action of the platform, by its name.
    case act(String)
    /// A listing, by its plural: the first row that fits is looked at.
    case read(String)
    /// A product call with a key, whose rights are looked at as the edge does.
    case call(String)
    /// A file of a life is put up, by its name.
    case upload(String)
    /// The file of a case is taken out as one package, by the case's id.
    case package(String)
    /// A page of the console is read, by its path.
    case page(String)
    /// A product is called over HTTP, by its id.
    case product(String)

    /// Whether it needs a running server, so that only a life can do it.
    package var needsServer: Bool {
      switch self {
      case .act, .read, .call: false
      case .upload, .package, .page, .product: true
      }
    }
  }

  /// What must come of it.
  package enum Expectation: Sendable, Hashable {
    /// Refused for exactly these reasons.
    case refused([String])
    /// Allowed, or read, with these values; a key is a path such as `reasons.0.code`.
    case values([String: JSON])
  }

  /// The line in the file.
  package let line: Int
  /// The person of the place's chain; `platform` for the platform's own reports.
  package let by: String
  /// What is done.
  package let kind: Kind
  /// The named fields that it starts from.
  package let form: String?
  /// The fields of the action, or the columns by which a listing is filtered.
  package let input: [String: JSON]
  /// The day to which the clock is moved before; nil to leave it.
  package let on: Day?
  /// Names given to members of what comes back.
  package let save: [String: String]
  /// What must come of it; nil when it only has to be allowed.
  package let expected: Expectation?
}

extension ScenarioStep {
  /// Reads a list of steps.
  static func list(_ node: ScenarioNode) -> [ScenarioStep] { node.elements.map(ScenarioStep.init) }

  init(_ node: ScenarioNode) {
    var members: [String: ScenarioNode] = [:]
    for (key, value) in node.members {
      if !Self.keys.contains(key) { value.report("`\(key)` is not known here") }
      members[key] = value
    }
    line = node.line
    by = members["by"]?.text ?? ""
    if by.isEmpty { node.report("needs `by`") }
    let kinds = Self.kinds.compactMap { key, kind in members[key].map { kind($0.text) } }
    if kinds.count != 1 { node.report("needs one of `do`, `read` and `call`") }
    kind = kinds.first ?? .act("")
    form = members["form"]?.text
    let input = members[members["read"] == nil ? "with" : "where"]
    if members["with"] != nil, members["where"] != nil { node.report("`where` is for `read`") }
    self.input = input?.json.object ?? [:]
    if let input, !input.isMapping { input.report("must have members") }
    on = members["on"]?.day
    save = members["save"].map(Self.saved) ?? [:]
    expected = members["expect"].map(Self.expectation)
  }

  private static let kinds: [(String, @Sendable (String) -> Kind)] = [
    ("do", Kind.act), ("read", Kind.read), ("call", Kind.call), ("upload", Kind.upload),
    ("package", Kind.package), ("page", Kind.page), ("product", Kind.product),
  ]

  private static let keys: Set = Set(kinds.map(\.0)).union([
    "by", "form", "with", "where", "on", "save", "expect",
  ])

  private static func saved(_ node: ScenarioNode) -> [String: String] {
    guard node.isMapping else { return [node.text: "id"] }
    return Dictionary(node.members.map { ($0.key, $0.value.text) }) { $1 }
  }

  private static func expectation(_ node: ScenarioNode) -> Expectation {
    guard node.isMapping else { return .refused(node.elements.map(\.text)) }
    return .values(Dictionary(node.members.map { ($0.key, $0.value.json) }) { $1 })
  }
}
