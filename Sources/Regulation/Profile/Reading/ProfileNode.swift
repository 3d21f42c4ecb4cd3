// SPDX-License-Identifier: Apache-2.0

import Yams

/// One node of a profile's text with its path and the collector of problems.
struct ProfileNode {
  let node: Node
  let path: String
  let problems: ProfileProblems

  /// The most elements a list may have.
  static let elementsMax = 500
  /// The most characters a text may have.
  static let charactersMax = 500

  var line: Int { node.mark?.line ?? 0 }

  var isNull: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
  }

  func report(_ message: String) { problems.report(line, path, message) }

  func child(_ node: Node, _ key: String) -> ProfileNode {
    ProfileNode(node: node, path: path.isEmpty ? key : "\(path).\(key)", problems: problems)
  }

  /// The text of a scalar that is not null.
  var text: String? {
    guard case .scalar(let scalar) = node, !isNull, !scalar.string.isEmpty,
      scalar.string.utf8.count <= Self.charactersMax
    else { return nil }
    return scalar.string
  }

  /// The text of a scalar written without quotes.
  var plain: String? {
    guard case .scalar(let scalar) = node, scalar.style == .plain else { return nil }
    return scalar.string
  }

  /// The elements of a list; reports when it is none.
  func elements() -> [ProfileNode]? {
    guard !isUnsettled else {
      reportUnsettled()
      return nil
    }
    guard case .sequence(let sequence) = node, sequence.count <= Self.elementsMax else {
      report("must be a list of at most \(Self.elementsMax)")
      return nil
    }
    return sequence.enumerated().map { child($0.element, name(of: $0.element, at: $0.offset)) }
  }

  /// An element with an id goes by it in paths, any other by its index.
  private func name(of element: Node, at index: Int) -> String {
    guard case .mapping(let mapping) = element, let id = mapping["id"]?.scalar?.string,
      !id.isEmpty, id.utf8.count <= 60
    else { return String(index) }
    return id
  }

  /// The same node as a section; reports when it is none.
  func section() -> ProfileSection {
    guard case .mapping(let mapping) = node else {
      report("must be a section with members")
      return ProfileSection.missing(path: path, problems: problems, line: line)
    }
    var members: [String: ProfileNode] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        problems.report(key.mark?.line ?? line, path, "has a member whose name is no text")
        continue
      }
      members[name] = child(value, name)
    }
    return ProfileSection(path: path, line: line, members: members, problems: problems)
  }
}
