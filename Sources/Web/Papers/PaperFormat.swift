// SPDX-License-Identifier: Apache-2.0

/// What a paper's first bytes show it to be; its sender's word is not taken for it.
enum PaperFormat: String, CaseIterable {
  case pdf
  case png
  case jpg
  case tif
  /// A ZIP package: OFD (GB/T 33190), DOCX, XLSX.
  case zip
  /// Anything else.
  case bin

  /// Looks at a file's first bytes.
  init(of bytes: [UInt8]) {
    let starts: [(PaperFormat, [UInt8])] = [
      (.pdf, Array("%PDF-".utf8)), (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
      (.jpg, [0xFF, 0xD8, 0xFF]), (.tif, [0x49, 0x49, 0x2A, 0x00]),
      (.tif, [0x4D, 0x4D, 0x00, 0x2A]), (.zip, [0x50, 0x4B, 0x03, 0x04]),
    ]
    self = starts.first { bytes.starts(with: $0.1) }?.0 ?? .bin
  }

  /// The name under which a paper is kept: the start of its digest, and an extension that its bytes
  /// bear out; of ZIP packages the sender says which.
  static func fileName(digest: String, sentAs name: String, _ bytes: [UInt8]) -> String {
    let format = PaperFormat(of: bytes)
    let sent = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let isPackage = format == .zip && ["ofd", "docx", "xlsx"].contains(sent)
    return "\(digest.prefix(16)).\(isPackage ? sent : format.rawValue)"
  }
}
