// SPDX-License-Identifier: Apache-2.0
package import Platform

/// What differs between the columns of a database and those of a resource in the catalogue.
package struct SchemaComparison: Sendable {
  /// A column of the resource.
  package struct Registered: Sendable {
    let name: String
    let type: ColumnType

    /// Names a column and what it holds.
    package init(name: String, type: ColumnType) {
      self.name = name
      self.type = type
    }
  }

  /// Something that differs.
  package enum Finding: Hashable, Sendable {
    /// A column of the resource that the database does not have.
    case missing(String)
    /// A column that the resource does not have.
    case added(String)
    /// A column whose values cannot be those of the resource's.
    case type(String, source: SourceType, registered: ColumnType)
    /// A column some values of which may not be those of the resource's: each is checked.
    case loose(String, source: SourceType, registered: ColumnType)

    /// Whether nothing can be delivered because of it.
    package var stops: Bool {
      switch self {
      case .missing, .added, .type: true
      case .loose: false
      }
    }

    /// The code by which programs know the finding.
    package var code: String {
      switch self {
      case .missing: "drift.missing"
      case .added: "drift.added"
      case .type: "drift.type"
      case .loose: "drift.loose"
      }
    }

    /// The column.
    package var column: String {
      switch self {
      case .missing(let name), .added(let name), .type(let name, _, _), .loose(let name, _, _):
        name
      }
    }

    /// One line that says what differs and what to do.
    package var explanation: String {
      switch self {
      case .missing(let name):
        "column `\(name)` of the resource is not there: read it too, or change the catalogue"
      case .added(let name):
        "column `\(name)` is not of the resource: leave it out of the query, or register it"
      case .type(let name, let source, let registered):
        "column `\(name)` holds \(source.name), the resource has \(registered.rawValue)"
      case .loose(let name, let source, let registered):
        "column `\(name)` holds \(source.name) and the resource has \(registered.rawValue): "
          + "rows with values that are none are kept apart"
      }
    }
  }

  /// What differs, in the order of the resource's columns, then of the database's.
  package let findings: [Finding]

  /// Compares.
  package init(source: [SourceColumn], registered: [Registered]) {
    var found: [Finding] = []
    for column in registered {
      guard let there = source.first(where: { $0.name == column.name }) else {
        found.append(.missing(column.name))
        continue
      }
      switch SchemaComparison.fit(there.type, column.type) {
      case .always: break
      case .perhaps: found.append(.loose(column.name, source: there.type, registered: column.type))
      case .never: found.append(.type(column.name, source: there.type, registered: column.type))
      }
    }
    let names = Set(registered.map(\.name))
    found += source.filter { !names.contains($0.name) }.map { .added($0.name) }
    findings = found
  }

  /// Whether something can be delivered.
  package var fits: Bool { !findings.contains(where: \.stops) }

  private enum Fit {
    case always, perhaps, never
  }

  private static func fit(_ source: SourceType, _ registered: ColumnType) -> Fit {
    switch (registered, source) {
    case (_, .undelivered): .never
    case (.text, _): .always
    case (.creditCode, .text), (.identityNumber, .text): .always
    case (.creditCode, .integer), (.identityNumber, .integer): .perhaps
    case (.creditCode, _), (.identityNumber, _): .never
    case (.integer, .integer), (.integer, .bits): .always
    case (.integer, .decimal(let scale)): scale == 0 ? .perhaps : .never
    case (.decimal, .integer): .always
    // The platform's decimals have 18 digits, six of them behind the point.
    case (.decimal, .decimal(let scale)): scale <= 6 ? .always : .perhaps
    case (.decimal, .real): .perhaps
    case (.real, .integer), (.real, .decimal), (.real, .real): .always
    case (.date, .date), (.timestamp, .timestamp), (.boolean, .boolean): .always
    case (.boolean, .bits), (.boolean, .integer): .perhaps
    case (_, .text): .perhaps
    case (.integer, _), (.decimal, _), (.real, _), (.date, _), (.timestamp, _), (.boolean, _):
      .never
    }
  }
}
