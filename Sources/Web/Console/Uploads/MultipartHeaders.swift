// SPDX-License-Identifier: Apache-2.0

/// The headers of one part of a form: its name, and of a file its name and type.
struct MultipartHeaders {
  /// What a file is called whose input was left empty, or that has no name.
  static let unnamed = "file"

  /// The field's name; empty when none is given.
  let name: String
  /// The file's name, without folders; nil for a plain field.
  let file: String?
  /// The media type that the browser names.
  let type: String?

  /// Reads header lines; what is not understood is passed over.
  init(_ text: String) {
    var name = ""
    var file: String?
    var type: String?
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      switch line[..<colon].lowercased() {
      case "content-disposition":
        name = Self.parameter("name", of: value) ?? ""
        file = Self.parameter("filename", of: value).map(Self.plain)
      case "content-type": type = String(value.prefix(200))
      default: continue
      }
    }
    self.name = name
    self.file = file
    self.type = type
  }

  /// The boundary of a form's content type.
  static func boundary(of contentType: String) -> String? {
    guard contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
    return parameter("boundary", of: contentType[...])
  }

  /// A parameter after a semicolon. Within quotation marks a semicolon is part of the value, and
  /// browsers write quotation marks and line ends as %22, %0D and %0A (HTML, multipart/form-data).
  private static func parameter(_ name: String, of value: Substring) -> String? {
    for part in parts(of: value).dropFirst() {
      let pair = part.drop { $0 == " " }
      guard pair.lowercased().hasPrefix("\(name)=") else { continue }
      let text = pair.dropFirst(name.count + 1).filter { $0 != "\"" }
      return text.replacing("%22", with: "\"").replacing("%0D", with: "\r")
        .replacing("%0A", with: "\n")
    }
    return nil
  }

  /// What stands between semicolons outside of quotation marks.
  private static func parts(of value: Substring) -> [Substring] {
    var isQuoted = false
    var parts: [Substring] = []
    var start = value.startIndex
    for index in value.indices {
      switch value[index] {
      case "\"": isQuoted.toggle()
      case ";" where !isQuoted:
        parts.append(value[start..<index])
        start = value.index(after: index)
      default: continue
      }
    }
    return parts + [value[start...]]
  }

  /// A file's name without folders and without characters that nobody sees.
  static func plain(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? unnamed
    let seen = last.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    let text = String(String.UnicodeScalarView(seen)).trimmed
    return text.isEmpty ? unnamed : String(text.prefix(200))
  }
}
