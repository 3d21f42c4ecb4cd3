// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation
import Platform
import Regulation

/// Works on the profiles of places.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "各地规则文件 / the rule files of places",
    subcommands: [ProfileCheckCommand.self, ProfileNewCommand.self])
}

/// Reads one profile and prints everything that is wrong with it.
struct ProfileCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "检查一份规则文件 / check one profile",
    discussion: "Exit 0 when it can be used, 1 with file, line, key and reason when not.")

  @Argument(help: "the profile, such as Regulations/ezhou.yaml")
  var file: String

  @Flag(help: "print JSON only")
  var json = false

  func run() throws {
    let url = URL(filePath: file)
    guard let bytes = FileManager.default.contents(atPath: url.path) else {
      throw ValidationError("cannot read `\(file)`")
    }
    do {
      let profile = try Profile.load(yaml: String(decoding: bytes, as: UTF8.self), file: file)
      let problems = Registry.shuyu.problems(of: profile, file: file)
      guard problems.isEmpty else { throw ProfileError(problems: problems) }
      try report(profile)
    } catch let error as ProfileError {
      if json {
        print(try JSON(encoding: error.problems.map(ProfileFinding.init)).canonicalText)
      } else {
        for problem in error.problems { print(problem) }
      }
      throw ExitCode(1)
    }
  }

  private func report(_ profile: Profile) throws {
    if json {
      print(try JSON(encoding: ProfileSummary(profile)).canonicalText)
      return
    }
    print("\(profile.place): version \(profile.version), \(profile.status.state.rawValue)")
    print("procedures: \(profile.procedures.map(\.id).joined(separator: ", "))")
    for value in profile.open {
      let clauses = value.clauses.map(\.description).joined(separator: " ")
      print("to be configured\(value.gates ? " before use" : ""): \(value.key) (\(clauses))")
    }
  }
}

/// One problem, for a machine.
private struct ProfileFinding: Encodable {
  let line: Int
  let key: String
  let message: String

  init(_ problem: ProfileProblem) {
    line = problem.line
    key = problem.key
    message = problem.message
  }
}

/// What a profile that can be used holds, for a machine.
private struct ProfileSummary: Encodable {
  let place: String
  let version: Int
  let status: String
  let procedures: [String]
  let open: [String]

  init(_ profile: Profile) {
    place = profile.place
    version = profile.version
    status = profile.status.state.rawValue
    procedures = profile.procedures.map(\.id)
    open = profile.open.map(\.key)
  }
}
