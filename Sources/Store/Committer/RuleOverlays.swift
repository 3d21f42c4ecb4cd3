// SPDX-License-Identifier: Apache-2.0
import Platform
import Regulation
import Synchronization

/// Profiles as newer or higher instruments leave them, read once for each set of instruments.
final class RuleOverlays: Sendable {
  /// The most profiles that are kept; beyond that all are read anew.
  private static let keptMax = 64

  /// A version of a place's rules and what prevails over it.
  private struct Key: Hashable {
    let place: String
    let version: Int
    let settings: [ProfileSetting]
  }

  /// Guarded by itself.
  private let kept = Mutex<[Key: Profile]>([:])

  /// The rules under the instruments that prevail over this version.
  ///
  /// An instrument was recorded only if the rules hung together with it. A text that was put in
  /// the place of that one since, and with which they no longer do, stands as it is.
  func profile(_ base: Profile, under standing: [RuleOverride]) -> Profile {
    let settings = standing.filter { base.version <= $0.version }.map(\.setting)
    guard !settings.isEmpty else { return base }
    let key = Key(place: base.place, version: base.version, settings: settings)
    if let found = kept.withLock({ $0[key] }) { return found }
    var read = base
    do { read = try base.superseded(by: settings) } catch { read = base }
    let made = read
    kept.withLock { profiles in
      if profiles.count >= Self.keptMax { profiles = [:] }
      profiles[key] = made
    }
    return made
  }
}
