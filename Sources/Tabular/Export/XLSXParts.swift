// SPDX-License-Identifier: Apache-2.0

/// The fixed parts of a spreadsheet package, and the escaping of its text.
enum XLSXParts {
  private static let declaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  /// The name of the part that holds the rows.
  static let sheetName = "xl/worksheets/sheet1.xml"
  /// What stands before the rows.
  static let sheetStart = declaration + "<worksheet xmlns=\"\(main)\"><sheetData>"
  /// What stands behind the rows.
  static let sheetEnd = "</sheetData></worksheet>"

  /// The parts that are the same in every file.
  static let fixed: [(name: String, content: String)] = [
    (
      "[Content_Types].xml",
      declaration + "<Types xmlns=\"\(package)/content-types\">"
        + "<Default Extension=\"rels\" ContentType="
        + "\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(types).sheet.main+xml\"/>"
        + "<Override PartName=\"/\(sheetName)\" ContentType=\"\(types).worksheet+xml\"/>"
        + "</Types>"
    ),
    (
      "_rels/.rels",
      declaration + "<Relationships xmlns=\"\(package)/relationships\">"
        + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" "
        + "Target=\"xl/workbook.xml\"/></Relationships>"
    ),
    (
      "xl/workbook.xml",
      declaration + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>"
        + "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    ),
    (
      "xl/_rels/workbook.xml.rels",
      declaration + "<Relationships xmlns=\"\(package)/relationships\">"
        + "<Relationship Id=\"rId1\" Type=\"\(office)/worksheet\" "
        + "Target=\"worksheets/sheet1.xml\"/></Relationships>"
    ),
  ]

  /// Escapes text for XML; characters that XML cannot hold become _xHHHH_ (ECMA-376, ST_Xstring),
  /// and an underscore that would begin such a form becomes _x005F_.
  static func escaped(_ text: String) -> String {
    var result = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "_"
      where index + 6 < scalars.count && scalars[index + 1] == "x"
        && scalars[index + 6] == "_":
        result += "_x005F_"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
