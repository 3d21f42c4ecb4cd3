// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Finds values of the raw data in the names of an output's columns.
struct NamesOfColumns {
  /// The longest name that is taken for one.
  private static let lengthMax = 120
  /// Names with raw values from which they are no chance.
  private static let matchesMin = 3

  let sample: AlignedSample

  var findings: [CheckFinding] {
    let names = sample.derived.map(\.name) + sample.declared.map(\.column.name)
    return long(names) + raw(names)
  }

  private func long(_ names: [String]) -> [CheckFinding] {
    names.filter { $0.count > Self.lengthMax }.map { name in
      CheckFinding(
        .embeddedData, .review, at: .members([("column", .string(String(name.prefix(40))))]),
        value: Double(name.count), parameter: Double(Self.lengthMax), formula: "long-name.1",
        zh: "列名过长，可能携带数据", en: "the name of a column is so long that it may carry data",
        remedy: "review")
    }
  }

  private func raw(_ names: [String]) -> [CheckFinding] {
    var rows: [String: Int] = [:]
    for column in sample.raw where column.distinct > 30 {
      for text in column.texts.compactMap(\.self) where Self.isTelling(text) {
        rows[text, default: 0] += 1
      }
    }
    let own = Set(sample.raw.map(\.name))
    let matches = names.filter { name in
      !own.contains(name)
        && ([name[...]] + name.split { !($0.isLetter || $0.isNumber) })
          .contains { rows[String($0)] == 1 }
    }
    guard !matches.isEmpty else { return [] }
    return [
      CheckFinding(
        .rawOverlap, matches.count >= Self.matchesMin ? .fail : .review,
        at: .members([("columns", .string("names"))]), value: Double(matches.count),
        parameter: Double(Self.matchesMin), formula: "values-in-names.1",
        zh: "列名中含有原始数据里独有的值", en: "names of columns hold values that stand in one raw record only",
        remedy: "drop")
    ]
  }

  /// Long enough that it does not stand in a name by chance.
  private static func isTelling(_ text: String) -> Bool {
    let isASCII = text.utf8.allSatisfy { $0 < 128 }
    return (isASCII ? 5...100 : 2...100).contains(text.count)
  }
}
