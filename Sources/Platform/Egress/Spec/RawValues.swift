// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Regulation

/// Finds the fields of answers about a subject that give a column of the granted data as it is or
/// as good as so, where the place's text lets no raw data out (SC-19-b, EZ-02.13-a, SZ-11.3.1-c).
///
/// A column of an output counts where granted data have its name; what a program gave another name
/// goes before people as computed.
struct RawValues {
  /// The most edges of a band: with them a field tells of a column less than 3.5 bits.
  static let edgesMax = 10
  /// The fewest values among which a yes may stand, and the fewest whole numbers of a band.
  static let valuesMin = 2

  let source: ReleaseSource
  /// Whether an answer may give a granted column as it is; nil where nothing says.
  let values: ProfileValue<Bool>?

  /// One reason for each field that is too near to the raw value.
  func reasons(_ template: SubjectTemplate) -> [Reason] {
    guard let values, values.value == false || values.isOpen else { return [] }
    var told: Set<String> = []
    return template.fields.enumerated().compactMap { index, field in
      let raw = field.columns.filter(isRaw)
      guard !raw.isEmpty, field.derivation != .isPresent else { return nil }
      // Several bands of one column, each moved a little, are the value.
      let isRepeated = !told.isDisjoint(with: raw)
      told.formUnion(raw)
      guard let (zh, en) = problem(field) ?? (isRepeated ? Self.repeated : nil) else { return nil }
      return Reason(
        "egress.template.rawValue", clauses: values.clauses,
        zh: "本地规定原始数据不得导出，\(zh)：fields[\(index)]",
        en: "raw data do not leave here: \(en) (fields[\(index)])", field: "spec")
    }
  }

  private static let repeated = (
    zh: "同一数据项只能用于一个字段", en: "a column stands in one field alone"
  )

  private func isRaw(_ column: String) -> Bool {
    source.output == nil || source.resources.contains { $0.column(column) != nil }
  }

  private func problem(_ field: SubjectField) -> (zh: String, en: String)? {
    switch field.derivation {
    case .value:
      ("字段须改用分段、是否达到等加工形式", "the field takes a band, a yes-or-no or a score")
    case .band(let edges):
      edges.count > Self.edgesMax || (isWhole(field) && Self.areNarrow(edges))
        ? (
          "分段至多 \(Self.edgesMax) 个界值，整数的每段至少含 \(Self.valuesMin) 个数值",
          "a band has at most \(Self.edgesMax) edges, and each at least "
            + "\(Self.valuesMin) whole numbers"
        ) : nil
    case .isOneOf(let texts):
      texts.count < Self.valuesMin
        ? (
          "“是否属于”至少列 \(Self.valuesMin) 个取值",
          "a yes-or-no is about at least \(Self.valuesMin) values"
        ) : nil
    case .atLeast, .isPresent, .score: nil
    }
  }

  /// Whether the column holds whole numbers, of which a narrow band names one.
  private func isWhole(_ field: SubjectField) -> Bool {
    field.columns.contains { name in
      source.resources.contains { $0.column(name)?.type == .integer }
    }
  }

  /// Whether a band between two edges holds fewer whole numbers than the fewest.
  private static func areNarrow(_ edges: [String]) -> Bool {
    let numbers = edges.compactMap(Double.init).map { $0.rounded(.up) }
    return zip(numbers, numbers.dropFirst()).contains { $1 - $0 < Double(valuesMin) }
  }
}
