// SPDX-License-Identifier: Apache-2.0

/// By which columns the source units say whom the rows behind a release are about.
///
/// Who asks for a release names the subject, and by it people are counted: a record number or a
/// time in its place would make twelve visits of one person twelve people. So it is not theirs to
/// choose.
struct SubjectColumns {
  let resources: [Resource]

  /// Whether a column tells whom records are about: a declared one where there is one, else a
  /// direct identifier.
  func tell(_ name: String) -> Bool {
    let declared = resources.compactMap(\.subjectColumn)
    return declared.isEmpty ? kinds(of: name).contains(.direct) : declared.contains(name)
  }

  /// Whether tables may be counted by a column.
  ///
  /// Data that the units decided to be about nobody, such as readings of stations, have no subject:
  /// they are counted by whatever column is named. Where a grant is named, the column is in it as
  /// it is or by pseudonym, since any other mask makes one of several people.
  func mayCount(_ name: String, in grant: Grant?) -> Bool {
    if isAboutNobody { return true }
    guard tell(name) else { return false }
    guard let mask = grant?.columns.first(where: { $0.name == name })?.mask else { return true }
    return mask == .none || mask == .pseudonym
  }

  /// Whether a column identifies whom some of the data are about, in any of the resources; names
  /// are compared as the database does.
  func identify(_ name: String) -> Bool {
    let folded = name.lowercased()
    return resources.contains { resource in
      resource.subjectColumn?.lowercased() == folded
        || resource.columns.contains {
          $0.name.lowercased() == folded && $0.classification?.kind == .direct
        }
    }
  }

  /// What the resources' units decided of a column of this name; what is undecided is sensitive.
  func kinds(of name: String) -> Set<ColumnKind> {
    Set(resources.compactMap { $0.column(name) }.map { $0.classification?.kind ?? .sensitive })
  }

  /// Whether no resource declares a subject, and every column was decided to tell of nobody.
  private var isAboutNobody: Bool {
    !resources.isEmpty
      && resources.allSatisfy { resource in
        resource.subjectColumn == nil
          && resource.columns.allSatisfy { $0.classification?.kind == .other }
      }
  }
}
