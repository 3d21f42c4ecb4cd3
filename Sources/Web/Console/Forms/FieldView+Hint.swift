// SPDX-License-Identifier: Apache-2.0
import Platform
import Regulation

extension FieldInfo {
  /// Whether something must be filled in; a list may be empty where its bounds say so.
  var isRequired: Bool {
    switch shape {
    case .optional: false
    case .list: bounds.length(most: 1_000).lowerBound > 0
    case .text: bounds.length(most: 4_000).lowerBound > 0
    case .integer, .boolean, .day, .money, .id, .choice, .texts, .file, .structure: true
    }
  }
}

extension FieldView {
  /// How a field is filled in, and its bounds.
  func hint(_ field: FieldInfo) -> String {
    let isDigest = field.shape.unwrapped == .file && field.offer == .typed
    let own = isDigest ? Self.digest : own(field)
    return visit.say(own ?? text(field.shape.unwrapped, field.bounds))
  }

  private static let digest = LocalText(
    zh: "SHA-256 摘要，64 位小写十六进制，须与本单位核对的文件一致",
    en: "the SHA-256 digest in 64 lower-case hexadecimal digits, that of the file you compared")

  /// What is said of fields that mean the same in every action.
  private func own(_ field: FieldInfo) -> LocalText? {
    switch field.name {
    case "occurredOn", "signedOn", "registeredOn":
      LocalText(
        zh: "实际发生的日期，不是录入的日期；补录照填发生日，系统会标明补录",
        en: "the day on which it happened, not today's; late recording is marked")
    case "documentNumber", "document":
      LocalText(zh: "照文件抄写，如 鄂州数〔2026〕12号", en: "as printed, such as 鄂州数〔2026〕12号")
    case "uscc": LocalText(zh: "18 位统一社会信用代码", en: "the 18 characters of the code")
    case "publicationURL": LocalText(zh: "网页地址，如 https://…", en: "the page's address")
    default: nil
    }
  }

  private func text(_ shape: FieldShape, _ bounds: FieldBounds) -> LocalText {
    switch shape {
    case .text: return length(bounds.length(most: 4_000))
    case .integer:
      guard bounds.most >= 0 else { return LocalText(zh: "整数", en: "a whole number") }
      return LocalText(
        zh: "整数，\(bounds.least) 至 \(bounds.most)",
        en: "a whole number, \(bounds.least) to \(bounds.most)")
    case .money: return LocalText(zh: "元，如 1234.50", en: "yuan, such as 1234.50")
    case .day: return LocalText(zh: "如 2026-11-21", en: "such as 2026-11-21")
    case .id: return LocalText(zh: "编号", en: "an id")
    case .boolean, .choice: return LocalText(zh: "", en: "")
    case .list(.choice), .list(.id): return LocalText(zh: "可选多项", en: "one or more")
    case .list(.structure(let structure)):
      guard structure.members.isEmpty else { return LocalText(zh: "", en: "") }
      return LocalText(
        zh: "每行一项 JSON，如 \(structure.example)",
        en: "one JSON object a line, such as \(structure.example)")
    case .list: return LocalText(zh: "每行一项", en: "one a line")
    case .texts: return LocalText(zh: "每行一项，写作 键: 文本", en: "one key: text a line")
    case .file:
      return LocalText(
        zh: "PDF、OFD、DOCX、XLSX、PNG、JPG 或 TIF，单个不超过 64 MB",
        en: "PDF, OFD, DOCX, XLSX, PNG, JPG or TIF, at most 64 MB each")
    case .structure(let structure):
      guard structure.members.isEmpty else { return LocalText(zh: "", en: "") }
      return LocalText(
        zh: "JSON，如 \(structure.example)", en: "JSON, such as \(structure.example)")
    case .optional(let shape): return text(shape, bounds)
    }
  }

  private func length(_ range: ClosedRange<Int64>) -> LocalText {
    range.lowerBound == range.upperBound
      ? LocalText(zh: "\(range.lowerBound) 个字符", en: "\(range.lowerBound) characters")
      : LocalText(
        zh: "\(range.lowerBound) 至 \(range.upperBound) 个字符",
        en: "\(range.lowerBound) to \(range.upperBound) characters")
  }
}
