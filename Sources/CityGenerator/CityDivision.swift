// SPDX-License-Identifier: Apache-2.0

/// The made-up city's administrative divisions.
///
/// Inside Hubei (42) GB/T 2260 numbers its cities, prefectures and directly administered counties
/// 01 to 13, 21 to 31 and 90; 99 stands for none of them and never did. A resident number or credit
/// code with division 4299xx therefore belongs to nobody, while its check digits are right and
/// every format check passes it.
package enum CityDivision {
  /// The city.
  package static let city = (code: "429900", name: "曦州市")

  /// Its districts; the last has the most people.
  package static let districts = [
    (code: "429902", name: "曦东区"), (code: "429903", name: "曦西区"),
    (code: "429904", name: "曦湖区"),
  ]

  /// Share of people and enterprises in each district, in hundredths.
  static let weights = [17, 24, 59]
}
