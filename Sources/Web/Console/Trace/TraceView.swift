// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// A product's way in words.
struct TraceView {
  /// The heads of the columns.
  static let header = [
    LocalText(zh: "方面", en: "Question"), LocalText(zh: "记录", en: "Record"),
    LocalText(zh: "编号", en: "Id"), LocalText(zh: "状态", en: "State"),
    LocalText(zh: "摘要或编号", en: "Digest or number"),
    LocalText(zh: "办理账号", en: "Account"), LocalText(zh: "时间", en: "When"),
  ]

  let trace: ProductTrace
  let visit: Visit
  /// What records are called.
  let values: ValueView

  /// The members of the page.
  var model: [String: JSON] {
    let path = "/console/trace/\(trace.product.rawValue)"
    return [
      "product": values.model(.string(trace.product.rawValue), of: [], in: nil),
      "csv": .string(URLText.path(path, [("export", "csv")])),
      "xlsx": .string(URLText.path(path, [("export", "xlsx")])),
      "isComplete": .bool(trace.gaps.isEmpty), "gaps": .array(trace.gaps.map(JSON.string)),
      "parts": .array(TraceDimension.allCases.map(part)),
    ]
  }

  private func part(_ dimension: TraceDimension) -> JSON {
    let steps = trace.steps.filter { $0.dimension == dimension }
    return [
      "title": .string(visit.say(dimension.label)), "isEmpty": .bool(steps.isEmpty),
      "rows": .array(
        steps.map { step in
          [
            "record": values.model(.string(step.record.rawValue), of: [], in: nil),
            "state": .string(state(step)), "mark": .string(step.mark ?? ""),
            "account": .string(step.account.map { values.name(of: $0) } ?? ""),
            "when": .string(step.when ?? ""),
          ]
        }),
    ]
  }

  /// The rows of a file.
  var rows: [[String]] {
    let steps = trace.steps.map { step in
      [
        visit.say(step.dimension.label), values.name(of: step.record), step.record.rawValue,
        state(step), step.mark ?? "", step.account.map { values.name(of: $0) } ?? "",
        step.when ?? "",
      ]
    }
    let missing = visit.say(LocalText(zh: "缺口", en: "gap"))
    return steps + trace.gaps.map { [missing, "", $0, "", "", "", ""] }
  }

  private func state(_ step: ProductTrace.Step) -> String {
    step.state.map { visit.say(CodeWords.byCode[$0] ?? LocalText(zh: $0, en: $0)) } ?? ""
  }

  /// The way as JSON.
  static func json(_ trace: ProductTrace) -> JSON {
    [
      "product": .string(trace.product.rawValue),
      "steps": .array(
        trace.steps.map {
          [
            "dimension": .string($0.dimension.rawValue), "record": .string($0.record.rawValue),
            "state": $0.state.map(JSON.string) ?? .null, "mark": $0.mark.map(JSON.string) ?? .null,
            "account": $0.account.map { .string($0.rawValue) } ?? .null,
            "when": $0.when.map(JSON.string) ?? .null,
          ]
        }),
      "gaps": .array(trace.gaps.map(JSON.string)),
    ]
  }
}
