// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A form of a served page, read as a person reads it: by its labels.
struct ServedForm {
  /// A control of the form.
  struct Control {
    let name: String
    let type: String
    /// What stands above it: the title of its row, or the legend of its group.
    let part: String
    var label = ""
    var value = ""
    var isChecked = false
    /// Codes and words.
    var options: [(value: String, label: String)] = []
  }

  /// Where it is sent.
  let path: String
  /// Whether it takes files.
  let takesFiles: Bool
  /// Its controls in order.
  private(set) var controls: [Control] = []
  /// What each control is filled in with, by its place.
  private(set) var files: [Int: (name: String, bytes: [UInt8])] = [:]

  /// Reads the form of an action on a page.
  init(_ page: String) throws {
    guard let start = page.range(of: "<form method=\"post\" action=\"/console/actions/") else {
      throw TestProblem("there is no form")
    }
    let rest = page[start.lowerBound...]
    let text = rest.prefix(upTo: rest.range(of: "</form>")?.lowerBound ?? rest.endIndex)
    let head = String(text.prefix { $0 != ">" })
    path = ServedForm.attribute("action", of: head) ?? ""
    takesFiles = head.contains("multipart/form-data")
    read(String(text))
  }

  private static func attribute(_ name: String, of tag: String) -> String? {
    guard let start = tag.range(of: " \(name)=\"") else { return nil }
    return plain(String(tag[start.upperBound...].prefix { $0 != "\"" }))
  }

  /// A text without its escapes.
  static func plain(_ text: String) -> String {
    text.replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&#39;", with: "'")
      .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
      .replacingOccurrences(of: "&amp;", with: "&")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private mutating func read(_ text: String) {
    var part = ""
    var labels: [String: String] = [:]
    var open = ""
    for match in text.matches(of: /<([a-z]+|\/[a-z]+)([^>]*)>([^<]*)/) {
      let (tag, words) = (String(match.1), ServedForm.plain(String(match.3)))
      let attributes = " " + String(match.2)
      switch tag {
      case "legend": part = words
      case "p": if attributes.contains("part-title") { part = words }
      case "/fieldset": part = ""
      case "label":
        if let id = ServedForm.attribute("for", of: attributes) { labels[id] = words }
      case "input":
        var control = self.control(attributes, part, labels)
        control.value = ServedForm.attribute("value", of: attributes) ?? ""
        control.isChecked = attributes.contains(" checked")
        if control.type == "checkbox" { control.label = words }
        controls.append(control)
      case "textarea", "select":
        var control = self.control(attributes + " type=\"\(tag)\"", part, labels)
        if tag == "textarea" { control.value = words }
        controls.append(control)
        open = tag
      case "option" where open == "select":
        let value = ServedForm.attribute("value", of: attributes) ?? ""
        controls[controls.count - 1].options.append((value, words))
        if attributes.contains(" selected") { controls[controls.count - 1].value = value }
      default: continue
      }
    }
  }

  private func control(
    _ attributes: String, _ part: String, _ labels: [String: String]
  ) -> Control {
    var control = Control(
      name: ServedForm.attribute("name", of: attributes) ?? "",
      type: ServedForm.attribute("type", of: attributes) ?? "text", part: part)
    control.label = ServedForm.attribute("id", of: attributes).flatMap { labels[$0] } ?? ""
    return control
  }

  /// The places of the controls with a label, within a part if one is named.
  private func places(_ label: String, in part: String?) throws -> [Int] {
    let near = controls.indices.filter { index in
      controls[index].label.hasPrefix(label) && controls[index].type != "hidden"
        && (part.map { controls[index].part.hasPrefix($0) } ?? true)
    }
    let exact = near.filter { controls[$0].label == label }
    let found = exact.isEmpty ? near : exact
    guard !found.isEmpty else {
      let seen = controls.filter { $0.type != "hidden" }.map { "\($0.part)/\($0.label)" }
      throw TestProblem("no “\(part ?? "")/\(label)” among \(seen.joined(separator: ", "))")
    }
    return found
  }

  /// Fills the first control of a label in.
  mutating func fill(_ label: String, _ text: String, in part: String? = nil) throws {
    controls[try places(label, in: part)[0]].value = text
  }

  /// Chooses the first option whose words contain a text.
  mutating func choose(_ label: String, _ words: String, in part: String? = nil) throws {
    let index = try places(label, in: part)[0]
    guard let option = controls[index].options.first(where: { $0.label.contains(words) }) else {
      throw TestProblem("no “\(words)” in \(controls[index].options.map(\.label))")
    }
    controls[index].value = option.value
  }

  /// Ticks every box of a group.
  mutating func tickAll(in part: String) throws {
    let boxes = controls.indices.filter {
      controls[$0].type == "checkbox" && controls[$0].part.hasPrefix(part)
    }
    guard !boxes.isEmpty else { throw TestProblem("no boxes in “\(part)”") }
    for index in boxes { controls[index].isChecked = true }
  }

  /// Chooses a file for the first file control of a label.
  mutating func attach(
    _ label: String, _ name: String, _ bytes: [UInt8], in part: String? = nil
  ) throws {
    guard let index = try places(label, in: part).first(where: { controls[$0].type == "file" })
    else { throw TestProblem("“\(label)” takes no file") }
    files[index] = (name, bytes)
  }

  /// The titles of rows and groups, each once.
  var parts: [String] {
    controls.reduce(into: []) { parts, control in
      if !control.part.isEmpty, !parts.contains(control.part) { parts.append(control.part) }
    }
  }

  /// What a browser sends when a button is pressed: the content type and the body.
  func sent(_ button: String = "send") -> (type: String, body: [UInt8]) {
    var pairs: [(String, String)] = []
    var body: [UInt8] = []
    func part(_ disposition: String, _ bytes: [UInt8]) {
      body += Array("--BOUND\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n".utf8)
      body += bytes + Array("\r\n".utf8)
    }
    for (index, control) in controls.enumerated() where !control.name.isEmpty {
      if control.type == "file" {
        let file = files[index] ?? ("", [])
        part("name=\"\(control.name)\"; filename=\"\(file.0)\"", file.1)
      } else if control.type != "checkbox" || control.isChecked {
        pairs.append((control.name, control.value))
        part("name=\"\(control.name)\"", Array(control.value.utf8))
      }
    }
    part("name=\"_do\"", Array(button.utf8))
    guard takesFiles else {
      let text = (pairs + [("_do", button)]).map { name, value in
        "\(ServedForm.encode(name))=\(ServedForm.encode(value))"
      }.joined(separator: "&")
      return ("application/x-www-form-urlencoded", Array(text.utf8))
    }
    return ("multipart/form-data; boundary=BOUND", body + Array("--BOUND--\r\n".utf8))
  }

  private static func encode(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
