// SPDX-License-Identifier: Apache-2.0

import Core

/// A made-up person.
struct Person {
  /// The resident number as delivered, 18 characters unless it is defective.
  let number: [UInt8]
  /// Whether the number is one of the defective ones.
  let isNumberInvalid: Bool
  /// The name.
  let name: String
  /// Whether male.
  let isMale: Bool
  /// The birth day.
  let born: Day
  /// Index into the districts.
  let district: Int
}
