// SPDX-License-Identifier: Apache-2.0
import Platform
import Sandbox
import Testing
import Work

/// What is told of a run comes in few sizes.
@Suite struct JobFiguresTests {
  @Test func `times are told in classes, each twice as long as the one before`() {
    let classes = RunTimeClass(shortest: .seconds(1))
    let told = [1, 999, 1_000, 1_001, 2_000, 2_001, 900_000, 1_800_000].map {
      classes.seconds(of: .milliseconds($0))
    }
    #expect(told == [1, 1, 1, 2, 2, 4, 1_024, 2_048])
    #expect(Set((1...1_800).map { classes.end(of: .seconds($0)) }).count == 12)
    #expect(RunTimeClass(shortest: .zero).end(of: .zero) == .milliseconds(1))
  }

  @Test func `so many jobs run at once as the machine has room for`() {
    let cases: [(Int, UInt64, Int)] = [
      (2, 24 << 30, 2), (8, 24 << 30, 4), (64, 1 << 40, 8), (8, 4 << 30, 1), (0, 24 << 30, 1),
    ]
    for (processors, memory, expected) in cases {
      let limits = DomainLimits(processors: processors, memoryBytes: memory)
      #expect(limits.jobsAtOnce == expected)
      let each = limits.job.memoryBytes + limits.job.scratchBytes + limits.job.outputBytes
      #expect(expected == 1 || UInt64(limits.jobsAtOnce) * each <= memory)
    }
  }
}
