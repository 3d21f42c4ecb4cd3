// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform

extension SubjectComparison.Found {
  /// The objections as evidence keeps them; counts in powers of two, no value.
  var json: [JSON] {
    func item(
      _ rule: String, _ severity: Verdict, _ location: JSON?, _ count: Int?, zh: String, en: String
    ) -> JSON {
      var members: [String: JSON] = [
        "rule": .string(rule), "severity": .string(severity.rawValue),
        "reason": ["zh": .string(zh), "en": .string(en)],
      ]
      members["location"] = location
      members["value"] = count.map { .int(Int64(ContentCommitment.told($0))) }
      return .object(members)
    }
    var items = mismatches.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map {
      item(
        "subject-mismatch", .fail, ["column": .string($0.key)], $0.value,
        zh: "有主体的取值与其本人的授权数据不符；若为加工所得，请改用其他列名",
        en:
          "values that the data do not have of the same subject; what is computed has another name")
    }
    items += decoding.copied.sorted().map {
      item(
        "copied-field", .fail, ["column": .string($0)], nil,
        zh: "由此列可以还原授权数据的一列；请以该列原名使用，按原始数据的规定办理",
        en: "a column of the granted data can be recovered from it; use that one by its own name, "
          + "under the rules for raw data")
    }
    if strangers > 0 {
      items.append(
        item(
          "unknown-subjects", .fail, nil, strangers, zh: "有主体不在授权数据中",
          en: "subjects that are not in the granted data"))
    }
    items += computed.map {
      item(
        "computed-field", .review, ["column": .string($0)], nil,
        zh: "由程序加工所得，无法与授权数据比对，须核对程序",
        en: "computed by the program and not compared with the data; look at the program")
    }
    if decoding.isUntried {
      items.append(
        item(
          "computed-field", .review, nil, nil,
          zh: "主体过少、不在授权数据中、同一主体有多条记录或规模过大，未能完整检查由加工列能否还原授权数据，须核对程序",
          en: "too few subjects, subjects not in the data or of several records, or too large: it "
            + "was not wholly tried whether granted data can be recovered from what was computed; "
            + "look at the program"))
    }
    items += leftOut.map {
      item(
        "grant-left-out", .review, ["grant": .string($0.rawValue)], nil,
        zh: "该授权数据没有主体列，未与答复比对",
        en: "these granted data lack the key and were not compared")
    }
    return items
  }

  /// How often each rule spoke.
  var findings: [String: Int] {
    var findings: [String: Int] = [:]
    let wrong = mismatches.values.filter { $0 > 0 }
    if !wrong.isEmpty { findings["subject-mismatch"] = wrong.count }
    if !decoding.copied.isEmpty { findings["copied-field"] = decoding.copied.count }
    if strangers > 0 { findings["unknown-subjects"] = strangers }
    if !computed.isEmpty { findings["computed-field"] = computed.count }
    if !leftOut.isEmpty { findings["grant-left-out"] = leftOut.count }
    return findings
  }

  /// People can decide what is not compared, never what is another's.
  var verdict: Verdict {
    let isWrong = strangers > 0 || mismatches.values.contains { $0 > 0 }
    return isWrong || !decoding.copied.isEmpty ? .fail : .review
  }

  /// The fields of a template that hold what is another's, or what is raw.
  func wrongFields(of template: SubjectTemplate) -> Int {
    guard strangers == 0 else { return template.fields.count }
    return template.fields.count { field in
      field.columns.contains { (mismatches[$0] ?? 0) > 0 || decoding.copied.contains($0) }
    }
  }
}
