// SPDX-License-Identifier: Apache-2.0

/// What the rules say about a subject template.
package struct SubjectTemplateVerdict: Hashable, Sendable {
  /// All objections in order of the template.
  package let objections: [SubjectObjection]

  /// Makes a verdict.
  package init(objections: [SubjectObjection]) {
    self.objections = objections
  }

  /// The worst severity, `pass` without objections.
  package var verdict: Verdict { objections.map(\.severity).max() ?? .pass }
}
