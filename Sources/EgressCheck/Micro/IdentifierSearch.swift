// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Looks for columns that identify people by their name or by what they hold.
struct IdentifierSearch {
  /// Most values of a column that are looked at.
  private static let valuesMax = 400

  /// The values that were found, and the columns of numbers with as many digits as a code.
  static let valuesFile = "values.csv"
  static let longFile = "long.csv"

  let columns: [String]
  let input: DataInput
  let declaration: MicrodataDeclaration
  let session: Session

  init(declaration: MicrodataDeclaration, input: DataInput, session: Session) {
    columns = input.columns.filter { $0 != declaration.subject }
    self.input = input
    self.declaration = declaration
    self.session = session
  }

  /// Names of columns that hold direct identifiers, whole or behind a mark.
  private static let names: Set<String> = [
    "name", "fullname", "realname", "surname", "idcard", "idnumber", "idno", "identitynumber",
    "passport", "ssn", "phone", "mobile", "telephone", "tel", "email", "mail", "address",
    "bankcard",
    "cardno", "account", "plate", "licenseplate", "wechat", "qq", "姓名", "名字", "身份证", "身份证号",
    "身份证号码", "证件号", "证件号码", "公民身份号码", "手机", "手机号", "手机号码", "电话", "电话号码", "联系电话",
    "邮箱", "电子邮箱", "住址", "家庭住址", "详细地址", "银行卡", "银行卡号", "护照号", "车牌号",
  ]

