// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Foundation

/// Finds the files a specification names, relative to where it lies.
struct InputFolder: Sendable {
  /// Most bytes of one input file.
  static let bytesMax: UInt64 = 16 << 30

  let path: String

  /// The path of a file that exists, is a regular file and within bounds.
  func file(_ name: String, field: String) throws(SpecProblem) -> String {
    let full = name.hasPrefix("/") ? name : path + "/" + name
    guard FileManager.default.fileExists(atPath: full) else {
      throw SpecProblem(field, zh: "找不到文件", en: "there is no such file")
    }
    guard let size = size(full) else {
      throw SpecProblem(field, zh: "不是普通文件", en: "is not a regular file")
    }
    guard size <= Self.bytesMax else {
      throw SpecProblem(field, zh: "文件超过 16 GiB", en: "the file is larger than 16 GiB")
    }
    return full
  }

  /// The bytes of a small file.
  func bytes(_ name: String, field: String, max: Int) throws(SpecProblem) -> [UInt8] {
    let full = try file(name, field: field)
    guard let size = size(full), size <= UInt64(max) else {
      throw SpecProblem(field, zh: "文件超过 \(max) 字节", en: "the file is larger than \(max) bytes")
    }
    return try head(full, field: field, count: max)
  }

  /// The first bytes of a file.
  func head(_ full: String, field: String, count: Int) throws(SpecProblem) -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: full) else {
      throw SpecProblem(field, zh: "文件不可读", en: "the file cannot be read")
    }
    defer { try? handle.close() }
    do {
      return Array(try handle.read(upToCount: count) ?? Data())
    } catch {
      throw SpecProblem(field, zh: "文件不可读", en: "the file cannot be read")
    }
  }

  /// The digest of a file, read piece by piece.
  func digest(_ name: String, field: String) throws -> String {
    let full = try file(name, field: field)
    guard let handle = FileHandle(forReadingAtPath: full) else {
      throw SpecProblem(field, zh: "文件不可读", en: "the file cannot be read")
    }
    defer { try? handle.close() }
    var hasher = Hasher256(.sha256)
    while let piece = try handle.read(upToCount: 4 << 20), !piece.isEmpty {
      hasher.update(Array(piece))
    }
    return hasher.finalize().hex
  }

  /// The size of a regular file; nothing for anything else.
  private func size(_ full: String) -> UInt64? {
    do {
      let real = URL(filePath: full).resolvingSymlinksInPath().path
      let values = try FileManager.default.attributesOfItem(atPath: real)
      guard values[.type] as? FileAttributeType == .typeRegular else { return nil }
      return (values[.size] as? NSNumber)?.uint64Value
    } catch { return nil }
  }
}
