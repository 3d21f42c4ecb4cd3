// SPDX-License-Identifier: Apache-2.0
import Platform
import Regulation

/// Whether a file is a paper: of a kind that is taken, whole, and what its name says.
struct PaperCheck {
  /// The endings that are taken, with what the first bytes must then be and a part of a package.
  private static let kinds: [String: (format: PaperFormat, part: String?)] = [
    "pdf": (.pdf, nil), "png": (.png, nil), "jpg": (.jpg, nil), "jpeg": (.jpg, nil),
    "tif": (.tif, nil), "tiff": (.tif, nil), "ofd": (.zip, "OFD.xml"),
    "docx": (.zip, "word/document.xml"), "xlsx": (.zip, "xl/workbook.xml"),
  ]
  /// How an old Office file, or an encrypted new one, begins (MS-CFB).
  private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

  /// How much of a PDF's beginning and end is searched for its trailer.
  private static let trailerBytes = 64 << 10
  /// How much of a package's end is searched for its directory.
  private static let directoryBytes = 1 << 20

  /// The file's name.
  let name: String
  /// Its size.
  let size: Int
  /// Its bytes, where they are not more than a paper may have.
  let bytes: [UInt8]

  /// What is wrong with it, nil when nothing is.
  var problem: FieldProblem? {
    guard size > 0 else {
      return FieldProblem(
        "paper.empty", zh: "是空文件，请重新扫描或另存后上传", en: "is empty; scan or save it again")
    }
    guard size <= Paper.bytesMax else {
      return FieldProblem(
        "paper.tooLarge", zh: "超过 64 MB，请降低扫描分辨率或拆分后上传",
        en: "has more than 64 MB; scan it with less detail or split it")
    }
    let ending =
      name.split(separator: ".").count > 1
      ? name.split(separator: ".").last.map { $0.lowercased() } ?? "" : ""
    guard let kind = Self.kinds[ending] else {
      return FieldProblem(
        "paper.kind", zh: "不是可用的文件类型，请上传 PDF、OFD、DOCX、XLSX、PNG、JPG 或 TIF",
        en: "is not of a kind that is taken: PDF, OFD, DOCX, XLSX, PNG, JPG or TIF")
    }
    let isEncrypted = bytes.starts(with: Self.compound) || isEncryptedPDF(ending)
    guard !isEncrypted else {
      return FieldProblem(
        "paper.encrypted", zh: "已加密或是旧版格式，他人无法打开，请去掉密码、另存为 \(ending.uppercased()) 后上传",
        en: "is encrypted or of an old format, so that others cannot open it; save it without a"
          + " password as \(ending.uppercased())")
    }
    guard PaperFormat(of: bytes) == kind.format, kind.part.map(contains) ?? true else {
      return FieldProblem(
        "paper.content", zh: "的内容不是 \(ending.uppercased())，可能改过扩展名或已损坏，请重新导出后上传",
        en: "is not \(ending.uppercased()) inside; it may have been renamed or damaged")
    }
    guard kind.format != .zip || !contains("vbaProject.bin") else {
      return FieldProblem(
        "paper.macros", zh: "含有宏，请另存为不含宏的文件后上传", en: "has macros; save it without them")
    }
    return nil
  }

  /// A PDF whose trailer names an encryption dictionary (ISO 32000-1, 7.6).
  private func isEncryptedPDF(_ ending: String) -> Bool {
    guard ending == "pdf", bytes.starts(with: Array("%PDF-".utf8)) else { return false }
    let mark = Array("/Encrypt".utf8)
    // A trailer stands at the end, and in a linearised file near the beginning too.
    var rest = (bytes.prefix(Self.trailerBytes) + bytes.suffix(Self.trailerBytes))[...]
    while let range = rest.firstRange(of: mark) {
      let after = rest[range.upperBound...].prefix(24).drop {
        $0 == 0x20 || $0 == 0x0A || $0 == 0x0D
      }
      let number = after.prefix { (0x30...0x39).contains($0) }
      let isReference = !number.isEmpty && after.dropFirst(number.count).contains(UInt8(ascii: "R"))
      if isReference || after.starts(with: Array("<<".utf8)) { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }

  /// Whether a package has a part of a name, which its directory holds in the clear (APPNOTE 4.3).
  private func contains(_ part: String) -> Bool {
    bytes.suffix(Self.directoryBytes).firstRange(of: Array(part.utf8)) != nil
  }
}
