// SPDX-License-Identifier: Apache-2.0

/// How long a run took, told in classes only: each is twice as long as the one before. A program
/// can take as long as it likes over a record, so that the exact time would be a way out.
package struct RunTimeClass: Hashable, Sendable {
  /// The end of the first class.
  package let shortest: Duration

  /// Makes classes; nothing is shorter than a millisecond.
  package init(shortest: Duration) {
    self.shortest = max(shortest, .milliseconds(1))
  }

  /// The end of the class that a time falls in.
  package func end(of time: Duration) -> Duration {
    var end = shortest
    while end < time { end *= 2 }
    return end
  }

  /// The class of a time in whole seconds, rounded up.
  package func seconds(of time: Duration) -> Int64 {
    let parts = end(of: time).components
    return parts.seconds + (parts.attoseconds > 0 ? 1 : 0)
  }
}
