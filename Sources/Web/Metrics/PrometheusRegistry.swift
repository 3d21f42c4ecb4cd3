// SPDX-License-Identifier: Apache-2.0
package import Metrics
import Synchronization

/// Counters, gauges and timers in the Prometheus text format.
///
/// The backend of swift-metrics here: no maintained one is among the packages at hand.
package final class PrometheusRegistry: MetricsFactory {
  /// Guarded: one value cell per name and labels.
  private let cells = Mutex<[String: MetricCell]>([:])

  /// Starts empty.
  package init() {}

  /// All metrics as text.
  package func text() -> String {
    let cells = cells.withLock { $0 }
    return cells.sorted { $0.key < $1.key }.map { key, cell in cell.lines(key) }.joined()
  }

  private func cell(_ label: String, _ dimensions: [(String, String)]) -> MetricCell {
    let key = PrometheusRegistry.key(label, dimensions)
    return cells.withLock { cells in
      if let cell = cells[key] { return cell }
      let cell = MetricCell()
      cells[key] = cell
      return cell
    }
  }

  /// The name and labels as Prometheus writes them.
  private static func key(_ label: String, _ dimensions: [(String, String)]) -> String {
    let name = String(
      label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    guard !dimensions.isEmpty else { return name }
    let labels = dimensions.map { key, value in
      let safe = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n")
      return "\(key)=\"\(safe)\""
    }
    return "\(name){\(labels.sorted().joined(separator: ","))}"
  }

  /// A counter.
  package func makeCounter(
    label: String, dimensions: [(String, String)]
  ) -> any CounterHandler {
    cell(label, dimensions)
  }

  /// A gauge or a recorder.
  package func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    cell(label, dimensions)
  }

  /// A timer, in nanoseconds.
  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    cell(label, dimensions)
  }

  /// Nothing to release: a counter keeps its value.
  package func destroyCounter(_ handler: any CounterHandler) {}
  /// Nothing to release.
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Nothing to release.
  package func destroyTimer(_ handler: any TimerHandler) {}
}

/// One metric's values.
final class MetricCell: CounterHandler, RecorderHandler, TimerHandler {
  private struct Values {
    var total: Double = 0
    var count: Int64 = 0
    var isSummary = false
  }

  private let values = Mutex(Values())

  func increment(by amount: Int64) {
    values.withLock { $0.total += Double(amount) }
  }

  func reset() {
    values.withLock { $0 = Values() }
  }

  func record(_ value: Int64) {
    record(Double(value))
  }

  func record(_ value: Double) {
    values.withLock { $0.total = value }
  }

  func recordNanoseconds(_ duration: Int64) {
    values.withLock { values in
      values.isSummary = true
      values.count += 1
      values.total += Double(duration) / 1e9
    }
  }

  /// The lines of one metric.
  func lines(_ key: String) -> String {
    let values = values.withLock { $0 }
    guard values.isSummary else { return "\(key) \(MetricCell.number(values.total))\n" }
    let name = String(key.prefix { $0 != "{" })
    let labels = String(key.dropFirst(name.count))
    return "\(name)_seconds_sum\(labels) \(values.total)\n"
      + "\(name)_seconds_count\(labels) \(values.count)\n"
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}
