// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation
import Yams

/// One thing that is wrong with a file of scenarios.
package struct ScenarioProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, from the folder of scenarios.
  package let file: String
  /// The line, from 1; 0 for the file as a whole.
  package let line: Int
  /// What is wrong.
  package let message: String

  /// File, line and what is wrong.
  package var description: String { "\(file):\(line): \(message)" }
}

/// A node of a file, with the collector of problems.
struct ScenarioNode {
  /// The most bytes of one file.
  static let bytesMax = 1_000_000

  let node: Node
  let reader: ScenarioProblems

  /// Reads a text; nil after reporting why it cannot be read.
  init?(yaml: String, _ reader: ScenarioProblems) {
    guard yaml.utf8.count <= Self.bytesMax else {
      reader.report(0, "is longer than \(Self.bytesMax) bytes")
      return nil
    }
    do {
      guard let node = try Yams.compose(yaml: yaml) else {
        reader.report(0, "is empty")
        return nil
      }
      self.init(node: node, reader: reader)
    } catch {
      reader.report(0, "is no YAML: \(error)")
      return nil
    }
  }

  private init(node: Node, reader: ScenarioProblems) {
    self.node = node
    self.reader = reader
  }

  var line: Int { node.mark?.line ?? 0 }

  func report(_ message: String) { reader.report(line, message) }

  private func with(_ node: Node) -> ScenarioNode { ScenarioNode(node: node, reader: reader) }

  /// The members in the order of the file; reports when it has none.
  var members: [(key: String, value: ScenarioNode)] {
    guard case .mapping(let mapping) = node else {
      report("must have members")
      return []
    }
    return mapping.map { ($0.key.scalar?.string ?? "", with($0.value)) }
  }

  /// The elements of a list; reports when it is none.
  var elements: [ScenarioNode] {
    guard case .sequence(let sequence) = node else {
      report("must be a list")
      return []
    }
    return sequence.map(with)
  }

  var isList: Bool {
    if case .sequence = node { return true }
    return false
  }

  var isMapping: Bool {
    if case .mapping = node { return true }
    return false
  }

  /// The text of a scalar; reports when it is none.
  var text: String {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      report("must be a text")
      return ""
    }
    return scalar.string
  }

  /// A calendar day; reports when it is none.
  var day: Day? {
    let day = Day(text)
    if day == nil { report("must be a day, such as 2026-03-02") }
    return day
  }

  /// A text in both languages.
  var localText: LocalText {
    var words: [String: String] = [:]
    for (key, value) in members {
      guard key == "zh" || key == "en" else {
        value.report("`\(key)` is not known here")
        continue
      }
      words[key] = value.text
    }
    guard let zh = words["zh"], let en = words["en"] else {
      report("needs `zh` and `en`")
      return LocalText(zh: "", en: "")
    }
    return LocalText(zh: zh, en: en)
  }

  /// The value as JSON: bare whole numbers, `true`, `false` and `null` are what they look like,
  /// everything else is a text.
  var json: JSON {
    switch node {
    case .mapping:
      return .object(Dictionary(members.map { ($0.key, $0.value.json) }) { $1 })
    case .sequence: return .array(elements.map(\.json))
    case .scalar(let scalar):
      guard scalar.style == .plain else { return .string(scalar.string) }
      switch scalar.string {
      case "true": return true
      case "false": return false
      case "null", "~", "": return .null
      default:
        guard let number = Int64(scalar.string), String(number) == scalar.string else {
          return .string(scalar.string)
        }
        return .int(number)
      }
    case .alias:
      report("an alias stands for nothing")
      return .null
    }
  }
}

/// What is found wrong while a file is read.
final class ScenarioProblems {
  let file: String
  private(set) var problems: [ScenarioProblem] = []

  init(file: String) { self.file = file }

  func report(_ line: Int, _ message: String) {
    problems.append(ScenarioProblem(file: file, line: line, message: message))
  }
}
