// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Regulation

/// The organisation that runs the platform in a place; its people are the first administrators.
struct Founder: Codable, Sendable, Hashable {
  /// The place.
  let place: String
  /// The organisation's name.
  let organisation: String
  /// Its unified social credit code; nil where nobody named the organisation.
  let uscc: String?

  /// What is wrong with it; nil when nothing is.
  func problem(among places: [String: Profile]) -> String? {
    if places[place] == nil { return "`\(place)` has no rules" }
    if organisation.allSatisfy(\.isWhitespace) { return "`\(place)` names no organisation" }
    guard let uscc else { return "`\(place)` names no credit code" }
    // GB 32100 has no registering department 0; a row of zeros would pass the check digit.
    guard UnifiedSocialCreditCode(uscc) != nil, !uscc.hasPrefix("0") else {
      return "the credit code for `\(place)` fails its check digit; compare it with the certificate"
    }
    return nil
  }

  /// Reads a file such as `[{"place": "ezhou", "organisation": "…", "uscc": "…"}]`.
  static func read(_ path: String, for places: [String: Profile]) throws -> [Founder] {
    let founders: [Founder]
    do {
      founders = try JSONDecoder().decode(
        [Founder].self, from: Data(contentsOf: URL(filePath: path)))
    } catch {
      throw SetupError(
        "`\(path)` is no list of {\"place\", \"organisation\", \"uscc\"}; see docs/operations.md")
    }
    let problems = founders.compactMap { $0.problem(among: places) }
    guard problems.isEmpty else {
      throw SetupError("`\(path)`: " + problems.joined(separator: "; "))
    }
    guard Set(founders.map(\.place)).count == founders.count else {
      throw SetupError("`\(path)` names a place twice")
    }
    return founders
  }

  /// Who runs a place in which nobody is named: without a code, since none is made up.
  static func unnamed(in profile: Profile) -> Founder {
    Founder(place: profile.place, organisation: "平台运行单位", uscc: nil)
  }

  /// The made-up unit that runs a demonstration in a place, with a well-formed code made for it.
  static func demonstration(in profile: Profile) -> Founder? {
    let organisation = Array("YW000001".utf8)
    guard let inner = CheckCharacter.organisationCode(organisation) else { return nil }
    let body = Array("12\(profile.division.rawValue)".utf8) + organisation + [inner]
    guard let last = CheckCharacter.creditCode(body) else { return nil }
    return Founder(
      place: profile.place, organisation: "\(profile.name.zh)平台运维单位（演示）",
      uscc: String(decoding: body + [last], as: UTF8.self))
  }
}
