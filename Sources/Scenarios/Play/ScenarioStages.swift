// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Regulation
import Store

/// The stages of one place, each built once; a scenario starts from a copy.
struct ScenarioStages {
  /// A stage that was reached.
  private struct Reached {
    let folder: URL
    let now: Instant
    let values: [String: JSON]
  }

  let chain: ScenarioChain
  let rules: ScenarioRules
  private let folder: URL
  private var reached: [String: Reached] = [:]
  private var cast = ScenarioCast()
  private var copies: UInt64 = 0

  init(_ chain: ScenarioChain, _ rules: ScenarioRules, folder: URL) {
    self.chain = chain
    self.rules = rules
    self.folder = folder
  }

  /// Makes sure that a stage is built, and those before it.
  mutating func build(_ name: String) async throws {
    guard reached[name] == nil else { return }
    guard let stage = chain.stage(name) else { throw ScenarioFailure("no stage `\(name)`") }
    if let after = stage.after { try await build(after) }
    let before = stage.after.flatMap { reached[$0] }
    let place = try copy(before?.folder)
    let start = ScenarioPlatform.Start(
      folder: place, now: before?.now ?? Self.morning(of: chain.start), seed: next())
    let (chain, known) = (chain, cast)
    let (cast, values, now) = try await ScenarioPlatform.run(chain.place, start, rules) {
      platform in
      var cast = before == nil ? try await ScenarioCast.found(chain, on: platform) : known
      var play = ScenarioPlay(platform, cast, chain, values: before?.values ?? [:])
      if let difference = try await play.perform(chain.steps(of: stage)) {
        throw ScenarioProblem(
          file: chain.file, line: difference.line,
          message: "stage `\(name)`: \(difference.message)")
      }
      try await cast.join(stage.joins, chain, on: platform)
      return (cast, play.values, platform.clock.now())
    }
    self.cast = cast
    reached[name] = Reached(folder: place, now: now, values: values)
  }

  /// Performs a body on a copy of a stage, with these controls.
  mutating func from<T: Sendable>(
    _ name: String, _ controls: Controls, _ body: (inout ScenarioPlay) async throws -> T
  ) async throws -> T {
    guard let stage = reached[name] else { throw ScenarioFailure("no stage `\(name)`") }
    let place = try copy(stage.folder)
    defer { try? FileManager.default.removeItem(at: place) }
    let start = ScenarioPlatform.Start(
      folder: place, now: stage.now, seed: next(), controls: controls)
    let (chain, cast) = (chain, cast)
    return try await ScenarioPlatform.run(chain.place, start, rules) { platform in
      var play = ScenarioPlay(platform, cast, chain, values: stage.values)
      return try await body(&play)
    }
  }

  private static func morning(of day: Day) -> Instant {
    Instant(milliseconds: Int64(day.number) * 86_400_000 + 3_600_000)
  }

  private mutating func next() -> UInt64 {
    copies += 1
    return copies
  }

  private func copy(_ source: URL?) throws -> URL {
    let target = folder.appending(path: "\(chain.place)-\(copies + 1)")
    if let source {
      try FileManager.default.copyItem(at: source, to: target)
    } else {
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    }
    return target
  }
}
