// SPDX-License-Identifier: Apache-2.0
import Core

/// The versions of each place's rules before the present one, for what began under them.
package struct EarlierProfiles: Sendable {
  /// None: every case began under the present rules.
  package static let none = EarlierProfiles([])

  private let versions: [String: [Int: Profile]]

  /// Gathers versions; of two with one number the last stands.
  package init(_ profiles: [Profile]) {
    var versions: [String: [Int: Profile]] = [:]
    for profile in profiles { versions[profile.place, default: [:]][profile.version] = profile }
    self.versions = versions
  }

  /// The versions of the rules that apply in a place, by their number.
  package subscript(place: String) -> [Int: Profile] {
    versions[PlaceKey.root(of: place)] ?? [:]
  }
}

extension [String: Profile] {
  /// The rules that apply in a place: its own, or those of the place below which it lies.
  package func ruling(_ place: String) -> Profile? { self[PlaceKey.root(of: place)] }
}