  /// Objections, once ``query(isMarked:)`` has run.
  func findings(wasMarked: Bool) async throws -> [CheckFinding] {
    var found = columns.compactMap(named) + input.columns.compactMap(Self.marked)
    for (column, values, isWhole) in try await samples(wasMarked: wasMarked) {
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

  /// A name that a browser or spreadsheet would not show as it is.
  private static func marked(_ column: String) -> CheckFinding? {
    guard LabelMarkup.isMarkup(column) || LabelMarkup.isFormula(column) else { return nil }
    return CheckFinding(
      .embeddedData, .review, at: .members([("column", .string("name"))]),
      formula: "name-markup.1", zh: "列名含有标记、链接或公式",
      en: "the name of a column holds markup, a link or a formula", remedy: "review")
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

  /// What is true of a record of which a value may be a code, where records are counted by their
  /// classes alone; nothing elsewhere, or where no column outside the classes needs it. Of a
  /// Parquet file those columns are read by themselves, which costs less than one more key.
  ///
  /// Short numbers, which most values of most columns are, cost less than the pattern.
  func mark() throws(SpecProblem) -> String? {
    guard ClassQuery.takesMark(declaration), !input.isColumnar else { return nil }
    var marks: [String] = []
    for column in outside {
      let digits = input.digits(column)
      if digits.isWide {
        marks.append("coalesce(\(Self.isLong(column)), false)")
      } else if !digits.isWhole {
        let text = try input.scanned(column, field: "input")
        marks.append(
          "CASE WHEN strlen(\(text)) < 11 AND try_cast(\(text) AS BIGINT) IS NOT NULL THEN false "
            + "ELSE coalesce(\(Self.pattern(text)), false) END")
      }
    }
    return marks.isEmpty ? nil : "(\(marks.joined(separator: " OR ")))"
  }

  /// The columns that are not in the classes.
  private var outside: [String] { columns.filter { !declaration.quasiIdentifiers.contains($0) } }

  /// A comparison would be answered by the file's own statistics; a division is not.
  private static func isLong(_ column: String) -> String {
    "\(SQL.name(column)) // 10000000000 <> 0"
  }

  /// The statements, which follow those that make the table of classes.
  ///
  /// Values are tried before they are told apart: most columns have none that match. Those of
  /// quasi-identifiers stand in the classes. Where the records were marked, others are looked at
  /// only if a mark was found. A whole number holds a code when it has as many digits
  /// as the shortest, and nothing else: which columns have such numbers is looked at first, in the
  /// numbers themselves, since what a file says of its numbers need not be so.
  func query(isMarked: Bool) throws(SpecProblem) -> String {
    var parts: [String] = []
    for (index, column) in columns.enumerated() {
      if let place = declaration.quasiIdentifiers.firstIndex(of: column) {
        parts.append(Self.part(index, "q\(place)", from: "classes"))
      }
    }
    if isMarked {
      return Self.copy(parts, to: Self.valuesFile) + """
        COPY (SELECT 0 AS place FROM counted WHERE marked LIMIT 1)
          TO '/out/\(Self.longFile)' (FORMAT csv, HEADER, FORCE_QUOTE *);

        """
    }
    parts += try textParts()
    return Self.copy(parts, to: Self.valuesFile) + long(to: Self.longFile)
  }

  /// The texts outside the classes.
  private func textParts() throws(SpecProblem) -> [String] {
    var parts: [String] = []
    for (index, column) in columns.enumerated()
    where outside.contains(column) && !input.digits(column).isWhole {
      parts.append(Self.part(index, try input.scanned(column, field: "input"), from: input.scan))
    }
    return parts
  }

  /// Which columns of numbers have some with many digits, in one pass.
  private func long(to file: String) -> String {
    let wide = columns.indices.filter { place in
      outside.contains(columns[place]) && input.digits(columns[place]).isWide
    }.map { "CASE WHEN bool_or(\(Self.isLong(columns[$0]))) THEN \($0) END" }
    let source = wide.isEmpty ? "(SELECT 1)" : input.scan
    let list = wide.isEmpty ? "NULL::INTEGER" : wide.joined(separator: ", ")
    return """
      COPY (SELECT unnest([\(list)]) AS place FROM \(source))
        TO '/out/\(file)' (FORMAT csv, HEADER, FORCE_QUOTE *);

      """
  }

  private static func part(_ index: Int, _ text: String, from source: String) -> String {
    """
    (SELECT DISTINCT \(index) AS place, substr(\(text), 1, 4000) AS v FROM \(source)
      WHERE (\(pattern(text))) LIMIT \(valuesMax))
    """
  }

  private static func copy(_ parts: [String], to file: String) -> String {
    let rows = parts.isEmpty ? ["(SELECT 0 AS place, '' AS v LIMIT 0)"] : parts
    return """
      COPY (\(rows.joined(separator: "\nUNION ALL\n"))) TO '/out/\(file)'
        (FORMAT csv, HEADER, FORCE_QUOTE *);

      """
  }

  /// Different values of each column: those that look like a code, and some others.
  private func samples(wasMarked: Bool) async throws -> [(String, [String], Bool)] {
    var rows = try read(Self.valuesFile)
    if wasMarked, try !read(Self.longFile).isEmpty {
      // A record was marked: now each column says what it holds.
      let files = ["texts.csv", "longs.csv"]
      _ = try await session.run(
        Self.copy(try textParts(), to: files[0]) + long(to: files[1]), inputs: [input.file],
        outputs: Set(files), field: "input")
      rows += try read(files[0])
      return try await samples(rows, long: try read(files[1]))
    }
    return try await samples(rows, long: wasMarked ? [] : try read(Self.longFile))
  }

  private func samples(
    _ found: [[String]], long places: [[String]]
  ) async throws -> [(String, [String], Bool)] {
    var rows = found
    let long = places.compactMap { $0.first.flatMap { Int($0) } }.filter(columns.indices.contains)
    if !long.isEmpty {
      let parts = try long.map { index in
        Self.part(
          index, try input.scanned(columns[index], field: "input"), from: input.scan)
      }
      let file = "digits.csv"
      _ = try await session.run(
        Self.copy(parts, to: file), inputs: [input.file], outputs: [file], field: "input")
      rows += try read(file)
    }
    var found: [Int: [String]] = [:]
    for row in rows where row.count == 2 {
      if let place = Int(row[0]) { found[place, default: []].append(row[1]) }
    }
    return found.sorted { $0.key < $1.key }.map {
      (columns[$0.key], $0.value, $0.value.count < Self.valuesMax)
    }
  }

  private func read(_ file: String) throws -> [[String]] {
    Array(DelimitedText(try session.output(file), rowsMax: 2_000_000).rows.dropFirst())
  }

  /// A long code without blanks, or characters that do not show.
  private static func isEmbedded(_ text: String) -> Bool {
    text.unicodeScalars.contains {
      (0x200B...0x200F).contains($0.value) || $0.value == 0x2060 || $0.value == 0xFEFF
    } || text.split(whereSeparator: { $0 == " " || $0 == "," }).contains { $0.utf8.count >= 80 }
  }
}
