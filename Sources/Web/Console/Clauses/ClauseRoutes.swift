// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// 法规对照: each clause of the place's text, what the platform does about it, and when it did.
struct ClauseRoutes {
  /// The latest entries shown of one clause.
  static let entriesMax = 5

  /// What all pages share.
  let console: Console

  /// Adds the route.
  func add(to routes: ConsoleGroup) {
    routes.get("/console/regulation") { visit in try await page(visit) }
  }

  private func page(_ visit: Visit) async throws -> Response {
    let actor = try visit.actor
    guard let coverage = console.platform.coverage[actor.place] else { throw Problem.notFound }
    let kind = visit.query["kind"].flatMap(CoverageKind.init(rawValue:))
    let search = visit.query["q"] ?? ""
    let entries = coverage.entries.filter { entry in
      (kind == nil || entry.kind == kind) && (search.isEmpty || entry.matches(search))
    }
    var articles: [JSON] = []
    let text = try await TextView(visit)
    for article in ClauseArticle.group(entries) {
      articles.append(try await model(article, text, visit))
    }
    return try await visit.page(
      "regulation", title: LocalText(zh: "法规对照", en: "Rules and controls"),
      [
        "kinds": kinds(coverage, chosen: kind, visit), "search": .string(search),
        "articles": .array(articles), "isEmpty": .bool(articles.isEmpty),
        "total": .int(Int64(entries.count)), "purpose": text.purpose, "validity": text.validity,
      ])
  }

  private func kinds(_ coverage: PlaceCoverage, chosen: CoverageKind?, _ visit: Visit) -> JSON {
    let counts = coverage.counts
    return .array(
      CoverageKind.allCases.map { kind in
        .object([
          "value": .string(kind.rawValue),
          "label": .string("\(visit.say(kind.label)) (\(counts[kind] ?? 0))"),
          "isChosen": .bool(kind == chosen),
        ])
      })
  }

  private func model(
    _ article: ClauseArticle, _ text: TextView, _ visit: Visit
  ) async throws -> JSON {
    var clauses: [JSON] = []
    for entry in article.entries {
      let indices = try await console.platform.entries(
        citing: entry.id.rawValue, limit: Self.entriesMax)
      let links = indices.map { index in
        JSON.object([
          "index": .int(Int64(index)), "href": .string("/console/ledger/\(index)/proof"),
        ])
      }
      clauses.append(
        .object([
          "id": .string(entry.id.rawValue), "kind": .string(visit.say(entry.kind.label)),
          "isUnmet": .bool(entry.kind == .unmet), "control": .string(entry.control),
          "note": .string(visit.say(entry.note)), "entries": .array(links),
          "marks": .array(text.marks(on: entry.id).map { .string($0) }),
        ]))
    }
    return .object(["article": .string(article.name), "clauses": .array(clauses)])
  }
}

/// The clauses of one article, in the order of the text.
private struct ClauseArticle {
  let name: String
  var entries: [CoverageEntry]

  static func group(_ entries: [CoverageEntry]) -> [ClauseArticle] {
    var articles: [ClauseArticle] = []
    for entry in entries {
      if articles.last?.name == entry.article {
        articles[articles.count - 1].entries.append(entry)
      } else {
        articles.append(ClauseArticle(name: entry.article, entries: [entry]))
      }
    }
    return articles
  }
}

extension CoverageEntry {
  /// The clause's article: the id without its letter.
  fileprivate var article: String {
    let parts = id.rawValue.split(separator: "-")
    return parts.dropLast(parts.count > 2 ? 1 : 0).joined(separator: "-")
  }

  /// Whether id, control or note contain a text.
  fileprivate func matches(_ search: String) -> Bool {
    let wanted = search.lowercased()
    return [id.rawValue, control, note.zh, note.en].contains { $0.lowercased().contains(wanted) }
  }
}
