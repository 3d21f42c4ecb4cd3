// SPDX-License-Identifier: Apache-2.0

/// The form of a `subject` release: which fields about one authorising person or enterprise an
/// answer holds, and how each is derived.
///
/// A template is for one subject per call, found by one lookup key; it has no form for many.
package struct SubjectTemplate: Codable, Hashable, Sendable {
  /// Most fields of a template.
  package static let fieldsMax = 30
  /// Most columns of a score.
  package static let scoreColumnsMax = 50
  /// Most edges or values of a derivation.
  package static let valuesMax = 100

  /// The column a call names its subject by.
  package var lookupKey: String
  /// The fields of the answer.
  package var fields: [SubjectField]
  /// Answers to one caller about one subject per day, 1 to 100.
  package var dailyLimitPerSubject: Int

  /// Declares a template.
  package init(lookupKey: String, fields: [SubjectField], dailyLimitPerSubject: Int) {
    self.lookupKey = lookupKey
    self.fields = fields
    self.dailyLimitPerSubject = dailyLimitPerSubject
  }

  /// Judges the template against what the grant allows.
  package func check(against granted: [GrantedColumn]) -> SubjectTemplateVerdict {
    var objections: [SubjectObjection] = []
    let columns = Dictionary(granted.map { ($0.name, $0) }) { first, _ in first }
    if columns[lookupKey]?.role != .identifier {
      objections.append(.init("lookupKey", .lookupKeyNotIdentifier))
    }
    if !(1...100).contains(dailyLimitPerSubject) {
      objections.append(.init("dailyLimitPerSubject", .limitOutOfRange))
    }
    if fields.isEmpty { objections.append(.init("fields", .noFields)) }
    if fields.count > Self.fieldsMax { objections.append(.init("fields", .tooManyFields)) }
    var names: Set<String> = []
    for (index, field) in fields.prefix(Self.fieldsMax).enumerated() {
      let place = "fields[\(index)]"
      if !names.insert(field.name.lowercased()).inserted {
        objections.append(.init(place, .duplicateName))
      }
      objections += field.objections(columns).map { SubjectObjection(place, $0) }
    }
    return SubjectTemplateVerdict(objections: objections)
  }
}

extension SubjectField {
  fileprivate func objections(_ granted: [String: GrantedColumn]) -> [SubjectObjection.Reason] {
    var reasons: [SubjectObjection.Reason] = []
    if ColumnName(name) == nil { reasons.append(.malformedName) }
    if necessity.isEmpty || necessity.count > 500 { reasons.append(.necessityMissing) }
    if !hasFittingColumnCount { reasons.append(.wrongColumnCount) }
    for column in columns.prefix(SubjectTemplate.scoreColumnsMax) {
      guard let grant = granted[column] else {
        reasons.append(.notGranted)
        continue
      }
      if grant.role == .identifier { reasons.append(.identifier) }
      if grant.isFreeText, derivation != .isPresent { reasons.append(.freeText) }
      if derivation == .value, grant.role == .sensitive || grant.role == .quasiIdentifier {
        reasons.append(.rawValueOfPersonalColumn)
      }
    }
    if !hasSoundDerivation { reasons.append(.malformedDerivation) }
    if case .score = derivation { reasons.append(.scoreNeedsReview) }
    return reasons
  }

  private var hasFittingColumnCount: Bool {
    guard Set(columns).count == columns.count else { return false }
    if case .score = derivation {
      return (2...SubjectTemplate.scoreColumnsMax).contains(columns.count)
    }
    return columns.count == 1
  }

  private var hasSoundDerivation: Bool {
    switch derivation {
    case .value, .isPresent: true
    case .band(let edges): Self.areRising(edges)
    case .atLeast(let bound): Self.areRising([bound])
    case .isOneOf(let values):
      (1...SubjectTemplate.valuesMax).contains(values.count)
        && Set(values).count == values.count
        && values.allSatisfy { !$0.isEmpty && $0.utf8.count <= 200 }
    case .score(let low, let high, let step):
      low >= -1_000_000 && high <= 1_000_000 && low < high && step >= 1
        && (high - low) / step >= 1 && (high - low) / step <= 1000
    }
  }

  private static func areRising(_ edges: [String]) -> Bool {
    guard (1...SubjectTemplate.valuesMax).contains(edges.count) else { return false }
    do {
      var numbers: [ExactDecimal] = []
      for edge in edges { numbers.append(try ExactDecimal(parsing: edge)) }
      return zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    } catch { return false }
  }
}
