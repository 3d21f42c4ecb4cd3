// SPDX-License-Identifier: Apache-2.0

import Core

/// A made-up enterprise.
struct Enterprise {
  /// Its place in the file, from 0.
  let index: Int
  /// The code as delivered, 18 characters unless it is defective.
  let code: [UInt8]
  /// Whether the code is one of the defective ones.
  let isCodeInvalid: Bool
  /// The name.
  let name: String
  /// The industry.
  let industry: Industry
  /// Index into the districts.
  let district: Int
  /// Registered capital in 万元.
  let capitalWan: Int
  /// The founding day.
  let established: Day
  /// How large it is against the median enterprise, by employees.
  let size: Double
  /// Contribution rate to the housing fund, 5 to 12 percent.
  let fundRate: Int
}
