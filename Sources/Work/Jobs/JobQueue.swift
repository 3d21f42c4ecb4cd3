// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// Which waiting job is next: fair by who runs them, so that nobody waits for one operator's jobs.
struct JobQueue {
  /// How many jobs run side by side.
  let places: Int
  /// Jobs that run now.
  private(set) var running: [RecordID: Job] = [:]
  /// When an operator's job began last, as a number that grows.
  private var begun: [RecordID: Int] = [:]
  private var beginnings = 0

  /// An empty queue with places.
  init(places: Int) {
    self.places = max(1, places)
  }

  /// The next job to begin, and notes it as running; nil while none may.
  ///
  /// One operator never takes all places, where there is more than one: a place stays for
  /// others. Among operators with equally few running, the one that was served longest ago is
  /// next; of an operator the scenario with fewest running, then the job submitted first.
  mutating func begin(of waiting: [Job]) -> Job? {
    guard running.count < places else { return nil }
    let mine = Dictionary(grouping: running.values, by: \.operator).mapValues(\.count)
    let scenarios = Dictionary(grouping: running.values, by: \.scenario).mapValues(\.count)
    func order(_ job: Job) -> [Int64] {
      [
        Int64(mine[job.operator] ?? 0), Int64(begun[job.operator] ?? 0),
        Int64(scenarios[job.scenario] ?? 0), job.submittedAt.milliseconds,
      ]
    }
    let next =
      waiting
      .filter { running[$0.id] == nil && (mine[$0.operator] ?? 0) < max(1, places - 1) }
      .min {
        let (left, right) = (order($0), order($1))
        return left == right ? $0.id < $1.id : left.lexicographicallyPrecedes(right)
      }
    guard let next else { return nil }
    beginnings += 1
    begun[next.operator] = beginnings
    running[next.id] = next
    return next
  }

  /// Frees a job's place.
  mutating func end(_ id: RecordID) { running[id] = nil }
}
