// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The objections to derived columns.
package struct DerivedFindings {
  private let sample: AlignedSample

  /// Examines a sample.
  package init(sample: AlignedSample) {
    self.sample = sample
  }

  /// All objections.
  package var all: [CheckFinding] {
    let own = sample.derived.filter { !sample.pseudonyms.contains($0.name) }
    return recovered + own.compactMap(unique) + own.compactMap(opaque)
      + sample.derived.flatMap(shuffled) + sample.pseudonyms.sorted().map(Self.unverified)
      + RowOrder(sample: sample).findings + NamesOfColumns(sample: sample).findings
  }

  /// What is recovered from the records, from a part of them, or from what stands beside them.
  private var recovered: [CheckFinding] {
    var known: Set<String> = []
    var found: [CheckFinding] = []
    for look in [sample] + sample.facets + [RowPlaces(sample: sample).facet].compactMap(\.self)
      + PartOfRows(sample: sample).parts + DeclaredCarriers(sample: sample).parts
    where !look.derived.isEmpty {
      let search = DerivedSearch(look)
      if search.isCut, look.facet.isEmpty { found.append(Self.uncombined(look)) }
      let hits = search.hits(except: known)
      known.formUnion(hits.map(\.attribute))
      found += hits.map { words($0, look.facet) }
    }
    return found
  }

  private static func uncombined(_ look: AlignedSample) -> CheckFinding {
    CheckFinding(
      .reversibleEncoding, .review, at: .members([("columns", .string("derived"))]),
      value: Double(look.derived.count), parameter: Double(DerivedSearch.combinationsMax),
      formula: "columns-not-combined.1",
      zh: "未声明的列过多，未逐一尝试其中两列或三列的组合；请声明来源，或由人工确认",
      en: "there are so many undeclared columns that not all of two or three together were tried; "
        + "declare their sources, or a person must look", remedy: "review")
  }

  private func words(_ hit: DerivedSearch.Hit, _ facet: String) -> CheckFinding {
    let place = Document.members([
      ("column", .string(hit.recovery.columns[0])),
      (
        "columns",
        hit.recovery.columns.count > 1
          ? .array(hit.recovery.columns.map { .string($0) }) : nil
      ),
      ("attribute", .string(hit.attribute)),
    ])
    return CheckFinding(
      hit.isPlain ? .rawOverlap : .reversibleEncoding, .fail, at: place,
      value: (hit.recovery.rate * 1e4).rounded() / 1e4,
      parameter: (hit.recovery.baseline * 1e4).rounded() / 1e4,
      formula: "held-out-recovery-\(hit.recovery.decoder)\(facet).1",
      zh: hit.isPlain
        ? "未声明的列就是原始属性的值" : "由此列可以还原未声明的原始属性（在未用于拟合的主体上验证）",
      en: hit.isPlain
        ? "an undeclared column holds the raw attribute's own values"
        : "the raw attribute can be recovered from this for subjects the decoder was not fitted on",
      remedy: "drop")
  }

  /// The platform's pseudonyms are known to the platform alone.
  private static func unverified(_ name: String) -> CheckFinding {
    CheckFinding(
      .reidentificationRisk, .review, at: .members([("column", .string(name))]),
      formula: "pseudonym-unverified.1",
      zh: "此列声明为平台生成的假名，在本机无法核实；请人工确认",
      en: "this column is said to be the platform's pseudonym, which cannot be confirmed here; a "
        + "person must", remedy: "review")
  }

  /// A value of its own for nearly every subject: it identifies, or hides what does.
  private func unique(_ column: AlignedColumn) -> CheckFinding? {
    let present = column.texts.count { $0 != nil }
    guard present >= 50, column.distinct * 10 > present * 9 else { return nil }
    let isNumber = column.numbers != nil
    let digits = column.significantDigits
    guard !isNumber || digits >= 5 || present >= 200 else { return nil }
    return CheckFinding(
      .reidentificationRisk, isNumber && digits < 5 ? .review : .fail,
      at: .members([("column", .string(column.name))]),
      value: Double(column.distinct) / Double(present), parameter: 0.9,
      formula: "near-unique-column.1",
      zh: "未声明的列几乎每个主体一个值，等于一个标识；请降低精度，或使用平台生成的假名",
      en: "an undeclared column has a value of its own for nearly every subject, which identifies; "
        + "lower its precision, or use the platform's pseudonym", remedy: "coarsen")
  }

  /// Texts of which most differ and that are no numbers: nobody can say what they tell.
  private func opaque(_ column: AlignedColumn) -> CheckFinding? {
    let present = column.texts.count { $0 != nil }
    let readable = column.texts.count { $0.map { AlignedColumn.number($0) != nil } == true }
    guard present >= 100, readable * 2 < present, column.distinct * 10 > present * 7,
      column.distinct * 10 <= present * 9
    else { return nil }
    return CheckFinding(
      .reidentificationRisk, .review, at: .members([("column", .string(column.name))]),
      value: Double(column.distinct) / Double(present), parameter: 0.7,
      formula: "opaque-texts.1",
      zh: "未声明的文本列多数主体各有其值，无法判断其含义；请归并或由人工确认",
      en: "an undeclared column of texts has a value of its own for most subjects, and what they "
        + "tell cannot be judged; group them, or a person must", remedy: "coarsen")
  }

  /// The values of a raw attribute, each as often as there, in another order.
  private func shuffled(_ column: AlignedColumn) -> [CheckFinding] {
    guard column.distinct > 20 else { return [] }
    let values = Self.counts(column)
    return sample.raw.compactMap { raw in
      let other = Self.counts(raw)
      guard raw.distinct > 20 else { return nil }
      let shared = values.reduce(0) { $0 + min($1.value, other[$1.key] ?? 0) }
      guard shared * 100 >= sample.rows * 97 else { return nil }
      return CheckFinding(
        .rawOverlap, .fail,
        at: .members([("column", .string(column.name)), ("attribute", .string(raw.name))]),
        value: Double(shared) / Double(sample.rows), parameter: 0.97, formula: "same-values.1",
        zh: "此列的值与一个原始属性的值整体相同，只是换了次序",
        en: "the column's values are a raw attribute's values in another order", remedy: "drop")
    }
  }

  private static func counts(_ column: AlignedColumn) -> [String: Int] {
    var counts: [String: Int] = [:]
    for (index, text) in column.texts.enumerated() {
      guard let text else { continue }
      let key = column.numbers.map { "\($0[index])" } ?? text
      counts[key, default: 0] += 1
    }
    return counts
  }
}
