// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Foundation

/// Looks into a text for identifiers and for data that is carried along.
struct TextScan {
  private let text: String
  private let bytes: [UInt8]

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  func findings(at place: Document) -> [CheckFinding] {
    let outside = EmbeddedBlocks(bytes)
    return identifiers(at: place) + outside.findings(at: place)
      + MarkCount(text).findings(at: place) + tables(at: place)
      + HiddenCharacters(text).findings(at: place)
  }

  private func identifiers(at place: Document) -> [CheckFinding] {
    let scan = ContentScan(text, limit: 2_000)
    let forms = FlatText.forms(of: text)
    let counts =
      forms.any.map { form in
        ContentScan(form, limit: 2_000).hits.count { $0.kind.isPersonal }
      }
      + forms.identity.map { form in
        ContentScan(form, limit: 2_000).hits.count { $0.kind == .residentIdentity }
      }
    let personal = max(scan.hits.count { $0.kind.isPersonal }, counts.max() ?? 0)
    let codes = scan.hits.count { $0.kind == .socialCreditCode || $0.kind == .oldResidentIdentity }
    let names = NameContext.count(in: text)
    var found: [CheckFinding] = []
    if personal > 0 {
      found.append(
        CheckFinding(
          .directIdentifier, .fail, at: place, value: Double(personal), parameter: 0,
          formula: "personal-code.1", zh: "含有身份证号、手机号、银行卡号或邮箱等个人代码",
          en: "holds identity numbers, telephone or card numbers or mail addresses", remedy: "drop")
      )
    }
    if codes > 0 {
      found.append(
        CheckFinding(
          .directIdentifier, codes > 1 ? .fail : .review, at: place, value: Double(codes),
          parameter: 0, formula: "enterprise-code.1", zh: "含有统一社会信用代码或旧式身份证号",
          en: "holds unified social credit codes or identity numbers of the old form",
          remedy: "drop"))
    }
    if names > 0 {
      found.append(
        CheckFinding(
          .directIdentifier, names > 1 ? .fail : .review, at: place, value: Double(names),
          parameter: 0, formula: "name-in-context.1", zh: "含有带上下文的人名",
          en: "holds names of people in a context that says so", remedy: "drop"))
    }
    return found
  }

  private func tables(at place: Document) -> [CheckFinding] {
    let lines = bytes.count { $0 == 0x0A }
    let commas = bytes.count { $0 == UInt8(ascii: ",") || $0 == 0x09 || $0 == UInt8(ascii: ";") }
    let rows = max(
      commas > lines * 2 && !text.contains("<svg") ? lines : 0,
      text.components(separatedBy: "<tr").count - 1)
    guard rows > ReportCheck.rowsMax else { return [] }
    return [
      CheckFinding(
        .embeddedData, .fail, at: place, value: Double(rows),
        parameter: Double(ReportCheck.rowsMax), formula: "rows-above.1",
        zh: "表格超过 \(ReportCheck.rowsMax) 行，不像汇总", en: "a table of so many rows is no summary",
        remedy: "drop")
    ]
  }
}
