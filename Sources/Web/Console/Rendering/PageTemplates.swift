// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Mustache
import Regulation

/// The console's templates and assets, read once at start.
struct PageTemplates: Sendable {
  private let library: MustacheLibrary
  /// The style sheet and other files under `/assets`, by name.
  let assets: [String: [UInt8]]
  /// The words of refusals by code, for histories: an entry has the code alone. What a refusal said
  /// of its own case stands as an ellipsis.
  let refusals: [String: LocalText]
  /// Templates that could not be read, with the reason; empty unless the build is broken.
  let problems: [String]

  /// Reads all templates and assets of this module's resources.
  init() {
    MustacheContentTypes.register(HTMLContent(), named: HTMLContent.name)
    var library = MustacheLibrary()
    var problems: [String] = []
    for (name, bytes) in Self.files(in: "Templates", suffix: ".mustache") {
      do {
        try library.register(String(decoding: bytes, as: UTF8.self), named: name)
      } catch {
        problems.append("\(name): \(error)")
      }
    }
    self.library = library
    self.problems = problems
    refusals = Self.refusals(
      Self.files(in: "Templates", suffix: ".tsv").first { $0.name == "refusals" }?.bytes ?? [])
    assets = Dictionary(
      Self.files(in: "Assets", suffix: ".css").map { ("\($0.name).css", $0.bytes) },
      uniquingKeysWith: { first, _ in first })
  }

  /// A page's HTML.
  func render(_ model: JSON, with name: String) throws -> String {
    guard let html = library.render(model, withTemplate: name) else {
      throw TemplateError.missing(name)
    }
    return html
  }

  /// Lines of code, Chinese and English, parted by tabs.
  private static func refusals(_ bytes: [UInt8]) -> [String: LocalText] {
    var words: [String: LocalText] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "\t").map(String.init)
      guard parts.count == 3 else { continue }
      words[parts[0]] = LocalText(zh: parts[1], en: parts[2])
    }
    return words
  }

  private static func files(
    in folder: String, suffix: String
  ) -> [(name: String, bytes: [UInt8])] {
    let root = Bundle.module.bundleURL.appendingPathComponent(folder)
    let names = (FileManager.default.enumerator(atPath: root.path)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted()
    return names.compactMap { name in
      FileManager.default.contents(atPath: root.appendingPathComponent(name).path)
        .map { (String(name.dropLast(suffix.count)), Array($0)) }
    }
  }
}

/// Why a page could not be rendered.
enum TemplateError: Error {
  /// There is no template of this name, or it could not be read.
  case missing(String)
}
