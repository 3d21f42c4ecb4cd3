// SPDX-License-Identifier: Apache-2.0
import Regulation

/// One step of the journey: a title, who acts, and what is done over HTTP.
struct TourStep: Sendable {
  /// What happens, in both languages.
  let title: LocalText
  /// The login of the account that acts first.
  let actor: String
  /// Does it; throws `TourFailure` when the platform does not answer as it must.
  let play: @Sendable (inout TourStage) async throws -> Void

  /// Declares a step.
  init(
    _ zh: String, _ en: String, as actor: String,
    play: @escaping @Sendable (inout TourStage) async throws -> Void
  ) {
    title = LocalText(zh: zh, en: en)
    self.actor = actor
    self.play = play
  }
}

/// Steps that belong together.
struct TourChapter: Sendable {
  /// What the chapter is about.
  let title: LocalText
  /// Its steps in order.
  let steps: [TourStep]

  /// Declares a chapter.
  init(_ zh: String, _ en: String, _ steps: [TourStep]) {
    title = LocalText(zh: zh, en: en)
    self.steps = steps
  }
}

/// Why a step is not what it must be.
struct TourFailure: Error, CustomStringConvertible {
  /// What was expected and what came.
  let description: String

  /// Says what is wrong.
  init(_ description: String) {
    self.description = description
  }
}
