// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Mustache

/// The console's templates and assets, read once at start.
struct PageTemplates: Sendable {
  private let library: MustacheLibrary
  /// The style sheet and other files under `/assets`, by name.
  let assets: [String: [UInt8]]
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
