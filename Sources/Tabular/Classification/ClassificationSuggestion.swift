// SPDX-License-Identifier: Apache-2.0

/// What class a column may have, and the evidence; a person decides.
///
/// Content outweighs the header: a column full of identity numbers is one whatever its name.
package struct ClassificationSuggestion: Codable, Hashable, Sendable {
  /// The column's name.
  package let column: String
  /// The suggested class.
  package let suggested: SuggestedClass
  /// Why, the decisive reason first; empty for `other`.
  package let evidence: [ClassificationEvidence]

  /// Makes a suggestion from a column's profile.
  package init(_ profile: ColumnProfile) {
    column = profile.name
    let found = Self.evidence(profile)
    evidence = found
    suggested = found.first.map(Self.suggestedClass) ?? .other
  }

  /// Makes suggestions for all columns of a profile.
  package static func all(_ profile: ValueProfile) -> [ClassificationSuggestion] {
    profile.columns.map(ClassificationSuggestion.init)
  }

  /// Collects evidence, the decisive first.
  private static func evidence(_ profile: ColumnProfile) -> [ClassificationEvidence] {
    var found: [ClassificationEvidence] = []
    let values = profile.rows - profile.missing
    func valid(_ kind: CodeKind) -> Int {
      profile.codes.first { $0.kind == kind }?.valid ?? 0
    }
    func half(_ kind: CodeKind) -> Bool { values > 0 && valid(kind) * 2 >= values }
    if half(.residentID) {
      found.append(.valuesResidentID)
    } else if valid(.residentID) > 0, valid(.residentID) * 100 >= values {
      found.append(.someResidentIDs)
    }
    if half(.phone) { found.append(.valuesPhone) }
    if half(.bankCard) { found.append(.valuesBankCard) }
    if half(.uscc) { found.append(.valuesUSCC) }
    let header = HeaderVocabulary.evidence(profile.name)
    if half(.division), isCodeLike(profile) { found.append(.valuesDivision) }
    if let header { found.append(header) }
    if case .code = profile.type { found.append(.declaredType) }
    if found == [.declaredType], case .code(let kind) = profile.type {
      found = [declared(kind), .declaredType]
    }
    return found
  }

  /// Six digits are often just a number: a division column repeats its values or says so.
  private static func isCodeLike(_ profile: ColumnProfile) -> Bool {
    profile.type != .integer || profile.distinct.count * 4 <= profile.rows
  }

  private static func declared(_ kind: CodeKind) -> ClassificationEvidence {
    switch kind {
    case .uscc: .valuesUSCC
    case .residentID: .valuesResidentID
    case .division: .valuesDivision
    case .phone: .valuesPhone
    case .bankCard: .valuesBankCard
    }
  }

  private static func suggestedClass(_ evidence: ClassificationEvidence) -> SuggestedClass {
    switch evidence {
    case .headerDirect, .valuesResidentID, .someResidentIDs, .valuesPhone,
      .valuesBankCard:
      .directIdentifier
    case .headerEnterprise, .valuesUSCC: .enterpriseIdentifier
    case .headerQuasi, .valuesDivision: .quasiIdentifier
    case .headerSensitive: .sensitive
    case .declaredType: .other
    }
  }
}
