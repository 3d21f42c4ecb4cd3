// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Regulation
import Scenarios

/// One place's life on a server of its own, from its start to the check of its files.
struct LifeRun: Sendable {
  /// The life.
  let life: ScenarioLife
  /// The place's chain with the people and the forms of the life.
  let chain: ScenarioChain
  /// Who runs the platform in the place.
  let founder: Founder
  /// The folder of the rules.
  let regulations: String
  /// The folder of the tools.
  let tools: String
  /// Whether the data folder is kept.
  let keeps: Bool

  /// Starts a server, plays, stops it, and checks what it left on the disk.
  func play(_ report: LifeReport) async throws {
    let folder = TourFolder.temporary("shuyu-life-\(life.name)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let data = folder.appending(path: "data")
    let founding = folder.appending(path: "founding.json")
    try JSONEncoder().encode([founder]).write(to: founding)
    let server = try await TourServer.start(
      data: data,
      [
        "--founding", founding.path, "--clock-start", chain.start.description, "--regulations",
        regulations, "--tools", tools,
      ])
    var play = LifePlay(life: life, chain: chain, server: server.address, folder: folder)
    let isWhole: Bool
    do {
      try play.clients.readAdministrators(data.appending(path: "first-accounts.json"), life.place)
      isWhole = await play.play(report)
    } catch {
      _ = server.stop()
      throw error
    }
    let isStopped = server.stop()
    if isWhole { await check(TourEnding(data: data, isStopped: isStopped), play.number, report) }
    if keeps || !isWhole {
      FileHandle.standardError.write(Data("shuyu: the data are in \(folder.path)\n".utf8))
    } else {
      try? FileManager.default.removeItem(at: folder)
    }
  }

  private func check(_ ending: TourEnding, _ last: Int, _ report: LifeReport) async {
    for (index, finding) in ending.findings().enumerated() {
      var record = LifeRecord(
        place: life.name, number: last + index + 1,
        chapter: LocalText(zh: "核验", en: "What is left is checked"), title: finding.title,
        actor: "anybody")
      record.isOK = finding.isOK
      record.details = finding.details
      await report.show(record)
    }
  }
}
