// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Store

/// Plays the chapters in order and stops at the first step that is not as it must be, since later
/// steps rest on it.
struct Tour {
  /// The chapters in order.
  static let chapters: [TourChapter] = [
    .catalogue, .admission, .agreement, .scenario, .delivery, .workspace, .egress, .product, .calls,
    .ending,
  ]

  /// Plays everything.
  static func play(_ stage: inout TourStage, _ report: inout TourReport) async {
    for chapter in chapters {
      report.begin(chapter)
      for step in chapter.steps {
        await play(step, &stage, &report)
        if report.failures > 0 { return }
        if let until = stage.settings.until, stage.record.actions.contains(until) { return }
      }
    }
  }

  /// Plays one step.
  static func play(
    _ step: TourStep, _ stage: inout TourStage, _ report: inout TourReport
  ) async {
    stage.record = TourRecord(
      number: report.steps + 1, title: step.title, actor: step.actor)
    do {
      try await step.play(&stage)
      stage.record.isOK = true
    } catch {
      stage.say("\(error)")
    }
    report.show(stage.record)
  }
}
