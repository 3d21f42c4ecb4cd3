// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Looks for columns that identify people by their name or by what they hold.
struct IdentifierSearch {
  /// Most values of a column that are looked at.
  private static let valuesMax = 400

  let columns: [String]
  let input: DataInput
  let declaration: MicrodataDeclaration
  let session: Session

  /// Names of columns that hold direct identifiers, whole or behind a mark.
  private static let names: Set<String> = [
    "name", "fullname", "realname", "surname", "idcard", "idnumber", "idno", "identitynumber",
    "passport", "ssn", "phone", "mobile", "telephone", "tel", "email", "mail", "address",
    "bankcard",
    "cardno", "account", "plate", "licenseplate", "wechat", "qq", "姓名", "名字", "身份证", "身份证号",
    "身份证号码", "证件号", "证件号码", "公民身份号码", "手机", "手机号", "手机号码", "电话", "电话号码", "联系电话",
    "邮箱", "电子邮箱", "住址", "家庭住址", "详细地址", "银行卡", "银行卡号", "护照号", "车牌号",
  ]

  func findings() async throws -> [CheckFinding] {
    var found = columns.compactMap(named)
    for (column, values, isWhole) in try await samples() {
      let hits = values.count { ContentScan.containsPersonalCode($0) }
      let forms = values.count {
        LabelMarkup.isMarkup($0) || LabelMarkup.isFormula($0) || Self.isEmbedded($0)
      }
      let place = Document.members([("column", .string(column))])
      if hits > 0 {
        found.append(
          CheckFinding(
            .directIdentifier, .fail, at: place, value: Double(hits),
            formula: isWhole ? "personal-code.1" : "personal-code-sample.1",
            zh: "此列含有身份证号、手机号、银行卡号或邮箱等个人代码",
            en: "this column holds identity numbers, telephone or card numbers or mail addresses",
            remedy: "drop"))
      }
      if forms > 0 {
        found.append(
          CheckFinding(
            .embeddedData, .review, at: place, value: Double(forms), formula: "embedded-values.1",
            zh: "此列的值含有公式、标记、链接、长编码或不可见字符",
            en: "values of this column hold formulas, markup, links, long codes or invisible "
              + "characters",
            remedy: "review"))
      }
    }
    return found
  }

  private func named(_ column: String) -> CheckFinding? {
    if ContentScan.containsPersonalCode(column) {
      return CheckFinding(
        .directIdentifier, .fail, at: .members([("column", .string("name"))]),
        formula: "personal-code-in-name.1", zh: "列名本身含有身份证号、手机号等个人代码",
        en: "the name of a column is or holds an identity, telephone or card number",
        remedy: "drop")
    }
    let plain = column.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    let declared = declaration.columns.first { $0.name == column }
    guard Self.names.contains(plain), declared?.role != .directIdentifier,
      declared?.isPseudonym != true
    else { return nil }
    return CheckFinding(
      .directIdentifier, declared == nil ? .fail : .review,
      at: .members([("column", .string(column))]), formula: "column-name.1",
      zh: "列名表明这是直接标识符", en: "the column's name says that it is a direct identifier",
      remedy: "drop")
  }

  /// What may be a code, or something else than a plain value.
  private static func pattern(_ text: String) -> String {
    "regexp_matches(\(text), '^[\t ]*[=@＝＠]|^[+-][^0-9.]"
      + "|[0-9０-９][0-9０-９ ._-]{9,}[0-9０-９Xx]|@|[0-9]{6}[*]{4}|[<>{]|://"
      + "|[\\x{200B}-\\x{200F}\\x{2060}\\x{FEFF}]|[A-Za-z0-9+/=]{80}')"
  }

  /// Different values of each column: those that look like a code, and some others.
  ///
  /// Values are tried before they are told apart: most columns have none that match.
  private func samples() async throws -> [(String, [String], Bool)] {
    var parts: [String] = []
    for (index, column) in columns.enumerated() {
      let text = try input.scanned(column, field: "input")
      // A whole number holds a code when it has as many digits as the shortest, and nothing else.
      let isLong = "\(SQL.name(column)) NOT BETWEEN -9999999999 AND 9999999999"
      let condition =
        (input.wholeNumber(column) == nil ? [] : [isLong]) + ["(\(Self.pattern(text)))"]
      parts.append(
        """
        (SELECT DISTINCT \(index) AS place, substr(\(text), 1, 4000) AS v FROM \(input.scan)
          WHERE \(condition.joined(separator: " AND ")) LIMIT \(Self.valuesMax))
        """)
    }
    guard !parts.isEmpty else { return [] }
    let sql = """
      COPY (\(parts.joined(separator: "\nUNION ALL\n"))) TO '/out/values.csv'
        (FORMAT csv, HEADER, FORCE_QUOTE *);
      """
    _ = try await session.run(
      sql, inputs: [input.file], outputs: ["values.csv"], field: "input")
    var found: [Int: [String]] = [:]
    for row in DelimitedText(try session.output("values.csv"), rowsMax: 2_000_000).rows.dropFirst()
    where row.count == 2 {
      if let place = Int(row[0]) { found[place, default: []].append(row[1]) }
    }
    return found.sorted { $0.key < $1.key }.map {
      (columns[$0.key], $0.value, $0.value.count < Self.valuesMax)
    }
  }

  /// A long code without blanks, or characters that do not show.
  private static func isEmbedded(_ text: String) -> Bool {
    text.unicodeScalars.contains {
      (0x200B...0x200F).contains($0.value) || $0.value == 0x2060 || $0.value == 0xFEFF
    } || text.split(whereSeparator: { $0 == " " || $0 == "," }).contains { $0.utf8.count >= 80 }
  }
}
