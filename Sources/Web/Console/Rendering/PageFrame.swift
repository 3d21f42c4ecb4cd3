// SPDX-License-Identifier: Apache-2.0
import Core
import HTTPTypes
import HummingbirdCore
import Platform
import Regulation

/// What surrounds every page: who is signed in, navigation, language, notices.
enum PageFrame {
  /// The members of the layout's model.
  static func model(for visit: Visit, title: String) async throws -> [String: JSON] {
    let isChinese = visit.language == .zh
    var model: [String: JSON] = [
      "title": .string(title), "isChinese": .bool(isChinese),
      "languageTag": .string(isChinese ? "zh-CN" : "en"), "otherLanguage": other(visit),
      "notices": .array(notices(visit).map { .string($0) }), "formToken": .string(visit.formToken),
      "isSignedIn": false, "navigation": [],
    ]
    if let actor = visit.context.actor {
      model["isSignedIn"] = true
      let names = try await RecordLookup(visit, ids: [actor.account, actor.organisation]).names
      model["account"] = .string(names[actor.account] ?? actor.account.rawValue)
      model["organisation"] = .string(names[actor.organisation] ?? actor.organisation.rawValue)
      model["capacities"] = .string(capacities(of: actor, visit))
      model["navigation"] = navigation(for: actor, visit)
      model["hasPassword"] = .bool(
        visit.console.platform.registry.actions["account.changePassword"] != nil)
    }
    return model
  }

  private static func capacities(of actor: Actor, _ visit: Visit) -> String {
    // A place may have one word for two capacities.
    var words: [String] = []
    for capacity in actor.capacities.sorted(by: { $0.rawValue < $1.rawValue }) {
      let word = visit.console.platform.profiles.ruling(actor.place)?.word(for: capacity)
      let said = visit.say(word ?? capacity.label)
      if !words.contains(said) { words.append(said) }
    }
    return words.joined(separator: visit.say(WordBook.listComma))
  }

  /// The listings that the actor may see, in groups.
  private static func navigation(for actor: Actor, _ visit: Visit) -> JSON {
    let listings = visit.console.listings(for: actor)
    let path = visit.request.uri.path
    let groups = NavigationGroup.allCases.compactMap { group -> JSON? in
      let figures = group == .domain ? reviewFigures(for: actor, visit) : []
      let lists = listings.filter { NavigationGroup(of: $0) == group }.map { listing in
        let own = "/console/\(listing.plural)"
        return JSON.object([
          "href": .string(own), "label": .string(visit.say(listing.label)),
          "isCurrent": .bool(path == own || path.hasPrefix("\(own)/")),
        ])
      }
      let links = figures + lists
      guard !links.isEmpty else { return nil }
      return .object(["group": .string(visit.say(group.label)), "links": .array(links)])
    }
    return .array(groups)
  }

  /// The figures of the review, for those who may see them.
  private static func reviewFigures(for actor: Actor, _ visit: Visit) -> [JSON] {
    guard visit.console.platform.registry.listings["votes"] != nil,
      !ReviewFigures.readers.isDisjoint(with: actor.capacities)
    else { return [] }
    let path = "/console/review-figures"
    let label = LocalText(zh: "出域审核统计", en: "Figures of the review")
    return [
      [
        "href": .string(path), "label": .string(visit.say(label)),
        "isCurrent": .bool(visit.request.uri.path == path),
      ]
    ]
  }

  /// Warnings that stand on every page.
  private static func notices(_ visit: Visit) -> [String] {
    var notices: [String] = []
    let profiles = visit.console.platform.profiles
    let drafts = profiles.values.filter { profile in
      profile.status.state == .draft
        && (visit.context.actor.map { PlaceKey.root(of: $0.place) == profile.place } ?? true)
    }.sorted { $0.place < $1.place }
    if !drafts.isEmpty {
      let names = drafts.map { visit.say($0.name) }.joined(separator: visit.say(WordBook.listComma))
      notices.append(
        visit.say(
          LocalText(
            zh: "演示：\(names)的规定为征求意见稿，尚未印发，不作为实际办理依据",
            en: "Demonstration: the rules of \(names) are a draft and not in force")))
    }
    let clock = visit.console.platform.time()
    if clock.isManual {
      let now = ValueText.moment(clock.now)
      notices.append(
        visit.say(
          LocalText(
            zh: "时钟由管理员手动设定，当前为 \(now)", en: "The clock is set by hand; it says \(now)")))
    }
    return notices
  }

  /// The same page in the other language.
  private static func other(_ visit: Visit) -> JSON {
    let target: Language = visit.language == .zh ? .en : .zh
    let isGet = visit.request.method == .get
    let kept = isGet ? visit.query.names.filter { $0 != "lang" } : []
    let pairs = kept.flatMap { name in visit.query.all(name).map { (name, $0) } }
    let path = isGet ? visit.request.uri.path : "/"
    return .object([
      "href": .string(URLText.path(path, pairs + [("lang", target.rawValue)])),
      "label": .string(target == .en ? "English" : "中文"),
      "tag": .string(target == .en ? "en" : "zh-CN"),
    ])
  }
}
