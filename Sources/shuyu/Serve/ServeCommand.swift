// SPDX-License-Identifier: Apache-2.0
public import ArgumentParser
import Core
import Foundation
public import Logging
import Regulation
import Work

/// Starts the platform.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "启动平台 / start the platform")

  @Option(help: "the port on 127.0.0.1")
  var port = 8080

  @Option(help: "the data folder")
  var data = "data"

  @Flag(help: "load the demonstration city and write demo-accounts.json")
  var demo = false

  @Option(help: "`system`, or `manual`: moved only by an administrator's action")
  var clock: ClockChoice = .system

  @Option(help: "with --clock manual: the day on which a new installation begins")
  var clockStart: String?

  @Option(help: "which roles this process plays, parted by commas")
  var roles = "office,domain,edge"

  @Option(help: "the folder with the rules of the places")
  var regulations = "Regulations"

  @Option(help: "the folder with DuckDB and the Python packages")
  var tools = ".tools"

  @Option(help: "the file with the passphrase of the master keys")
  var passphraseFile: String?

  @Option(help: "a file that names who runs the platform in each place, for the first start")
  var founding: String?

  @Flag(help: "make key files anew that are missing and lost for good")
  var renewLostKeys = false

  @Option(
    help: """
      how many bytes the inputs of one program or query may have in memory; larger ones lie on the \
      encrypted scratch
      """)
  var memoryInputs = DomainLimits().memoryInputBytes

  @Flag(help: "not ready (/readyz) where the encrypted scratch cannot be had")
  var needScratch = false

  @Option(help: "trace, debug, info, notice, warning, error")
  var logLevel: Logger.Level = .notice

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535") }
    guard (0...DomainLimits().memoryInputBytesMax).contains(memoryInputs) else {
      throw ValidationError("--memory-inputs is 0 to \(DomainLimits().memoryInputBytesMax)")
    }
    guard clockStart.map({ Day($0) != nil && clock == .manual }) ?? true else {
      throw ValidationError("--clock-start is a day such as 2026-03-02, with --clock manual")
    }
    guard Role.parse(roles) != nil else {
      throw ValidationError("--roles is a list of office, domain and edge")
    }
  }

  func run() async throws {
    let settings = ServeSettings(
      port: port, installation: Installation(data), isDemo: demo, clock: clock,
      clockStart: clockStart.flatMap(Day.init).map(Instant.morning), roles: Role.parse(roles) ?? [],
      regulations: regulations, tools: tools,
      passphraseFile: passphraseFile, founding: founding, renewsLostKeys: renewLostKeys,
      memoryInputs: memoryInputs, needsScratch: needScratch, logLevel: logLevel)
    do {
      try await PlatformApplication(settings).run()
    } catch let error as SetupError {
      FileHandle.standardError.write(Data("shuyu: \(error)\n".utf8))
      throw ExitCode(3)
    }
  }
}

/// Which clock decisions go by.
enum ClockChoice: String, ExpressibleByArgument, CaseIterable {
  case system
  case manual
}

/// One of the three process roles (design §9).
enum Role: String, CaseIterable {
  case office
  case domain
  case edge

  /// Reads a list; nil when a name is unknown or the list is empty.
  static func parse(_ text: String) -> Set<Role>? {
    let roles = text.split(separator: ",").map { Role(rawValue: String($0)) }
    guard !roles.isEmpty, !roles.contains(nil) else { return nil }
    return Set(roles.compactMap { $0 })
  }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}

extension Instant {
  /// Nine o'clock in China on a day.
  static func morning(of day: Day) -> Instant {
    Instant(milliseconds: Int64(day.number) * 86_400_000 + 3_600_000)
  }
}

/// What a start is told.
struct ServeSettings: Sendable {
  let port: Int
  let installation: Installation
  let isDemo: Bool
  let clock: ClockChoice
  let clockStart: Instant?
  let roles: Set<Role>
  let regulations: String
  let tools: String
  let passphraseFile: String?
  let founding: String?
  let renewsLostKeys: Bool
  var memoryInputs = DomainLimits().memoryInputBytes
  var needsScratch = false
  let logLevel: Logger.Level
}

extension ServeSettings {
  /// Who runs the platform in each place: by the file that was given, made up for a demonstration,
  /// unnamed at a first start with neither.
  func founders(_ rules: Rules, isFirstStart: Bool) throws -> [Founder] {
    let named = try founding.map { try Founder.read($0, for: rules.profiles) } ?? []
    let others = rules.profiles.values.filter { profile in
      !named.contains { $0.place == profile.place }
    }
    var founders = named
    if isDemo {
      founders += others.compactMap(Founder.demonstration)
    } else if founding == nil, isFirstStart {
      founders += others.map(Founder.unnamed)
    }
    return founders.sorted { $0.place < $1.place }
  }
}
