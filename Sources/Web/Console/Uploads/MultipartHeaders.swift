// SPDX-License-Identifier: Apache-2.0

/// The headers of one part of a form: its name, and of a file its name and type.
struct MultipartHeaders {
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

  /// A parameter after a semicolon; browsers write a quotation mark within a value as %22.
  private static func parameter(_ name: String, of value: Substring) -> String? {
    for part in value.split(separator: ";").dropFirst() {
      let pair = part.drop { $0 == " " }
      guard pair.lowercased().hasPrefix("\(name)=") else { continue }
      return pair.dropFirst(name.count + 1).filter { $0 != "\"" }
    }
    return nil
  }

  private static func plain(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? "file"
    return String(last.filter { !$0.isNewline }.prefix(200))
  }
}
