// SPDX-License-Identifier: Apache-2.0
package import Core

extension Release.State {
  /// Whether it ended without leaving: its evidence and content must go.
  package var isEndedInside: Bool {
    switch self {
    case .rejected, .returned, .withdrawn, .lapsed: true
    case .requested, .reviewing, .approved, .released, .recalled, .ended: false
    }
  }
}

extension Release {
  /// Ends it before it left; what was made of it must go.
  package mutating func end(as state: State) {
    self.state = state
    disposal = .due
  }

  /// Takes an evaluation; what belonged to the one before must go.
  mutating func take(_ evaluation: ReleaseEvaluation) {
    let kept = Set(evaluation.objects)
    let gone = (self.evaluation?.objects ?? []).filter { !kept.contains($0) }
    self.evaluation = evaluation
    guard !gone.isEmpty else { return }
    replaced = (replaced ?? []) + gone
    disposal = .due
  }

  /// The objects in the vault that the record names.
  package var recordedObjects: [RecordID] { (evaluation?.objects ?? []) + (replaced ?? []) }

  /// Whether the last day of the request, or of the agreement from which its right comes, passed.
  package func isPastLastDay(under agreement: Agreement?, on day: Day) -> Bool {
    [standing?.expiresOn, agreement?.endsOn].compactMap { $0 }.contains { $0 < day }
  }
}

extension ReleaseEvaluation {
  /// Its objects in the vault.
  package var objects: [RecordID] {
    [evidenceObject, contentObject, seriesObject].compactMap { $0 }
  }
}
