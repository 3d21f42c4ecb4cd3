// SPDX-License-Identifier: Apache-2.0
import CityGenerator
import Core
import Foundation

/// The files of the journey: real data where the shared folder has them, the generated city else.
struct TourData {
  /// A file ready to be delivered.
  struct Delivery: Sendable {
    /// The file.
    let file: URL
    /// Its data rows, those that are in no order included.
    let rows: Int
    /// Its encoding, as a manifest names it.
    let encoding: String
    /// Where it comes from, in one line.
    let origin: String
  }

  /// Where the files are made.
  let folder: URL
  /// What the tour was asked for.
  let settings: TourSettings

  private static let adult = "data/privacy_benchmark/arx/adult.csv"
  private static let stations = ["Aotizhongxin", "Dongsi", "Huairou"]

  /// One of the stations, in turn.
  static func station(_ number: Int) -> String { stations[number % stations.count] }

  /// Generates the city into the folder; rows by table.
  func generateCity() throws -> [CityTable: Int] {
    var sink = try CityFolder(folder.path)
    let summary = try CityGenerator(seed: settings.seed, persons: settings.persons)
      .write(to: &sink)
    return Dictionary(summary.files.map { ($0.table, $0.rows) }) { first, _ in first }
  }

  /// The delivery of a resource.
  func delivery(of resource: TourResource, city: [CityTable: Int]) throws -> Delivery {
    switch resource.key {
    case "electricity": generated(.electricity, "utf8", city)
    case "fund": generated(.housingFund, "gb18030", city)
    case "census": try census()
    default: try air()
    }
  }

  private func generated(
    _ table: CityTable, _ encoding: String, _ city: [CityTable: Int]
  ) -> Delivery {
    Delivery(
      file: folder.appending(path: table.fileName), rows: city[table] ?? 0, encoding: encoding,
      origin: "合成城市 / the generated city")
  }

  /// 30,162 persons of a census with an id added, then three rows that are in no order.
  private func census() throws -> Delivery {
    var lines = ["person_id,sex,age,education,workclass,income"]
    let real = settings.shared?.appending(path: TourData.adult)
    if let real, FileManager.default.fileExists(atPath: real.path) {
      for fields in try TourData.rows(of: real, ";") {
        let id = "P" + String(100_000 + lines.count)
        lines.append(
          [id, fields[0], fields[1], fields[4], fields[6], fields[8]].joined(separator: ","))
      }
      return try write(lines, "census.csv", "adult.csv")
    }
    lines += TourData.census(try TourData.rows(of: folder.appending(path: "persons.csv"), ","))
    return try write(lines, "census.csv", "合成城市 / the generated city")
  }

  /// Persons of the city as rows of a census. The thirty oldest are a class of their own, so that
  /// a city of any size has cells with few persons.
  private static func census(_ persons: [[String]]) -> [String] {
    let known = persons.filter { Int($0[3].prefix(4)) != nil }
    let oldest = known.map { $0[3] }.sorted().prefix(30).last ?? ""
    return known.enumerated().map { number, fields in
      let year = Int(fields[3].prefix(4)) ?? 0
      let kind =
        fields[3] <= oldest ? "高龄" : year < 1965 ? "退休" : year > 2007 ? "就学" : "在业"
      let id = "P" + String(100_001 + number)
      return [id, fields[2], String(2_025 - year), fields[4], kind, ""].joined(separator: ",")
    }
  }

  private func write(
    _ lines: [String], _ name: String, _ origin: String
  ) throws -> Delivery {
    var lines = lines
    lines += ["P1,Male,abc,Masters,Private,<=50K", "P2,Male", lines[1]]
    let file = folder.appending(path: name)
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    return Delivery(file: file, rows: lines.count - 1, encoding: "utf8", origin: origin)
  }

  /// Hourly values of three stations, or as many of a made-up one.
  private func air() throws -> Delivery {
    var lines = ["station,measured_at,year,pm25,pm10,no2,o3,temperature"]
    var origin = "合成 / made up"
    for station in TourData.stations {
      let name = "data/air_quality/PRSA_Data_\(station)_20130301-20170228.csv"
      guard let file = settings.shared?.appending(path: name),
        FileManager.default.fileExists(atPath: file.path)
      else {
        lines += madeUp(station)
        continue
      }
      origin = "PRSA_Data_*.csv"
      for fields in try TourData.rows(of: file, ",") where fields.count > 11 {
        lines.append(TourData.hour(station, fields))
      }
    }
    let file = folder.appending(path: "air.csv")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    return Delivery(file: file, rows: lines.count - 1, encoding: "utf8", origin: origin)
  }

  private static func hour(_ station: String, _ fields: [String]) -> String {
    let two = { (text: String) -> String in text.count < 2 ? "0" + text : text }
    let time = "\(fields[1])-\(two(fields[2]))-\(two(fields[3])) \(two(fields[4])):00:00"
    let values = [5, 6, 8, 10, 11].map { fields[$0] }
    return ([station, time, fields[1]] + values).joined(separator: ",")
  }

  private func madeUp(_ station: String) -> [String] {
    (0..<1_000).map { hour in
      let day = Day.min.adding(days: 735_000 + hour / 24)
      let clock = hour % 24 < 10 ? "0\(hour % 24)" : "\(hour % 24)"
      let value = (hour * 37 + station.utf8.count * 11) % 180
      return "\(station),\(day) \(clock):00:00,\(day.year),\(value),\(value + 20),40,60,12.5"
    }
  }

  /// The data rows of a small file without quoted delimiters.
  private static func rows(of file: URL, _ delimiter: Character) throws -> [[String]] {
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: delimiter, omittingEmptySubsequences: false).map {
        String($0).replacing("\"", with: "")
      }
    }
  }
}
