// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import ODBC

/// How a delivery ends that comes to nothing at the source: one line, and a code of `sysexits.h`.
enum DeliverEnding {
  /// The longest query in bytes.
  private static let queryBytesMax = 1 << 18

  /// The connection string, from a file or else the environment.
  static func connection(_ file: String?) throws -> String {
    do {
      if let file { return try ConnectionText.read(file: file) }
      guard let known = ProcessInfo.processInfo.environment["SHUYU_ODBC_CONNECTION"] else {
        throw ending(66, "no connection string: give --odbc-connection or SHUYU_ODBC_CONNECTION")
      }
      return try ConnectionText.text(Array(known.utf8))
    } catch let fault as ConnectionText.Fault {
      throw ending(66, fault.explanation)
    }
  }

  /// The query in a file.
  static func query(_ file: String) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw ending(66, "the file with the query cannot be read")
    }
    defer { try? handle.close() }
    let bytes = try handle.read(upToCount: queryBytesMax + 1) ?? Data()
    guard !bytes.isEmpty, bytes.count <= queryBytesMax,
      let text = String(validating: bytes, as: UTF8.self)
    else { throw ending(66, "the query is up to \(queryBytesMax) bytes of UTF-8") }
    return text
  }

  /// Runs what reads the database.
  static func reading<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let fault as DatabaseFault {
      throw ending(code(fault), fault.explanation)
    }
  }

  private static func code(_ fault: DatabaseFault) -> Int32 {
    switch fault {
    case .noDriverManager, .gaveUp(.connecting, _, _): 69
    case .gaveUp, .sink: 74
    case .noColumns, .tooManyColumns, .columnName, .sameName, .notDelivered, .tooLong, .badText,
      .tooManyRows, .wouldNotFit:
      65
    }
  }

  private static func ending(_ code: Int32, _ text: String) -> ExitCode {
    ClientEnding.say(text)
    return ExitCode(code)
  }
}
