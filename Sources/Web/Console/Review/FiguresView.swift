// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The figures of the review in words.
struct FiguresView {
  /// One table.
  enum Part: String, CaseIterable {
    case open
    case checkers
    case agreement

    var title: LocalText {
      switch self {
      case .open: LocalText(zh: "待表决", en: "Waiting for votes")
      case .checkers: LocalText(zh: "各审核员", en: "Checkers")
      case .agreement: LocalText(zh: "两两一致", en: "Agreement of two")
      }
    }

    var header: [LocalText] {
      switch self {
      case .open:
        [
          LocalText(zh: "出域申请", en: "Release"), LocalText(zh: "申请日", en: "Requested on"),
          LocalText(zh: "已过工作日", en: "Working days since"),
          LocalText(zh: "已表决", en: "Votes"), LocalText(zh: "应表决", en: "Needed"),
        ]
      case .checkers:
        [
          LocalText(zh: "审核员", en: "Checker"), LocalText(zh: "尚未表决", en: "Open"),
          LocalText(zh: "已公开表决", en: "Opened votes"), LocalText(zh: "同意", en: "Approved"),
          LocalText(zh: "不同意", en: "Rejected"), LocalText(zh: "退回", en: "Returned"),
          LocalText(zh: "与他人都不同", en: "Unlike all others"),
        ]
      case .agreement:
        [
          LocalText(zh: "审核员", en: "Checker"), LocalText(zh: "另一审核员", en: "Other checker"),
          LocalText(zh: "共同审核", en: "In common"), LocalText(zh: "意见相同", en: "Agreed"),
          LocalText(zh: "Kappa 系数", en: "Cohen's kappa"),
        ]
      }
    }
  }

  /// The most rows of a table on the page; a file holds all.
  static let rowsMax = 200

  let figures: ReviewFigures
  let visit: Visit
  /// What accounts are called.
  let names: [RecordID: String]

  /// One table for the page.
  func model(_ part: Part) -> JSON {
    let all = rows(part)
    let path = "/console/review-figures"
    func file(_ format: String) -> JSON {
      .string(URLText.path(path, [("part", part.rawValue), ("export", format)]))
    }
    return [
      "title": .string(visit.say(part.title)), "total": .int(Int64(all.count)),
      "isEmpty": .bool(all.isEmpty), "isCut": .bool(all.count > Self.rowsMax),
      "header": .array(part.header.map { .string(visit.say($0)) }), "csv": file("csv"),
      "xlsx": file("xlsx"),
      "rows": .array(
        all.prefix(Self.rowsMax).enumerated().map { index, row in
          let release = part == .open ? figures.open[index].release : nil
          return [
            "href": .string(release.map { "/console/releases/\($0.rawValue)" } ?? ""),
            "first": .string(release.map(visit.valueText.unnamed) ?? row[0]),
            "rest": .array(row.dropFirst().map(JSON.string)),
          ]
        }),
    ]
  }

  /// The rows of one table as texts.
  func rows(_ part: Part) -> [[String]] {
    switch part {
    case .open:
      figures.open.map { open in
        [
          open.release.rawValue, open.requestedOn.description,
          open.workingDays.map { String($0) } ?? "", String(open.votes), String(open.needed),
        ]
      }
    case .checkers:
      figures.checkers.map { checker in
        [name(checker.account)]
          + [
            checker.open, checker.votes, checker.approve, checker.reject, checker.return,
            checker.alone,
          ].map { String($0) }
      }
    case .agreement:
      figures.pairs.map { pair in
        [
          name(pair.first), name(pair.second), String(pair.common), String(pair.agreed),
          pair.kappa.map(Self.decimal) ?? "",
        ]
      }
    }
  }

  private func name(_ account: RecordID) -> String {
    names[account] ?? visit.valueText.unnamed(account)
  }

  /// Thousandths as a number with three decimals.
  static func decimal(_ thousandths: Int) -> String {
    let digits = String(1_000 + abs(thousandths) % 1_000).dropFirst()
    return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1_000).\(digits)"
  }

  /// The figures as JSON, kappa in thousandths.
  static func json(_ figures: ReviewFigures) -> JSON {
    func number(_ value: Int) -> JSON { .int(Int64(value)) }
    func id(_ value: RecordID) -> JSON { .string(value.rawValue) }
    return [
      "reviewed": number(figures.reviewed), "split": number(figures.split),
      "tied": number(figures.tied),
      "open": .array(
        figures.open.map {
          [
            "release": id($0.release), "requestedOn": .string($0.requestedOn.description),
            "workingDays": $0.workingDays.map(number) ?? .null, "votes": number($0.votes),
            "needed": number($0.needed),
          ]
        }),
      "checkers": .array(
        figures.checkers.map {
          [
            "account": id($0.account), "open": number($0.open), "votes": number($0.votes),
            "approve": number($0.approve), "reject": number($0.reject),
            "return": number($0.return), "alone": number($0.alone),
          ]
        }),
      "agreement": .array(
        figures.pairs.map {
          [
            "first": id($0.first), "second": id($0.second), "common": number($0.common),
            "agreed": number($0.agreed), "kappaThousandths": $0.kappa.map(number) ?? .null,
          ]
        }),
    ]
  }
}
