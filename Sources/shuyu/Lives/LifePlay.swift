// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation
import Scenarios

/// Plays the steps of a life over HTTP, one after the other.
struct LifePlay {
  /// The life.
  let life: ScenarioLife
  /// The place's chain with the people and the forms of the life.
  let chain: ScenarioChain
  /// A folder for files made on the way.
  let folder: URL
  /// The people, signed in.
  var clients: LifeClients
  /// What steps saved.
  var values = ScenarioValues()
  /// The platform's day.
  var today: Day
  /// How many steps were played.
  private(set) var number = 0
  /// The papers that were put up, by person and text.
  var papers: Set<String> = []

  /// Prepares a play on a server.
  init(life: ScenarioLife, chain: ScenarioChain, server: String, folder: URL) {
    self.life = life
    self.chain = chain
    self.folder = folder
    clients = LifeClients(server: server)
    today = chain.start
  }

  /// Plays everything, and stops at the first step that is not as it must be, since later ones rest
  /// on it.
  mutating func play(_ report: LifeReport) async -> Bool {
    let founded = LocalText(zh: "平台设立，人员到位", en: "the platform is founded, its people are there")
    let founders = chain.people.filter { $0.place == nil }
    guard await join(founders, founded, report) else { return false }
    for part in chain.parts(of: life) {
      for step in part.steps {
        let title = Self.title(of: step)
        let isOK = await show(part.title, title, step.by, part.file, step.line, report) {
          play, record in
          try await play.perform(step, &record)
        }
        guard isOK else { return false }
      }
      let joining = chain.people.filter { part.joins.contains($0.id) }
      guard await join(joining, part.title, report) else { return false }
    }
    return true
  }

  /// Makes people; stops at the first that cannot be made.
  private mutating func join(
    _ people: [ScenarioChain.Person], _ chapter: LocalText, _ report: LifeReport
  ) async -> Bool {
    for person in people {
      let isOK = await show(chapter, Self.joins, person.id, chain.file, 0, report) { play, record in
        try await play.join(person, &record)
      }
      guard isOK else { return false }
    }
    return true
  }

  private mutating func show(
    _ chapter: LocalText, _ title: LocalText, _ actor: String, _ file: String, _ line: Int,
    _ report: LifeReport,
    _ body: (inout LifePlay, inout LifeRecord) async throws -> Void
  ) async -> Bool {
    number += 1
    var record = LifeRecord(
      place: life.name, number: number, chapter: chapter, title: title, actor: actor)
    do {
      try await body(&self, &record)
      record.isOK = true
    } catch {
      record.details.append("\(file):\(line): \(error)")
    }
    record.day = today
    await report.show(record)
    return record.isOK
  }

  private static let joins = LocalText(zh: "登记单位和账号", en: "An organisation and an account")

  private static func title(of step: ScenarioStep) -> LocalText {
    switch step.kind {
    case .act(let name):
      Registry.shuyu.actions[name]?.info.label ?? LocalText(zh: name, en: name)
    case .read(let plural):
      Registry.shuyu.listings[plural].map {
        LocalText(zh: "查看\($0.label.zh)", en: "Read: \($0.label.en)")
      } ?? LocalText(zh: plural, en: plural)
    case .upload: LocalText(zh: "上传数据文件", en: "Put up a file of data")
    case .package: LocalText(zh: "导出卷宗", en: "Take out the case file as one package")
    case .page: LocalText(zh: "查看事项页", en: "Read a page")
    case .product, .call: LocalText(zh: "调用产品", en: "Call the product")
    }
  }
}
