// SPDX-License-Identifier: Apache-2.0

/// A drawing in the notation of Mermaid, which forges and editors show as a picture.
struct Flowchart {
  /// Which way it runs: `LR` or `TD`.
  let direction: String
  private var lines: [String] = []

  /// Starts an empty drawing.
  init(_ direction: String) {
    self.direction = direction
  }

  /// How a node is drawn.
  enum Form {
    /// A rectangle.
    case box
    /// A rectangle with a broken line.
    case brokenBox
    /// Round ends.
    case round
  }

  /// How an arrow is drawn.
  enum Arrow: String {
    case plain = "-->"
    case heavy = "==>"
    case dotted = "-.->"
  }

  /// Adds a node; its lines stand one below the other.
  mutating func add(_ id: String, _ form: Form, _ text: [String]) {
    let label = "\"\(text.filter { !$0.isEmpty }.map(Self.escaped).joined(separator: "<br/>"))\""
    switch form {
    case .box: lines.append("  \(Self.name(id))[\(label)]")
    case .brokenBox:
      lines.append("  \(Self.name(id))[\(label)]")
      lines.append("  style \(Self.name(id)) stroke-dasharray: 4 4")
    case .round: lines.append("  \(Self.name(id))([\(label)])")
    }
  }

  /// Adds an arrow, with words on it or without.
  mutating func connect(_ from: String, _ arrow: Arrow, _ to: String, words: String = "") {
    let label = words.isEmpty ? "" : "|\"\(Self.escaped(words))\"|"
    lines.append("  \(Self.name(from)) \(arrow.rawValue)\(label) \(Self.name(to))")
  }

  /// The drawing as a block of Markdown.
  var markdown: String {
    (["```mermaid", "flowchart \(direction)"] + lines + ["```"]).joined(separator: "\n")
  }

  /// A name that is no word of the notation.
  private static func name(_ id: String) -> String {
    "n_" + id.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\"", with: "#quot;").replacing("<", with: "#lt;").replacing(">", with: "#gt;")
  }
}
