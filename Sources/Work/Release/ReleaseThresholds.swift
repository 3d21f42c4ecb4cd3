// SPDX-License-Identifier: Apache-2.0
package import DisclosureControl
package import Platform
package import Regulation

/// The numbers by which a place judges what leaves: its profile's, or else those set where the
/// text leaves them open.
package struct ReleaseThresholds: Sendable {
  /// The parameters of disclosure control.
  package let parameters: DisclosureParameters
  /// The least number of contributors by which two releases may differ; nil while it is open.
  package let differencing: Int?

  /// Reads the numbers of a place, nil for that whose rules they are; nil while one is open.
  package init?(
    _ profile: Profile, in place: String? = nil, _ read: any RecordReader
  ) throws {
    let rules = profile.egress
    func number(_ value: ProfileValue<Int>, _ key: String) throws -> Int? {
      let setting = try OpenSetting.find(
        "egress.\(key)", holdingIn: place ?? profile.place, profile, read)
      return value.number(or: setting)
    }
    differencing = try number(rules.differencingMin, "differencingMin")
    if let known = rules.disclosureParameters {
      parameters = known
      return
    }
    guard let contributors = try number(rules.contributorsMin, "contributorsMin"),
      let count = try number(rules.dominanceCount, "dominanceCount"),
      let percent = try number(rules.dominancePercent, "dominancePercent"),
      let ambiguity = try number(rules.ambiguityPercent, "ambiguityPercent"), count >= 1
    else { return nil }
    // As for the profile's own numbers: a bound on n shares bounds the share of two by 2/n of it.
    parameters = DisclosureParameters(
      contributors: contributors, dominanceOne: count == 1 ? percent * 100 : nil,
      dominanceTwo: count >= 2 ? max(1, percent * 100 * 2 / count) : nil,
      pPercent: ambiguity * 100)
  }
}
