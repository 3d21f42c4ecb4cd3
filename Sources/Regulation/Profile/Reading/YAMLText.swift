// SPDX-License-Identifier: Apache-2.0

import Yams

/// Makes nodes of a YAML text and turns the parser's errors into problems.
enum YAMLText {
  static func compose(_ yaml: String, file: String) throws(ProfileError) -> Node {
    guard yaml.utf8.count <= Profile.bytesMax else {
      throw problem(file, 0, "is longer than \(Profile.bytesMax) bytes")
    }
    do {
      guard let node = try Yams.compose(yaml: yaml) else {
        throw problem(file, 0, "is empty")
      }
      return node
    } catch let error as YamlError {
      throw convert(error, file: file)
    } catch let error as ProfileError {
      throw error
    } catch {
      throw problem(file, 0, "is no YAML")
    }
  }

  private static func convert(_ error: YamlError, file: String) -> ProfileError {
    switch error {
    case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
      .composer(_, let text, let mark, _):
      problem(file, mark.line, "is no YAML: \(text)")
    case .duplicatedKeysInMapping(let keys, let context):
      problem(
        file, context.mark.line, "names twice: \(keys.sorted().joined(separator: ", "))")
    default:
      problem(file, 0, "is no YAML")
    }
  }

  private static func problem(_ file: String, _ line: Int, _ message: String) -> ProfileError {
    ProfileError(problems: [
      ProfileProblem(file: file, line: line, key: "", message: message)
    ])
  }
}
