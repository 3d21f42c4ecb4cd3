// SPDX-License-Identifier: Apache-2.0

/// Every control that the file of answers says refuses something can be switched off by a scenario.
///
/// A decision refuses through `context.refusal`, which leaves out what is switched off; a guard
/// that refuses by itself asks `isOff` for its code.
struct ControlSeamRule {
  /// Files that are the seam.
  private static let seam = [
    "Sources/Platform/Kernel/Context.swift", "Sources/Platform/Products/Rights/Rights.swift",
  ]

  /// Where a refusal goes round the seam, or switches controls off elsewhere than in a scenario.
  func findings(in files: [SourceFile]) -> [Finding] {
    let sources = files.filter { $0.isSwift && $0.isSource }
    let controls = enforced(in: files)
    var found: [Finding] = []
    for file in sources where file.target == "Platform" && !Self.seam.contains(file.path) {
      found += bypasses(in: file, controls)
    }
    for file in sources where !["Regulation", "Scenarios"].contains(file.target) {
      for (index, line) in file.codeLines.enumerated() where line.contains("switchedOff:") {
        found.append(file.finding(index + 1, "only a run of scenarios switches controls off"))
      }
    }
    let texts = sources.map { $0.lines.joined(separator: "\n") }
    for control in controls.sorted() where !texts.contains(where: { Self.names($0, control) }) {
      found.append(
        Finding(
          path: "Regulations/coverage.yaml", line: 1, message: "no source refuses by `\(control)`"))
    }
    return found
  }

  /// The controls of the clauses that the file of answers calls enforced.
  func enforced(in files: [SourceFile]) -> Set<String> {
    let answers = files.first { $0.path == "Regulations/coverage.yaml" }
    let lines = answers?.lines.filter { $0.contains("kind: enforced, control: ") } ?? []
    return Set(
      lines.compactMap { line in
        line.components(after: "control: ")?.prefix { $0 != "," && $0 != "}" }.description
      })
  }

  /// Whether a text writes a control's code, whole or as a composed one.
  private static func names(_ text: String, _ control: String) -> Bool {
    if text.contains("\"\(control)\"") { return true }
    guard let dot = control.lastIndex(of: ".") else { return false }
    return text.contains("\"\(control[...dot])\\(")
  }

  private func bypasses(in file: SourceFile, _ controls: Set<String>) -> [Finding] {
    var found: [Finding] = []
    let text = file.lines.joined(separator: "\n")
    for (index, line) in file.codeLines.enumerated() {
      guard let rest = line.components(after: ".refused(") else { continue }
      if rest.hasPrefix("reason)") || rest.hasPrefix("reasons)") || rest.hasPrefix("stop)") {
        found.append(file.finding(index + 1, "refuse through context.refusal"))
      }
      let statement = file.lines[index...].prefix(3).joined(separator: " ")
      let after = statement.components(after: ".refused(") ?? ""
      for control in controls where after.contains("\"\(control)\"") {
        guard !text.contains("isOff(\"\(control)\")") else { continue }
        found.append(
          file.finding(index + 1, "`\(control)` refuses and cannot be switched off"))
      }
    }
    return found
  }
}

extension String {
  /// What follows the first place of a mark; nil where it does not stand.
  fileprivate func components(after mark: String) -> Substring? {
    firstRange(of: mark).map { self[$0.upperBound...] }
  }
}
