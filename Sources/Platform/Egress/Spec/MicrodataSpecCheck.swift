// SPDX-License-Identifier: Apache-2.0

/// Compares the declared form of records with what the source units decided of the columns.
///
/// An operator declares of which column a value was made; what that column tells of people was
/// decided by the unit that supplies it, and cannot be declared away. An undecided one counts as
/// sensitive.
struct MicrodataSpecCheck {
  /// What may be declared wrongly.
  enum Fault: Equatable {
    /// The form itself, at a member.
    case form(String)
    /// The subject is no identifier of the granted data.
    case subject
    /// A declared column of none of the resources.
    case unknown(String)
    /// A direct identifier among the columns.
    case identifier(String)
    /// A weaker role than the source unit's decision.
    case role(String)
  }

  let spec: MicrodataSpec
  let resources: [Resource]

  /// What is wrong, in the order of the columns.
  var faults: [Fault] {
    if let member = spec.fault { return [.form(member)] }
    var faults: [Fault] = []
    let known = SubjectColumns(resources: resources)
    if !known.tell(spec.subject) { faults.append(.subject) }
    for column in spec.columns {
      let from = column.from ?? column.name
      let kinds = known.kinds(of: from)
      if kinds.isEmpty {
        faults.append(.unknown(from))
      } else if kinds.contains(.direct) {
        faults.append(.identifier(column.name))
      } else if let least = kinds.map(\.leastRole).max(), column.role < least {
        faults.append(.role(column.name))
      }
    }
    return faults
  }
}

extension ColumnKind {
  /// The weakest role under which a value made of such a column may leave.
  fileprivate var leastRole: MicrodataColumn.Role {
    switch self {
    case .quasi, .direct: .quasiIdentifier
    case .sensitive: .sensitive
    case .other: .other
    }
  }
}

extension MicrodataColumn.Role: Comparable {
  /// Orders by how much is asked of a column.
  package static func < (left: Self, right: Self) -> Bool { left.strictness < right.strictness }

  private var strictness: Int {
    switch self {
    case .other: 0
    case .sensitive: 1
    case .quasiIdentifier: 2
    }
  }
}
