// SPDX-License-Identifier: Apache-2.0

/// The load generator `wrk` against an address of this machine.
struct Wrk {
  /// What one run found.
  struct Result {
    /// Answers a second.
    let perSecond: Double
    /// The middle latency, in milliseconds.
    let median: Double
    /// The latency that 99 of 100 do not exceed, in milliseconds.
    let tail: Double
    /// Answers with another status than 2xx or 3xx.
    let failures: Int
  }

  /// The program.
  let program: String
  /// Open connections.
  let connections: Int
  /// How long, in seconds.
  let seconds: Int

  /// Calls an address over and over.
  func run(_ address: String, headers: [String], in scratch: Scratch) throws -> Result {
    var arguments = ["-t", "1", "-c", "\(connections)", "-d", "\(seconds)s", "--latency"]
    for header in headers { arguments += ["-H", header] }
    let text = try Child(program, arguments + [address]).run(in: scratch.path).output
    let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    func field(_ name: String) -> Substring? { lines.first { $0.first == name[...] }?.last }
    guard let rate = field("Requests/sec:").flatMap({ Double($0) }),
      let median = field("50%").flatMap(Wrk.milliseconds),
      let tail = field("99%").flatMap(Wrk.milliseconds)
    else { throw BenchError("wrk printed something else: \(text.suffix(500))") }
    return Result(
      perSecond: rate, median: median, tail: tail,
      failures: field("Non-2xx").flatMap { Int($0) } ?? 0)
  }

  private static func milliseconds(_ text: Substring) -> Double? {
    for (unit, factor) in [("us", 0.001), ("ms", 1.0), ("s", 1_000), ("m", 60_000)]
    where text.hasSuffix(unit) {
      return Double(text.dropLast(unit.count)).map { $0 * factor }
    }
    return nil
  }
}
