// SPDX-License-Identifier: Apache-2.0

/// The numbers of a resource's deliveries: which was given last, and which are to be given anew.
package struct DeliveryOrder: Codable, Hashable, Sendable {
  /// The greatest number of a delivery that was not rejected.
  package private(set) var last = 0
  /// Numbers below it whose delivery was rejected and not made anew, in order.
  package private(set) var open: [Int] = []

  /// Begins with no delivery.
  package init() {}

  /// The number of a delivery that declares none.
  package var next: Int { last + 1 }

  /// What is wrong with a declared number; nil when it is the next one or to be given anew.
  package enum Problem: Hashable, Sendable {
    /// A delivery of this number is there.
    case repeated
    /// Deliveries of lower numbers are not there yet.
    case early
  }

  /// Checks a declared number.
  package func problem(of number: Int) -> Problem? {
    if number > next { return .early }
    return number == next || open.contains(number) ? nil : .repeated
  }

  /// Notes a delivery.
  mutating func take(_ number: Int) {
    if number > last { last = number } else { open.removeAll { $0 == number } }
  }

  /// Notes that a delivery was rejected: its number is to be given anew.
  mutating func giveBack(_ number: Int) {
    open.append(number)
    open.sort()
    while open.last == last {
      open.removeLast()
      last -= 1
    }
  }
}

extension Resource {
  /// The resource with its numbers changed.
  func numbered(_ change: (inout DeliveryOrder) -> Void) -> Resource {
    var resource = self
    var order = deliveries ?? DeliveryOrder()
    change(&order)
    resource.deliveries = order
    return resource
  }
}

extension Batch {
  /// The number of the delivery that must become a version before this one; nil when there is none.
  ///
  /// Deliveries are applied in the order of their numbers: one waits while an earlier one is not
  /// decided, and one that declared its number also while an earlier number is to be given anew.
  package func awaits(_ read: any RecordReader) throws -> Int? {
    guard let sequence else { return nil }
    var awaited: [Int] = []
    for state in [State.delivered, .attested, .ingesting] {
      let waiting = try read.every(
        Batch.self, [.equal("resource", resource), .equal("state", state.rawValue)])
      awaited += waiting.compactMap { $0.id == id ? nil : $0.sequence }
    }
    if manifest.sequence != nil {
      awaited += try read.find(Resource.self, resource)?.deliveries?.open ?? []
    }
    return awaited.filter { $0 < sequence }.min()
  }

  /// Gives the number of a rejected delivery back to its resource.
  func numberGivenBack(_ read: any RecordReader) throws -> [Change] {
    guard let sequence, let resource = try read.find(Resource.self, resource) else { return [] }
    return [.put(resource.numbered { $0.giveBack(sequence) })]
  }
}
