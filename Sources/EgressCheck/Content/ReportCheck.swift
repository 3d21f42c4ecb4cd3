// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Foundation

/// Checks documents and plots: personal codes and names, embedded data, raw values.
struct ReportCheck {
  /// Most bytes of one document (OpenSAFELY's level-4 filter).
  static let bytesMax = 16 << 20
  /// Most rows of a table in a document (OpenSAFELY's level-4 filter).
  static let rowsMax = 5_000

  let declaration: ReportDeclaration
  let folder: InputFolder
  let session: Session

  func run() async throws -> CheckAnswer {
    let raw = try await RawValues.load(
      declaration.raw, target: nil, folder: folder, session: session)
    var findings: [CheckFinding] = []
    for (index, name) in declaration.inputs.enumerated() {
      let field = "inputs[\(index)]"
      let path = try folder.file(name, field: field)
      let bytes = try folder.head(path, field: field, count: Self.bytesMax + 1)
      let place = Document.members([("file", .string(name))])
      findings += Self.findings(bytes, at: place, raw: raw)
      if let raw {
        findings += try await rows(bytes, name, index, at: place, raw: raw)
        findings += raw.unseen(at: place)
      }
    }
    return CheckAnswer(findings, measures: [("files", .int(declaration.inputs.count))])
  }

  /// Objections to rows of a table that are raw, in each form in which the text is a table.
  private func rows(
    _ bytes: [UInt8], _ name: String, _ index: Int, at place: Document, raw: RawValues
  ) async throws -> [CheckFinding] {
    guard bytes.count <= Self.bytesMax, !bytes.contains(0), ImageScan(bytes) == nil,
      String(validating: bytes, as: UTF8.self) != nil
    else { return [] }
    let isNamed = [".csv", ".tsv"].contains(where: name.lowercased().hasSuffix)
    let (readings, isCut) = TableReading.all(bytes, isNamed: isNamed)
    var found: [CheckFinding] = isCut ? [Self.otherForms(at: place)] : []
    for (form, reading) in readings.enumerated() where reading.names.count > 1 {
      let table = try DataInput(
        rows: reading.rows, names: reading.names, as: "report\(index)-\(form)",
        field: "inputs[\(index)]", session: session)
      let overlap = RowOverlap(
        session: session, table: table, place: place, rows: reading.rows.count,
        isCut: reading.isCut)
      for finding in try await overlap.findings(raw.inputs) where !found.contains(finding) {
        found.append(finding)
      }
    }
    return found
  }

  private static func otherForms(at place: Document) -> CheckFinding {
    CheckFinding(
      .rawOverlap, .review, at: place, parameter: Double(TableReading.readingsMax),
      formula: "forms-not-compared.1", zh: "文件可按多种分隔方式读成表，只比对了其中一部分，须人工核对",
      en: "the file can be read as a table in many ways, of which some were compared; look at it",
      remedy: "review")
  }

  private static func findings(
    _ bytes: [UInt8], at place: Document, raw: RawValues?
  ) -> [CheckFinding] {
    if bytes.isEmpty {
      return [
        CheckFinding(
          .embeddedData, .review, at: place, value: 0, formula: "file-empty.1", zh: "文件是空的",
          en: "the file is empty", remedy: "review")
      ]
    }
    if bytes.count > bytesMax {
      return [
        CheckFinding(
          .embeddedData, .fail, at: place, value: Double(bytes.count),
          parameter: Double(bytesMax), formula: "file-size-above.1", zh: "文件超过 16 MiB",
          en: "the file is larger than 16 MiB", remedy: "drop")
      ]
    }
    if let image = ImageScan(bytes) { return image.findings(at: place) }
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      return [
        CheckFinding(
          .embeddedData, .review, at: place, formula: "unreadable-form.1",
          zh: "此格式不能自动检查，需人工审查；建议改用 html、svg、png、csv、json 或 txt",
          en: "this form cannot be examined automatically; use html, svg, png, csv, json or txt",
          remedy: "review")
      ]
    }
    return TextScan(text).findings(at: place)
      + overlap(FlatText.decoded(text), at: place, raw: raw)
  }

  static func overlap(_ text: String, at place: Document, raw: RawValues?) -> [CheckFinding] {
    guard let raw else { return [] }
    let (values, rows, fields, isExtreme) = raw.matches(in: text)
    let isTelling = values >= 5 && values * 50 >= fields
    let scaled = ScaledColumns(text).matches(raw.series)
    var found: [CheckFinding] = []
    if scaled > 0 {
      found.append(
        CheckFinding(
          .rawOverlap, .fail, at: place, value: Double(scaled), parameter: 0,
          formula: "scaled-column.1", zh: "文件中的一列数是原始数据的一列，仅经平移或缩放",
          en: "numbers of the file are a column of the raw data, only moved or scaled",
          remedy: "drop"))
    }
    if isExtreme {
      found.append(
        CheckFinding(
          .extremeValue, .review, at: place, formula: "least-or-greatest.1",
          zh: "文件中有原始数据某列的最大值或最小值，属于某一个人",
          en: "the file holds the least or greatest value of a raw column, which is one person's",
          remedy: "coarsen"))
    }
    guard rows > 0 || isTelling else { return found }
    return found + [
      CheckFinding(
        .rawOverlap, rows >= 3 || isTelling && values >= 20 ? .fail : .review, at: place,
        value: Double(max(rows, values)), parameter: 0, formula: "telling-values.1",
        zh: "文件中有原始数据里独有的值，可能整行抄录",
        en: "the file holds values that stand in one raw record only, perhaps whole records",
        remedy: "drop")
    ]
  }
}
