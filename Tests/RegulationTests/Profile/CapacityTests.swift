// SPDX-License-Identifier: Apache-2.0

import Core
import Regulation
import Testing

@Suite struct CapacityTests {
  @Test func `each has words of its own`() {
    let labels = Capacity.allCases.map(\.label)
    #expect(labels.count >= 24)
    #expect(Set(labels.map(\.zh)).count == labels.count)
    #expect(Set(labels.map(\.en)).count == labels.count)
    #expect(labels.allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty })
  }

  @Test func `each is coded by its name`() throws {
    for capacity in Capacity.allCases {
      #expect(try JSON(encoding: capacity) == .string(capacity.rawValue))
      #expect(try JSON.string(capacity.rawValue).decode(Capacity.self) == capacity)
    }
    #expect(Capacity(rawValue: "operator") == .operator)
    #expect(Capacity(rawValue: "public") == .public)
    #expect(Capacity(rawValue: "Operator") == nil)
  }
}
