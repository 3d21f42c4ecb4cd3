// SPDX-License-Identifier: Apache-2.0

/// What came of some seconds of appending.
struct AppendLoad: Sendable {
  /// Durable appends a second.
  let perSecond: Double
  /// The time of each append, in milliseconds.
  let milliseconds: [Double]

  /// The latency that a share of the appends does not exceed, in milliseconds.
  func quantile(_ share: Double) -> Double { Spread.quantile(share, of: milliseconds) }

  /// Lets so many submitters append one after the other for some seconds.
  static func run(
    _ platform: BenchPlatform, submitters: Int, seconds: Int
  ) async throws -> AppendLoad {
    let begun = ContinuousClock.now
    let end = begun + .seconds(seconds)
    let times = try await withThrowingTaskGroup(of: [Double].self) { group in
      for _ in 0..<submitters {
        group.addTask {
          var times: [Double] = []
          while ContinuousClock.now < end {
            let start = ContinuousClock.now
            try await platform.register()
            times.append((ContinuousClock.now - start).inSeconds * 1_000)
          }
          return times
        }
      }
      return try await group.reduce(into: [Double]()) { $0 += $1 }
    }
    let wall = (ContinuousClock.now - begun).inSeconds
    return AppendLoad(perSecond: Double(times.count) / wall, milliseconds: times)
  }
}
