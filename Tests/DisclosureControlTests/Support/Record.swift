// SPDX-License-Identifier: Apache-2.0

/// One record of test data: labels per dimension, a subject, and values per measured column.
struct Record {
  var labels: [String?]
  var subject: String?
  var values: [Int?]

  init(_ labels: [String?], _ subject: String?, _ values: [Int?] = []) {
    self.labels = labels
    self.subject = subject
    self.values = values
  }
}
